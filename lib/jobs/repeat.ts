import { setTimeout as sleep } from 'node:timers/promises';

import { log } from '#lib/platform/log.ts';

/** Between two looks at the clock. */
export const PAUSE_MS = 5_000;

/** Looks again and again, with a pause after each look, until the signal; a look that fails is repeated. */
export async function repeat(
  look: () => Promise<number>,
  {
    signal,
    pauseMs,
    what,
  }: { readonly signal: AbortSignal; readonly pauseMs: number; readonly what: string },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await look();
    } catch (error) {
      // The database may be away for a while; what was to be done is still there when it is back.
      log().warn({ err: error }, `a look at ${what} failed; it is repeated`);
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
