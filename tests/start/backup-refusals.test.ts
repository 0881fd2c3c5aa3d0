import { existsSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkBackup } from '#lib/backup/check-backup.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';
import {
  backUp,
  describeDatabase,
  makeEmptyDatabase,
  makeMigratedDatabase,
  query,
  restore,
  writeMigration,
} from './backup-world.ts';

const folder = makeTestFolder();
const migrations = path.join(folder, 'migrations');
const file = path.join(folder, 'made.backup.gz');
let source = '';

beforeAll(async () => {
  writeMigration(
    migrations,
    '20260101000000_a',
    'CREATE TABLE vendor (id int PRIMARY KEY); CREATE TABLE price (id serial PRIMARY KEY, vendor_id int REFERENCES vendor);',
  );
  writeMigration(migrations, '20260102000000_b', 'ALTER TABLE vendor ADD name text;');
  source = await makeMigratedDatabase(migrations);
  await query(
    source,
    `INSERT INTO vendor VALUES (1, 'a'), (2, 'Mellow Secret'); INSERT INTO price (vendor_id) VALUES (1), (2)`,
  );
  await backUp(source, file);
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** Restores into a database that must refuse, and must be as before afterwards. */
async function refused(target: string, from = file): Promise<string> {
  const before = await describeDatabase(target);
  const error: unknown = await restore(from, target, migrations).catch((caught: unknown) => caught);
  expect(await describeDatabase(target)).toEqual(before);
  return error instanceof Error ? error.message : 'not refused';
}

describe('a restore refuses, and changes nothing,', () => {
  it('a database that holds rows: it names the tables and the way to an empty one', async () => {
    const target = await makeMigratedDatabase(migrations);
    await query(target, 'INSERT INTO vendor VALUES (7)');
    expect(await refused(target)).toMatch(
      /holds rows \(vendor\)[^]*WATERLINE_DATA_DIR=\S+ npm run restore -- FILE[^]*CREATE DATABASE/,
    );
  });

  it("rows in somebody else's table too", async () => {
    const target = await makeEmptyDatabase();
    await query(target, 'CREATE TABLE wordpress_posts AS SELECT 1 AS id');
    expect(await refused(target)).toMatch(/holds rows \(wordpress_posts\)/);
  });

  it('the database that it was made from: a restore twice in a row never doubles a row', async () => {
    expect(await refused(source)).toMatch(/holds rows \(price, vendor\)/);
  });

  it('an empty database of a later schema than the backup', async () => {
    const later = path.join(folder, 'later');
    writeMigration(later, '20260101000000_a', 'CREATE TABLE vendor (id int);');
    const early = await makeMigratedDatabase(later);
    const fromEarly = path.join(folder, 'early.backup.gz');
    await backUp(early, fromEarly);
    writeMigration(later, '20260102000000_b', 'ALTER TABLE vendor ADD name text;');
    const target = await makeMigratedDatabase(later);
    const error: unknown = await restore(fromEarly, target, later).catch((caught: unknown) => caught);
    expect(String(error)).toMatch(
      /no rows but tables of a later schema than the backup \(20260102000000_b\)/,
    );
  });

  it('a backup of migrations that this version does not know: it names them', async () => {
    const fewer = path.join(folder, 'fewer');
    writeMigration(fewer, '20260101000000_a', 'CREATE TABLE vendor (id int PRIMARY KEY);');
    await expect(checkBackup(file, fewer)).rejects.toThrow(
      /newer schema than this version of Waterline knows \(20260102000000_b\)[^]*Waterline 0\.0\.0-test/,
    );
  });

  it('a backup of a migration that has other contents here', async () => {
    const other = path.join(folder, 'other');
    writeMigration(other, '20260101000000_a', 'CREATE TABLE vendor (id bigint);');
    writeMigration(other, '20260102000000_b', 'ALTER TABLE vendor ADD name text;');
    await expect(checkBackup(file, other)).rejects.toThrow(/other contents of 20260101000000_a/);
  });

  it('a table that no migration makes, until it is made by hand', async () => {
    const withStray = await makeMigratedDatabase(migrations);
    await query(withStray, 'CREATE TABLE my_notes AS SELECT 1 AS id');
    const fromStray = path.join(folder, 'stray.backup.gz');
    await backUp(withStray, fromStray);
    const target = await makeEmptyDatabase();
    expect(await refused(target, fromStray)).toMatch(/holds my_notes, which the migrations do not make/);
    await query(target, 'CREATE TABLE my_notes (id int)');
    await restore(fromStray, target, migrations);
    expect(await query(target, 'SELECT id FROM my_notes')).toEqual([{ id: 1 }]);
  });

  it('rows that the database will not take, in the last table as in the first', async () => {
    const strict = await makeMigratedDatabase(migrations);
    await query(strict, 'ALTER TABLE vendor ADD CHECK (id < 2)');
    expect(await refused(strict)).toMatch(
      /The database refused: .*vendor.* COPY vendor, line 2\nNothing was kept/,
    );
  });

  it('such a row without showing it, for it may hold a secret', async () => {
    const strict = await makeMigratedDatabase(migrations);
    await query(strict, `ALTER TABLE vendor ADD CHECK (name <> 'Mellow Secret')`);
    const message = await refused(strict);
    expect(message).toMatch(/The database refused/);
    expect(message).not.toContain('Mellow');
  });

  it('rows that break a foreign key', async () => {
    const broken = await makeMigratedDatabase(migrations);
    await query(
      broken,
      'ALTER TABLE price DROP CONSTRAINT price_vendor_id_fkey; INSERT INTO price (vendor_id) VALUES (9)',
    );
    const fromBroken = path.join(folder, 'broken.backup.gz');
    await backUp(broken, fromBroken);
    expect(await refused(await makeEmptyDatabase(), fromBroken)).toMatch(/price_vendor_id_fkey/);
  });

  it('values that the target stores differently', async () => {
    const rounding = await makeMigratedDatabase(migrations);
    await query(rounding, 'ALTER TABLE vendor ALTER name TYPE char(30)');
    expect(await refused(rounding)).toMatch(
      /vendor differed from the backup in rows or key totals, so nothing was kept/,
    );
  });
});

describe('a backup refuses', () => {
  it('to write over a file, or into a folder that is not there', async () => {
    await expect(backUp(source, file)).rejects.toThrow(/exists already and is not overwritten/);
    await expect(backUp(source, path.join(folder, 'no/where.gz'))).rejects.toThrow(
      /There is no folder .*no\. Make it/,
    );
  });

  it("to clear away drafts that may be somebody else's", async () => {
    const draft = path.join(folder, 'thesis.gz.999999.part');
    writeFileSync(draft, '');
    await backUp(source, path.join(folder, 'beside.backup.gz'));
    expect(existsSync(draft)).toBe(true);
  });

  it('a database without tables of Waterline', async () => {
    const out = path.join(folder, 'none.backup.gz');
    await expect(backUp(await makeEmptyDatabase(), out)).rejects.toThrow(/no tables of Waterline/);
    expect(existsSync(out)).toBe(false);
  });

  it('to go on without its database, and leaves no file', async () => {
    const own = await makeMigratedDatabase(migrations);
    const out = path.join(folder, 'lost.backup.gz');
    const wall = query(own, 'BEGIN; LOCK TABLE vendor IN ACCESS EXCLUSIVE MODE; SELECT pg_sleep(30)').catch(
      () => null,
    );
    const sleeping = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'`;
    await expect.poll(() => query(own, sleeping), { timeout: 10_000 }).toEqual([{ n: 1 }]);
    const made = expect(backUp(own, out)).rejects.toThrow(/The database went away in the middle/);
    const end = `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'relation'`;
    await expect.poll(async () => (await query(own, end)).length, { timeout: 10_000 }).toBe(1);
    await made;
    await query(
      own,
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE wait_event = 'PgSleep' AND datname = current_database()`,
    );
    await wall;
    expect(existsSync(out)).toBe(false);
  });
});
