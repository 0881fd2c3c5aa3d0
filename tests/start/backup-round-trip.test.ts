import { rmSync, statSync } from 'node:fs';
import path from 'node:path';
import fc from 'fast-check';
import { Client } from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { migrate } from '#prisma/migrate.ts';
import { readMigrations } from '#prisma/migration-files.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import {
  backUp,
  describeDatabase,
  makeEmptyDatabase,
  makeMigratedDatabase,
  query,
  readText,
  restore,
  writeMigration,
} from './backup-world.ts';

const PROJECT_MIGRATIONS = path.join(PROJECT_ROOT, 'prisma/migrations');
const folder = makeTestFolder();
const migrations = path.join(folder, 'migrations');
let count = 0;

const newFile = (): string => path.join(folder, `${String((count += 1))}.backup.gz`);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('a backup of the shipped facts', () => {
  let seeded: TestDatabase;
  beforeAll(async () => {
    seeded = await createTestDatabase({ seeded: true });
  });
  afterAll(() => seeded.drop());

  it('restores to the same rows, sequences, constraints and guards, table by table', async () => {
    const file = newFile();
    const backup = await backUp(seeded.url, file);
    const target = await makeEmptyDatabase();
    await restore(file, target, PROJECT_MIGRATIONS);
    expect(await describeDatabase(target)).toEqual(await describeDatabase(seeded.url));
    expect(backup.manifest.tables.length).toBeGreaterThan(25);

    const again = await backUp(target, newFile());
    expect(again.manifest).toEqual(backup.manifest);
    expect(again.header).toEqual(backup.header);
  });

  it('has a manifest that says what it is, and a file that only its owner can read', async () => {
    const file = newFile();
    const backup = await backUp(seeded.url, file);
    expect(statSync(file)).toMatchObject({ size: backup.sizeBytes });
    expect(statSync(file).mode & 0o777).toBe(0o600);
    const known = await readMigrations(PROJECT_MIGRATIONS);
    expect(backup.header).toMatchObject({
      format: 1,
      productVersion: '0.0.0-test',
      madeAt: '2026-11-26T12:00:00.000Z',
      holdsSecrets: false,
      migrations: known.map(({ name, checksum }) => ({ name, checksum })),
    });
    expect(readText(file).split('\n')[0]).toBe(JSON.stringify(backup.header));
    for (const { name, rows } of backup.manifest.tables) {
      expect(await query(seeded.url, `SELECT count(*)::int AS rows FROM "${name}"`)).toEqual([{ rows }]);
    }
  });

  it('leaves the append-only guards on and the next batch in its place after a restore', async () => {
    const file = newFile();
    await backUp(seeded.url, file);
    const target = await makeEmptyDatabase();
    await restore(file, target, PROJECT_MIGRATIONS);
    await expect(query(target, 'DELETE FROM import_batch')).rejects.toThrow('append-only');
    await expect(
      query(target, `INSERT INTO import_batch VALUES (9, now(), 'csv', 'x', 'x', 'x', '2026-01-01')`),
    ).rejects.toThrow('import_batch.id must be 3');
    const [source] = await query(
      target,
      `INSERT INTO source (fingerprint, title) VALUES (repeat('0', 64), 'new') RETURNING id`,
    );
    const [last] = await query(seeded.url, 'SELECT max(id) + 1 AS id FROM source');
    expect(source).toEqual(last);
  });
});

