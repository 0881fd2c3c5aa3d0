import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { db } from '#lib/db/client.ts';
import { listMatured } from '#lib/services/track-record/list-matured.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { callOf, plantFreezes } from '#tests/support/frozen-months.ts';
import { query } from '#tests/support/members.ts';

let database: OpenDatabase;

/** Before anything was recorded here. */
const LONG_AGO = new Date('2020-01-01T00:00:00Z');
const FQ4 = { quarter: '2025Q3', period: ['2025-05-30', '2025-08-28'] } as const;
const Q1 = { quarter: '2026Q1', period: ['2026-01-01', '2026-03-31'] } as const;
const Q3 = { quarter: '2025Q3', period: ['2025-07-01', '2025-09-30'] } as const;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  await plantFreezes(database.url, [
    {
      asOf: '2025-06-02',
      calls: [
        // Micron said "nearly $2 billion" on 24 September 2025.
        callOf('MU', { ...FQ4, p50: 1.8 }),
        // Bernstein's back-cast of 6.08 bn was published on 21 July 2026.
        callOf('000660.KS', { ...Q1, p50: 4 }),
        // Samsung gave a growth rate only.
        callOf('005930.KS', { ...Q3, p50: 2 }),
      ],
    },
  ]);
});

afterAll(() => database.close());

const MICRON = {
  key: '2025-06/hbm-revenue/MU/2025Q3',
  subject: 'hbm-revenue',
  vendor: 'MU',
  quarter: '2025Q3',
  maturedOn: '2025-09-24',
  state: 'graded',
  actual: 2,
  inside80: true,
};
const SAMSUNG = {
  key: '2025-06/hbm-revenue/005930.KS/2025Q3',
  subject: 'hbm-revenue',
  vendor: '005930.KS',
  quarter: '2025Q3',
  maturedOn: '2025-12-29',
  state: 'not-disclosed',
};
const HYNIX = {
  key: '2025-06/hbm-revenue/000660.KS/2026Q1',
  subject: 'hbm-revenue',
  vendor: '000660.KS',
  quarter: '2026Q1',
  maturedOn: '2026-07-21',
  state: 'graded',
  actual: 6.08,
  inside80: false,
};

describe('calls that matured since a moment', () => {
  it('come with what came, and with what nobody disclosed', async () => {
    expect(await listMatured(db(), { since: LONG_AGO, asOf: '2026-11-23' })).toEqual([
      MICRON,
      SAMSUNG,
      HYNIX,
    ]);
  });

  it('are only those that were settled by the day that judges', async () => {
    expect(await listMatured(db(), { since: LONG_AGO, asOf: '2025-09-23' })).toEqual([]);
    expect(await listMatured(db(), { since: LONG_AGO, asOf: '2025-09-24' })).toEqual([MICRON]);
  });

  it('are given up ninety days after their period, and come again once a figure is published after all', async () => {
    const { actual: _actual, inside80: _inside, ...hynix } = HYNIX;
    const givenUp = { ...hynix, maturedOn: '2026-06-29', state: 'not-disclosed' };
    expect(await listMatured(db(), { since: LONG_AGO, asOf: '2026-06-28' })).toEqual([MICRON, SAMSUNG]);
    expect(await listMatured(db(), { since: LONG_AGO, asOf: '2026-07-20' })).toEqual([
      MICRON,
      SAMSUNG,
      givenUp,
    ]);
    expect(await listMatured(db(), { since: LONG_AGO, asOf: '2026-07-21' })).toEqual([
      MICRON,
      SAMSUNG,
      HYNIX,
    ]);
  });

  it('come from when their figure was recorded, though it was published before', async () => {
    const since = new Date();
    await query(
      database.url,
      `BEGIN;
       INSERT INTO import_batch (id, origin, summary, owner, author, collected_on)
         SELECT max(id) + 1, 'csv', 'found later', 'tester', 'tester', '2026-11-23' FROM import_batch;
       INSERT INTO vendor_metric SELECT (jsonb_populate_record(fact, jsonb_build_object(
           'key', 'samsung-3q25', 'batch_id', (SELECT max(id) FROM import_batch), 'value', 2.1,
           'ticker', '005930.KS', 'vendor', 'Samsung Electronics', 'fiscal_quarter', '3Q25', 'calendar_quarter', '2025Q3',
           'period_start_on', '2025-07-01', 'period_end_on', '2025-09-30', 'visible_from', '2025-10-30'))).*
         FROM vendor_metric AS fact
        WHERE ticker = 'MU' AND segment = 'HBM' AND metric = 'revenue' AND fiscal_quarter = 'FQ4-25';
       COMMIT`,
    );
    const [samsung, ...more] = await listMatured(db(), { since, asOf: '2026-11-23' });
    expect(more).toEqual([]);
    expect(samsung).toEqual({
      ...SAMSUNG,
      state: 'graded',
      maturedOn: '2025-10-30',
      actual: 2.1,
      inside80: true,
    });
  });

  it('do not come again once they were known here', async () => {
    expect(await listMatured(db(), { since: new Date(), asOf: '2026-11-23' })).toEqual([]);
  });
});
