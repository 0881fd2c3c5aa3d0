import 'server-only';

import type { Rival, Rivals, RivalsQuery } from '#lib/contracts/evidence.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { Provenance } from '#lib/core/facts/types.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';
import { listCapexBridge, listHbmMarket } from '#lib/db/hbm-market.ts';

import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { Scope } from '../scope/resolve-scope.ts';

const figures = createAnswerCache<readonly Rival[]>(8);
const answers = createAnswerCache<Rivals>(64);

/**
 * What different sources say about one quantity of the HBM market and capex bridge tables, side by side, by
 * period and then newest publication first. None found is an empty list, not an error.
 */
export async function listRivals(query: RivalsQuery): Promise<Result<Rivals, RequestFault>> {
  const scope = await resolveScope(query);
  if (!scope.ok) return scope;

  const { quantity, period, vendor } = query;
  const key = JSON.stringify([scopeKey(scope.value), quantity, period, vendor]);

  return ok(await answers.get(key, () => selectRivals(query, scope.value)));
}

async function selectRivals(query: RivalsQuery, scope: Scope): Promise<Rivals> {
  const all = await figures.get(scopeKey(scope), () => loadFigures(scope));
  const items = all
    .filter((row) => row.quantity === query.quantity)
    .filter((row) => query.period === undefined || row.period === query.period)
    .filter((row) => query.vendor === undefined || row.vendor === query.vendor)
    .toSorted(byPeriodThenNewest);

  return { ...scope, quantity: query.quantity, items };
}

async function loadFigures(scope: Scope): Promise<readonly Rival[]> {
  const [market, bridge] = await Promise.all([listHbmMarket(scope), listCapexBridge(scope)]);

  return [
    ...market.map((row): Rival => ({
      ...toFigure(row),
      table: 'hbm_market',
      vendor: row.vendorOrIndustry,
      period: row.period,
      note: row.notes,
    })),
    ...bridge.map((row): Rival => ({
      ...toFigure(row),
      table: 'capex_hbm_bridge',
      vendor: null,
      period: row.yearOrPeriod,
      note: null,
    })),
  ];
}

interface Figure extends Provenance {
  readonly key: string;
  readonly quantity: string;
  readonly low: number | null;
  readonly point: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly definition: string;
}

function toFigure(row: Figure): Omit<Rival, 'table' | 'vendor' | 'period' | 'note'> {
  return {
    key: row.key,
    quantity: row.quantity,
    low: row.low,
    point: row.point,
    high: row.high,
    unit: row.unit,
    definition: row.definition,
    sourceTitle: row.sourceTitle,
    publisher: row.publisher,
    url: row.url,
    publishedOn: row.publishedOn,
    grade: row.grade,
  };
}

function byPeriodThenNewest(a: Rival, b: Rival): number {
  const byPeriod = a.period.localeCompare(b.period);

  return byPeriod === 0 ? (b.publishedOn ?? '').localeCompare(a.publishedOn ?? '') : byPeriod;
}
