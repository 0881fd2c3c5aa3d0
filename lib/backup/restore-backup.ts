import { pipeline } from 'node:stream/promises';
import type { Client } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { ensureMigrationsTable, listFinishedMigrations, takeMigrationLock } from '../../prisma/migrate.ts';
import { AppError } from '../platform/errors.ts';
import type { BackupManifest, TableEntry } from './backup-format.ts';
import { withBackupSession, type SessionOptions } from './backup-session.ts';
import type { CheckedBackup } from './check-backup.ts';
import { computeKeyTotal } from './key-total.ts';
import { listTables } from './list-tables.ts';
import { readBackup, type TakeRows } from './read-backup.ts';
import { refuseMissingTables, refuseUnfitTarget } from './refuse-target.ts';
import { writeSequences } from './sequences.ts';
import { suspendGuards } from './suspend-guards.ts';

/** What to restore, and where to. */
export interface RestoreOptions extends SessionOptions {
  readonly backup: CheckedBackup;
}

/**
 * Restores a backup into a database without rows, in one transaction: makes the tables as they were, fills them, puts
 * the sequences where they stood and compares counts and key totals with the manifest. The role need only own the
 * database. Migrations that came later are not applied.
 *
 * @returns the tables with what the database counted in them
 * @throws AppError when the database is not empty or the result is not the same; nothing was kept then
 */
export async function restoreBackup(options: RestoreOptions): Promise<TableEntry[]> {
  return withBackupSession(options, async (client) => {
    await takeMigrationLock(client, 'alone');
    await client.query('BEGIN');
    await refuseUnfitTarget(client, options.backup);
    await makeTables(client, options.backup);
    await refuseMissingTables(client, options.backup);
    const resumeGuards = await suspendGuards(client);
    await emptyTables(client);
    const { manifest } = await readBackup(options.backup.file, fillTable(client));
    await resumeGuards();
    await compare(client, manifest);
    // Last, since setting a sequence is not undone with the transaction.
    await writeSequences(client, manifest.sequences);
    await client.query('COMMIT');
    return manifest.tables;
  });
}

/** Makes the tables in the present transaction; which migrations did is recorded by the rows of the backup. */
async function makeTables(client: Client, { migrations }: CheckedBackup): Promise<void> {
  const finished = new Set((await listFinishedMigrations(client)).map(({ name }) => name));
  await ensureMigrationsTable(client);
  for (const { name, sql } of migrations) {
    if (finished.has(name)) continue;
    await client.query(sql);
    await client.query('SET search_path TO public');
  }
}

/** A migration may have put rows in, which the backup holds as well. */
async function emptyTables(client: Client): Promise<void> {
  const tables = await listTables(client);
  const names = tables.map(({ name }) => `public.${client.escapeIdentifier(name)}`);
  await client.query(`TRUNCATE ${names.join(', ')}`);
}

function fillTable(client: Client): TakeRows {
  return async ({ table, columns }, rows) => {
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const copy = copyFrom(`COPY public.${client.escapeIdentifier(table)} (${list}) FROM STDIN`);
    await pipeline(rows, client.query(copy));
  };
}

async function compare(client: Client, manifest: BackupManifest): Promise<void> {
  const different: string[] = [];
  for (const { name, columns, rows, keyTotal } of manifest.tables) {
    const found = await computeKeyTotal(client, { name, columns, blanked: [] });
    if (found.rows !== rows || found.keyTotal !== keyTotal) different.push(name);
  }
  if (different.length === 0) return;
  throw new AppError(
    'restore-different',
    `After the restore ${different.join(', ')} differed from the backup in rows or key totals, so nothing was kept. ` +
      'Please report this.',
  );
}
