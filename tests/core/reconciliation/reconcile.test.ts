import { describe, expect, it } from 'vitest';
import { parseQuarterLabel } from '#lib/core/calendar/quarter.ts';
import type { Disclosure } from '#lib/core/reconciliation/disclosure-route.ts';
import type { MarketFigure } from '#lib/core/facts/types.ts';
import { createModelRoute, wholeQuarters } from '#lib/core/reconciliation/model-route.ts';
import { parsePeriod, quartersOf, shareOfQuarter } from '#lib/core/reconciliation/periods.ts';
import { summarisePublished } from '#lib/core/reconciliation/published-route.ts';
import {
  reconcile,
  type Reconciliation,
  type ReconciliationRow,
  type RouteId,
} from '#lib/core/reconciliation/reconcile.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';
import { readMarketFacts } from '#tests/support/market-facts.ts';

const facts = readMarketFacts();

function reconciled(of = facts): Reconciliation {
  const answer = reconcile(of);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

const now = reconciled();

function rowOf(label: string, route: RouteId, of = now): ReconciliationRow {
  const row = of.periods.find((period) => period.label === label)?.rows.find((one) => one.route === route);
  if (row === undefined) throw new Error(`no ${route} of ${label}`);
  return row;
}

function disclosure(label: string, vendor: string): Disclosure {
  const found = now.periods
    .find((period) => period.label === label)
    ?.disclosed.disclosures.find((one) => one.vendor === vendor);
  if (found === undefined) throw new Error(`${vendor} disclosed nothing for ${label}`);
  return found;
}

describe('periods', () => {
  it('reads years, halves and quarters, and nothing else', () => {
    expect(quartersOf(parsePeriod('2025') ?? fail()).length).toBe(4);
    expect(parsePeriod('2026H2')).toEqual({ label: '2026H2', firstQuarter: 2026 * 4 + 2, quarterCount: 2 });
    expect(parsePeriod('2025Q3')?.firstQuarter).toBe(parseQuarterLabel('2025Q3'));
    for (const label of ['2025..2026', '2026H2..2027', 'FY2025', '']) expect(parsePeriod(label)).toBeNull();
  });

  it('shares a fiscal quarter over calendar quarters by days, both ends counted', () => {
    const q4 = 2024 * 4 + 3;
    expect(shareOfQuarter(q4, '2024-11-29', '2025-02-27')).toBe(33 / 92);
    expect(shareOfQuarter(q4 + 1, '2024-11-29', '2025-02-27')).toBe(58 / 90);
    expect(shareOfQuarter(q4 + 2, '2024-11-29', '2025-02-27')).toBe(0);
  });

  it('lists whole years, the running year so far, then the quarters that have ended', () => {
    expect(now.periods.map(({ label }) => label)).toEqual([
      ...['2024', '2025', '2026H1'],
      ...['2024Q1', '2024Q2', '2024Q3', '2024Q4', '2025Q1', '2025Q2', '2025Q3', '2025Q4'],
      ...['2026Q1', '2026Q2', '2026Q3'],
    ]);
  });
});

describe('the capex routes', () => {
  it('are those of the world to the last bit: calibration, calibrated quarters, and their ratio', () => {
    const world = curatedWorld();
    const model = createModelRoute(facts.model);
    if (!model.ok) throw new Error('the shipped facts make a route');
    expect(now.calibration.point).toBe(world.calibration);
    expect(now.calibration.point).toBeCloseTo(1.4109, 4);
    const quarters = [
      ...world.history.map(({ quarter, baselineHbmUsdBn }) => [quarter, baselineHbmUsdBn] as const),
      [world.quarters[0] ?? '', world.baselineHbmUsdBn[0] ?? NaN] as const,
    ];
    for (const [label, usdBn] of quarters) {
      const weights = wholeQuarters([parseQuarterLabel(label) ?? NaN]);
      expect(model.value.calibratedUsdBn(weights).point).toBe(usdBn);
      expect(model.value.uncalibratedUsdBn(weights).point).toBeCloseTo(usdBn / world.calibration, 12);
    }
  });

  it('scale the calibration year to its published market, whose range is their range', () => {
    const { lowUsdBn, pointUsdBn, highUsdBn } = rowOf('2025', 'calibrated');
    expect(lowUsdBn).toBeCloseTo(33, 9);
    expect(pointUsdBn).toBeCloseTo(35, 9);
    expect(highUsdBn).toBeCloseTo(38.5, 9);
    expect(rowOf('2025', 'calibrated').reading).toContain('tests nothing');
  });

  it('keep the same distance in every period: 1 / 1.4109 - 1 = -29.12 %', () => {
    for (const { rows } of now.periods) {
      const gap = rows.find(({ route }) => route === 'uncalibrated')?.gapPct;
      expect(gap).toBeCloseTo((1 / now.calibration.point - 1) * 100, 9);
      expect(gap).toBeCloseTo(-29.12, 2);
    }
  });

  it('give 19 for 2024 against 18 as last published: +4 %, the check that the registry names', () => {
    expect(rowOf('2024', 'calibrated').pointUsdBn).toBeCloseTo(18.75, 2);
    expect(rowOf('2024', 'published').pointUsdBn).toBe(18);
    expect(rowOf('2024', 'published').gapPct).toBeCloseTo((18 / 18.7465 - 1) * 100, 2);
  });
});

describe('published sizes', () => {
  it('hold all rivals of 2025: 25 to 40, and the one dated after the year, 36 to 40, as the point 38', () => {
    const row = rowOf('2025', 'published');
    expect([row.lowUsdBn, row.pointUsdBn, row.highUsdBn]).toEqual([25, 38, 40]);
    expect(row.sources).toHaveLength(4);
    expect(row.gapPct).toBeCloseTo((38 / 35 - 1) * 100, 6);
    expect(row.reading).toContain('scaled to one of them');
  });

  it('of the first half of 2026 are the two quarters summed: 11.7 + 16 = 27.7', () => {
    const row = rowOf('2026H1', 'published');
    expect(row.pointUsdBn).toBeCloseTo(27.7, 9);
    expect(row.lowUsdBn).toBeCloseTo(26.9, 9);
    expect(row.highUsdBn).toBeCloseTo(28.7, 9);
    expect(row.reading).toContain('some are forecasts or undated');
  });

  it('have as point the median of those that look back, of all where none does', () => {
    const figure = (pointUsdBn: number, looksBack: boolean) => ({
      lowUsdBn: pointUsdBn,
      pointUsdBn,
      highUsdBn: pointUsdBn,
      looksBack,
      visibleFrom: '2026-01-01',
      source: { title: '', url: null, publishedOn: null, grade: 'press' as const, says: '' },
    });
    const all = [figure(10, false), figure(30, true), figure(20, true), figure(100, false)];
    expect(summarisePublished(all)).toMatchObject({ lowUsdBn: 10, pointUsdBn: 25, highUsdBn: 100 });
    expect(summarisePublished([figure(10, false), figure(14, false)])?.pointUsdBn).toBe(12);
    expect(summarisePublished([])).toBeNull();
  });
});

describe('disclosures', () => {
  it('are stated, derived, or a stated share of DRAM revenue', () => {
    expect(disclosure('2025Q1', 'Micron')).toMatchObject({ usdBn: 1, bound: 'floor', basis: 'stated' });
    expect(disclosure('2025Q3', 'Micron')).toMatchObject({ usdBn: 2, bound: 'ceiling' });
    // 6.209 trillion won at 1451.7768 won per dollar.
    expect(disclosure('2025Q1', 'SK hynix').usdBn).toBeCloseTo(6.209 / 1.4517768, 9);
    // "Over 40 %" of 10.46 by the tracker.
    expect(disclosure('2024Q4', 'SK hynix')).toMatchObject({ bound: 'floor', basis: 'share' });
    expect(disclosure('2024Q4', 'SK hynix').usdBn).toBeCloseTo(4.184, 9);
  });

  it('are set against the model for the same vendor on its own fiscal days', () => {
    const world = curatedWorld();
    const h0 = (label: string) =>
      world.history.find(({ quarter }) => quarter === label)?.baselineHbmUsdBn ?? NaN;
    // Counterpoint: 70, 13, 18 of 101 in the first quarter of 2025; 51, 40, 9 of 100 the quarter before.
    const micron = (33 / 92) * 0.09 * h0('2024Q4') + (58 / 90) * (0.18 / 1.01) * h0('2025Q1');
    const hynix = (0.7 / 1.01) * h0('2025Q1');
    expect(rowOf('2025Q1', 'disclosed').modelUsdBn).toBeCloseTo(micron + hynix, 9);
    expect(rowOf('2025Q1', 'disclosed').pointUsdBn).toBeCloseTo(1 + 6.209 / 1.4517768, 9);
  });

  it('name who is missing, when, and why', () => {
    const { coverage, reading } = rowOf('2025', 'disclosed');
    expect(coverage).toBe('5 of 12 vendor quarters');
    expect(reading).toContain('Samsung Electronics 2025Q1, 2025Q2, 2025Q4 (never disclosed in money)');
    expect(reading).toContain('Samsung Electronics 2025Q3 (only a growth rate is disclosed)');
    const absent = rowOf('2026H1', 'disclosed');
    expect(absent.pointUsdBn).toBeNull();
    expect(absent.absence).toMatch(/^no vendor disclosed HBM revenue for it: SK hynix/);
  });
});

describe('the count of chips', () => {
  it('is units of the next quarter times GB times the price: 2025Q1 by hand', () => {
    // Epoch's units of 2025Q2; GB as in the catalogue, H200 and GB200 mixed in, GB300 not launched yet.
    const units: readonly (readonly [units: number, gb: number])[] = [
      [228_707, (80 + 141) / 2],
      [152_692, 96],
      [434_482, (180 + 186) / 2],
      [215_192, 270],
      [45_976, 192],
      [26_391, 256],
      [4_080, 288],
      [31_843, 95],
      [664_767, 32],
      [250_000, 96],
    ];
    const bnGb = units.reduce((sum, [count, gb]) => sum + (count * gb) / 1e9, 0);
    expect(bnGb).toBeCloseTo(0.2426, 4);
    expect(rowOf('2025Q1', 'accelerators').pointUsdBn).toBeCloseTo(bnGb * 13.8, 9);
  });

  it('prices 2024 at 0.93 of 2025', () => {
    const model = createModelRoute(facts.model);
    if (!model.ok) throw new Error('the shipped facts make a route');
    expect(model.value.priceUsdPerGb(2024 * 4).point).toBeCloseTo(13.8 * 0.93, 9);
  });

  it('refuses a quarter whose next is counted in part, and sums the year without it', () => {
    expect(rowOf('2025Q4', 'accelerators').absence).toContain('incomplete');
    const parts = ['2025Q1', '2025Q2', '2025Q3'].map((label) => rowOf(label, 'accelerators'));
    const year = rowOf('2025', 'accelerators');
    expect(year.pointUsdBn).toBeCloseTo(
      parts.reduce((sum, { pointUsdBn }) => sum + (pointUsdBn ?? NaN), 0),
      9,
    );
    expect(year.modelUsdBn).toBeCloseTo(
      parts.reduce((sum, { modelUsdBn }) => sum + (modelUsdBn ?? NaN), 0),
      9,
    );
    expect(year.coverage).toContain('2025Q1, 2025Q2, 2025Q3 only; 2025Q4:');
  });

  it('names chips whose memory is not in the catalogue', () => {
    expect(rowOf('2024', 'accelerators').reading).toContain('Instinct MI250X');
    const blind = reconciled({ ...facts, chips: [] });
    expect(rowOf('2025Q1', 'accelerators', blind).reading).toContain('TPU v6e');
    expect(rowOf('2025Q1', 'accelerators', blind).pointUsdBn).toBe(0);
  });
});

it('stands beside a component-cost model by others: 32 of 35 for 2025, by year only', () => {
  expect(rowOf('2025', 'component-cost')).toMatchObject({ pointUsdBn: 32 });
  expect(rowOf('2025', 'component-cost').gapPct).toBeCloseTo((32 / 35 - 1) * 100, 6);
  expect(rowOf('2025Q1', 'component-cost').absence).toContain('by year only');
});

describe('as of a past day', () => {
  const past = readMarketFacts('2025-03-31');

  it('sees nothing that became known later: such rows change no figure', () => {
    const until = <Row extends { readonly visibleFrom: string }>(rows: readonly Row[]): Row[] =>
      rows.filter(({ visibleFrom }) => visibleFrom <= '2025-03-31');
    const cut = {
      ...past,
      market: until(past.market),
      vendorFigures: until(past.vendorFigures),
      shipments: until(past.shipments),
      chips: until(past.chips),
    };
    expect(reconciled(past)).toEqual(reconciled(cut));
    expect(past.market.length).toBeGreaterThan(cut.market.length);
  });

  it('does not know on 1 March what Micron said on 20 March', () => {
    const early = reconciled(readMarketFacts('2025-03-01'));
    expect(rowOf('2024Q4', 'disclosed', early).pointUsdBn).toBeCloseTo(4.184, 9);
    expect(rowOf('2024Q4', 'disclosed', early).reading).toContain('missing: Samsung Electronics');
    expect(rowOf('2024Q4', 'disclosed', early).coverage).toBe('1 of 3 vendor quarters');
  });

  it('knows Micron, not the counts of chips that were published a year later', () => {
    const then = reconciled(past);
    expect(rowOf('2024Q4', 'disclosed', then).pointUsdBn).toBeCloseTo(0.67 + 4.184, 9);
    expect(rowOf('2024', 'accelerators', then).absence).toBe(
      'no count of units is on file for the quarter after it',
    );
  });
});

it('takes a market row without a figure for words, not for zero', () => {
  const [first] = facts.market.filter(({ quantity }) => quantity === 'hbm_market_size');
  const words: MarketFigure = { ...(first ?? fail()), period: '2026Q3', low: null, point: null, high: null };
  const row = rowOf('2026Q3', 'published', reconciled({ ...facts, market: [...facts.market, words] }));
  expect(row.pointUsdBn).toBeNull();
  expect(row.absence).toBe('no market size was published for it');
});

function fail(): never {
  throw new Error('a fixture is missing');
}
