import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';
import { liveDeliveryDeps } from '#lib/services/deliveries/delivery-deps.ts';
import { liveRefresh } from '#lib/services/refresh/live-deps.ts';
import { REFRESH_SCHEDULE } from '#lib/services/refresh/refresh-schedule.ts';

import { runAlertLoop } from './alert-loop.ts';
import { runDeliveryLoop } from './delivery-loop.ts';
import { runFreezeLoop } from './freeze-loop.ts';
import { runRefreshLoop } from './refresh-loop.ts';

/**
 * Keeps data current, freezes the month's forecast, evaluates alert rules and sends notices in this process until the
 * signal; then gives back what is under way and resolves. Where nothing is refreshed, rules are evaluated all the same:
 * data are imported and scenarios edited there too.
 */
export async function runWorker(signal: AbortSignal): Promise<void> {
  if (env().refresh === 'off') {
    await runAlertLoop(signal);
    return;
  }
  const { deps, stop } = liveRefresh();
  if (signal.aborted) stop();
  signal.addEventListener('abort', stop, { once: true });
  log().info({ holder: deps.holder }, 'refresh worker started');
  await Promise.all([
    runRefreshLoop(REFRESH_SCHEDULE, deps),
    runFreezeLoop(deps.signal),
    runAlertLoop(deps.signal),
    runDeliveryLoop(liveDeliveryDeps(deps.signal)),
  ]);
  log().info({ holder: deps.holder }, 'refresh worker ended');
}
