import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { openEmbeddedDatabase, type EmbeddedDatabase } from '#lib/start/embedded-database.ts';

/** The project folder. */
export const PROJECT_ROOT = path.resolve(import.meta.dirname, '../..');

/** Nothing here outlives the run, so nothing needs to survive a crash. */
const FAST_SETTINGS = ['fsync=off', 'synchronous_commit=off', 'full_page_writes=off', 'max_connections=200'];

/** A new empty folder that the server's user may pass through, also when the tests run as root. */
export function makeTestFolder(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'waterline-test-'));
  chmodSync(folder, 0o755);
  return folder;
}

/**
 * Starts a throwaway PostgreSQL in a folder of its own.
 *
 * @returns the server, and `remove` that stops it and deletes the folder
 */
export async function startTestCluster(): Promise<EmbeddedDatabase & { remove: () => Promise<void> }> {
  const dataDir = makeTestFolder();
  const database = await openEmbeddedDatabase({
    root: PROJECT_ROOT,
    dataDir,
    isChosen: true,
    signal: new AbortController().signal,
    settings: FAST_SETTINGS,
    initArguments: ['--no-sync'],
  });
  const remove = async (): Promise<void> => {
    await database.stop();
    rmSync(dataDir, { recursive: true, force: true });
  };
  return { ...database, remove };
}
