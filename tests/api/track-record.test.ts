import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import {
  trackRecordSchema,
  type TrackRecordCall,
  type TrackRecordResponse,
} from '#lib/contracts/track-record.ts';
import { freezeMonth } from '#lib/services/track-record/freeze-month.ts';
import { query } from '#tests/support/members.ts';
import { callOf, plantFreezes } from '#tests/support/frozen-months.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function recordOf(search = ''): Promise<TrackRecordResponse> {
  const response = await api.call(`/api/v1/track-record${search}`);
  expect(response.status).toBe(200);

  return trackRecordSchema.parse(await response.json());
}

function only(calls: readonly TrackRecordCall[], key: string): TrackRecordCall {
  const [call, ...more] = calls.filter((one) => one.key === key);
  if (call === undefined || more.length > 0) throw new Error(`no one call ${key}`);
  return call;
}

const allOf = ({ calibration }: TrackRecordResponse) => calibration[0];

describe('GET /api/v1/track-record before any call has matured', () => {
  it('has nothing frozen, and says so', async () => {
    const record = await recordOf();
    expect(record).toMatchObject({
      kind: 'frozen',
      isScored: true,
      freezes: [],
      calls: [],
      missedMonths: [],
    });
    expect(record.isMonthFrozen).toBe(false);
    expect(allOf(record)).toMatchObject({ calls: 0, matured: 0, biasPct: null });
  });

  it('counts hindsight alone when it is asked for, misses included', async () => {
    const record = await recordOf('?kind=hindsight&asOf=2026-11-23');
    expect(record.isScored).toBe(false);
    expect(record.hindsight.length).toBeGreaterThan(20);
    expect(record.calls.every(({ kind }) => kind === 'hindsight')).toBe(true);
    const all = allOf(record);
    expect(all?.matured).toBe((all?.graded ?? 0) + (all?.notDisclosed ?? 0));
    expect(all?.graded).toBe(record.calls.filter(({ state }) => state === 'graded').length);
    expect(record.calls.some(({ latest }) => latest?.inside80 === false)).toBe(true);
    // The market of 2025 is what the model is scaled to, so its quarters test nothing.
    expect(
      record.calls.some(({ subject, quarter }) => subject === 'hbm-total' && quarter.startsWith('2025')),
    ).toBe(false);
    for (const { latest, state } of record.calls) {
      expect(latest !== null).toBe(state === 'graded');
      if (latest !== null) expect(latest.sources.length).toBeGreaterThan(0);
    }
    const bySubject = record.calibration.filter(({ subject, vendor }) => subject !== null && vendor === null);
    expect(bySubject.reduce((sum, { calls }) => sum + calls, 0)).toBe(all?.calls);
    expect(bySubject.reduce((sum, { graded }) => sum + graded, 0)).toBe(all?.graded);
  });
});

const MICRON = '2025-06/hbm-revenue/MU/2025Q3';
const SAMSUNG = '2025-06/hbm-revenue/005930.KS/2025Q3';

