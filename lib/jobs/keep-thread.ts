import { Worker } from 'node:worker_threads';

import { log } from '#lib/platform/log.ts';

/** A history of twenty years of bars takes some ten megabytes while it is read. */
const THREAD_LIMITS = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 16 };

/**
 * Runs a file in a thread until the signal, which reaches it as its only message; a thread that ends before that is
 * started again. It does not keep the process from ending.
 *
 * @param file TypeScript that plain Node can run
 */
export function keepThread(
  file: string,
  { restartMs, signal }: { readonly restartMs: number; readonly signal: AbortSignal },
): void {
  const thread = new Worker(/* turbopackIgnore: true */ file, {
    // What is written for the server only is looked up as the server looks it up.
    execArgv: ['--conditions=react-server'],
    resourceLimits: THREAD_LIMITS,
  });
  thread.unref();
  const stop = (): void => {
    thread.postMessage('stop');
  };
  signal.addEventListener('abort', stop, { once: true });
  thread.once('error', (error: unknown) => {
    log().error({ err: error, file, restartMs }, 'a thread broke down; it is started again');
  });
  thread.once('exit', () => {
    signal.removeEventListener('abort', stop);
    if (signal.aborted) return;
    setTimeout(() => {
      if (!signal.aborted) keepThread(file, { restartMs, signal });
    }, restartMs).unref();
  });
}
