import { AppError } from '../platform/errors.ts';
import { findProcess } from './processes.ts';

const PARENT_POLL_MS = 500;

/** A pending or granted wish to end the program. */
export interface StopRequest {
  /** Aborted once the program is to end; its reason is an `AppError`, `start-stopped` when a user wanted it. */
  readonly signal: AbortSignal;
  /** Ends the program for a failure that came up beside the step under way. */
  readonly fail: (error: AppError) => void;
  /** Stops listening, so that the process can end. */
  readonly dispose: () => void;
}

/**
 * Listens for every way in which a user ends the program: Ctrl-C, a signal, a closed terminal, or the end of
 * npm, which dies of SIGTERM without passing it on.
 */
export function listenForStop(): StopRequest {
  const controller = new AbortController();
  const stop = (why: string): void => {
    controller.abort(new AppError('start-stopped', `Stopping (${why}) ...`));
  };
  const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
  const onSignal = (name: NodeJS.Signals): void => {
    stop(name);
  };
  for (const name of signals) process.on(name, onSignal);
  const timer = watchParents(() => {
    stop('npm ended');
  });
  const dispose = (): void => {
    clearInterval(timer);
    for (const name of signals) process.off(name, onSignal);
  };
  const fail = (error: AppError): void => {
    controller.abort(error);
  };
  return { signal: controller.signal, fail, dispose };
}

/**
 * Watches npm and the shell that it puts between itself and this program. Run by hand, without npm, there is
 * nothing to watch: a program in the background may well outlive the shell that started it.
 */
function watchParents(onEnd: () => void): NodeJS.Timeout | undefined {
  if (process.env['npm_lifecycle_event'] === undefined) return undefined;
  const shellPid = process.ppid;
  const npmPid = findProcess(shellPid)?.parentPid ?? null;
  const timer = setInterval(() => {
    const shell = process.ppid === shellPid ? findProcess(shellPid) : null;
    if (shell === null || shell.parentPid !== npmPid) onEnd();
  }, PARENT_POLL_MS);
  timer.unref();
  return timer;
}