describe('values and tables of every kind', () => {
  const KINDS = `
    CREATE TYPE mood AS ENUM ('fine', 'it''s "odd"\\');
    CREATE TABLE kind (
      id bigint GENERATED ALWAYS AS IDENTITY (START 9007199254740993) PRIMARY KEY,
      body text, words text[], deep jsonb, raw json, at timestamptz, local timestamp, day date, span interval,
      exact numeric, money numeric(24, 9), approx double precision, small real, bytes bytea, mood mood, moods mood[],
      uid uuid, flag boolean, "Odd ""name"", with \\ all" text, address inet,
      doubled numeric GENERATED ALWAYS AS (exact * 2) STORED
    );
    CREATE TABLE "Table ""of"" odd name" (body text);
    CREATE TABLE nothing (id int PRIMARY KEY);
    CREATE TABLE chicken (id int PRIMARY KEY, egg_id int NOT NULL);
    CREATE TABLE egg (id int PRIMARY KEY, chicken_id int NOT NULL REFERENCES chicken DEFERRABLE INITIALLY DEFERRED);
    ALTER TABLE chicken ADD FOREIGN KEY (egg_id) REFERENCES egg DEFERRABLE INITIALLY DEFERRED;
    CREATE TABLE person (id serial PRIMARY KEY, boss_id int REFERENCES person);
    CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'refused'; END $$;
    CREATE TRIGGER off BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION refuse();
    CREATE TRIGGER replica BEFORE INSERT ON person FOR EACH ROW EXECUTE FUNCTION refuse();
    ALTER TABLE person DISABLE TRIGGER off, ENABLE REPLICA TRIGGER replica;
    CREATE TABLE measured (day date, value int) PARTITION BY RANGE (day);
    CREATE TABLE measured_2026 PARTITION OF measured FOR VALUES FROM ('2026-01-01') TO ('2027-01-01');
    CREATE SEQUENCE unused START 7;`;
  const ROWS = `
    INSERT INTO kind (body, words, deep, raw, at, local, day, span, exact, money, approx, small, bytes, mood, moods, uid, flag,
        "Odd ""name"", with \\ all", address) VALUES
      (NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL),
      ('', '{}', '{}', '[ ]', 'infinity', '-infinity', '4713-01-01 BC', '-1 mon 2 days -00:00:00.000001', 'NaN',
        -0.000000001, 'NaN', '-Infinity', '', 'fine', '{}', gen_random_uuid(), false, '', '::1'),
      (E'tab\\there\\nline\\r\\nback\\\\slash \\\\. \\\\N', E'{"a,b","{}",NULL,"NULL","\\\\"","\\n"}',
        '{"a": "\\u00e9\\n", "n": 12345678901234567890.123, "d": {"x": [null, true]}}', E'{ "a" :\\n1, "a": 2 }',
        '2026-03-29 02:30:00.123456+02', '2026-12-31 23:59:59.999999', '2024-02-29', 'P1Y2M3DT4H5M6.789S',
        123456789012345678901234567890.1234567890123456789, 999999999999999.999999999, 0.1::float8 + 0.2::float8, 1e-45,
        '\\x00ff5c0a', E'it''s "odd"\\\\', E'{fine,"it''s \\\\"odd\\\\"\\\\\\\\"}', gen_random_uuid(), true, '漢字 🧠 e\u0301 \u202e', '10.0.0.0/8');
    INSERT INTO "Table ""of"" odd name" VALUES ('\\.'), (''), (NULL), (E'\\n\\\\.\\n');
    BEGIN; INSERT INTO chicken VALUES (1, 1); INSERT INTO egg VALUES (1, 1); COMMIT;
    INSERT INTO person (boss_id) VALUES (2), (1);
    INSERT INTO measured VALUES ('2026-05-05', 5);`;

  let source = '';
  beforeAll(async () => {
    writeMigration(migrations, '20260101000000_kinds', KINDS);
    source = await makeMigratedDatabase(migrations);
    await query(source, ROWS);
  });

  it('come back exactly, with foreign keys in a circle, partitions, and triggers as they were', async () => {
    const file = newFile();
    await backUp(source, file);
    const target = await makeEmptyDatabase();
    await restore(file, target, migrations);
    expect(await describeDatabase(target)).toEqual(await describeDatabase(source));
    const next = 'INSERT INTO kind DEFAULT VALUES RETURNING id';
    expect(await query(target, next)).toEqual(await query(source, next));
    expect(await query(target, `SELECT nextval('unused')`)).toEqual([{ nextval: '7' }]);
  });

  it('come back whatever the text', async () => {
    const textOfPostgres = fc
      .string({ unit: 'binary' })
      .filter((text) => !text.includes('\0') && text.isWellFormed());
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.option(textOfPostgres), { minLength: 50, maxLength: 300 }),
        async (texts) => {
          const own = await makeMigratedDatabase(migrations);
          const client = new Client({ connectionString: own });
          await client.connect();
          await client.query('INSERT INTO kind (body, words) SELECT t, ARRAY[t] FROM unnest($1::text[]) t', [
            texts,
          ]);
          await client.end();
          const file = newFile();
          await backUp(own, file);
          const target = await makeEmptyDatabase();
          await restore(file, target, migrations);
          const stored = await query(target, 'SELECT body, words FROM kind ORDER BY id');
          expect(stored).toEqual(texts.map((text) => ({ body: text, words: [text] })));
        },
      ),
      { numRuns: 3 },
    );
  });
});

