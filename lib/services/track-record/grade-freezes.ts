import 'server-only';

import type { IsoDate } from '#lib/core/facts/types.ts';
import { gradeCalls, type GradedCall } from '#lib/core/track-record/grade-calls.ts';
import { listFreezes, type StoredFreeze } from '#lib/db/forecast-freezes.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';

import type { Scope } from '../scope/resolve-scope.ts';
import { loadOutcomes } from './load-outcomes.ts';

/** A freeze with its calls as they stand on a day. */
export interface GradedFreeze {
  readonly freeze: StoredFreeze;
  readonly calls: readonly GradedCall[];
}

/** All freezes up to the scope's day, oldest first, judged by what is known at the scope. */
export async function gradeFreezes(
  handle: Pick<DbTransaction, 'forecastFreeze'>,
  scope: Scope,
): Promise<readonly GradedFreeze[]> {
  return judge(await listFreezes(handle, { asOf: scope.asOf }), scope);
}

/** Judges freezes that are at hand; those made after the scope's day, or with later data, are left out. */
export async function judge(
  freezes: readonly StoredFreeze[],
  scope: Scope,
): Promise<readonly GradedFreeze[]> {
  const [oldest] = freezes;
  if (oldest === undefined) return [];
  const outcomes = await loadOutcomes(scope, oldest.dataVersion);

  return freezes
    .filter(({ asOf, dataVersion }) => asOf <= scope.asOf && dataVersion <= scope.dataVersion)
    .map((freeze) => ({ freeze, calls: gradeCalls(freeze.calls, outcomes, scope.asOf) }));
}

/** Names a frozen call for good: its month and what it is of. */
export function callKey(month: string, target: string): string {
  return `${month}/${target}`;
}

/** Day of an instant, in UTC. */
export function dayOf(instant: Date): IsoDate {
  return instant.toISOString().slice(0, 10);
}
