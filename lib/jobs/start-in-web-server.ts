import path from 'node:path';
import { Worker } from 'node:worker_threads';

import { env } from '#lib/platform/env.ts';
import { log } from '#lib/platform/log.ts';

/** Survives the reloads of development, which call the instrumentation again. */
const remembered = globalThis as typeof globalThis & { waterlineLoopStarted?: true };

/** Before a thread that broke down is started again. */
const RESTART_MS = 30_000;
/** A history of twenty years of bars takes some ten megabytes while it is read. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

/** Keeps data current from within the web server, unless the settings leave that to others or to nobody. */
export function startInWebServer(): void {
  const { refresh, databaseUrl } = env();
  if (refresh !== 'on' || databaseUrl === null || remembered.waterlineLoopStarted === true) return;
  remembered.waterlineLoopStarted = true;
  startThread(new AbortController());
}

/** A thread of its own: reading years of bars in the server's would hold up the requests that it answers. */
function startThread(ending: AbortController): void {
  // What is written in TypeScript for the server only is looked up as the server looks it up.
  const thread = new Worker(
    /* turbopackIgnore: true */ path.join(process.cwd(), 'lib', 'jobs', 'refresh-thread.ts'),
    { execArgv: ['--conditions=react-server'], resourceLimits: THREAD_LIMITS },
  );
  // It must not keep the server from ending.
  thread.unref();
  const stop = (): void => {
    ending.abort();
    thread.postMessage('stop');
  };
  for (const name of ['SIGTERM', 'SIGINT'] as const) process.once(name, stop);
  thread.once('error', (error: unknown) => {
    log().error({ err: error }, 'the refresh broke down; it is started again in half a minute');
  });
  thread.once('exit', () => {
    for (const name of ['SIGTERM', 'SIGINT'] as const) process.off(name, stop);
    if (!ending.signal.aborted) setTimeout(startThread, RESTART_MS, ending).unref();
  });
}
