import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { exposureSchema } from '#lib/contracts/exposure.ts';
import { deflatorSchema, fleetSchema } from '#lib/contracts/fleet.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function fleet(query = '') {
  const response = await api.call(`/api/v1/efficiency/fleet?asOf=2026-11-23${query}`);
  expect(response.status).toBe(200);

  return fleetSchema.parse(await response.json());
}

async function errorsOf(target: string) {
  const response = await api.call(target);
  const { errors = [] } = (await response.json()) as { errors?: { pointer: string; message: string }[] };

  return { status: response.status, errors };
}

describe('GET /api/v1/efficiency/fleet', () => {
  it('gives the worked values and a range around each', async () => {
    const { quarters, contributions } = await fleet();
    const worked = { '2027Q2': 0.107756697637, '2028Q4': 0.296893637309, '2029Q4': 0.327639983257 };
    for (const [label, expected] of Object.entries(worked)) {
      const quarter = quarters.find((one) => one.quarter === label);
      expect(quarter?.memorySaving).toBeCloseTo(expected, 10);
      expect(quarter?.memorySavingLow).toBeLessThan(expected);
      expect(quarter?.memorySavingHigh).toBeGreaterThan(expected);
    }
    const sum = contributions.reduce((total, { share }) => total + share, 0);
    expect(sum).toBeCloseTo(quarters.at(-1)?.memorySaving ?? NaN, 10);
  });

  it('is the very path that the exposure endpoint runs on', async () => {
    const { quarters } = await fleet('&quarters=8');
    const response = await api.postJson('/api/v1/exposure', {
      asOf: '2026-11-23',
      savingPath: 'fleet',
      horizonQuarters: 8,
    });
    const answer = exposureSchema.parse(await response.json());
    answer.quarters.forEach((quarter, k) => {
      expect(quarter.memorySaving).toBeCloseTo(quarters[k]?.memorySaving ?? NaN, 13);
      expect(quarter.costSaving).toBeCloseTo(quarters[k]?.costSaving ?? NaN, 13);
    });
  });

  it('knows on a past day only the techniques published by then', async () => {
    const response = await api.call('/api/v1/efficiency/fleet?asOf=2025-06-30');
    const ids = fleetSchema.parse(await response.json()).contributions.map(({ technique }) => technique);
    expect(ids).toContain('mla');
    expect(ids).not.toContain('nvfp4-kv');
  });

  it('refuses a number of quarters that it does not have', async () => {
    expect(await errorsOf('/api/v1/efficiency/fleet?quarters=41')).toMatchObject({
      status: 422,
      errors: [{ pointer: '/quarters' }],
    });
  });
});

describe('GET /api/v1/efficiency/deflator', () => {
  it('gives every event of the ledger that names a technique a figure or a reason', async () => {
    const response = await api.call('/api/v1/efficiency/deflator?asOf=2026-11-23');
    const { items, by } = deflatorSchema.parse(await response.json());
    expect(by).toBe('2028-12-31');
    expect(items.length).toBeGreaterThan(30);
    for (const item of items) expect(item.effective === null, item.event).toBe(item.absence !== null);
  });

  it('walks TurboQuant down from five sixths to below two per cent', async () => {
    const response = await api.call('/api/v1/efficiency/deflator?event=ev087&by=2028-12-31');
    const [item] = deflatorSchema.parse(await response.json()).items;
    expect(item?.steps[0]?.point).toBeCloseTo(5 / 6, 12);
    expect(item?.effective?.high).toBeLessThan(0.02);
    expect(item?.notAdded.map(({ technique }) => technique)).toEqual(['turboquant-bandwidth']);
  });

  it('does not know an event that is not there, and refuses dates outside its reach', async () => {
    expect((await errorsOf('/api/v1/efficiency/deflator?event=ev999')).status).toBe(404);
    expect(await errorsOf('/api/v1/efficiency/deflator?by=2020-01-01')).toMatchObject({
      status: 422,
      errors: [{ pointer: '/by' }],
    });
    expect((await errorsOf('/api/v1/efficiency/deflator?by=2028-02-30')).status).toBe(422);
  });
});
