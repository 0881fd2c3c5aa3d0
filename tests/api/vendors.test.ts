import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { exposureSchema } from '#lib/contracts/exposure.ts';
import {
  vendorDetailSchema,
  vendorsSchema,
  type VendorDetail,
  type VendorItem,
} from '#lib/contracts/vendors.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function listVendors(query = '?asOf=2026-11-23'): Promise<readonly VendorItem[]> {
  const response = await api.call(`/api/v1/vendors${query}`);
  expect(response.status).toBe(200);

  return vendorsSchema.parse(await response.json()).items;
}

async function vendorOf(ticker: string, query = '?asOf=2026-11-23'): Promise<VendorDetail> {
  const response = await api.call(`/api/v1/vendors/${ticker}${query}`);
  expect(response.status).toBe(200);

  return vendorDetailSchema.parse(await response.json());
}

describe('GET /api/v1/vendors', () => {
  it('gives the seven vendors, makers of HBM first', async () => {
    const items = await listVendors();

    expect(items.map(({ ticker }) => ticker)).toEqual([
      '000660.KS',
      '005930.KS',
      'MU',
      'SNDK',
      '285A.T',
      'WDC',
      'STX',
    ]);
    expect(items.map(({ hbm }) => hbm.kind)).toEqual([
      'maker',
      'maker',
      'maker',
      'none',
      'none',
      'none',
      'none',
    ]);
  });

  it('has each figure with its source, and no price but the reason', async () => {
    for (const { metrics, latestPrice, name } of await listVendors()) {
      expect(metrics.length, name).toBeGreaterThan(10);
      expect(metrics.filter(({ url, sourceTitle }) => url === null || sourceTitle === null)).toEqual([]);
      expect(latestPrice.close).toBeNull();
      expect(latestPrice.absence).toContain('no price history is stored yet');
    }
  });

  it('gives the exposure that POST /api/v1/exposure gives for {}', async () => {
    const answer = exposureSchema.parse(
      await (await api.postJson('/api/v1/exposure', { asOf: '2026-11-23' })).json(),
    );
    const items = await listVendors();
    for (const ticker of ['000660.KS', '005930.KS', 'MU']) {
      const row = answer.vendors.find((vendor) => vendor.ticker === ticker);
      const exposure = items.find((item) => item.ticker === ticker)?.exposure;

      expect(exposure?.valueChangeUsdBn).toBe(row?.valueChangeUsdBn);
      expect(exposure?.valueChangePct).toBeCloseTo(row?.valueChangePct ?? NaN, 9);
      expect(exposure?.hbmUsdBn).toBe(row?.hbmUsdBn);
    }
    const shift = exposureSchema.parse(
      await (await api.postJson('/api/v1/exposure', { asOf: '2026-11-23', tierShiftShare: 0.35 })).json(),
    );
    for (const { ticker, exposure } of items.filter(({ hbm }) => hbm.kind === 'none')) {
      const row = shift.vendors.find((vendor) => vendor.ticker === ticker);

      expect(exposure).toMatchObject({ via: 'tiers', tierShiftShare: 0, valueChangeUsdBn: 0 });
      expect(exposure?.valueChangeHighUsdBn).toBe(row?.valueChangeUsdBn);
    }
  });

  it('answers CSV, one row a vendor, missing cells empty', async () => {
    const response = await api.call('/api/v1/vendors?asOf=2026-11-23', { headers: { accept: 'text/csv' } });
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });

    expect(rows).toHaveLength(7);
    expect(rows.find((row) => row['ticker'] === 'MU')).toMatchObject({
      'hbm.pointPct': '6.6',
      'newestQuarter.label': 'FQ4-26',
      'newestQuarter.revenue': '54.229',
      'profile.marketCapUsdBn': '1101',
      'profile.marketCapAsOn': '2026-08-20',
    });
    expect(rows.find((row) => row['ticker'] === 'STX')).toMatchObject({
      'newestQuarter.operatingIncome': '',
      'tierMix.hdd.sharePct': '',
      'tierMix.hdd.absence': 'not disclosed',
      'exposure.valueChangePct': '0',
      exposureAbsence: '',
    });
  });
});

describe('GET /api/v1/vendors/{ticker}', () => {
  it('turns won into dollars at the mean rate of the quarter: SK hynix 2Q26', async () => {
    const { newestQuarter } = await vendorOf('000660.KS');

    // 79.3187 tn won at 1500.5519 won per dollar.
    expect(newestQuarter?.label).toBe('2Q26');
    expect(newestQuarter?.revenueUsdBn).toBeCloseTo(79318.7 / 1500.5519, 9);
    expect(newestQuarter?.revenueUsdBn).toBeCloseTo(52.8597, 4);
    expect(newestQuarter?.fxQuotePerUsd).toBe(1500.5519);
  });

  it('keeps the guide beside the outturn and says which is used', async () => {
    const { metrics } = await vendorOf('MU');
    const rows = metrics.filter(
      (row) => row.fiscalQuarter === 'FQ4-26' && row.segment === 'total' && row.metric === 'revenue',
    );

    expect(rows.map(({ value, kind, isUsed }) => [value, kind, isUsed]).toSorted()).toEqual([
      [50, 'guidance', false],
      [54.229, 'reported', true],
    ]);
    expect(rows[0]?.choiceReason).toBe('what the company reported is used before the company’s own outlook');
  });

  it('sees at a past date no quarter that came out later', async () => {
    const { newestQuarter, metrics, exposureAbsence } = await vendorOf('MU', '?asOf=2025-09-23');

    expect(newestQuarter?.label).toBe('FQ3-25');
    expect(metrics.filter(({ visibleFrom }) => visibleFrom > '2025-09-23')).toEqual([]);
    expect(exposureAbsence === null || exposureAbsence.length > 0).toBe(true);
  });

  it('answers 404 for a ticker that it does not follow, 422 for what it cannot read', async () => {
    for (const ticker of ['NVDA', '2408.TW', '%ff', 'mu']) {
      const response = await api.call(`/api/v1/vendors/${ticker}`);

      expect(response.status, ticker).toBe(404);
      expect(response.headers.get('content-type')).toBe('application/problem+json');
    }
    expect((await api.call('/api/v1/vendors/%00')).status).toBe(422);
    expect((await api.call('/api/v1/vendors/MU?currency=usd')).status).toBe(422);
    expect((await api.call('/api/v1/vendors?asOf=2999-01-01')).status).toBe(422);
  });

  it('offers GET only', async () => {
    const response = await api.call('/api/v1/vendors/MU', { method: 'DELETE' });

    expect(response.status).toBe(405);
  });
});
