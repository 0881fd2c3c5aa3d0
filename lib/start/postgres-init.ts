import { chownSync, existsSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeFolderFor, SUPERUSER, type Cluster } from './cluster.ts';
import { explainFailure } from './explain-failure.ts';
import { runCommand } from './run-command.ts';

/** Environment of the PostgreSQL programs: nothing of the user's settings may change what they make. */
export function postgresEnvironment(): NodeJS.ProcessEnv {
  // Windows programs need their system variables.
  if (process.platform === 'win32') return { ...process.env, TZ: 'UTC' };
  const searchPath = process.env['PATH'] ?? '/usr/bin:/bin';
  return { NODE_ENV: 'production', PATH: searchPath, TZ: 'UTC', LC_ALL: 'C' };
}

/**
 * Makes the cluster's data folder unless it is there. It is made under another name and renamed when complete,
 * so that an interrupted attempt is never taken for a database.
 *
 * @param extraArgs further arguments of initdb
 * @returns whether it was made now
 * @throws AppError when initdb fails
 */
export async function initCluster(
  cluster: Cluster,
  signal: AbortSignal,
  extraArgs: readonly string[] = [],
): Promise<boolean> {
  if (existsSync(cluster.pgData)) return false;
  const draft = `${cluster.pgData}.new`;
  const passwordFile = path.join(path.dirname(cluster.logFile), 'initial-password');
  rmSync(draft, { recursive: true, force: true });
  rmSync(passwordFile, { force: true });
  makeFolderFor(draft, cluster.identity);
  writeFileSync(passwordFile, cluster.notes.superuserPassword, { mode: 0o600 });
  if (cluster.identity !== null) chownSync(passwordFile, cluster.identity.uid, cluster.identity.gid);
  try {
    const { exitCode, output } = await runCommand({
      file: path.join(cluster.binDir, 'initdb'),
      args: [...initArguments(draft, passwordFile), ...extraArgs],
      cwd: path.parse(draft).root,
      env: postgresEnvironment(),
      identity: cluster.identity,
      signal,
    });
    if (exitCode !== 0) {
      throw explainFailure(
        'Setting up the embedded PostgreSQL',
        output,
        'It needs Linux with glibc 2.27 or newer, macOS or Windows; elsewhere set DATABASE_URL to a PostgreSQL of your own.',
      );
    }
    renameSync(draft, cluster.pgData);
    return true;
  } finally {
    rmSync(passwordFile, { force: true });
    rmSync(draft, { recursive: true, force: true });
  }
}

function initArguments(pgData: string, passwordFile: string): string[] {
  return [
    ...['-D', pgData, '-U', SUPERUSER, '--pwfile', passwordFile, '-A', 'scram-sha-256', '-E', 'UTF8'],
    // The built-in provider sorts alike on every operating system.
    ...['--locale-provider=builtin', '--locale=C.UTF-8', '--lc-messages=C', '--no-instructions'],
  ];
}
