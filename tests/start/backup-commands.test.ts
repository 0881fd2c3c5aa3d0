import { cpSync, existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import path from 'node:path';
import { Client } from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { migrate, pendingMigrations } from '#prisma/migrate.ts';
import { openEmbeddedDatabase } from '#lib/start/embedded-database.ts';
import { tryLock } from '#lib/start/lock.ts';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import type { StartedProgram } from '#tests/support/started-app.ts';
import { endPrograms, fail, run, succeed } from './backup-programs.ts';
import {
  backUp,
  describeDatabase,
  makeEmptyDatabase,
  makeMigratedDatabase,
  query,
  readText,
} from './backup-world.ts';

const PROJECT_MIGRATIONS = path.join(PROJECT_ROOT, 'prisma/migrations');
const folder = makeTestFolder();
let seeded: TestDatabase;

beforeAll(async () => {
  seeded = await createTestDatabase({ seeded: true });
});

afterEach(endPrograms);

afterAll(async () => {
  await seeded.drop();
  rmSync(folder, { recursive: true, force: true });
});

describe('npm run backup and npm run restore', () => {
  it('carry a database into a data folder that is then made, and from there on', async () => {
    const file = path.join(folder, 'facts.backup.gz');
    const made = await succeed('backup', ['--out', file], { DATABASE_URL: seeded.url });
    expect(made).toContain(`tables to ${file} (`);
    expect(made).toContain(`npm run restore -- ${file}`);
    expect(made).not.toContain(new URL(seeded.url).password);

    const fresh = { WATERLINE_DATA_DIR: path.join(folder, 'fresh') };
    const restored = await succeed('restore', [file], fresh);
    expect(restored).toMatch(/is whole: Waterline \S+ made it at \d{4}-/);
    expect(restored).toMatch(/import_batch +2 rows, key total \d+/);
    expect(restored).toMatch(/Restored \d+ rows of \d+ tables; row counts and key totals agree/);

    await succeed('backup', [], fresh);
    const [name = ''] = readdirSync(path.join(folder, 'fresh/backups'));
    expect(name).toMatch(/^waterline-\d{8}T\d{9}Z\.backup\.gz$/);
    const rowsOf = (from: string): string => readText(from).split('\n').slice(1, -2).join('\n');
    expect(rowsOf(path.join(folder, 'fresh/backups', name))).toBe(rowsOf(file));
    expect(statSync(path.join(folder, 'fresh/backups')).mode & 0o777).toBe(0o700);
    expect(existsSync(path.join(folder, 'fresh/pg/postmaster.pid'))).toBe(false);
    expect(existsSync(path.join(folder, 'fresh/start.lock'))).toBe(false);

    expect(await fail('restore', [file], fresh)).toMatch(/holds rows \([^)]+ and \d+ more\)/);
  });

  it('restores into a database of the user', async () => {
    const file = path.join(folder, 'own.backup.gz');
    await succeed('backup', ['--with-secrets', '--out', file], { DATABASE_URL: seeded.url });
    const target = await makeEmptyDatabase();
    await succeed('restore', [file], { DATABASE_URL: target });
    expect(await describeDatabase(target)).toEqual(await describeDatabase(seeded.url));
  });

  it('backs up beside a running Waterline and leaves its database running, which a restore leaves alone', async () => {
    const dataDir = path.join(folder, 'running');
    mkdirSync(dataDir);
    const lock = tryLock(path.join(dataDir, 'start.lock'));
    const database = await openEmbeddedDatabase({
      root: PROJECT_ROOT,
      dataDir,
      isChosen: true,
      signal: new AbortController().signal,
      initArguments: ['--no-sync'],
    });
    try {
      await migrate({
        connectionString: database.url,
        migrationsDir: PROJECT_MIGRATIONS,
      });
      const env = { WATERLINE_DATA_DIR: dataDir };
      await succeed('backup', [], env);
      expect(await query(database.url, 'SELECT 1 AS one')).toEqual([{ one: 1 }]);
      const file = path.join(dataDir, 'backups', readdirSync(path.join(dataDir, 'backups'))[0] ?? '');
      expect(await fail('restore', [file], env)).toMatch(
        /Waterline is running or starting on .*running \(process \d+\)/,
      );
      await database.stop();
      expect(await fail('backup', [], env)).toMatch(/is starting or stopping the database/);
    } finally {
      await database.stop();
      if ('lock' in lock) lock.lock.release();
    }
  });

  it('say what is wrong with what was typed, or that there is no database yet, and make nothing', async () => {
    const env = { WATERLINE_DATA_DIR: path.join(folder, 'never') };
    expect(await fail('backup', [], env)).toMatch(
      /There is no database in .*never yet\. Run npm start first/,
    );
    expect(await fail('backup', ['--secrets'], env)).toMatch(
      /'--secrets'[^]*npm run backup -- \[--with-secrets\]/,
    );
    expect(await fail('restore', [], env)).toMatch(/Name the one backup[^]*npm run restore -- FILE/);
    expect(await fail('restore', ['nowhere.gz'], env)).toMatch(/There is no file .*nowhere\.gz/);
    expect(await fail('restore', ['package.json'], env)).toMatch(/package\.json is no backup of Waterline/);
    expect(existsSync(path.join(folder, 'never'))).toBe(false);
  });

  it('bring an older schema forward, unless told not to', async () => {
    const first = '20261124000100_create_facts';
    const older = path.join(folder, 'older');
    cpSync(path.join(PROJECT_MIGRATIONS, first), path.join(older, first), { recursive: true });
    const file = path.join(folder, 'older.backup.gz');
    await backUp(await makeMigratedDatabase(older), file);
    const target = { connectionString: await makeEmptyDatabase(), migrationsDir: PROJECT_MIGRATIONS };
    await succeed('restore', [file, '--no-migrate'], { DATABASE_URL: target.connectionString });
    const later = await pendingMigrations(target);
    expect(later).toContain('20261124000200_guard_facts');
    const said = await succeed('restore', [file], { DATABASE_URL: target.connectionString });
    for (const name of later)
      expect(said).toContain(`Applying the migration ${name}, which came after the backup`);
    expect(await pendingMigrations(target)).toEqual([]);
  });

  it('takes a file name as meant in the folder where it was typed', async () => {
    await succeed('backup', ['--out', 'typed.backup.gz'], { DATABASE_URL: seeded.url, INIT_CWD: folder });
    expect(existsSync(path.join(folder, 'typed.backup.gz'))).toBe(true);
  });
});

