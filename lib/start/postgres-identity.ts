import { readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { AppError } from '../platform/errors.ts';

/** User and group that PostgreSQL runs as. */
export interface PostgresIdentity {
  readonly uid: number;
  readonly gid: number;
}

/**
 * Decides whom PostgreSQL runs as, for it refuses to run as root.
 *
 * @param pgData data folder; when it exists and root starts, its owner is kept
 * @returns `null`: as the present user. Under root the data's owner, else `nobody`
 * @throws AppError `postgres-identity` when root starts and the system has no user `nobody`
 */
export function choosePostgresIdentity(pgData: string): PostgresIdentity | null {
  if (process.getuid?.() !== 0) return null;
  const stats = statSync(pgData, { throwIfNoEntry: false });
  if (stats !== undefined && stats.uid !== 0) return { uid: stats.uid, gid: stats.gid };
  const nobody = findNobody();
  if (nobody !== null) return nobody;
  throw new AppError(
    'postgres-identity',
    'PostgreSQL does not run as root and this system has no user "nobody" to run it as. ' +
      'Start Waterline as an ordinary user, or set DATABASE_URL to a PostgreSQL of your own.',
  );
}

function findNobody(): PostgresIdentity | null {
  const line = readFileSync('/etc/passwd', 'utf8')
    .split('\n')
    .find((candidate) => candidate.startsWith('nobody:'));
  const [, , uid, gid] = line?.split(':') ?? [];
  // Some systems write the id as -2; as a process's id it is unsigned.
  return uid === undefined || gid === undefined ? null : { uid: Number(uid) >>> 0, gid: Number(gid) >>> 0 };
}

/**
 * Finds the first folder on the way to a path that an identity may not enter.
 *
 * @returns that folder, or `null` when the whole way is open
 */
export function findClosedFolder(target: string, identity: PostgresIdentity): string | null {
  const parts = path.resolve(target).split(path.sep);
  const folders = parts.map((_, index) => parts.slice(0, index + 1).join(path.sep) || path.sep);
  return folders.find((folder) => !mayEnter(folder, identity)) ?? null;
}

function mayEnter(folder: string, identity: PostgresIdentity): boolean {
  const stats = statSync(folder, { throwIfNoEntry: false });
  if (stats === undefined || !stats.isDirectory()) return true;
  if (stats.uid === identity.uid) return (stats.mode & 0o100) !== 0;
  if (stats.gid === identity.gid) return (stats.mode & 0o010) !== 0;
  return (stats.mode & 0o001) !== 0;
}
