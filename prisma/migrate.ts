import { randomUUID } from 'node:crypto';
import { Client, DatabaseError } from 'pg';
import { AppError } from '#lib/platform/errors.ts';
import { readMigrations, type MigrationFile } from './migration-files.ts';

/** The advisory lock that Prisma's own engine takes, so that neither runs beside the other. */
const PRISMA_MIGRATION_LOCK = 72707369;

/**
 * Written to `logs` while a migration of this runner is under way. The row is finished in the same transaction
 * as the migration, so a row that still says this was rolled back whole and may be tried again.
 */
const UNDER_WAY = 'waterline: runs in one transaction; an unfinished row means that nothing was changed';

const CREATE_MIGRATIONS_TABLE = `CREATE TABLE IF NOT EXISTS _prisma_migrations (
  id VARCHAR(36) PRIMARY KEY NOT NULL,
  checksum VARCHAR(64) NOT NULL,
  finished_at TIMESTAMPTZ,
  migration_name VARCHAR(255) NOT NULL,
  logs TEXT,
  rolled_back_at TIMESTAMPTZ,
  started_at TIMESTAMPTZ NOT NULL DEFAULT now(),
  applied_steps_count INTEGER NOT NULL DEFAULT 0
)`;

/** What the database records of a finished migration. */
export interface FinishedMigration {
  readonly name: string;
  /** SHA-256 of the file that was applied, hexadecimal. */
  readonly checksum: string;
}

interface MigrationRow {
  readonly id: string;
  readonly name: string;
  readonly checksum: string;
  readonly is_finished: boolean;
  readonly logs: string | null;
  readonly started_at: string;
}

/** Where to migrate and from which folder. */
export interface MigrateOptions {
  readonly connectionString: string;
  /** Folder with one `<timestamp>_<name>/migration.sql` a migration. */
  readonly migrationsDir: string;
  /** Called before each migration that is applied. */
  readonly onProgress?: (migrationName: string) => void;
}

/**
 * Applies the migrations that the database lacks, oldest first, each in one transaction, and records them as
 * `prisma migrate deploy` does (same table, lock and checksums), without needing Prisma's engine. Runs at the
 * same time wait for each other.
 *
 * @returns names of the migrations applied now, in order
 * @throws AppError when a migration fails (nothing of it stays; its row keeps the reason), when one was left
 *   half-applied by another tool, was edited after it was applied, or is unknown to this version
 */
export async function migrate(options: MigrateOptions): Promise<{ applied: string[] }> {
  const files = await readMigrations(options.migrationsDir);
  return withClient(options.connectionString, async (client) => {
    await takeMigrationLock(client, 'alone');
    await refuseForeignDatabase(client);
    await ensureMigrationsTable(client);
    const rows = await readRows(client);
    const done = await checkHistory(client, rows, files);
    const applied: string[] = [];
    for (const file of files.filter((candidate) => !done.has(candidate.name))) {
      options.onProgress?.(file.name);
      await apply(client, file);
      applied.push(file.name);
    }
    return { applied };
  });
}

/**
 * Names the migrations of the folder that the database has not finished, oldest first; reads only.
 *
 * @throws the driver's error when the database cannot be reached
 */
export async function pendingMigrations(
  options: Pick<MigrateOptions, 'connectionString' | 'migrationsDir'>,
): Promise<string[]> {
  const files = await readMigrations(options.migrationsDir);
  return withClient(options.connectionString, async (client) => {
    const rows = (await hasMigrationsTable(client)) ? await readRows(client) : [];
    const finished = new Set(rows.filter((row) => row.is_finished).map((row) => row.name));
    return files.map((file) => file.name).filter((name) => !finished.has(name));
  });
}

async function withClient<T>(connectionString: string, work: (client: Client) => Promise<T>): Promise<T> {
  const client = new Client({
    connectionString,
    connectionTimeoutMillis: 10_000,
    application_name: 'waterline-migrate',
  });
  // A connection that breaks also rejects the query under way; without a listener Node would end the process.
  client.on('error', () => undefined);
  await client.connect();
  try {
    await client.query('SET search_path TO public');
    return await work(client);
  } finally {
    await client.end();
  }
}

/**
 * Keeps migrations off until the connection ends.
 *
 * @param mode `alone` to change the schema, `together` with others that only want it to stay as it is
 * @throws AppError `migrate-locked` when another program keeps it for more than a minute
 */
export async function takeMigrationLock(client: Client, mode: 'alone' | 'together'): Promise<void> {
  const lock = mode === 'alone' ? 'pg_advisory_lock' : 'pg_advisory_lock_shared';
  await client.query(`SET lock_timeout TO '60s'`);
  try {
    await client.query(`SELECT ${lock}($1)`, [PRISMA_MIGRATION_LOCK]);
  } catch (cause) {
    throw new AppError(
      'migrate-locked',
      'Another program has been migrating, backing up or restoring this database for more than a minute. Wait until it ' +
        'is done, or end it, and start again.',
      { cause },
    );
  }
  await client.query('SET lock_timeout TO DEFAULT');
}

/** Makes the table that records the migrations, unless it is there. */
export async function ensureMigrationsTable(client: Client): Promise<void> {
  await client.query(CREATE_MIGRATIONS_TABLE);
}

/** Lists the migrations that the database has finished, oldest first. */
export async function listFinishedMigrations(client: Client): Promise<FinishedMigration[]> {
  if (!(await hasMigrationsTable(client))) return [];
  const rows = await readRows(client);
  return rows.filter((row) => row.is_finished).map(({ name, checksum }) => ({ name, checksum }));
}

