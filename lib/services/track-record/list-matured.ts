import 'server-only';

import type { IsoDate } from '#lib/core/facts/types.ts';
import type { CallState, GradedCall } from '#lib/core/track-record/grade-calls.ts';
import { targetKey, type CallSubject } from '#lib/core/track-record/types.ts';
import { getDataVersion } from '#lib/db/data-version.ts';
import { listFreezes } from '#lib/db/forecast-freezes.ts';
import { findVersionAt } from '#lib/db/forecast-outcomes.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';

import { callKey, dayOf, judge, type GradedFreeze } from './grade-freezes.ts';

/** A frozen call that was settled: graded, or given up because nobody disclosed the figure. */
export interface MaturedCall {
  /** Stays the same for good: `2026-11/hbm-revenue/MU/2026Q4`. */
  readonly key: string;
  readonly subject: CallSubject;
  /** Ticker; null where the subject has no vendor. */
  readonly vendor: string | null;
  readonly quarter: string;
  /** First day on which its figure was public, or on which it was given up. */
  readonly maturedOn: IsoDate;
  readonly state: Extract<CallState, 'graded' | 'not-disclosed'>;
  /** In the call's unit; absent when not disclosed. */
  readonly actual?: number;
  /** Whether the figure lies in the call's 80 % band. */
  readonly inside80?: boolean;
}

/** From which moment on, and the day whose knowledge judges. */
export interface MaturedQuery {
  readonly since: Date;
  readonly asOf: IsoDate;
}

/**
 * Frozen calls that were settled after `since`, by what this installation knew then and knows now: a figure that was
 * published earlier but recorded later counts from its record. A call that was given up and is graded after all comes
 * again, with its new state. Oldest first.
 */
export async function listMatured(
  db: Pick<DbTransaction, 'forecastFreeze'>,
  { since, asOf }: MaturedQuery,
): Promise<readonly MaturedCall[]> {
  const freezes = await listFreezes(db, { asOf });
  if (freezes.length === 0) return [];
  const [versionThen, versionNow] = await Promise.all([findVersionAt(since), getDataVersion()]);
  const dayThen = dayOf(since) < asOf ? dayOf(since) : asOf;
  const now = await judge(freezes, { asOf, dataVersion: versionNow });
  const then = versionThen === 0 ? [] : await judge(freezes, { asOf: dayThen, dataVersion: versionThen });
  const before = new Map(settledOf(then).map(({ key, state }) => [key, state]));

  return settledOf(now)
    .filter(({ key, state }) => before.get(key) !== state)
    .toSorted((a, b) => (a.maturedOn < b.maturedOn ? -1 : 1));
}

function settledOf(graded: readonly GradedFreeze[]): MaturedCall[] {
  return graded.flatMap(({ freeze, calls }) => calls.flatMap((call) => toMatured(freeze.month, call)));
}

function toMatured(month: string, { call, state, maturedOn, latest }: GradedCall): MaturedCall[] {
  if (maturedOn === null || (state !== 'graded' && state !== 'not-disclosed')) return [];
  const { subject, vendor, quarter } = call;

  return [
    {
      key: callKey(month, targetKey(call)),
      ...{ subject, vendor, quarter, maturedOn, state },
      ...(latest === null ? {} : { actual: latest.actual, inside80: latest.inside80 }),
    },
  ];
}