describe('a backup of an older schema', () => {
  const older = path.join(folder, 'older');
  const newer = path.join(folder, 'newer');

  it('is restored as of its migrations, rows that these put in included once, then migrated forward', async () => {
    for (const dir of [older, newer]) {
      writeMigration(
        dir,
        '20260101000000_a',
        `CREATE TYPE grade AS ENUM ('a'); CREATE TABLE price (usd int, grade grade);`,
      );
      writeMigration(
        dir,
        '20260102000000_b',
        `ALTER TYPE grade ADD VALUE 'b'; INSERT INTO price VALUES (1, 'a');`,
      );
    }
    writeMigration(
      newer,
      '20260103000000_c',
      'ALTER TABLE price ADD krw int; UPDATE price SET krw = usd * 1400;',
    );
    const source = await makeMigratedDatabase(older);
    await query(source, `INSERT INTO price VALUES (2, 'b')`);
    const file = newFile();
    await backUp(source, file);
    const target = await makeEmptyDatabase();
    await restore(file, target, newer);
    expect(await describeDatabase(target)).toEqual(await describeDatabase(source));
    expect(await migrate({ connectionString: target, migrationsDir: newer })).toEqual({
      applied: ['20260103000000_c'],
    });
    expect(await query(target, 'SELECT usd, krw, grade FROM price ORDER BY usd')).toEqual([
      { usd: 1, krw: 1400, grade: 'a' },
      { usd: 2, krw: 2800, grade: 'b' },
    ]);
  });

  it('goes also into tables that are there, older or as old, as long as they are empty', async () => {
    const start = path.join(folder, 'start');
    writeMigration(start, '20260101000000_a', 'CREATE TABLE price (usd int);');
    const target = await makeMigratedDatabase(start);
    writeMigration(start, '20260102000000_b', 'ALTER TABLE price ADD krw int;');
    const source = await makeMigratedDatabase(start);
    await query(source, 'INSERT INTO price VALUES (1, 1400)');
    const file = newFile();
    await backUp(source, file);
    await restore(file, target, start);
    expect(await describeDatabase(target)).toEqual(await describeDatabase(source));
    const asOld = await makeMigratedDatabase(start);
    await restore(file, asOld, start);
    expect(await describeDatabase(asOld)).toEqual(await describeDatabase(source));
  });
});

describe('a backup beside a writer', () => {
  it('holds what was committed when it began, and never half of a change', async () => {
    const own = path.join(folder, 'ledger');
    writeMigration(
      own,
      '20260101000000_a',
      'CREATE TABLE a_debit (id serial PRIMARY KEY); CREATE TABLE m_wall (id int); CREATE TABLE z_credit (id int REFERENCES a_debit);',
    );
    const source = await makeMigratedDatabase(own);
    const write =
      'BEGIN; INSERT INTO a_debit DEFAULT VALUES; INSERT INTO z_credit SELECT max(id) FROM a_debit; COMMIT';
    for (let written = 0; written < 10; written += 1) await query(source, write);

    const wall = new Client({ connectionString: source });
    await wall.connect();
    await wall.query('BEGIN; LOCK TABLE m_wall IN ACCESS EXCLUSIVE MODE');
    const file = newFile();
    const made = backUp(source, file);
    const waiting = `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'm_wall'::regclass`;
    await expect.poll(() => query(source, waiting), { timeout: 10_000 }).toEqual([{ n: 1 }]);
    for (let written = 0; written < 5; written += 1) await query(source, write);
    await wall.end();
    const backup = await made;

    expect(backup.manifest.tables).toMatchObject([
      {},
      { name: 'a_debit', rows: 10 },
      { rows: 0 },
      { name: 'z_credit', rows: 10 },
    ]);
    const target = await makeEmptyDatabase();
    await restore(file, target, own);
    expect(await query(target, 'SELECT array_agg(id ORDER BY id) AS ids FROM z_credit')).toEqual([
      { ids: [1, 2, 3, 4, 5, 6, 7, 8, 9, 10] },
    ]);
    await query(target, write);
  });
});
