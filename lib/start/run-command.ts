import { spawn } from 'node:child_process';
import { AppError } from '../platform/errors.ts';

/** A program to run to its end. */
export interface Command {
  readonly file: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** The whole environment of the program. */
  readonly env: NodeJS.ProcessEnv;
  /** Whom to run it as; the present user when absent. */
  readonly identity?: { readonly uid: number; readonly gid: number } | null;
  /** Ends the program when aborted. */
  readonly signal?: AbortSignal;
  /** What to end it with; SIGTERM when absent. */
  readonly stopWith?: NodeJS.Signals;
}

/** Characters of output that are kept for an explanation. */
const KEPT_OUTPUT_CHARS = 8_000;

/** Time for the last output of an ended program to come through. */
const LAST_OUTPUT_MS = 300;

/**
 * Runs a program to its end.
 *
 * @returns exit code (`null`: ended by a signal) and the last part of its output, both streams together
 * @throws AppError `command-unstartable` when it cannot be started; `start-stopped` when aborted
 */
export async function runCommand(command: Command): Promise<{ exitCode: number | null; output: string }> {
  command.signal?.throwIfAborted();
  const child = spawn(command.file, command.args, {
    cwd: command.cwd,
    env: command.env,
    stdio: ['ignore', 'pipe', 'pipe'],
    windowsHide: true,
    ...(command.identity ? { uid: command.identity.uid, gid: command.identity.gid } : {}),
  });
  const kill = (): void => {
    child.kill(command.stopWith ?? 'SIGTERM');
  };
  command.signal?.addEventListener('abort', kill, { once: true });
  let output = '';
  const collect = (text: string): void => {
    output = (output + text).slice(-KEPT_OUTPUT_CHARS);
  };
  child.stdout.setEncoding('utf8').on('data', collect);
  child.stderr.setEncoding('utf8').on('data', collect);
  try {
    const exitCode = await new Promise<number | null>((resolve, reject) => {
      child.once('error', reject);
      child.once('close', resolve);
      // A database server that the program leaves behind may hold its pipes open for ever.
      child.once('exit', (code) => setTimeout(resolve, LAST_OUTPUT_MS, code));
    });
    command.signal?.throwIfAborted();
    return { exitCode, output: output.trimEnd() };
  } catch (cause) {
    if (command.signal?.aborted === true) throw cause;
    throw cannotStart(command, cause);
  } finally {
    command.signal?.removeEventListener('abort', kill);
    child.stdout.destroy();
    child.stderr.destroy();
  }
}

function cannotStart(command: Command, cause: unknown): AppError {
  const reason = cause instanceof Error ? cause.message : String(cause);
  const asOther = command.identity ? ` as user id ${String(command.identity.uid)}` : '';
  return new AppError(
    'command-unstartable',
    `${command.file} could not be started${asOther}: ${reason}\n` +
      'Run `npm ci` again to restore the installed files. In a container, allow changing the user id, or do not start as root.',
    { cause },
  );
}

/** The environment of this process with some variables set, for a child process. */
export function childEnvironment(set: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  return { ...process.env, ...set };
}
