import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest';
import { migrate, pendingMigrations } from '#prisma/migrate.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';

const folder = makeTestFolder();
let connectionString = '';
let client: Client;
let count = 0;

beforeAll(() => {
  mkdirSync(folder, { recursive: true });
});

afterAll(async () => {
  await client.end();
  rmSync(folder, { recursive: true, force: true });
});

/** Each case begins with an empty database of the app's role and an empty folder of migrations. */
beforeEach(async () => {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder);
  const name = `migrate_${String((count += 1))}`;
  const admin = new Client({ connectionString: inject('pgAdminUrl') });
  await admin.connect();
  await admin.query(`CREATE DATABASE ${name} OWNER waterline`);
  await admin.end();
  const url = new URL(inject('pgAppUrl'));
  url.pathname = `/${name}`;
  connectionString = url.toString();
  if (count > 1) await client.end();
  client = new Client({ connectionString });
  await client.connect();
});

function write(name: string, sql: string): void {
  mkdirSync(path.join(folder, name), { recursive: true });
  writeFileSync(path.join(folder, name, 'migration.sql'), sql);
}

const run = (): Promise<{ applied: string[] }> => migrate({ connectionString, migrationsDir: folder });

async function tables(): Promise<string[]> {
  const answer = await client.query<{ name: string }>(
    `SELECT tablename AS name FROM pg_tables WHERE schemaname = 'public' AND tablename <> '_prisma_migrations' ORDER BY 1`,
  );
  return answer.rows.map((row) => row.name);
}

const FIRST = '20260101000000_create_vendor';
const SECOND = '20260102000000_create_price';

