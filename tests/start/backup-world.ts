import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { gunzipSync } from 'node:zlib';
import { Client } from 'pg';
import { inject } from 'vitest';
import { migrate } from '#prisma/migrate.ts';
import { checkBackup } from '#lib/backup/check-backup.ts';
import { restoreBackup } from '#lib/backup/restore-backup.ts';
import { writeBackup, type Backup, type BackupOptions } from '#lib/start/backup/write-backup.ts';

/** The instant that the tests' backups are made at. */
export const MADE_AT = new Date('2026-11-26T12:00:00.000Z');

const never = new AbortController().signal;

/** Runs one or more statements as the app's role. */
export async function query(url: string, sql: string): Promise<Record<string, unknown>[]> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const answer = await client.query<Record<string, unknown>>(sql);
    return answer.rows;
  } finally {
    await client.end();
  }
}

/** A new database of the app's role with nothing in it; it ends with the run's server. */
export async function makeEmptyDatabase(): Promise<string> {
  const name = `backup_${randomBytes(6).toString('hex')}`;
  await query(inject('pgAdminUrl'), `CREATE DATABASE ${name} OWNER waterline`);
  const url = new URL(inject('pgAppUrl'));
  url.pathname = `/${name}`;
  return url.toString();
}

/** Puts a migration into a folder of migrations. */
export function writeMigration(folder: string, name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

/** A new database with the migrations of a folder. */
export async function makeMigratedDatabase(migrationsDir: string): Promise<string> {
  const url = await makeEmptyDatabase();
  await migrate({ connectionString: url, migrationsDir });
  return url;
}

/** Backs up with what a test need not care about. */
export async function backUp(
  connectionString: string,
  file: string,
  change: Partial<BackupOptions> = {},
): Promise<Backup> {
  return writeBackup({
    connectionString,
    file,
    signal: never,
    withSecrets: false,
    madeAt: MADE_AT,
    productVersion: '0.0.0-test',
    ...change,
  });
}

/** Checks a backup and restores it. */
export async function restore(file: string, connectionString: string, migrationsDir: string): Promise<void> {
  const backup = await checkBackup(file, migrationsDir);
  await restoreBackup({ connectionString, backup, signal: never });
}

/** The text inside a backup. */
export function readText(file: string): string {
  return gunzipSync(readFileSync(file)).toString('utf8');
}

/** Everything that a database holds and refuses, in a form that can be compared. */
export async function describeDatabase(url: string): Promise<Record<string, unknown>> {
  const tables = await query(
    url,
    `SELECT quote_ident(tablename) AS name FROM pg_tables WHERE schemaname = 'public' ORDER BY 1`,
  );
  const rows: Record<string, unknown> = {};
  for (const { name } of tables) {
    const found = await query(
      url,
      `SELECT count(*)::int AS count, md5(string_agg(t::text, E'\\n' ORDER BY t::text COLLATE "C")) AS all_rows FROM ${String(name)} t`,
    );
    rows[String(name)] = found[0];
  }
  const sequences = await query(
    url,
    `SELECT sequencename::text, last_value::text FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
  );
  const constraints = await query(
    url,
    `SELECT conrelid::regclass::text AS of, conname::text, pg_get_constraintdef(oid) AS definition, convalidated
       FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1, 2`,
  );
  const triggers = await query(
    url,
    `SELECT tgrelid::regclass::text AS of, tgname::text, tgenabled::text FROM pg_trigger WHERE NOT tgisinternal ORDER BY 1, 2`,
  );
  return { rows, sequences, constraints, triggers };
}