async function hasMigrationsTable(client: Client): Promise<boolean> {
  const answer = await client.query<{ found: boolean }>(
    `SELECT to_regclass('public._prisma_migrations') IS NOT NULL AS found`,
  );
  return answer.rows[0]?.found === true;
}

/** A database that holds somebody else's tables is not ours to add to. */
async function refuseForeignDatabase(client: Client): Promise<void> {
  if (await hasMigrationsTable(client)) return;
  const answer = await client.query<{ relname: string }>(
    `SELECT c.relname FROM pg_class c
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p')
        AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
      ORDER BY c.relname LIMIT 3`,
  );
  if (answer.rows.length === 0) return;
  throw new AppError(
    'migrate-foreign-database',
    `The database already holds tables that are not Waterline's (${answer.rows.map((row) => row.relname).join(', ')}). ` +
      'Give Waterline a database of its own: CREATE DATABASE waterline; and name that in DATABASE_URL.',
  );
}

async function readRows(client: Client): Promise<MigrationRow[]> {
  const answer = await client.query<MigrationRow>(
    `SELECT id, migration_name AS name, checksum, finished_at IS NOT NULL AS is_finished, logs, started_at::text
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at, migration_name`,
  );
  return answer.rows;
}

/** Compares what the database says was applied with the folder; returns the finished names. */
async function checkHistory(
  client: Client,
  rows: MigrationRow[],
  files: MigrationFile[],
): Promise<Set<string>> {
  const byName = new Map(files.map((file) => [file.name, file]));
  for (const row of rows.filter((candidate) => !candidate.is_finished)) {
    if (row.logs?.startsWith(UNDER_WAY) !== true) throw halfApplied(row);
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now() WHERE id = $1', [row.id]);
  }
  const finished = rows.filter((row) => row.is_finished);
  for (const row of finished) {
    const file = byName.get(row.name);
    if (file === undefined) throw unknownMigration(row.name);
    if (!file.acceptedChecksums.includes(row.checksum)) throw editedMigration(row.name);
  }
  return new Set(finished.map((row) => row.name));
}

async function apply(client: Client, file: MigrationFile): Promise<void> {
  const id = randomUUID();
  await client.query(
    'INSERT INTO _prisma_migrations (id, checksum, migration_name, logs) VALUES ($1, $2, $3, $4)',
    [id, file.checksum, file.name, UNDER_WAY],
  );
  const finish = `UPDATE public._prisma_migrations
    SET finished_at = clock_timestamp(), applied_steps_count = 1, logs = NULL WHERE id = '${id}'`;
  try {
    // One simple query is one implicit transaction: the migration and its record stand or fall together.
    await client.query(`${file.sql}\n;\n${finish}`);
    await client.query('SET search_path TO public');
  } catch (cause) {
    const reason = describe(cause, file.sql);
    await client
      .query('UPDATE _prisma_migrations SET logs = $2 WHERE id = $1', [id, `${UNDER_WAY}\n${reason}`])
      .catch(() => undefined);
    throw failedMigration(file.name, reason, cause);
  }
}

function describe(cause: unknown, sql: string): string {
  if (!(cause instanceof DatabaseError)) return cause instanceof Error ? cause.message : String(cause);
  const line = cause.position === undefined ? null : sql.slice(0, Number(cause.position)).split('\n').length;
  return [
    `${cause.message} (SQLSTATE ${cause.code ?? 'unknown'}${line === null ? '' : `, line ${String(line)}`})`,
    ...(cause.detail === undefined ? [] : [cause.detail]),
    ...(cause.hint === undefined ? [] : [cause.hint]),
  ].join('\n');
}

function failedMigration(name: string, reason: string, cause: unknown): AppError {
  const code = cause instanceof DatabaseError ? cause.code : undefined;
  const remedy =
    code === '53100'
      ? "The database server's disk is full: free some space and start again."
      : code === '42501'
        ? 'The role in DATABASE_URL may not do this. As the database owner: GRANT ALL ON SCHEMA public TO <role>; then start again.'
        : 'Nothing of it was kept and the data is as before. Mend the cause and start again: it is then tried anew.';
  return new AppError('migrate-failed', `The migration ${name} failed: ${reason}\n${remedy}`, { cause });
}

function halfApplied(row: MigrationRow): AppError {
  const where = `WHERE id = '${row.id}';`;
  return new AppError(
    'migrate-half-applied',
    `The migration ${row.name} was begun by another tool (${row.started_at}) and never finished, so part of it may be in the database.` +
      `${row.logs === null || row.logs === '' ? '' : ` It left: ${row.logs}`}\n` +
      `Compare the database with prisma/migrations/${row.name}/migration.sql, then either undo what is there and run\n` +
      `  UPDATE _prisma_migrations SET rolled_back_at = now() ${where}\n` +
      'or complete it by hand and run\n' +
      `  UPDATE _prisma_migrations SET finished_at = now(), applied_steps_count = 1 ${where}\n` +
      'and start again.',
  );
}

function unknownMigration(name: string): AppError {
  return new AppError(
    'migrate-unknown',
    `The database has the migration ${name}, which this version of Waterline does not know: it was last used by a newer one. ` +
      'Start that version, or use another database (DATABASE_URL or WATERLINE_DATA_DIR).',
  );
}

function editedMigration(name: string): AppError {
  return new AppError(
    'migrate-edited',
    `prisma/migrations/${name}/migration.sql was changed after this database had applied it, so the two no longer agree. ` +
      'Put the file back as it was (git checkout) and make the change in a new migration.',
  );
}
