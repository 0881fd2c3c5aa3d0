import 'server-only';

import type { ImpliedListingItem } from '#lib/contracts/implied-saving.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { rememberBriefly } from '../scope/remember-briefly.ts';
import { solveImpliedSaving } from './solve-implied.ts';

/** Prices change with sessions: a reading of half a minute ago is today's. */
const LIFETIME_MS = 30_000;

const readDefault = rememberBriefly(() => solveImpliedSaving({}), LIFETIME_MS);

/** Every listing's reading under the default scenario as of today, by ticker. */
export async function getDefaultImplied(): Promise<
  Result<ReadonlyMap<string, ImpliedListingItem>, RequestFault>
> {
  const answer = await readDefault();

  return answer.ok ? ok(new Map(answer.value.items.map((item) => [item.ticker, item]))) : answer;
}
