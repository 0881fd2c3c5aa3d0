import { log } from '#lib/platform/log.ts';
import { liveRefresh } from '#lib/services/refresh/live-deps.ts';
import { REFRESH_SCHEDULE } from '#lib/services/refresh/refresh-schedule.ts';

import { runFreezeLoop } from './freeze-loop.ts';
import { runRefreshLoop } from './refresh-loop.ts';

/** Keeps data current and freezes the month's forecast in this process until the signal; then gives back what is under way and resolves. */
export async function runWorker(signal: AbortSignal): Promise<void> {
  const { deps, stop } = liveRefresh();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  log().info({ holder: deps.holder }, 'refresh worker started');
  await Promise.all([runRefreshLoop(REFRESH_SCHEDULE, deps), runFreezeLoop(deps.signal)]);
  log().info({ holder: deps.holder }, 'refresh worker ended');
}
