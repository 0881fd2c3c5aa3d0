import { createHash, randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  cpSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { AppError } from '../platform/errors.ts';
import { findEmbeddedPackage } from './embedded-package.ts';
import { choosePostgresIdentity, findClosedFolder, type PostgresIdentity } from './postgres-identity.ts';

/** Role that administers the embedded server; the app never uses it. */
export const SUPERUSER = 'postgres';

/** Role and database of the app: owns its database, may do nothing else. */
export const APP_ROLE = 'waterline';

const notesSchema = z.object({
  majorVersion: z.number().int(),
  /** Folder with the server's data: usually the data folder itself. */
  home: z.string(),
  port: z.number().int(),
  superuserPassword: z.string().min(16),
  appPassword: z.string().min(16),
});

/** What must be remembered about an embedded server between starts. */
export type ClusterNotes = z.infer<typeof notesSchema>;

/** An embedded PostgreSQL: where its parts are and whom it runs as. It may or may not be running. */
export interface Cluster {
  readonly pgData: string;
  readonly logFile: string;
  readonly binDir: string;
  readonly identity: PostgresIdentity | null;
  readonly notes: ClusterNotes;
  /** Changes the remembered port. */
  readonly withPort: (port: number) => Cluster;
}

/** Which project and which folder a cluster belongs to. */
export interface ClusterOptions {
  readonly root: string;
  /** Absolute path of the folder that holds the data. */
  readonly dataDir: string;
  /** Whether `dataDir` was chosen by the user, who then is told rather than overruled. */
  readonly isChosen: boolean;
}

/**
 * Works out where the embedded PostgreSQL of a data folder lives, and makes its folders and passwords on first
 * use. Root's server runs as another user; where that user cannot come, its data goes under /var/lib.
 *
 * @throws AppError when the folder cannot be used, belongs to another major version or lost its passwords
 */
export function prepareCluster(options: ClusterOptions): Cluster {
  const embedded = findEmbeddedPackage(options.root);
  makeDataDir(options.dataDir);
  const notesFile = path.join(options.dataDir, 'cluster.json');
  const known = readNotes(notesFile);
  const home = known?.home ?? chooseHome(options);
  const pgData = path.join(home, 'pg');
  const notes = known ?? makeNotes(home, pgData, notesFile, embedded.majorVersion);
  refuseOtherVersion(pgData, embedded.majorVersion);
  const identity = choosePostgresIdentity(pgData);
  const logDir = path.join(home, 'log');
  makeFolderFor(logDir, identity);
  const nativeDir = reachableNativeDir(embedded.nativeDir, home, identity);
  const build = (current: ClusterNotes): Cluster => ({
    pgData,
    logFile: path.join(logDir, 'postgres.log'),
    binDir: path.join(nativeDir, 'bin'),
    identity,
    notes: current,
    withPort: (port) => {
      const changed = { ...current, port };
      writeNotes(notesFile, changed);
      return build(changed);
    },
  });
  return build(notes);
}

/**
 * Reads the notes of a cluster that was made earlier.
 *
 * @returns `null` when there is none
 */
export function readNotes(notesFile: string): ClusterNotes | null {
  if (!existsSync(notesFile)) return null;
  try {
    return notesSchema.parse(JSON.parse(readFileSync(notesFile, 'utf8')));
  } catch (cause) {
    throw new AppError(
      'cluster-notes-unreadable',
      `${notesFile}, which holds the database's passwords, cannot be read or is damaged. Start as the user who started ` +
        'before, restore the file from a backup, or move the folder away to begin with an empty database.',
      { cause },
    );
  }
}

/** Address of a database on a cluster for one of its two roles. */
export function clusterUrl(notes: ClusterNotes, role: 'superuser' | 'app', database: string): string {
  const [user, password] =
    role === 'superuser' ? [SUPERUSER, notes.superuserPassword] : [APP_ROLE, notes.appPassword];
  return `postgresql://${user}:${password}@127.0.0.1:${String(notes.port)}/${database}`;
}

/** Makes the data folder. */
export function makeDataDir(dataDir: string): void {
  if (existsSync(dataDir)) return;
  mkdirSync(dataDir, { recursive: true });
  // Root's server runs as another user, who must be able to pass; what is secret in here has its own mode.
  if (process.getuid?.() === 0) chmodSync(dataDir, 0o755);
}

function makeNotes(home: string, pgData: string, notesFile: string, majorVersion: number): ClusterNotes {
  if (existsSync(pgData)) {
    throw new AppError(
      'cluster-notes-missing',
      `${pgData} holds a database but ${notesFile} with its passwords is gone. Restore that file from a backup, or move ` +
        'the folder away to begin with an empty database.',
    );
  }
  const password = (): string => randomBytes(24).toString('base64url');
  const notes = { majorVersion, home, port: 0, superuserPassword: password(), appPassword: password() };
  writeNotes(notesFile, notes);
  return notes;
}

function writeNotes(notesFile: string, notes: ClusterNotes): void {
  const draft = `${notesFile}.new`;
  rmSync(draft, { force: true });
  writeFileSync(draft, `${JSON.stringify(notes, null, 2)}\n`, { mode: 0o600 });
  renameSync(draft, notesFile);
}

function chooseHome({ root, dataDir, isChosen }: ClusterOptions): string {
  const identity = choosePostgresIdentity(path.join(dataDir, 'pg'));
  const closed = identity === null ? null : findClosedFolder(dataDir, identity);
  if (closed === null) return dataDir;
  if (isChosen) {
    throw new AppError(
      'data-dir-closed',
      `Started by root, PostgreSQL runs as another user, who may not enter ${closed} on the way to WATERLINE_DATA_DIR. ` +
        `Run chmod o+x ${closed}, choose another folder, or start as an ordinary user.`,
    );
  }
  const home = path.join(
    '/var/lib',
    `waterline-${createHash('sha256').update(root).digest('hex').slice(0, 12)}`,
  );
  mkdirSync(home, { recursive: true });
  chmodSync(home, 0o755);
  return home;
}

function refuseOtherVersion(pgData: string, majorVersion: number): void {
  const versionFile = path.join(pgData, 'PG_VERSION');
  if (!existsSync(versionFile)) return;
  const found = Number(readFileSync(versionFile, 'utf8'));
  if (found === majorVersion) return;
  throw new AppError(
    'cluster-version',
    `${pgData} was written by PostgreSQL ${String(found)} and this version of Waterline brings PostgreSQL ${String(majorVersion)}, ` +
      'which cannot read it. Export the data with the version of Waterline that wrote it, or set WATERLINE_DATA_DIR to a new folder.',
  );
}

/** Makes a folder that the server's user may write. */
export function makeFolderFor(folder: string, identity: PostgresIdentity | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (identity !== null) chownSync(folder, identity.uid, identity.gid);
}

/** The server's user must be able to read the programs: where it cannot, they are copied beside the data. */
function reachableNativeDir(nativeDir: string, home: string, identity: PostgresIdentity | null): string {
  if (identity === null || findClosedFolder(nativeDir, identity) === null) return nativeDir;
  const copy = path.join(home, 'native');
  const draft = `${copy}.new`;
  if (!existsSync(copy)) {
    rmSync(draft, { recursive: true, force: true });
    cpSync(nativeDir, draft, { recursive: true, verbatimSymlinks: true });
    renameSync(draft, copy);
  }
  return copy;
}
