import 'server-only';

import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import { summariseFactTables } from '../facts/summarise-facts.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey, type RequestedScope, type Scope } from '../scope/resolve-scope.ts';

/** How fresh the facts are, in dates as the sources state them. */
export interface Freshness {
  readonly dataVersion: number;
  readonly factRows: number;
  /** Of the tables' newest sources; a later write-up of an earlier event is left out. */
  readonly newestPublishedOn: string | null;
  readonly newestCapexNewsOn: string | null;
  /** End of the newest quarter up to which every issuer that counts has reported. */
  readonly filedByAllEndsOn: string | null;
}

const answers = createAnswerCache<Result<Freshness, RequestFault>>(16);

/** Freshness of the facts at a scope. */
export async function getFreshness(requested: RequestedScope): Promise<Result<Freshness, RequestFault>> {
  const scope = await resolveScope(requested);
  return scope.ok ? answers.get(scopeKey(scope.value), () => loadFreshness(scope.value)) : scope;
}

async function loadFreshness(scope: Scope): Promise<Result<Freshness, RequestFault>> {
  const [summary, world, actuals, announcements] = await Promise.all([
    summariseFactTables(scope),
    getExposureWorld(scope),
    listCapexActuals(scope),
    listCapexAnnouncements(scope),
  ]);
  if (!summary.ok) return summary;
  if (!world.ok) return world;
  const counted = new Set(world.value.world.issuerYears.map((row) => row.ticker));
  const newestOfEach = [...counted].map((ticker) =>
    newest(actuals.filter((row) => row.ticker === ticker).map((row) => row.periodEndOn)),
  );

  return ok({
    dataVersion: scope.dataVersion,
    factRows: summary.value.tables.reduce((total, table) => total + table.rows, 0),
    newestPublishedOn: newest(
      summary.value.tables
        .map((table) => table.newestPublishedOn)
        .filter((date) => date === null || date <= scope.asOf),
    ),
    newestCapexNewsOn: newest(announcements.map((row) => row.announcedOn)),
    filedByAllEndsOn: newestOfEach.includes(null) ? null : (newestOfEach.sort()[0] ?? null),
  });
}

function newest(dates: readonly (string | null)[]): string | null {
  const known = dates.filter((date) => date !== null).sort();
  return known.at(-1) ?? null;
}
