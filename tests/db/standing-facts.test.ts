import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listAcceleratorShipments, listAccelerators } from '#lib/db/accelerators.ts';
import { listAssumptions } from '#lib/db/assumptions.ts';
import { listCapexActuals, listCapexAnnouncements } from '#lib/db/capex.ts';
import { getDataVersion, getNewestBatch } from '#lib/db/data-version.ts';
import { listEvents } from '#lib/db/events.ts';
import { listExchangeHolidays } from '#lib/db/exchange-holidays.ts';
import { findEarliestVisibleOn, summariseFacts } from '#lib/db/fact-summary.ts';
import { listCapexBridge, listFxRates, listHbmCrosschecks, listHbmMarket } from '#lib/db/hbm-market.ts';
import { findModelArchitecture, listKvOracles, listModelArchitectures } from '#lib/db/models.ts';
import { listAdoption, listTechniques } from '#lib/db/techniques.ts';
import { listElasticities, listPriceTrends, listTokenPrices } from '#lib/db/usage.ts';
import { listListings, listVendorMetrics, listVendorProfiles } from '#lib/db/vendors.ts';
import { openDatabase, type OpenDatabase } from './open-database.ts';

const NOW = { asOf: '2026-11-24' };

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});

afterAll(async () => {
  await database.close();
});

const DATED_LISTS = {
  listCapexActuals,
  listCapexAnnouncements,
  listVendorMetrics,
  listHbmMarket,
  listHbmCrosschecks,
  listCapexBridge,
  listFxRates,
  listAccelerators,
  listAcceleratorShipments,
  listModelArchitectures,
  listTechniques,
  listAdoption,
  listTokenPrices,
  listPriceTrends,
  listElasticities,
  listEvents,
};

describe('asOf', () => {
  it.each(Object.entries(DATED_LISTS))('%s shows nothing that became known later', async (_name, list) => {
    const everything = await list(NOW);
    expect(everything.length).toBeGreaterThan(0);
    for (const asOf of ['2019-01-01', '2024-06-30', '2025-12-31', '2026-07-29']) {
      const known = await list({ asOf });
      expect(known.every((fact) => fact.visibleFrom <= asOf)).toBe(true);
      // What is visible is exactly what was visible by then; a restated figure was there with its first word.
      const restated = new Set(everything.filter((fact) => fact.recordedInBatch === 2).map(({ key }) => key));
      const first = await list({ ...NOW, dataVersion: 1 });
      expect(known.map(({ key }) => key).toSorted()).toEqual(
        [
          ...everything.filter(({ key }) => !restated.has(key)),
          ...first.filter(({ key }) => restated.has(key)),
        ]
          .filter((fact) => fact.visibleFrom <= asOf)
          .map(({ key }) => key)
          .toSorted(),
      );
    }
  });

  it('hides a guide until the day of its announcement', async () => {
    const before = await listCapexAnnouncements({ asOf: '2026-07-28' }, { issuer: 'msft' });
    const after = await listCapexAnnouncements({ asOf: '2026-07-29' }, { issuer: 'msft' });
    expect(before.map(({ id }) => id)).not.toContain('msft-cy2026-20260729');
    expect(after.map(({ id }) => id)).toContain('msft-cy2026-20260729');
  });

  it('takes a quarter that was extracted again later as known 45 days after its end', async () => {
    const amazon = (await listCapexActuals(NOW)).find(
      ({ ticker, fiscalQuarter }) => ticker === 'AMZN' && fiscalQuarter === '2023 Q1',
    );
    expect(amazon).toMatchObject({ publishedOn: '2026-01-13', visibleFrom: '2023-05-15' });
  });

  it('never hides an input of the model', async () => {
    expect(await listAssumptions({ asOf: '2000-01-01' })).toEqual(await listAssumptions(NOW));
  });

  it('never hides a closed day, or the sessions of the past would be miscounted', async () => {
    const holidays = await listExchangeHolidays(NOW);
    expect(holidays).toHaveLength(237);
    expect(await listExchangeHolidays({ asOf: '2000-01-01' })).toEqual(holidays);
    expect(holidays.find(({ key }) => key === 'US | 2026-11-27')).toMatchObject({
      exchange: 'US',
      holidayOn: '2026-11-27',
      kind: 'early_close',
      closesAtLocal: '13:00',
      publisher: 'NYSE Group',
      grade: 'primary',
    });
  });

  it('lists every vendor at any date, without figures until its profile was public', async () => {
    const early = await listVendorProfiles({ asOf: '2025-01-01' });
    const now = await listVendorProfiles(NOW);
    expect(early.map(({ name }) => name)).toEqual(now.map(({ name }) => name));
    const hynix = (profiles: typeof now) => profiles.find(({ ticker }) => ticker === '000660.KS');
    expect(hynix(early)).toMatchObject({ marketCapUsdBn: null, marketCapAsOn: null, sourceTitle: null });
    expect(hynix(now)).toMatchObject({ marketCapUsdBn: 870.1, marketCapAsOn: '2026-08-20' });
  });

  it('says since when any dated fact is known', async () => {
    expect(await findEarliestVisibleOn()).toBe('2019-11-05');
    expect(await findEarliestVisibleOn(['assumption'])).toBeNull();
  });
});

