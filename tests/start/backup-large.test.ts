import { readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { makeTestFolder } from '#tests/support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import type { StartedProgram } from '#tests/support/started-app.ts';
import { endPrograms, run } from './backup-programs.ts';
import { makeEmptyDatabase, query } from './backup-world.ts';

/** Half of what the rows take. */
const ALLOWED_GROWTH_KB = 95_000;

const folder = makeTestFolder();

afterEach(endPrograms);

afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

describe('200,000 rows', () => {
  const file = path.join(folder, 'large.backup.gz');
  const rows = 'SELECT count(*)::int AS rows, max(id) AS last FROM bar';
  let large: TestDatabase;
  let empty: TestDatabase;
  let target = '';

  beforeAll(async () => {
    large = await createTestDatabase({ seeded: false });
    empty = await createTestDatabase({ seeded: false });
    await query(
      large.adminUrl,
      `CREATE TABLE bar AS SELECT n AS id, repeat(md5(n::text), 30) AS note FROM generate_series(1, 200000) n;
       ALTER TABLE bar OWNER TO waterline`,
    );
    target = await makeEmptyDatabase();
    await query(target, 'CREATE TABLE bar (id int, note text)');
  });
  afterAll(async () => {
    await large.drop();
    await empty.drop();
  });

  it('are backed up in no more memory than a handful takes', async () => {
    const small = path.join(folder, 'small.backup.gz');
    const smallPeakKb = await peakOf(run('backup', ['--out', small], { DATABASE_URL: empty.url }));
    const largePeakKb = await peakOf(run('backup', ['--out', file], { DATABASE_URL: large.url }));
    expect(largePeakKb - smallPeakKb).toBeLessThan(ALLOWED_GROWTH_KB);
  }, 120_000);

  it('are all or none of them there when the restore is killed among them', async () => {
    const killed = run('restore', [file], { DATABASE_URL: target });
    const copied = `SELECT FROM pg_stat_progress_copy WHERE datname = current_database() AND tuples_processed > 0`;
    await expect
      .poll(async () => (await query(target, copied)).length, { timeout: 60_000, interval: 10 })
      .toBe(1);
    killed.kill('SIGKILL');
    await killed.ended;
    expect(await query(target, rows)).toEqual([{ rows: 0, last: null }]);
    expect(await query(target, `SELECT to_regclass('vendor') IS NULL AS none`)).toEqual([{ none: true }]);
  }, 120_000);

  it('are restored in no more memory than that, also after such an end', async () => {
    const small = path.join(folder, 'small.backup.gz');
    const smallPeakKb = await peakOf(run('restore', [small], { DATABASE_URL: await makeEmptyDatabase() }));
    const largePeakKb = await peakOf(run('restore', [file], { DATABASE_URL: target }));
    expect(largePeakKb - smallPeakKb).toBeLessThan(ALLOWED_GROWTH_KB);
    expect(await query(target, rows)).toEqual([{ rows: 200_000, last: 200_000 }]);
  }, 120_000);
});

/** Largest resident memory of a program; 0 where the system does not tell. */
async function peakOf(program: StartedProgram): Promise<number> {
  let peakKb = 0;
  const look = setInterval(() => {
    peakKb = Math.max(peakKb, Number(/VmHWM:\s+(\d+)/.exec(readStatus(program.pid))?.[1] ?? 0));
  }, 10);
  expect(await program.ended, program.output()).toBe(0);
  clearInterval(look);
  if (process.platform === 'linux') expect(peakKb).toBeGreaterThan(0);
  return peakKb;
}

function readStatus(pid: number): string {
  try {
    return readFileSync(`/proc/${String(pid)}/status`, 'utf8');
  } catch {
    // It has just ended, or the system has no such files.
    return '';
  }
}
