/** A published figure beside ours: deviation and verdict. One judgement for the command, the API and the page. */
import type { ModelArchitecture } from './architecture.ts';
import { computeOracle, type KvOracle } from './oracle.ts';

/** Tolerances are decimal; this much of a percent is rounding of the arithmetic, not a deviation. */
const ROUNDING_PCT = 1e-9;

export type OracleVerdict = 'within' | 'outside' | 'source looks wrong' | 'not computable';

/** An oracle with the curator's view of the figure: `no` means that it looks wrong in its source. */
export type CuratedOracle = KvOracle & {
  readonly reproduces: 'yes' | 'no' | 'not_computable';
  readonly notes: string | null;
};

export interface JudgedOracle {
  readonly row: CuratedOracle;
  /** Ours in the row's unit; null when shapes alone cannot give it. */
  readonly value: number | null;
  readonly deviationPct: number | null;
  readonly verdict: OracleVerdict;
  /** Why there is no figure of ours, or why the source is doubted; null where neither. */
  readonly reason: string | null;
}

/** Recomputes `row` from `models` and judges the deviation by the row's own tolerance. */
export function judgeOracle(
  row: CuratedOracle,
  models: ReadonlyMap<string, ModelArchitecture>,
): JudgedOracle {
  const answer = computeOracle(row, models);
  if (!answer.isComputable) {
    return { row, value: null, deviationPct: null, verdict: 'not computable', reason: answer.reason };
  }
  const deviationPct = 100 * (answer.value / row.expectedValue - 1);
  const isWithin = row.tolerancePct !== null && Math.abs(deviationPct) <= row.tolerancePct + ROUNDING_PCT;
  const isDoubted = !isWithin && row.reproduces === 'no';
  return {
    row,
    value: answer.value,
    deviationPct,
    verdict: isWithin ? 'within' : isDoubted ? 'source looks wrong' : 'outside',
    reason: isDoubted ? (row.notes ?? 'the printed figure does not follow from the shape it names') : null,
  };
}

/** How many rows there are of each kind. */
export interface OracleCounts {
  readonly published: number;
  readonly computed: number;
  readonly within: number;
  readonly sourceLooksWrong: number;
  readonly notComputable: number;
}

export function countVerdicts(judged: readonly JudgedOracle[]): OracleCounts {
  const count = (verdict: OracleVerdict): number => judged.filter((one) => one.verdict === verdict).length;
  const notComputable = count('not computable');
  return {
    published: judged.length,
    computed: judged.length - notComputable,
    within: count('within'),
    sourceLooksWrong: count('source looks wrong'),
    notComputable,
  };
}
