import { rmSync } from 'node:fs';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeTestFolder, PROJECT_ROOT } from '#tests/support/cluster.ts';
import { createTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { callOf, plantFreezes } from '#tests/support/frozen-months.ts';
import { backUp, describeDatabase, makeEmptyDatabase, query, restore } from './backup-world.ts';

const PROJECT_MIGRATIONS = path.join(PROJECT_ROOT, 'prisma/migrations');
const folder = makeTestFolder();
let source: TestDatabase;
let target = '';

/** Two past months with a missed one between them. */
beforeAll(async () => {
  source = await createTestDatabase({ seeded: true });
  const period = ['2026-01-01', '2026-03-31'] as const;
  await plantFreezes(
    source.url,
    ['2025-06-02', '2025-08-04'].map((asOf) => ({
      asOf,
      calls: ['000660.KS', '005930.KS'].map((vendor) =>
        callOf(vendor, { quarter: '2026Q1', period, p50: 4 }),
      ),
    })),
  );
  const file = path.join(folder, 'frozen.backup.gz');
  await backUp(source.url, file);
  target = await makeEmptyDatabase();
  await restore(file, target, PROJECT_MIGRATIONS);
});

afterAll(async () => {
  await source.drop();
  rmSync(folder, { recursive: true, force: true });
});

const FREEZES = 'SELECT * FROM forecast_freeze ORDER BY month';
const CALLS = 'SELECT * FROM forecast_call ORDER BY month, target';

describe('a backup that holds forecasts of past months', () => {
  it('brings them back as they were, with the day on which they were frozen', async () => {
    expect(await query(target, FREEZES)).toEqual(await query(source.url, FREEZES));
    expect(await query(target, CALLS)).toEqual(await query(source.url, CALLS));
    expect(await query(target, CALLS)).toHaveLength(4);
    expect(
      await query(
        target,
        `SELECT (frozen_at AT TIME ZONE 'UTC')::date::text AS on FROM forecast_freeze ORDER BY month`,
      ),
    ).toEqual([{ on: '2025-06-02' }, { on: '2025-08-04' }]);
    expect(await describeDatabase(target)).toEqual(await describeDatabase(source.url));
  });

  it('lets nobody fill in the missed month, change one or take one away afterwards', async () => {
    const july = `INSERT INTO forecast_freeze SELECT '2025-07', frozen_at, '2025-07-01', data_version, model_version, seed, draws,
      call_count, digest, digest FROM forecast_freeze WHERE month = '2025-06'`;
    await expect(query(target, july)).rejects.toThrow('frozen on its own day');
    await expect(query(target, 'UPDATE forecast_call SET p50 = p50')).rejects.toThrow('append-only');
    await expect(query(target, 'DELETE FROM forecast_freeze')).rejects.toThrow('append-only');
    await expect(
      query(
        target,
        `INSERT INTO forecast_call SELECT month, 'hbm-revenue/MU/2026Q1', subject, 'MU', quarter,
      period_start_on, period_end_on, horizon_quarters, unit, p05, p10, p25, p50, p75, p90, p95
      FROM forecast_call LIMIT 1`,
      ),
    ).rejects.toThrow('takes no more calls');
  });
});
