import 'server-only';

import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { FreezeContent } from '#lib/core/track-record/freeze-text.ts';
import { makeCalls } from '#lib/core/track-record/make-calls.ts';
import { monthOf, seedOfMonth } from '#lib/core/track-record/months.ts';
import { DEFAULT_DRAWS } from '#lib/core/uncertainty/types.ts';
import { getDataVersion } from '#lib/db/data-version.ts';
import { insertFreeze, readFreezeClock } from '#lib/db/forecast-freezes.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { log } from '#lib/platform/log.ts';

import { getExposureWorld } from '../exposure/get-exposure-world.ts';
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
  // Before the first import there is nothing to forecast from; the next look comes soon.
  if (isFrozen || (await getDataVersion()) === 0) return 0;
  const content = await forecast(today, previousDigest);
  if (content === null) return 0;
  const isMade = await inTransaction((tx) => insertFreeze(tx, { ...content, digest: digestFreeze(content) }));
  if (isMade)
    log().info({ month: content.month, calls: content.calls.length }, 'forecast of the month frozen');

  return isMade ? 1 : 0;
}

async function forecast(today: IsoDate, previousDigest: string | null): Promise<FreezeContent | null> {
  const versioned = await getExposureWorld({ asOf: today });
  if (!versioned.ok) {
    log().warn({ fault: versioned.error }, 'the month cannot be forecast yet: too few facts');
    return null;
  }
  const { world, dataVersion } = versioned.value;
  const month = monthOf(today);
  const request = { draws: DEFAULT_DRAWS, seed: seedOfMonth(month) };
  const made = makeCalls(world, request);
  if (!made.ok) {
    log().warn({ faults: made.error }, 'the month cannot be forecast yet');
    return null;
  }

  return {
    ...request,
    month,
    asOf: today,
    dataVersion,
    modelVersion: MODEL_VERSION,
    previousDigest,
    calls: made.value.calls,
  };
}
