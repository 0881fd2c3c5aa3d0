import { spawn } from 'node:child_process';
import { PROJECT_ROOT } from './cluster.ts';

/** The start program, run as a user runs it. */
export interface StartedProgram {
  readonly pid: number;
  /** All that it has written so far, both streams. */
  readonly output: () => string;
  /** Resolves with the exit code (`null`: ended by a signal). */
  readonly ended: Promise<number | null>;
  readonly kill: (signal: NodeJS.Signals) => void;
}

/** How to run the start program. */
export interface RunStartOptions {
  /** Settings; nothing else of the test's own environment that would change them is passed on. */
  readonly env: Readonly<Record<string, string>>;
  /** Through `npm start`, as the README says, instead of directly. */
  readonly throughNpm?: boolean;
  readonly identity?: { readonly uid: number; readonly gid: number };
  /** Another program of the command line than the start program, with its arguments. */
  readonly program?: readonly string[];
}

/** Variables that would steer the program under test. */
const STEERING =
  /^(DATABASE_URL|HOST|PORT|LOG_LEVEL|WATERLINE_.*|SMTP_URL|MAIL_FROM|OIDC_.*|NODE_ENV|NODE_OPTIONS|VITEST.*|npm_.*|__NEXT.*)$/;

/** Runs the start program in the project folder. */
export function runStart(options: RunStartOptions): StartedProgram {
  const inherited = Object.entries(process.env).filter(([name]) => !STEERING.test(name));
  const program = options.program ?? ['lib/start/entry.js'];
  const [file, args] = options.throughNpm ? ['npm', ['start']] : [process.execPath, program];
  const child = spawn(file, args, {
    cwd: PROJECT_ROOT,
    env: {
      NODE_ENV: 'production',
      WATERLINE_REFRESH: 'off',
      ...Object.fromEntries(inherited),
      ...options.env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...options.identity,
  });
  let output = '';
  const collect = (chunk: Buffer): void => {
    output += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return {
    pid: child.pid ?? 0,
    output: () => output,
    ended: new Promise((resolve) => child.once('close', resolve)),
    kill: (signal) => child.kill(signal),
  };
}
