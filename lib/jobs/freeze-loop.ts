import { freezeMonth } from '#lib/services/track-record/freeze-month.ts';

import { PAUSE_MS, repeat } from './repeat.ts';

/**
 * Freezes the forecast of each month as soon as it has begun, or as soon as this process runs in it; a month in which
 * nothing ran stays without. Any number of processes may do so on one database. Resolves after the signal.
 */
export async function runFreezeLoop(signal: AbortSignal, { pauseMs = PAUSE_MS } = {}): Promise<void> {
  await repeat(freezeMonth, { signal, pauseMs, what: "the month's forecast" });
}
