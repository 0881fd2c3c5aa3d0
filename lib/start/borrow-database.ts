import { existsSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { AppError } from '../platform/errors.ts';
import { checkDatabase, withoutPassword } from './check-database.ts';
import { APP_ROLE, clusterUrl, makeDataDir, readNotes } from './cluster.ts';
import { openEmbeddedDatabase } from './embedded-database.ts';
import { tryLock } from './lock.ts';
import type { OpenDatabase } from './prepare.ts';
import { say } from './progress.ts';
import type { StartSettings } from './settings.ts';

/** For what a program other than `npm start` wants the database. */
export interface BorrowOptions {
  readonly settings: StartSettings;
  /** `read`: one that is there, also beside a running app. `fill`: nobody else's, made if need be. */
  readonly purpose: 'read' | 'fill';
  readonly signal: AbortSignal;
}

/**
 * Opens the database that the settings ask for and, on `close`, leaves everything running or stopped as it was
 * found. A `npm start` meanwhile waits.
 *
 * @throws AppError with the remedy when there is none, or another program has it
 */
export async function borrowDatabase(options: BorrowOptions): Promise<OpenDatabase> {
  const { env, dataDir } = options.settings;
  if (env.databaseUrl !== null) {
    await checkDatabase(env.databaseUrl);
    say(`Using the PostgreSQL at ${withoutPassword(env.databaseUrl)}.`);
    return { url: env.databaseUrl, close: () => Promise.resolve() };
  }
  if (options.purpose === 'read' && !existsSync(notesFile(dataDir))) {
    throw new AppError(
      'database-missing',
      `There is no database in ${dataDir} yet. Run npm start first, or name another folder in WATERLINE_DATA_DIR.`,
    );
  }
  makeDataDir(dataDir);
  const attempt = tryLock(path.join(dataDir, 'start.lock'));
  if ('lock' in attempt) return openAlone(options, attempt.lock.release);
  if (options.purpose === 'read') return joinRunning(dataDir, attempt.heldBy.pid);
  throw new AppError(
    'database-in-use',
    `Waterline is running or starting on ${dataDir} (process ${attempt.heldBy.pid}). Stop it with Ctrl-C in its terminal, ` +
      'or name another folder in WATERLINE_DATA_DIR.',
  );
}

async function openAlone(
  { settings, signal }: BorrowOptions,
  releaseLock: () => void,
): Promise<OpenDatabase> {
  try {
    const database = await openEmbeddedDatabase({
      root: settings.root,
      dataDir: settings.dataDir,
      isChosen: settings.isDataDirChosen,
      signal,
      onCreate: (folder) => {
        say(`Setting up the embedded PostgreSQL in ${folder} ...`);
      },
    });
    const close = async (): Promise<void> => {
      if (!database.wasRunning) await database.stop();
      releaseLock();
    };
    return { url: database.url, close };
  } catch (error) {
    releaseLock();
    throw error;
  }
}

async function joinRunning(dataDir: string, pid: number): Promise<OpenDatabase> {
  const notes = readNotes(notesFile(dataDir));
  const url = notes === null ? null : clusterUrl(notes, 'app', APP_ROLE);
  if (url !== null && (await answers(url))) return { url, close: () => Promise.resolve() };
  throw new AppError(
    'database-starting',
    `Another program (process ${pid}) is starting or stopping the database in ${dataDir}. Try again in a moment.`,
  );
}

function notesFile(dataDir: string): string {
  return path.join(dataDir, 'cluster.json');
}

async function answers(url: string): Promise<boolean> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 3_000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}
