import type { JudgedOracle } from '../core/efficiency/judge-oracle.ts';
import type { OracleItem } from './catalogue.ts';

/** A judged figure in the names of the API. */
export function toOracleItem({ row, value, deviationPct, verdict, reason }: JudgedOracle): OracleItem {
  return {
    id: row.id,
    model: row.modelId,
    quantity: row.quantity,
    contextTokens: row.contextTokens,
    kvFormat: row.kvFormat,
    published: row.expectedValue,
    ours: value,
    deviationPct,
    tolerancePct: row.tolerancePct,
    unit: row.unit,
    verdict,
    absence: reason,
    sourceTitle: row.sourceTitle,
    sourceUrl: row.sourceUrl,
    whereInSource: row.whereInSource,
  };
}
