import { existsSync, readFileSync, renameSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { AppError } from '../platform/errors.ts';
import { clusterUrl, type Cluster } from './cluster.ts';
import { postgresEnvironment } from './postgres-init.ts';
import { findFreePort, listenOnce } from './ports.ts';
import { findProcess, listProcessesIn, workingFolder } from './processes.ts';
import { explainFailure } from './explain-failure.ts';
import { runCommand } from './run-command.ts';

const MAX_LOG_BYTES = 10_000_000;

/** A server may need this long to replay its log after a crash. */
const RECOVERY_PATIENCE_MS = 60_000;

/**
 * Starts the cluster's server, or takes over one that is already running on its data.
 *
 * @param settings server settings, such as `fsync=off`
 * @returns the cluster with the port that its server listens on, and whether it was found running
 * @throws AppError when the server does not come up; it says what its log says
 */
export async function startServer(
  cluster: Cluster,
  signal: AbortSignal,
  settings: readonly string[] = [],
): Promise<{ cluster: Cluster; wasRunning: boolean }> {
  const runningPort = await findRunningPort(cluster, signal);
  if (runningPort !== null) {
    const found = runningPort === cluster.notes.port ? cluster : cluster.withPort(runningPort);
    return { cluster: found, wasRunning: true };
  }
  keepLogSmall(cluster.logFile);
  for (let attempt = 1; ; attempt += 1) {
    const current = (await isPortFree(cluster.notes.port)) ? cluster : cluster.withPort(await findFreePort());
    const { exitCode, output } = await runPgCtl(current, signal, [
      ...['-l', current.logFile, '-w', '-t', String(RECOVERY_PATIENCE_MS / 1000)],
      ...['-o', serverOptions(current.notes.port, settings), 'start'],
    ]);
    if (exitCode === 0) return { cluster: current, wasRunning: false };
    const log = readTail(current.logFile);
    // Somebody else took the port between the look and the start.
    const isPortTaken = /could not bind|Address already in use/i.test(log);
    if (!isPortTaken || attempt === 3) throw startFailure(current, `${output}\n${log}`);
  }
}

/** Stops the cluster's server, cutting off its clients; does nothing when it is not running. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const never = new AbortController().signal;
  if (readPostmaster(cluster) === null) return;
  const { exitCode } = await runPgCtl(cluster, never, ['-m', 'fast', '-w', '-t', '30', 'stop']);
  if (exitCode !== 0) await runPgCtl(cluster, never, ['-m', 'immediate', '-w', '-t', '10', 'stop']);
}

/** Whether the cluster's server process is alive. */
export function isServerAlive(cluster: Cluster): boolean {
  const postmaster = readPostmaster(cluster);
  return postmaster !== null && findProcess(postmaster.pid) !== null;
}

function serverOptions(port: number, settings: readonly string[]): string {
  // No Unix socket: its path may be too long, and a crash leaves it behind. Windows has none.
  const sockets = process.platform === 'win32' ? '' : `-k ''`;
  const extra = settings.map((setting) => `-c ${setting}`).join(' ');
  return `-p ${String(port)} -h 127.0.0.1 ${sockets} ${extra}`.trim();
}

function runPgCtl(
  cluster: Cluster,
  signal: AbortSignal,
  args: readonly string[],
): Promise<{ exitCode: number | null; output: string }> {
  return runCommand({
    file: path.join(cluster.binDir, 'pg_ctl'),
    args: ['-D', cluster.pgData, ...args],
    cwd: path.parse(cluster.pgData).root,
    env: postgresEnvironment(),
    identity: cluster.identity,
    signal,
    // pg_ctl passes this one on to a server that is coming up; of others it dies and leaves the server.
    stopWith: 'SIGINT',
  });
}

/** Process id and port that a running or crashed server wrote into its data folder. */
function readPostmaster(cluster: Cluster): { pid: number; port: number } | null {
  const file = path.join(cluster.pgData, 'postmaster.pid');
  if (!existsSync(file)) return null;
  const [pid, , , port] = readFileSync(file, 'utf8').split('\n').map(Number);
  return { pid: pid ?? Number.NaN, port: port ?? Number.NaN };
}

/** Port of the server that runs on this data, if one does; clears a stale pid file that would stop a start. */
async function findRunningPort(cluster: Cluster, signal: AbortSignal): Promise<number | null> {
  const postmaster = readPostmaster(cluster);
  if (postmaster === null) return null;
  const isOurs = isPostgresOf(postmaster.pid, cluster.pgData);
  for (let waitedMs = 0; isOurs && waitedMs < RECOVERY_PATIENCE_MS; waitedMs += 100) {
    const current = readPostmaster(cluster);
    if (current === null || !isPostgresOf(current.pid, cluster.pgData)) break;
    if (await answersOn(cluster, current.port)) return current.port;
    await sleep(100, undefined, { signal });
  }
  if (isServerAlive(cluster) && isPostgresOf(postmaster.pid, cluster.pgData)) {
    throw new AppError(
      'postgres-silent',
      `A PostgreSQL (process ${String(postmaster.pid)}) runs on ${cluster.pgData} but does not answer. End that process and start again.`,
    );
  }
  await clearStalePidFile(cluster, signal);
  return null;
}

/** Whether a process is a PostgreSQL server on this data folder, as far as the system tells. */
function isPostgresOf(pid: number, pgData: string): boolean {
  const found = findProcess(pid);
  if (found === null) return false;
  if (found.command !== null && !found.command.includes('postgres')) return false;
  const folder = workingFolder(pid);
  return folder === null || folder === pgData;
}

/** Signing in with the cluster's own random password proves whose server it is. */
async function answersOn(cluster: Cluster, port: number): Promise<boolean> {
  if (!Number.isInteger(port) || port < 1) return false;
  const connectionString = clusterUrl({ ...cluster.notes, port }, 'superuser', 'postgres');
  const client = new Client({ connectionString, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    const answer = await client.query<{ data_directory: string }>('SHOW data_directory');
    return path.resolve(answer.rows[0]?.data_directory ?? '') === path.resolve(cluster.pgData);
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * PostgreSQL itself copes with the pid file of a dead process, but not when that id now belongs to another
 * program or the dead process was never collected. Server processes that outlived their parent must go first:
 * two servers on one folder would destroy it.
 */
async function clearStalePidFile(cluster: Cluster, signal: AbortSignal): Promise<void> {
  for (let waitedMs = 0; listProcessesIn(cluster.pgData).length > 0; waitedMs += 100) {
    if (waitedMs > 15_000) {
      throw new AppError(
        'postgres-remains',
        `Processes of a crashed PostgreSQL still use ${cluster.pgData} (${listProcessesIn(cluster.pgData).join(', ')}). End them and start again.`,
      );
    }
    await sleep(100, undefined, { signal });
  }
  rmSync(path.join(cluster.pgData, 'postmaster.pid'), { force: true });
}

function startFailure(cluster: Cluster, output: string): AppError {
  return explainFailure(
    'Starting the embedded PostgreSQL',
    output,
    `Its log is ${cluster.logFile}. If the data is damaged, move the folder ${path.dirname(cluster.pgData)} away to begin anew.`,
  );
}

function keepLogSmall(logFile: string): void {
  const bytes = statSync(logFile, { throwIfNoEntry: false })?.size ?? 0;
  if (bytes > MAX_LOG_BYTES) renameSync(logFile, `${logFile}.old`);
}

function readTail(logFile: string): string {
  return existsSync(logFile) ? readFileSync(logFile, 'utf8').slice(-2_000) : '';
}

/** Whether a TCP port of 127.0.0.1 can be listened on. */
async function isPortFree(port: number): Promise<boolean> {
  if (port === 0) return false;
  return (await listenOnce(port, '127.0.0.1')) === null;
}