describe('GET /api/v1/track-record with frozen calls', () => {
  beforeAll(async () => {
    await plantFreezes(api.databaseUrl, [
      {
        asOf: '2025-06-02',
        calls: [
          callOf('MU', { quarter: '2025Q3', period: ['2025-05-30', '2025-08-28'], p50: 1.8 }),
          callOf('005930.KS', { quarter: '2025Q3', period: ['2025-07-01', '2025-09-30'], p50: 2 }),
        ],
      },
      {
        asOf: '2025-08-04',
        calls: [callOf('MU', { quarter: '2025Q3', period: ['2025-05-30', '2025-08-28'], p50: 1.2 })],
      },
    ]);
    expect(await freezeMonth()).toBe(1);
  });

  it('grades what came, counts what nobody disclosed, and names the months that were missed', async () => {
    const record = await recordOf();
    expect(record.freezes.map(({ month, isIntact }) => [month, isIntact]).slice(0, 2)).toEqual([
      ['2025-06', true],
      ['2025-08', true],
    ]);
    expect(record.missedMonths.slice(0, 2)).toEqual(['2025-07', '2025-09']);
    expect(record.isMonthFrozen).toBe(true);
    expect(only(record.calls, MICRON)).toMatchObject({
      state: 'graded',
      vendorName: 'Micron',
      latest: { actual: 2, inside80: true, bound: 'ceiling', outcomeKind: 'stated' },
    });
    expect(only(record.calls, MICRON).latest?.errorPct).toBeCloseTo(-10, 9);
    expect(only(record.calls, '2025-08/hbm-revenue/MU/2025Q3').latest).toMatchObject({
      inside90: false,
      place: 7,
    });
    expect(only(record.calls, SAMSUNG)).toMatchObject({ state: 'not-disclosed', latest: null });
    expect(allOf(record)).toMatchObject({
      matured: 3,
      graded: 2,
      notDisclosed: 1,
      targets: 1,
      gradedByDisclosure: 2,
    });
    expect(allOf(record)?.bands[1]).toMatchObject({ level: 0.8, count: 1, of: 2 });
    // Errors of -10 % and -40 %.
    expect(allOf(record)?.biasPct).toBeCloseTo(-25, 9);
  });

  it('knows on a past day what was known then', async () => {
    const record = await recordOf('?asOf=2025-09-23');
    expect(record.freezes).toHaveLength(2);
    expect(only(record.calls, MICRON)).toMatchObject({ state: 'awaited', maturedOn: null });
    expect(allOf(record)).toMatchObject({ matured: 0, awaited: 2, open: 1 });
  });

  it('gives the calls as a table too', async () => {
    const response = await api.call('/api/v1/track-record?month=2025-06', {
      headers: { accept: 'text/csv' },
    });
    const rows = parse<Record<string, string>>(await response.text(), { columns: true });
    expect(rows.map((row) => [row['key'], row['state'], row['latest.actual']])).toEqual([
      [SAMSUNG, 'not-disclosed', ''],
      [MICRON, 'graded', '2'],
    ]);
    expect(rows[1]?.['latest.url']).toMatch(/^https:/);
  });

  it('grades anew when a figure is revised, and keeps the first', async () => {
    await query(
      api.databaseUrl,
      `BEGIN;
       INSERT INTO import_batch (id, origin, summary, owner, author, collected_on)
         SELECT max(id) + 1, 'csv', 'a correction', 'tester', 'tester', '2026-11-23' FROM import_batch;
       INSERT INTO vendor_metric SELECT (jsonb_populate_record(fact, jsonb_build_object(
           'batch_id', (SELECT max(id) FROM import_batch), 'value', 2.5))).*
         FROM vendor_metric AS fact
        WHERE ticker = 'MU' AND segment = 'HBM' AND metric = 'revenue' AND fiscal_quarter = 'FQ4-25';
       COMMIT`,
    );
    const call = await expectRevised();
    expect(call.first).toMatchObject({ actual: 2, inside80: true });
    expect(call.latest).toMatchObject({ actual: 2.5, inside80: false });
    const { dataVersion } = await recordOf();
    expect(
      only((await recordOf(`?dataVersion=${String(dataVersion - 1)}`)).calls, MICRON).latest?.actual,
    ).toBe(2);
  });

  it('refuses what it does not know by name', async () => {
    const response = await api.call('/api/v1/track-record?kind=both&month=2025-13&asOf=2999-01-01');
    const { errors } = (await response.json()) as { errors: { pointer: string }[] };
    expect(response.status).toBe(422);
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['/kind', '/month']);
  });
});

/** The data version is looked up at most once a second. */
async function expectRevised(): Promise<TrackRecordCall> {
  await expect
    .poll(async () => only((await recordOf()).calls, MICRON).latest?.actual, { timeout: 30_000 })
    .toBe(2.5);
  return only((await recordOf()).calls, MICRON);
}
