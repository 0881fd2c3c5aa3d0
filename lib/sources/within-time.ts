import { err } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { stopped, timedOut, unreachable } from './http-failure.ts';
import type { SourceDeps, SourceFailure } from './source.ts';

/**
 * Runs one try of a request, body included, for at most `timeoutMs`; the signal that the task gets ends with it.
 *
 * @returns what the task returns; `timed-out` when time ran out, `unreachable` when it threw or this server stops
 */
export async function withinTime<T>(
  limits: { readonly host: string; readonly timeoutMs: number },
  deps: Pick<SourceDeps, 'signal'>,
  task: (signal: AbortSignal) => Promise<Result<T, SourceFailure>>,
): Promise<Result<T, SourceFailure>> {
  const timeout = AbortSignal.timeout(limits.timeoutMs);
  const signal = AbortSignal.any([deps.signal, timeout]);
  try {
    signal.throwIfAborted();

    return await task(signal);
  } catch (error) {
    if (deps.signal.aborted) return err(stopped(limits.host));

    return err(timeout.aborted ? timedOut(limits.host, limits.timeoutMs) : unreachable(limits.host, error));
  }
}
