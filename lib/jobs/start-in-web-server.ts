import path from 'node:path';

import { env } from '#lib/platform/env.ts';

import { keepThread } from './keep-thread.ts';

/** Survives the reloads of development, which call the instrumentation again. */
const remembered = globalThis as typeof globalThis & { waterlineLoopStarted?: true };

const RESTART_MS = 30_000;

/**
 * Keeps data current from within the web server and evaluates alert rules, unless the settings leave that to workers:
 * in a thread of its own, since reading years of bars would hold up the requests that the server answers. With the
 * refresh off, that thread evaluates rules alone.
 */
export function startInWebServer(): void {
  const { refresh, databaseUrl } = env();
  if (refresh === 'worker' || databaseUrl === null || remembered.waterlineLoopStarted === true) return;
  remembered.waterlineLoopStarted = true;
  const ending = new AbortController();
  for (const name of ['SIGTERM', 'SIGINT'] as const) {
    process.once(name, () => {
      ending.abort();
    });
  }
  const file = path.join(process.cwd(), 'lib', 'jobs', 'refresh-thread.ts');
  keepThread(file, { restartMs: RESTART_MS, signal: ending.signal });
}
