import type { Client } from 'pg';
import { listFinishedMigrations } from '../../prisma/migrate.ts';
import { AppError } from '../platform/errors.ts';
import type { CheckedBackup } from './check-backup.ts';
import { listFilledTables, listTables } from './list-tables.ts';
import { readSequences } from './sequences.ts';

const NAMED_TABLES = 8;

const WAY_TO_AN_EMPTY_ONE =
  'Restore into an empty one: another data folder, which is then made (WATERLINE_DATA_DIR=.waterline-restored npm run ' +
  'restore -- FILE, and the same setting for npm start), or a new database (CREATE DATABASE waterline_restored;) named ' +
  'in DATABASE_URL.';

/**
 * Makes sure that a database can take a backup: it holds no row, and no table of a later schema.
 *
 * @throws AppError that names what stands in the way and how to get an empty database
 */
export async function refuseUnfitTarget(client: Client, backup: CheckedBackup): Promise<void> {
  const filled = await listFilledTables(client);
  if (filled.length > 0) {
    throw new AppError(
      'restore-not-empty',
      `The database holds rows (${listShort(filled)}), and a restore never mixes with what is there. ${WAY_TO_AN_EMPTY_ONE}`,
    );
  }
  const wanted = new Set(backup.migrations.map(({ name }) => name));
  const later = (await listFinishedMigrations(client)).filter(({ name }) => !wanted.has(name));
  if (later.length > 0) {
    throw new AppError(
      'restore-later-target',
      `The database holds no rows but tables of a later schema than the backup (${listShort(later.map(({ name }) => name))}). ${WAY_TO_AN_EMPTY_ONE}`,
    );
  }
}

/**
 * Makes sure that everything of a backup has a place, once its migrations are applied.
 *
 * @throws AppError that names the tables and sequences that are missing
 */
export async function refuseMissingTables(client: Client, { manifest }: CheckedBackup): Promise<void> {
  const present = [...(await listTables(client)), ...(await readSequences(client))].map(({ name }) => name);
  const missing = [...manifest.tables, ...manifest.sequences]
    .map(({ name }) => name)
    .filter((name) => !present.includes(name));
  if (missing.length === 0) return;
  throw new AppError(
    'restore-missing-table',
    `The backup holds ${listShort(missing)}, which the migrations do not make: somebody added that by hand. Make it by ` +
      'hand in the empty database too and restore again. Nothing was kept.',
  );
}

function listShort(names: readonly string[]): string {
  const more = names.length - NAMED_TABLES;
  return names.slice(0, NAMED_TABLES).join(', ') + (more > 0 ? ` and ${more} more` : '');
}
