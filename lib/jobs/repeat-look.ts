import { setTimeout as sleep } from 'node:timers/promises';

import { log } from '#lib/platform/log.ts';

/** Looks again and again, `pauseMs` after each look, until the signal; a look that fails is logged and repeated. */
export async function repeatLook(
  look: () => Promise<number>,
  { of, pauseMs, signal }: { readonly of: string; readonly pauseMs: number; readonly signal: AbortSignal },
): Promise<void> {
  while (!signal.aborted) {
    try {
      await look();
    } catch (error) {
      // The database may be away for a while; what is due is still there when it is back.
      log().warn({ err: error }, `a look at the ${of} failed; it is repeated`);
    }
    await sleep(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
