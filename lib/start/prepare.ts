import path from 'node:path';
import { now } from '../platform/clock.ts';
import { AppError } from '../platform/errors.ts';
import { checkDatabase, withoutPassword } from './check-database.ts';
import { openEmbeddedDatabase, type EmbeddedDatabase } from './embedded-database.ts';
import { generateClient } from './generate-client.ts';
import { migrateDatabase } from './migrate-database.ts';
import { isServerAlive, startServer } from './postgres-server.ts';
import { readProductVersion } from './product-version.ts';
import { say } from './progress.ts';
import { seedFacts } from './seed-facts.ts';
import type { StartSettings } from './settings.ts';
import type { StopRequest } from './stop-request.ts';

const WATCH_INTERVAL_MS = 2_000;

/** A database that is up, and what ends it with the program. */
export interface OpenDatabase {
  readonly url: string;
  readonly close: () => Promise<void>;
}

/**
 * Opens the database that the settings ask for: the user's own, or the embedded one.
 *
 * @throws AppError with the remedy when it cannot be used
 */
export async function openDatabase(settings: StartSettings, stop: StopRequest): Promise<OpenDatabase> {
  const { databaseUrl } = settings.env;
  if (databaseUrl !== null) {
    await checkDatabase(databaseUrl);
    say(`Using the PostgreSQL at ${withoutPassword(databaseUrl)}.`);
    return { url: databaseUrl, close: () => Promise.resolve() };
  }
  const database = await openEmbeddedDatabase({
    root: settings.root,
    dataDir: settings.dataDir,
    isChosen: settings.isDataDirChosen,
    signal: stop.signal,
    onCreate: (folder) => {
      say(`Setting up the embedded PostgreSQL in ${folder} ...`);
    },
  });
  if (database.wasRunning) say('Took over the embedded PostgreSQL that an earlier start left running.');
  const watch = keepAlive(database, stop);
  const close = async (): Promise<void> => {
    clearInterval(watch);
    await database.stop();
  };
  return { url: database.url, close };
}

/** Brings the database up to this version: client, tables and facts. */
export async function prepareDatabase(
  settings: StartSettings,
  databaseUrl: string,
  signal: AbortSignal,
): Promise<void> {
  const { root, dataDir } = settings;
  if (await generateClient(root, signal)) say('Generated the database client.');
  await migrateDatabase({
    connectionString: databaseUrl,
    isEmbedded: settings.env.databaseUrl === null,
    migrationsDir: path.join(root, 'prisma/migrations'),
    dataDir,
    madeAt: now(),
    productVersion: readProductVersion(root),
    signal,
  });
  signal.throwIfAborted();
  const imported = await seedFacts({ root, databaseUrl, stampFile: path.join(dataDir, 'seeded'), signal });
  if (imported !== null) say(imported);
}

/** Starts the embedded server again when it dies while the app runs; its clients then connect anew by themselves. */
function keepAlive(database: EmbeddedDatabase, stop: StopRequest): NodeJS.Timeout {
  const { cluster } = database;
  let isBusy = false;
  const revive = async (): Promise<void> => {
    say('The embedded PostgreSQL ended unexpectedly; starting it again ...');
    const started = await startServer(cluster, stop.signal);
    if (started.cluster.notes.port !== cluster.notes.port) {
      throw new AppError('postgres-moved', 'Another program took its port. Start Waterline again.');
    }
  };
  return setInterval(() => {
    if (isBusy || stop.signal.aborted || isServerAlive(cluster)) return;
    isBusy = true;
    revive()
      .catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error);
        stop.fail(
          new AppError('postgres-lost', `The embedded PostgreSQL was lost. ${reason}`, { cause: error }),
        );
      })
      .finally(() => {
        isBusy = false;
      });
  }, WATCH_INTERVAL_MS);
}
