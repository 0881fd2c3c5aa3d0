/** Frozen forecasts. The database dates them, and refuses any that is not of the day that it is. */
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { FreezeContent } from '#lib/core/track-record/freeze-text.ts';
import {
  CALL_SUBJECTS,
  compareTargets,
  targetKey,
  type CallUnit,
  type ForecastCall,
} from '#lib/core/track-record/types.ts';
import type { ForecastCall as CallRow } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { narrow, toDate } from './standing-facts.ts';
import type { DbTransaction } from './transaction.ts';

/** A forecast as frozen. */
export interface StoredFreeze extends FreezeContent {
  readonly frozenAt: Date;
  readonly digest: string;
}

/** What is to be frozen; the database gives the time. */
export type NewFreeze = Omit<StoredFreeze, 'frozenAt'>;

/** The day that it is by the database's clock, whether its month is frozen, and the newest digest of an earlier month. */
export interface FreezeClock {
  readonly today: IsoDate;
  readonly isFrozen: boolean;
  readonly previousDigest: string | null;
}

/** Looks at the database's clock, which is the one that its rules go by. */
export async function readFreezeClock(): Promise<FreezeClock> {
  const [clock] = await db().$queryRaw<FreezeClock[]>`
    WITH present AS (SELECT clock_timestamp() AT TIME ZONE 'UTC' AS at)
    SELECT at::date::text AS today,
           EXISTS (SELECT FROM forecast_freeze WHERE month = to_char(at, 'YYYY-MM')) AS "isFrozen",
           (SELECT digest FROM forecast_freeze WHERE month < to_char(at, 'YYYY-MM') ORDER BY month DESC LIMIT 1)
             AS "previousDigest"
      FROM present`;
  if (clock === undefined) throw new Error('the clock came back without a row');

  return clock;
}

/** Freezes a forecast; false when its month has one already, whoever made it. */
export async function insertFreeze(tx: DbTransaction, { calls, ...freeze }: NewFreeze): Promise<boolean> {
  const { asOf, seed, ...rest } = freeze;
  const made = await tx.forecastFreeze.createMany({
    // The database puts its own time in place of this one.
    data: [
      { ...rest, asOf: toDate(asOf), seed: BigInt(seed), callCount: calls.length, frozenAt: toDate(asOf) },
    ],
    skipDuplicates: true,
  });
  if (made.count === 0) return false;
  await tx.forecastCall.createMany({
    data: calls.map(({ quantiles, periodStartOn, periodEndOn, ...call }) => ({
      ...call,
      ...quantiles,
      month: freeze.month,
      target: targetKey(call),
      periodStartOn: toDate(periodStartOn),
      periodEndOn: toDate(periodEndOn),
    })),
  });

  return true;
}

/** Every freeze up to a day, oldest first, with its calls in the order of targets. */
export async function listFreezes(
  handle: Pick<DbTransaction, 'forecastFreeze'>,
  { asOf }: { readonly asOf: IsoDate },
): Promise<readonly StoredFreeze[]> {
  const rows = await handle.forecastFreeze.findMany({
    where: { asOf: { lte: toDate(asOf) } },
    orderBy: { month: 'asc' },
    include: { calls: true },
  });

  return rows.map(({ calls, asOf: day, seed, callCount: _count, ...row }) => ({
    ...row,
    asOf: toDay(day),
    seed: Number(seed),
    calls: calls.map(toCall).toSorted(compareTargets),
  }));
}

function toCall(row: CallRow): ForecastCall {
  const { p05, p10, p25, p50, p75, p90, p95 } = row;

  return {
    subject: narrow(CALL_SUBJECTS, row.subject, 'forecast_call.subject'),
    vendor: row.vendor,
    quarter: row.quarter,
    periodStartOn: toDay(row.periodStartOn),
    periodEndOn: toDay(row.periodEndOn),
    horizonQuarters: row.horizonQuarters,
    unit: narrow<CallUnit>(['USD bn', 'fraction'], row.unit, 'forecast_call.unit'),
    quantiles: { p05, p10, p25, p50, p75, p90, p95 },
  };
}

function toDay(date: Date): IsoDate {
  return date.toISOString().slice(0, 10);
}
