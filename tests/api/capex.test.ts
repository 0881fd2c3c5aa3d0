import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { announcementsPageSchema, capexTotalsSchema } from '#lib/contracts/capex.ts';
import type { Announcement, AnnouncementsPage, CapexTotals } from '#lib/contracts/capex.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

const AS_OF = '2026-11-23';
const BIG_FOUR: readonly (string | null)[] = ['MSFT', 'GOOGL', 'AMZN', 'META'];

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function totalsOf(query: string): Promise<CapexTotals> {
  const response = await api.call(`/api/v1/capex/totals?${query}`);
  expect(response.status).toBe(200);

  return capexTotalsSchema.parse(await response.json());
}

async function pageOf(query: string): Promise<AnnouncementsPage> {
  const response = await api.call(`/api/v1/capex/announcements?${query}`);
  expect(response.status).toBe(200);

  return announcementsPageSchema.parse(await response.json());
}

async function pointersOf(target: string): Promise<readonly string[]> {
  const response = await api.call(target);
  const problem = (await response.json()) as { errors: { pointer: string }[] };
  expect(response.status).toBe(422);

  return problem.errors.map((error) => error.pointer).toSorted();
}

function bigFour(totals: CapexTotals): { low: number; point: number; high: number } {
  const rows = totals.issuers.filter((row) => row.includedInTotal && BIG_FOUR.includes(row.ticker));
  const sum = (field: 'lowUsdBn' | 'pointUsdBn' | 'highUsdBn') =>
    rows.reduce((total, row) => total + (row[field] ?? Number.NaN), 0);

  return { low: sum('lowUsdBn'), point: sum('pointUsdBn'), high: sum('highUsdBn') };
}

describe('GET /api/v1/capex/totals', () => {
  it('reproduces the "$700 billion": 720 to 745 now, 695 to 725 after the calls of April 2026', async () => {
    const now = bigFour(await totalsOf(`year=2026&asOf=${AS_OF}`));
    const april = bigFour(await totalsOf('year=2026&asOf=2026-05-06'));

    for (const [figure, expected] of [
      [now, { low: 720, point: 732.5, high: 745 }],
      [april, { low: 695, point: 710, high: 725 }],
    ] as const) {
      expect(figure.low).toBeCloseTo(expected.low, 6);
      expect(figure.point).toBeCloseTo(expected.point, 6);
      expect(figure.high).toBeCloseTo(expected.high, 6);
    }
  });

  it('is 376.051 for the big four in 2025, all of it reported', async () => {
    const totals = await totalsOf(`year=2025&asOf=${AS_OF}`);

    expect(bigFour(totals).point).toBeCloseTo(376.051, 9);
    for (const row of totals.issuers.filter((issuer) => issuer.includedInTotal)) {
      expect(row.actualUsdBn).toBeCloseTo(row.pointUsdBn ?? Number.NaN, 9);
      expect(row.announcementId).toBeNull();
    }
  });

  it('sums exactly the issuers that it includes', async () => {
    for (const year of [2024, 2025, 2026, 2027]) {
      const totals = await totalsOf(`year=${String(year)}&asOf=${AS_OF}`);
      const included = totals.issuers.filter((row) => row.includedInTotal);

      expect(totals.pointUsdBn).toBeCloseTo(
        included.reduce((sum, row) => sum + (row.pointUsdBn ?? Number.NaN), 0),
        9,
      );
      expect(totals.lowUsdBn).toBeLessThanOrEqual(totals.pointUsdBn);
      expect(totals.highUsdBn).toBeGreaterThanOrEqual(totals.pointUsdBn);
    }
  });

  it('gives a reason for every issuer left out and for none that is in, and names each issuer once', async () => {
    const { issuers } = await totalsOf(`year=2026&asOf=${AS_OF}`);
    const reasons = new Map(issuers.map((row) => [row.issuer, row.exclusionReason]));

    expect(issuers.every((row) => row.includedInTotal === (row.exclusionReason === null))).toBe(true);
    expect(new Set(issuers.map((row) => row.issuer)).size).toBe(issuers.length);
    expect(reasons.get('TSMC')).toContain('supplier');
    expect(reasons.get('OpenAI / Stargate')).toContain('commitment');
    expect(reasons.get('ByteDance')).toContain('plan');
    expect(reasons.get('Nebius Group')).toContain('cash series');
  });

  it('shows the guide beside the calendar-year figure that it leads to', async () => {
    const { issuers } = await totalsOf(`year=2026&asOf=${AS_OF}`);

    expect(issuers.find((row) => row.ticker === 'ORCL')).toMatchObject({
      announcementId: 'orcl-fy2027-20260610-gross',
      guidedUsdBn: 92.5,
    });
    expect(issuers.find((row) => row.issuer === 'Tesla')).toMatchObject({
      guidedUsdBn: 25,
      pointUsdBn: 25,
      announcementId: 'tsla-cy2026-20260422',
    });
  });

  it('names a year that the series does not cover, a missing one and unknown parameters', async () => {
    expect(await pointersOf('/api/v1/capex/totals?year=1999')).toEqual(['/year']);
    expect(await pointersOf('/api/v1/capex/totals')).toEqual(['/year']);
    expect(await pointersOf('/api/v1/capex/totals?year=2026&issuers=all')).toEqual(['/issuers']);
    expect(await pointersOf('/api/v1/capex/totals?year=2026&year=2025')).toEqual(['/year']);
    expect(await pointersOf('/api/v1/capex/totals?year=MMXXVI&asOf=yesterday')).toEqual(['/asOf', '/year']);
  });
});

