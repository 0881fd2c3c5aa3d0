import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';

import { runWorker } from './worker.ts';

/** Survives the reloads of development, which call the instrumentation again. */
const remembered = globalThis as typeof globalThis & { waterlineLoopStarted?: true };

/** Keeps data current from within the web server, unless the settings leave that to others or to nobody. */
export function startInWebServer(): void {
  const { refresh, databaseUrl } = env();
  if (refresh !== 'on' || databaseUrl === null || remembered.waterlineLoopStarted === true) return;
  remembered.waterlineLoopStarted = true;
  const ending = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      ending.abort();
    });
  }
  runWorker(ending.signal).catch((error: unknown) => {
    log().error({ err: error }, 'the refresh ended; restart the server to start it again');
  });
}
