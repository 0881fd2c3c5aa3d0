import { inspect } from 'node:util';
import { AppError } from '../platform/errors.ts';
import { explainSystemError } from './explain-failure.ts';
import { complain, say } from './progress.ts';
import { listenForStop, type StopRequest } from './stop-request.ts';

/**
 * Runs a program of the command line to its end: it can be stopped in every way, a failure is explained, and the
 * exit code tells.
 *
 * @param mustFinish whether being stopped counts as a failure, as it does for work that leaves a result
 */
export async function runProgram(
  work: (stop: StopRequest) => Promise<void>,
  { mustFinish }: { mustFinish: boolean },
): Promise<void> {
  // Whoever read our lines may be gone before us, as npm is after SIGTERM; that must not cut the clean stop short.
  process.stdout.on('error', () => undefined);
  process.stderr.on('error', () => undefined);
  const stop = listenForStop();
  try {
    await work(stop);
  } catch (error) {
    // A wait that was cut short fails with a word of its own; what counts is why it was cut.
    report(stop.signal.aborted ? stop.signal.reason : error);
    if (mustFinish) process.exitCode = 1;
  } finally {
    stop.dispose();
  }
}

function report(error: unknown): void {
  if (error instanceof AppError && error.code === 'start-stopped') {
    say('Stopped.');
    return;
  }
  process.exitCode = 1;
  const explained = error instanceof AppError ? error : explainSystemError(error);
  complain(explained?.message ?? `This is a fault in Waterline itself, please report it:\n${inspect(error)}`);
}
