import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError } from '../platform/errors.ts';
import { isHolderAlive, type LockNote } from './lock.ts';
import { findProcess } from './processes.ts';
import { listenOnce } from './ports.ts';
import { explainFailure } from './explain-failure.ts';
import { childEnvironment } from './run-command.ts';

const PATIENCE_MS = 120_000;

const POLL_MS = 50;

/**
 * Keeps the served app near 400 MB: without a limit V8 lets garbage pile up to 650 MB under load, measured by
 * tests/bench/memory.ts. The live data are a few tens of MB.
 */
const HEAP_LIMITS = ['--max-old-space-size=384', '--max-semi-space-size=16'];

/** Time for requests under way to end before the server is killed. */
const DRAIN_MS = 8_000;

/** How to run Next. */
export interface WebServerOptions {
  readonly root: string;
  readonly mode: 'start' | 'dev';
  readonly host: string;
  readonly port: number;
  readonly databaseUrl: string;
  /** Signs cookies. */
  readonly secret: string;
  readonly signal: AbortSignal;
  /** Called as soon as the server's process exists, long before it answers. */
  readonly onSpawn?: (server: NonNullable<LockNote['server']>) => void;
}

/** A web server that answers. */
export interface WebServer {
  readonly pid: number;
  /** Resolves when the server ends, with a word on how. */
  readonly ended: Promise<string>;
  readonly stop: () => Promise<void>;
}

/** Address that the app answers on, from this computer. */
export function appUrl(host: string, port: number): string {
  // To listen everywhere is no address to open.
  const name = { '0.0.0.0': '127.0.0.1', '::': '::1' }[host] ?? host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${String(port)}`;
}

/**
 * Makes sure that the app's port can be listened on, before any long step.
 *
 * @throws AppError that names the port and the remedy
 */
export async function checkPort(host: string, port: number): Promise<void> {
  const code = await listenOnce(port, host);
  if (code === null) return;
  if (code === 'EACCES') {
    throw new AppError(
      'port-forbidden',
      `This user may not listen on port ${String(port)}. Choose one above 1023: PORT=3001 npm start`,
    );
  }
  if (code === 'EADDRINUSE') {
    throw new AppError(
      'port-taken',
      `Port ${String(port)} on ${host} is taken by another program. End that, or choose another port: PORT=${String(port === 65_535 ? 3000 : port + 1)} npm start`,
    );
  }
  throw new AppError(
    'port-unusable',
    `Waterline cannot listen on ${host} port ${String(port)} (${code}). Set HOST and PORT to others.`,
  );
}

/**
 * Ends the web server of a start that was killed outright, which would keep the port.
 *
 * @param note what the killed start wrote into its lock
 */
export async function endOrphan(note: LockNote | null): Promise<void> {
  const server = note?.server ?? null;
  if (server === null || server.startMark === null || !isHolderAlive(server)) return;
  process.kill(server.pid, 'SIGTERM');
  for (let waitedMs = 0; isHolderAlive(server); waitedMs += 100) {
    if (waitedMs === DRAIN_MS) process.kill(server.pid, 'SIGKILL');
    await sleep(100);
  }
}

/**
 * Starts Next and waits until it answers a request.
 *
 * @throws AppError when it ends before that, or does not answer in two minutes
 */
export async function startWebServer(options: WebServerOptions): Promise<WebServer> {
  const child = spawnNext(options);
  if (child.pid !== undefined) options.onSpawn?.(describeServer(child.pid));
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => {
      resolve(error.message);
    });
    child.once('exit', (code, signal) => {
      resolve(code === null ? `ended by ${String(signal)}` : `exit code ${String(code)}`);
    });
  });
  const output = holdBackOutput(child);
  const stop = (): Promise<void> => stopChild(child, ended);
  try {
    await waitForAnswer(options, ended, output.text);
  } catch (error) {
    await stop();
    throw error;
  }
  output.release();
  return { pid: child.pid ?? 0, ended, stop };
}

function describeServer(pid: number): NonNullable<LockNote['server']> {
  return { pid, startMark: findProcess(pid)?.startMark ?? null };
}

function spawnNext({ root, mode, host, port, databaseUrl, secret }: WebServerOptions): ChildProcess {
  const next = path.join(root, 'node_modules/next/dist/bin/next');
  const limits = mode === 'start' ? HEAP_LIMITS : [];
  return spawn(process.execPath, [...limits, next, mode, '-H', host, '-p', String(port)], {
    cwd: root,
    env: childEnvironment({
      NODE_ENV: mode === 'dev' ? 'development' : 'production',
      NEXT_TELEMETRY_DISABLED: '1',
      DATABASE_URL: databaseUrl,
      WATERLINE_SECRET: secret,
      HOST: host,
      PORT: String(port),
    }),
    stdio: ['ignore', mode === 'dev' ? 'inherit' : 'pipe', mode === 'dev' ? 'inherit' : 'pipe'],
    windowsHide: true,
  });
}

/** Keeps what Next says while it starts for an explanation, and passes on what it says afterwards. */
function holdBackOutput(child: ChildProcess): { text: () => string; release: () => void } {
  let held = '';
  const hold = (chunk: Buffer): void => {
    held += chunk.toString('utf8');
  };
  child.stdout?.on('data', hold);
  child.stderr?.on('data', hold);
  const release = (): void => {
    child.stdout?.off('data', hold).pipe(process.stdout, { end: false });
    child.stderr?.off('data', hold).pipe(process.stderr, { end: false });
  };
  return { text: () => held, release };
}

async function waitForAnswer(
  options: WebServerOptions,
  ended: Promise<string>,
  said: () => string,
): Promise<void> {
  const url = `${appUrl(options.host, options.port)}/api/v1/health`;
  for (let waitedMs = 0; waitedMs < PATIENCE_MS; waitedMs += POLL_MS) {
    if (await answers(url)) return;
    const end = await Promise.race([ended, sleep(POLL_MS, null, { signal: options.signal })]);
    if (end !== null) throw explainFailure('Starting the web server', `${said()}\n${end}`, 'It said:');
  }
  throw explainFailure('Starting the web server', said(), 'It did not answer within two minutes. It said:');
}

async function answers(url: string): Promise<boolean> {
  try {
    const response = await fetch(url, { redirect: 'manual', signal: AbortSignal.timeout(30_000) });
    await response.body?.cancel();
    return true;
  } catch {
    return false;
  }
}

async function stopChild(child: ChildProcess, ended: Promise<string>): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const timer = setTimeout(() => child.kill('SIGKILL'), DRAIN_MS);
  await ended;
  clearTimeout(timer);
}