describe('a backup that is broken off', () => {
  const out = path.join(folder, 'broken/off.backup.gz');
  let wall: Client;

  beforeAll(async () => {
    mkdirSync(path.dirname(out));
    wall = new Client({ connectionString: seeded.url });
    await wall.connect();
    await wall.query('BEGIN; LOCK TABLE vendor_metric IN ACCESS EXCLUSIVE MODE');
  });
  afterAll(() => wall.end());

  const drafts = (): string[] => readdirSync(path.dirname(out));

  /** The server notices only after the wait that a killed backup is gone, so those before still wait. */
  async function countWaiting(): Promise<number> {
    const answer = await wall.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM pg_locks WHERE NOT granted AND relation = 'vendor_metric'::regclass`,
    );
    return answer.rows[0]?.n ?? 0;
  }

  async function untilHalfWritten(): Promise<StartedProgram> {
    const before = await countWaiting();
    const program = run('backup', ['--out', out], { DATABASE_URL: seeded.url });
    await expect.poll(countWaiting, { timeout: 20_000 }).toBe(before + 1);
    expect(drafts()).toEqual([`off.backup.gz.${String(program.pid)}.part`]);
    return program;
  }

  it('by kill -9 leaves nothing under its name, and the next one clears the draft away', async () => {
    for (let attempt = 1; attempt <= 2; attempt += 1) {
      const killed = await untilHalfWritten();
      killed.kill('SIGKILL');
      await killed.ended;
      expect(existsSync(out)).toBe(false);
    }
  });

  it('by Ctrl-C leaves nothing at all, and says by its exit code that there is no backup', async () => {
    const stopped = await untilHalfWritten();
    stopped.kill('SIGINT');
    expect(await stopped.ended).toBe(1);
    expect(stopped.output()).toMatch(/Stopped\.\s*$/);
    expect(drafts()).toEqual([]);
  });
});