describe('dataVersion', () => {
  it('is the newest batch, and before the first batch nothing is recorded', async () => {
    expect(await getDataVersion()).toBe(2);
    expect(await getNewestBatch()).toMatchObject({ id: 2, origin: 'restatement' });
    for (const list of [
      ...Object.values(DATED_LISTS),
      listVendorProfiles,
      listListings,
      listAssumptions,
      listExchangeHolidays,
    ]) {
      expect(await list({ ...NOW, dataVersion: 0 })).toEqual([]);
      expect(await list({ ...NOW, dataVersion: 2 })).toEqual(await list(NOW));
    }
    expect((await summariseFacts({ ...NOW, dataVersion: 0 })).every(({ rows }) => rows === 0)).toBe(true);
  });
});

describe('records', () => {
  it('carry numbers, ISO dates and provenance, with null for what is missing', async () => {
    const [guide] = (await listCapexAnnouncements(NOW)).filter(({ id }) => id === 'msft-cy2026-20260729');
    expect(guide).toMatchObject({
      issuer: 'Microsoft',
      announcedOn: '2026-07-29',
      periodStartOn: '2026-01-01',
      lowUsdBn: null,
      pointUsdBn: 175,
      supersedesId: 'msft-cy2026-20260429',
      visibleFrom: '2026-07-29',
      recordedInBatch: 1,
      comparability: { measure: 'additions-with-finance-leases', isComparableWithSuperseded: false },
    });
  });

  it('keep the order of the registry, which the draws follow', async () => {
    const ids = (await listAssumptions(NOW)).map(({ id }) => id);
    expect(ids.slice(0, 2)).toEqual(['ai_share_of_capex', 'compute_share_of_ai_capex']);
    expect(ids).toHaveLength(226);
  });

  it('give model shapes to the engine unchanged', async () => {
    expect(await findModelArchitecture('deepseek-v3', NOW)).toMatchObject({
      attention: 'mla',
      layers: 61,
      kvLoraRank: 512,
      qkRopeHeadDim: 64,
      windowSize: null,
    });
    expect(await findModelArchitecture('no-such-model', NOW)).toBeNull();
    expect(await listKvOracles({ asOf: '2020-01-01' })).toHaveLength(101);
  });

  it('keep entity and listing apart', async () => {
    const sandisk = (await listVendorProfiles(NOW)).find(({ name }) => name === 'Sandisk');
    expect(sandisk?.listings).toMatchObject([
      { ticker: 'SNDK', exchange: 'Nasdaq', isPrimary: true, validFromOn: '2025-02-24' },
    ]);
    expect(await listVendorMetrics(NOW, { ticker: 'MU' })).not.toHaveLength(0);
  });
});

describe('filters of announcements', () => {
  it('match the issuer by name or ticker in any case', async () => {
    const byTicker = await listCapexAnnouncements(NOW, { issuer: 'googl' });
    expect(byTicker).toHaveLength(6);
    expect(await listCapexAnnouncements(NOW, { issuer: 'ALPHABET' })).toEqual(byTicker);
    expect(await listCapexAnnouncements(NOW, { issuer: "'; DROP TABLE event; --" })).toEqual([]);
  });

  it('match the calendar years that the period touches, newest announcement first', async () => {
    const of2026 = await listCapexAnnouncements(NOW, { issuer: 'ORCL', year: 2026 });
    expect(of2026.map(({ id }) => id)).toEqual([
      'orcl-fy2027-20260610-gross',
      'orcl-fy2027-20260610-net',
      'orcl-fy2026-20251210',
      'orcl-fy2026-20250909',
      'orcl-fy2026-20250611',
    ]);
  });
});