describe('GET /api/v1/capex/announcements', () => {
  it('pages through every row once, in one order, whatever the page size', async () => {
    const whole = await pageOf(`asOf=${AS_OF}&limit=500`);
    expect(whole.items.length).toBeGreaterThan(90);
    expect(whole.nextCursor).toBeNull();

    const collected: Announcement[] = [];
    let query = `asOf=${AS_OF}&limit=7`;
    for (let pages = 0; pages < 50; pages += 1) {
      const page = await pageOf(query);
      collected.push(...page.items);
      if (page.nextCursor === null) break;
      query = `asOf=${AS_OF}&limit=7&cursor=${page.nextCursor}`;
    }

    expect(collected).toEqual(whole.items);
  });

  it('keeps asOf and filters of the first page in the cursor', async () => {
    const first = await pageOf('issuer=meta%20platforms&asOf=2026-05-01&limit=2');
    const second = await pageOf(`issuer=meta%20platforms&limit=2&cursor=${first.nextCursor ?? ''}`);

    expect(second.asOf).toBe('2026-05-01');
    expect(second.items.every((row) => row.announcedOn <= '2026-05-01')).toBe(true);
    expect(
      await pointersOf(`/api/v1/capex/announcements?issuer=amazon&cursor=${first.nextCursor ?? ''}`),
    ).toEqual(['/cursor']);
  });

  it('shows nothing announced after asOf', async () => {
    const page = await pageOf('asOf=2026-03-01&limit=500');

    expect(page.items.length).toBeGreaterThan(10);
    expect(page.items.every((row) => row.announcedOn <= '2026-03-01')).toBe(true);
  });

  it('filters by issuer name or ticker in any case, and by calendar year', async () => {
    const byTicker = await pageOf(`issuer=googl&asOf=${AS_OF}`);
    const byName = await pageOf(`issuer=ALPHABET&asOf=${AS_OF}`);

    expect(byTicker.items.length).toBeGreaterThan(3);
    expect(byName.items).toEqual(byTicker.items);
    for (const row of (await pageOf(`issuer=GOOGL&year=2026&asOf=${AS_OF}`)).items) {
      expect(`${row.periodStart ?? ''} ${row.periodEnd ?? ''}`).toContain('2026');
    }
  });

  it('writes the same rows as CSV, and names the next page in a header', async () => {
    const accept = { headers: { accept: 'text/csv' } };
    const response = await api.call(`/api/v1/capex/announcements?asOf=${AS_OF}&limit=20`, accept);
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });
    const json = await pageOf(`asOf=${AS_OF}&limit=20`);

    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    expect(response.headers.get('link')).toMatch(
      /^<\/api\/v1\/capex\/announcements\?.*cursor=.*>; rel="next"$/,
    );
    expect(rows.map((row) => row['id'])).toEqual(json.items.map((row) => row.id));
    expect(rows.map((row) => row['source.url'])).toEqual(json.items.map((row) => row.source.url ?? ''));
    expect(rows.map((row) => row['amountPointUsdBn'])).toEqual(
      json.items.map((row) => (row.amountPointUsdBn === null ? '' : String(row.amountPointUsdBn))),
    );
  });

  it.each([
    ['limit=0', '/limit'],
    ['limit=501', '/limit'],
    ['limit=1e2', '/limit'],
    ['cursor=x', '/cursor'],
    ['cursor=', '/cursor'],
    [`cursor=${Buffer.from('[1,1,"2026-11-23",null,null,"no-such-id"]').toString('base64url')}`, '/cursor'],
    [`cursor=${Buffer.from('[1,99,"2026-11-23",null,null,"x"]').toString('base64url')}`, '/dataVersion'],
    ['issuer=', '/issuer'],
    ['year=abc', '/year'],
    ['isuer=META', '/isuer'],
    ['__proto__=1', '/__proto__'],
    ['asOf=2026-02-30', '/asOf'],
    ['dataVersion=99', '/dataVersion'],
  ])('names what is wrong with ?%s', async (query, pointer) => {
    expect(await pointersOf(`/api/v1/capex/announcements?${query}`)).toEqual([pointer]);
  });

  it('takes text that looks like SQL as text', async () => {
    const page = await pageOf(`issuer=${encodeURIComponent("'; DROP TABLE capex_announcement; --")}`);

    expect(page.items).toEqual([]);
    expect((await pageOf(`asOf=${AS_OF}`)).items.length).toBeGreaterThan(90);
  });
});
