import { mkdirSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { migrateDatabase } from '#lib/start/migrate-database.ts';
import { makeTestFolder } from '#tests/support/cluster.ts';
import {
  describeDatabase,
  makeEmptyDatabase,
  query,
  readText,
  restore,
  writeMigration,
} from './backup-world.ts';

const folder = makeTestFolder();
let migrations = '';
let dataDir = '';
let url = '';
let count = 0;
let minute = 0;
let said = '';

beforeEach(async () => {
  count += 1;
  dataDir = path.join(folder, `data-${count}`);
  migrations = path.join(folder, `migrations-${count}`);
  writeMigration(
    migrations,
    '20260101000000_a',
    'CREATE TABLE price (usd int); CREATE TABLE api_token (token_hash text);',
  );
  url = await makeEmptyDatabase();
  said = '';
  vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
    said += String(text);
    return true;
  });
});

afterEach(() => {
  vi.restoreAllMocks();
});

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

/** What `npm start` does with the database, a minute later each time. */
async function start(change: { isEmbedded?: boolean } = {}): Promise<void> {
  minute += 1;
  await migrateDatabase({
    connectionString: url,
    isEmbedded: true,
    migrationsDir: migrations,
    dataDir,
    madeAt: new Date(Date.UTC(2026, 10, 26, 12, minute)),
    productVersion: '0.0.0-test',
    signal: new AbortController().signal,
    ...change,
  });
}

/** Migrations that the backups in the data folder were made before, oldest first. */
function backups(): string[] {
  const names = readdirSync(dataDir, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.gz'),
  );
  const byTime = names.sort((a, b) => (stampOf(a) < stampOf(b) ? -1 : 1));
  return byTime.map((name) => name.replace(/^backups\/before-/, '').replace(/-\d+T.*$/, ''));
}

const stampOf = (name: string): string => /\d+T\d+Z/.exec(name)?.[0] ?? '';

const addMigration = (day: number, sql = `CREATE TABLE t${String(day)} (id int)`): string => {
  const name = `202601${String(day).padStart(2, '0')}000000_m${String(day)}`;
  writeMigration(migrations, name, sql);
  return name;
};

describe('before it migrates, npm start', () => {
  beforeEach(() => {
    mkdirSync(dataDir);
  });

  it('makes no backup of an empty database, nor when nothing is to be migrated', async () => {
    await start();
    addMigration(2);
    await start();
    await query(url, 'INSERT INTO price VALUES (1)');
    await start();
    expect(readdirSync(dataDir)).toEqual([]);
  });

  it('backs up a database that holds data, tokens included, and says how to go back, which works', async () => {
    await start();
    await query(url, `INSERT INTO price VALUES (1); INSERT INTO api_token VALUES ('SECRET')`);
    const before = await describeDatabase(url);
    const name = addMigration(2, 'ALTER TABLE price ADD krw int; DELETE FROM price');
    said = '';
    await start();
    expect(backups()).toEqual([name]);
    const told = new RegExp(
      `Backed it up to (\\S+)\\.\nTo go back .*\n` +
        `  WATERLINE_DATA_DIR=${dataDir}-restored npm run restore -- (\\S+) --no-migrate\n.*\n` +
        `  npm ci && WATERLINE_DATA_DIR=${dataDir}-restored npm start[^]*Applying the migration ${name}`,
    ).exec(said);
    const [, file = '', again] = told ?? [];
    expect(again).toBe(file);
    expect(readText(file)).toContain('SECRET');

    const target = await makeEmptyDatabase();
    await restore(file, target, migrations);
    expect(await describeDatabase(target)).toEqual(before);
  });

  it('keeps the last three, and leaves the backups that somebody asked for alone', async () => {
    await start();
    await query(url, 'INSERT INTO price VALUES (1)');
    mkdirSync(path.join(dataDir, 'backups'));
    const asked = path.join(dataDir, 'backups/waterline-20260101T000000000Z.backup.gz');
    writeFileSync(asked, '');
    const names: string[] = [];
    for (let day = 2; day <= 6; day += 1) {
      names.push(addMigration(day));
      await start();
    }
    expect(backups()).toEqual(['backups/waterline', ...names.slice(-3)]);
  });

  it('tells the way back when a migration fails, and never loses it over failed starts', async () => {
    await start();
    await query(url, 'INSERT INTO price VALUES (1)');
    const works = addMigration(2);
    const fails = addMigration(3, 'CREATE TABLE price (id int)');
    for (let attempt = 1; attempt <= 5; attempt += 1) {
      await expect(start()).rejects.toThrow(
        /m3 failed: .*already exists[^]*To go back [^]*npm run restore -- \S+before-2026/,
      );
    }
    expect(backups()).toEqual([works, fails]);
  });

  it('names a database of one’s own as the place to go back to, where there is one', async () => {
    await start();
    await query(url, 'INSERT INTO price VALUES (1)');
    addMigration(2);
    await start({ isEmbedded: false });
    expect(said).toMatch(/DATABASE_URL=<the address of an empty database> npm run restore -- /);
    expect(said).not.toContain(new URL(url).password);
  });

  it('does not migrate when the backup cannot be made', async () => {
    await start();
    await query(url, 'INSERT INTO price VALUES (1)');
    writeFileSync(path.join(dataDir, 'backups'), 'a file where the folder should be');
    addMigration(2);
    await expect(start()).rejects.toThrow(/EEXIST|ENOTDIR/);
    expect(await query(url, `SELECT to_regclass('t2') IS NULL AS untouched`)).toEqual([{ untouched: true }]);
  });

  it("leaves somebody else's database alone", async () => {
    await query(url, 'CREATE TABLE wordpress_posts AS SELECT 1 AS id');
    await expect(start()).rejects.toThrow(/tables that are not Waterline's \(wordpress_posts\)/);
    expect(readdirSync(dataDir)).toEqual([]);
  });
});