describe('migrate', () => {
  it('applies what is missing in order, and a second run changes nothing', async () => {
    write(SECOND, 'CREATE TABLE price (vendor_id int REFERENCES vendor);');
    write(FIRST, 'CREATE TABLE vendor (id int PRIMARY KEY);');
    expect(await pendingMigrations({ connectionString, migrationsDir: folder })).toEqual([FIRST, SECOND]);
    expect(await run()).toEqual({ applied: [FIRST, SECOND] });
    expect(await run()).toEqual({ applied: [] });
    expect(await pendingMigrations({ connectionString, migrationsDir: folder })).toEqual([]);
    expect(await tables()).toEqual(['price', 'vendor']);
  });

  it('keeps functions, DO blocks, and semicolons in strings and comments whole', async () => {
    write(
      FIRST,
      `CREATE TABLE note (body text); -- a comment; with a semicolon
       CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no;'; END $$;
       DO $$ BEGIN INSERT INTO note VALUES ('a;b'); END $$
       -- no semicolon and no line end after this comment`,
    );
    await run();
    expect((await client.query('SELECT body FROM note')).rows).toEqual([{ body: 'a;b' }]);
  });

  it('lets only one of several runs at once apply each migration', async () => {
    write(FIRST, 'CREATE TABLE vendor (id int PRIMARY KEY); SELECT pg_sleep(0.2);');
    const runs = await Promise.all([run(), run(), run()]);
    expect(runs.flatMap((result) => result.applied)).toEqual([FIRST]);
  });

  it('keeps nothing of a migration that fails, records why, and tries it anew once mended', async () => {
    write(FIRST, 'CREATE TABLE vendor (id int PRIMARY KEY);\nINSERT INTO vendor VALUES (1), (1);');
    await expect(run()).rejects.toThrow(
      /create_vendor failed: .*vendor_pkey.*\n.*already exists[^]*start again/,
    );
    expect(await tables()).toEqual([]);
    const rows = await client.query(
      'SELECT finished_at, applied_steps_count AS steps, logs FROM _prisma_migrations',
    );
    expect(rows.rows).toMatchObject([{ finished_at: null, steps: 0 }]);
    expect(JSON.stringify(rows.rows)).toContain('vendor_pkey');
    expect(await pendingMigrations({ connectionString, migrationsDir: folder })).toEqual([FIRST]);

    write(FIRST, 'CREATE TABLE vendor (id int PRIMARY KEY);');
    expect(await run()).toEqual({ applied: [FIRST] });
  });

  it('keeps nothing of a migration whose connection is cut in the middle, and tries it anew', async () => {
    write(FIRST, 'CREATE TABLE vendor (id int PRIMARY KEY); SELECT pg_sleep(30);');
    const cut = expect(run()).rejects.toThrow(/create_vendor failed/);
    await expect.poll(() => terminateSleeper(), { timeout: 10_000 }).toBe(1);
    await cut;
    expect(await tables()).toEqual([]);
    write(FIRST, 'CREATE TABLE vendor (id int PRIMARY KEY);');
    expect(await run()).toEqual({ applied: [FIRST] });
  });

  it('names the line of a mistake', async () => {
    write(FIRST, 'CREATE TABLE a (id int);\nCREATE TABLE b (id int);\nCREATE TABEL c (id int);');
    await expect(run()).rejects.toThrow(/SQLSTATE 42601, line 3/);
  });

  it('refuses a migration that another tool left half-applied, and says how to go on', async () => {
    write(FIRST, 'CREATE TABLE vendor (id int PRIMARY KEY);');
    await run();
    await client.query(
      `UPDATE _prisma_migrations SET finished_at = NULL, applied_steps_count = 0, logs = 'disk failure'`,
    );
    await expect(run()).rejects.toThrow(
      /create_vendor was begun by another tool[^]*disk failure[^]*rolled_back_at = now\(\)[^]*finished_at = now\(\)/,
    );
    await client.query('UPDATE _prisma_migrations SET rolled_back_at = now()');
    await client.query('DROP TABLE vendor');
    expect(await run()).toEqual({ applied: [FIRST] });
  });

  it('refuses a migration that was edited after it was applied, but not one whose line ends changed', async () => {
    write(FIRST, 'CREATE TABLE vendor (\n  id int\n);\n');
    await run();
    write(FIRST, 'CREATE TABLE vendor (\r\n  id int\r\n);\r\n');
    expect(await run()).toEqual({ applied: [] });
    write(FIRST, 'CREATE TABLE vendor (\n  id bigint\n);\n');
    await expect(run()).rejects.toThrow(/create_vendor.*was changed after this database had applied it/);
  });

  it('refuses a database that a newer version has migrated', async () => {
    write(FIRST, 'CREATE TABLE vendor (id int);');
    write(SECOND, 'CREATE TABLE price (id int);');
    await run();
    rmSync(path.join(folder, SECOND), { recursive: true });
    await expect(run()).rejects.toThrow(
      /20260102000000_create_price, which this version of Waterline does not know/,
    );
  });

  it("refuses a database that holds somebody else's tables", async () => {
    write(FIRST, 'CREATE TABLE vendor (id int);');
    await client.query('CREATE TABLE wordpress_posts (id int)');
    await expect(run()).rejects.toThrow(/tables that are not Waterline's \(wordpress_posts\)/);
    expect(await tables()).toEqual(['wordpress_posts']);
  });

  it('refuses a migration that would end its own transaction', async () => {
    write(FIRST, 'CREATE TABLE vendor (id int);\nCOMMIT;\nCREATE TABLE price (id int);');
    await expect(run()).rejects.toThrow(/contains "COMMIT;"/);
    expect(await tables()).toEqual([]);
  });

  it('records the checksum and columns that Prisma records', async () => {
    write(FIRST, 'SELECT 1;\n');
    await run();
    const answer = await client.query('SELECT * FROM _prisma_migrations');
    expect(answer.fields.map((field) => field.name)).toEqual([
      ...['id', 'checksum', 'finished_at', 'migration_name', 'logs', 'rolled_back_at', 'started_at'],
      'applied_steps_count',
    ]);
    expect(answer.rows).toMatchObject([
      {
        // sha256sum of the file
        checksum: 'b4e0497804e46e0a0b0b8c31975b062152d551bac49c3c2e80932567b4085dcd',
        migration_name: FIRST,
        logs: null,
        rolled_back_at: null,
        applied_steps_count: 1,
      },
    ]);
  });
});

async function terminateSleeper(): Promise<number> {
  const answer = await client.query(
    `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
      WHERE datname = current_database() AND pid <> pg_backend_pid() AND wait_event = 'PgSleep'`,
  );
  return answer.rowCount ?? 0;
}
