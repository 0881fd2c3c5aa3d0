import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { FreezeContent } from '#lib/core/track-record/freeze-text.ts';
import { makeCalls } from '#lib/core/track-record/make-calls.ts';
import { monthOf, seedOfMonth } from '#lib/core/track-record/months.ts';
import { DEFAULT_DRAWS } from '#lib/core/uncertainty/types.ts';
import { insertFreeze, readFreezeClock } from '#lib/db/forecast-freezes.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';
import { log } from '#lib/platform/log.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';
import { currentDataVersion } from '../scope/current-data-version.ts';
import type { Scope } from '../scope/resolve-scope.ts';
import { digestFreeze } from './digest-freeze.ts';

/**
 * Freezes the forecast of the present month unless it is frozen: the default scenario with today's facts, 4,096 draws
 * with the month as seed. Any number of processes may do so at once: a month is frozen once, in one transaction.
 *
 * @returns how many forecasts were frozen: 1, or 0 when there was nothing to do or no world to forecast from
 * @throws what the database throws, and its refusal when the day has changed meanwhile
 */
export async function freezeMonth(): Promise<number> {
  const { today, isFrozen, previousDigest } = await readFreezeClock();
  if (isFrozen) return 0;
  const dataVersion = await currentDataVersion();
  const tried = `${today} ${String(dataVersion)}`;
  // Before the first import there is nothing to forecast from.
  if (dataVersion === 0 || (failed?.tried === tried && now() < failed.retryAt)) return 0;
  const content = await forecast({ asOf: today, dataVersion }, previousDigest);
  if (content === null) {
    failed = { tried, retryAt: new Date(now().getTime() + RETRY_MS) };
    return 0;
  }
  const isMade = await inTransaction((tx) => insertFreeze(tx, { ...content, digest: digestFreeze(content) }));
  if (isMade)
    log().info({ month: content.month, calls: content.calls.length }, 'forecast of the month frozen');

  return isMade ? 1 : 0;
}

/** What cannot be forecast from is tried again after so long, or as soon as facts or day change. */
const RETRY_MS = 600_000;

/** Day and data version that could not be forecast from: said in the log now and then, not at every look. */
let failed: { readonly tried: string; readonly retryAt: Date } | null = null;

async function forecast(scope: Scope, previousDigest: string | null): Promise<FreezeContent | null> {
  const versioned = await getExposureWorld(scope);
  if (!versioned.ok) {
    log().warn({ fault: versioned.error }, 'the month cannot be forecast yet: too few facts');
    return null;
  }
  const { world, dataVersion } = versioned.value;
  const month = monthOf(scope.asOf);
  const request = { draws: DEFAULT_DRAWS, seed: seedOfMonth(month) };
  const made = makeCalls(world, request);
  if (!made.ok) {
    log().warn({ faults: made.error }, 'the month cannot be forecast yet');
    return null;
  }

  return {
    ...request,
    month,
    asOf: scope.asOf,
    dataVersion,
    modelVersion: MODEL_VERSION,
    previousDigest,
    calls: made.value.calls,
  };
}
