/** Guides of a year by vintage, capex by quarter, HBM content, and what stays out (model 4 and 10). */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import { quarterIndexOf } from '#lib/core/calendar/quarter.ts';
import { CAPEX_QUARTERS_AHEAD } from '#lib/core/demand/baseline.ts';
import { buildCapexBasis, type CapexBasis } from '#lib/core/demand/capex-basis.ts';
import { BIG_FOUR_TICKERS, INCLUDED_ISSUERS } from '#lib/core/demand/consolidation.ts';
import { listExcludedGroups } from '#lib/core/demand/excluded-dollars.ts';
import { computeGuidanceChange } from '#lib/core/demand/guidance-change.ts';
import { computeGuidanceHistory, type GuidanceHistory } from '#lib/core/demand/guidance-history.ts';
import { computeHbmContent } from '#lib/core/demand/hbm-content.ts';
import { computeIssuerQuarters } from '#lib/core/demand/issuer-quarters.ts';
import { readMeasuredAnnouncements, readShippedInputs } from '#tests/support/capex.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const AS_OF = '2026-11-23';
const SIX = INCLUDED_ISSUERS.map(({ ticker }) => ticker);
const inputs = readShippedInputs();
const { capexActuals } = readExposureFacts();
const announcements = readMeasuredAnnouncements();

interface Asked {
  readonly year?: number;
  readonly tickers?: readonly string[];
  readonly asOf?: string;
  readonly outlook?: typeof inputs.outlook;
}

function historyOf({
  year = 2026,
  tickers = BIG_FOUR_TICKERS,
  asOf = AS_OF,
  outlook,
}: Asked = {}): GuidanceHistory {
  const history = computeGuidanceHistory({
    asOf,
    year,
    tickers,
    actuals: capexActuals,
    announcements,
    outlook: outlook ?? inputs.outlook,
  });
  if (!history.ok) throw new Error(JSON.stringify(history.error));
  return history.value;
}

function basisAt(asOf: string, lastYear = 2029): CapexBasis {
  const basis = buildCapexBasis({
    asOf,
    actuals: capexActuals,
    announcements,
    lastQuarter: lastYear * 4 + 3 + CAPEX_QUARTERS_AHEAD,
  });
  if (!basis.ok) throw new Error(JSON.stringify(basis.error));
  return basis.value;
}

const endsOf = (row: { lowUsdBn: number; pointUsdBn: number; highUsdBn: number } | undefined) => [
  row?.lowUsdBn,
  row?.pointUsdBn,
  row?.highUsdBn,
];

describe('the guides for 2026', () => {
  const { sums, steps, absent } = historyOf();

  it('of the big four sum to 695 / 710 / 725 after the calls of April and to 720 / 732.5 / 745 now', () => {
    expect(absent).toEqual([]);
    expect(sums[0]?.knownOn).toBe('2026-04-29');
    for (const [sum, expected] of [
      [sums[0], [695, 710, 725]],
      [sums.at(-1), [720, 732.5, 745]],
    ] as const) {
      endsOf(sum).forEach((end, index) => {
        expect(end).toBeCloseTo(expected[index] ?? NaN, 9);
      });
    }
  });

  it('moved four times, Microsoft’s 190 to 175 being a change of measure and no cut', () => {
    const rounded = steps.map(({ knownOn, ticker, cause, lowUsdBn, pointUsdBn, highUsdBn }) => [
      knownOn,
      ticker,
      cause,
      ...[lowUsdBn, pointUsdBn, highUsdBn].map((change) => Number(change.toFixed(9))),
    ]);
    expect(rounded).toEqual([
      ['2026-07-22', 'GOOGL', 'revision', 15, 15, 15],
      ['2026-07-29', 'MSFT', 'measure', -15, -15, -15],
      ['2026-07-29', 'META', 'revision', 5, 2.5, 0],
      ['2026-07-30', 'AMZN', 'revision', 20, 20, 20],
    ]);
  });

  it('rose 37.5 on one basis and 22.5 as printed, counted from any of its days', () => {
    const change = computeGuidanceChange(historyOf(), null);
    expect(change?.byCause.revision.pointUsdBn).toBeCloseTo(37.5, 9);
    expect(change?.byCause.measure.pointUsdBn).toBeCloseTo(-15, 9);
    const later = computeGuidanceChange(historyOf(), '2026-07-28');
    expect(later?.from.knownOn).toBe('2026-07-22');
    expect(later?.byCause.revision.pointUsdBn).toBeCloseTo(22.5, 9);
    expect(computeGuidanceChange(historyOf(), '2026-04-28')).toBeNull();
  });

  it('count as printed, whatever part of them is thought to be spent', () => {
    const half = historyOf({ outlook: { ...inputs.outlook, guidanceAttainment: 0.5 } });
    expect(half.sums.map(({ pointUsdBn }) => pointUsdBn)).toEqual(sums.map(({ pointUsdBn }) => pointUsdBn));
  });

  it('say on a past day what was known then: of three in March, without what came later', () => {
    const march = historyOf({ asOf: '2026-03-01' });
    expect(march.absent).toEqual(['Microsoft']);
    expect(endsOf(march.sums.at(-1))).toEqual([490, 505, 520]);
    const may = historyOf({ asOf: '2026-05-06' });
    expect(may.sums).toEqual(sums.slice(0, 1));
    expect(may.steps).toEqual([]);
  });
});

describe('any year and set', () => {
  const cases = [2024, 2025, 2026].flatMap((year) =>
    [BIG_FOUR_TICKERS, SIX].map((tickers) => ({ year, tickers })),
  );

  it.each(cases)('steps of $year over $tickers add up from the first sum to the last', (asked) => {
    const history = historyOf(asked);
    const change = computeGuidanceChange(history, null);
    if (change === null) throw new Error('somebody guided each of these years');
    for (const end of ['lowUsdBn', 'pointUsdBn', 'highUsdBn'] as const) {
      const moved = change.steps.reduce((sum, step) => sum + step[end], 0);
      expect(change.from[end] + moved).toBeCloseTo(change.to[end], 9);
      const byCause = Object.values(change.byCause).reduce((sum, ends) => sum + ends[end], 0);
      expect(byCause).toBeCloseTo(moved, 9);
    }
  });

  it('shows by how much 2025 missed its last guides: Amazon 6.819 above, Meta and Alphabet below', () => {
    const outcomes = historyOf({ year: 2025 }).steps.filter(({ cause }) => cause === 'outcome');
    const byTicker = Object.fromEntries(outcomes.map(({ ticker, pointUsdBn }) => [ticker, pointUsdBn]));
    // Reported 131.819, 91.447 and 69.691 against 125, the middle of 91 to 93, and that of 70 to 72.
    expect(byTicker['AMZN']).toBeCloseTo(25.019 + 32.183 + 35.095 + 39.522 - 125, 9);
    expect(byTicker['GOOGL']).toBeCloseTo(17.197 + 22.446 + 23.953 + 27.851 - 92, 9);
    expect(byTicker['META']).toBeCloseTo(12.941 + 16.538 + 18.829 + 21.383 - 71, 9);
  });

  it('counts Oracle’s fiscal guide only where it leaves no quarter of the year open', () => {
    const oracle = historyOf({ tickers: ['ORCL'] }).issuers[0];
    expect(oracle?.vintages[0]?.knownOn).toBe('2026-06-10');
    expect(oracle?.vintages[0]?.announcementId).toMatch(/^orcl-fy202[67]/);
    expect(historyOf({ tickers: ['ORCL'], asOf: '2026-06-09' }).absent).toEqual(['Oracle']);
    const later = historyOf({ tickers: ['ORCL'] }).steps;
    expect(later.every(({ cause }) => cause === 'split')).toBe(true);
  });

  it('has nothing to add where nobody guided', () => {
    const history = historyOf({ year: 2027, tickers: SIX });
    expect(history.issuers).toEqual([]);
    expect(history.sums).toEqual([]);
    expect(computeGuidanceChange(history, null)).toBeNull();
  });
});

describe('capex by quarter', () => {
  const basis = basisAt(AS_OF);
  const rows = computeIssuerQuarters(basis, inputs.outlook, {
    first: quarterIndexOf('2025-01-01'),
    last: quarterIndexOf('2027-12-31'),
  });
  const sumOf = (
    year: string,
    tickers: readonly string[],
    parts: readonly ('reportedUsdBn' | 'guidedUsdBn' | 'projectedUsdBn')[],
  ) =>
    rows
      .filter(({ ticker, quarter }) => tickers.includes(ticker) && quarter.startsWith(year))
      .reduce((sum, row) => sum + parts.reduce((part, name) => part + row[name], 0), 0);

  it('is 376.051 for the big four in 2025, all of it reported', () => {
    expect(sumOf('2025', BIG_FOUR_TICKERS, ['reportedUsdBn'])).toBeCloseTo(376.051, 9);
    expect(sumOf('2025', BIG_FOUR_TICKERS, ['guidedUsdBn', 'projectedUsdBn'])).toBe(0);
  });

  it('keeps the guides of 2026 (identity 15) and splits off what is reported: 294.8 of 732.5', () => {
    expect(sumOf('2026', BIG_FOUR_TICKERS, ['reportedUsdBn', 'guidedUsdBn'])).toBeCloseTo(732.5, 9);
    expect(sumOf('2026', BIG_FOUR_TICKERS, ['projectedUsdBn'])).toBe(0);
    const cash = 66.678 + 80.598 + 98.408 + 49.113;
    expect(sumOf('2026', BIG_FOUR_TICKERS, ['reportedUsdBn'])).toBeCloseTo(cash, 9);
  });

  it('has Oracle’s third quarter of 2026 from two fiscal ones, part reported and part guided, by days', () => {
    const oracle = rows.find(({ ticker, quarter }) => ticker === 'ORCL' && quarter === '2026Q3');
    // June to August 2026: 28.499; July and August are 62 of its 92 days.
    expect(oracle?.reportedUsdBn).toBeCloseTo((28.499 * 62) / 92, 9);
    expect(oracle?.guidedUsdBn).toBeGreaterThan(0);
    expect(oracle?.projectedUsdBn).toBe(0);
  });

  it('is the capex of the world, quarter by quarter', () => {
    const world = curatedWorld();
    world.quarters.slice(0, 5).forEach((quarter, k) => {
      const sum = rows
        .filter((row) => row.quarter === quarter)
        .reduce((total, row) => total + row.reportedUsdBn + row.guidedUsdBn + row.projectedUsdBn, 0);
      expect(sum).toBeCloseTo(world.capexUsdBn[k] ?? NaN, 9);
    });
  });
});

describe('HBM content', () => {
  const content = computeHbmContent(basisAt(AS_OF), inputs, 2026);

  it('is the world’s baseline HBM revenue over its capex in the same year', () => {
    const world = curatedWorld();
    const past = world.history.filter(({ quarter }) => quarter.startsWith('2026'));
    const hbm = past.reduce((sum, row) => sum + row.baselineHbmUsdBn, 0) + (world.baselineHbmUsdBn[0] ?? NaN);
    const capex = past.reduce((sum, row) => sum + row.capexUsdBn, 0) + (world.capexUsdBn[0] ?? NaN);
    expect(world.quarters[0]).toBe('2026Q4');
    expect(content?.hbmUsdBn).toBeCloseTo(hbm, 9);
    expect(content?.share.point).toBeCloseTo(hbm / capex, 12);
  });

  it('of 2025 is the published market over reported capex, and its range that of the market alone', () => {
    const base = computeHbmContent(basisAt(AS_OF), inputs, 2025);
    expect(base?.hbmUsdBn).toBeCloseTo(35, 9);
    expect((base?.share.low ?? NaN) * (base?.capexUsdBn ?? NaN)).toBeCloseTo(33, 6);
    expect((base?.share.high ?? NaN) * (base?.capexUsdBn ?? NaN)).toBeCloseTo(38.5, 6);
  });

  it('holds its point, and the shares of accelerators in capex do not move it', () => {
    expect(content?.share.low).toBeLessThan(content?.share.point ?? NaN);
    expect(content?.share.high).toBeGreaterThan(content?.share.point ?? NaN);
    const idle = content?.swings.filter(({ input }) => /share_of|issuer_coverage/.test(input)) ?? [];
    expect(idle.length).toBeGreaterThanOrEqual(4);
    for (const { atLow, atHigh } of idle) expect(atHigh).toBeCloseTo(atLow, 12);
  });

  it('is not there where prices are not on file or the series ends', () => {
    expect(computeHbmContent(basisAt(AS_OF), inputs, 2023)).toBeNull();
    expect(computeHbmContent(basisAt(AS_OF, 2027), inputs, 2028)).toBeNull();
  });
});

describe('what stays out', () => {
  it('is each announcement that nobody replaced and the rule refuses, with the dollars of the file', () => {
    const text = readFileSync(
      new URL('../../../prisma/seed/data/capex_announcements.csv', import.meta.url),
      'utf8',
    );
    const rows = parse<Record<string, string>>(text, { columns: true });
    const replaced = new Set(rows.map((row) => row['supersedes_id']));
    const open = rows.filter((row) => row['kind'] === 'commitment' && !replaced.has(row['id']));
    const pointOf = (row: Record<string, string>): number => {
      const {
        amount_point_usd_bn: point = '',
        amount_low_usd_bn: low = '',
        amount_high_usd_bn: high = '',
      } = row;
      if (point !== '') return Number(point);
      if (low !== '' && high !== '') return (Number(low) + Number(high)) / 2;
      return Number(low === '' ? high : low);
    };
    const [group] = listExcludedGroups(announcements, AS_OF);
    expect(group?.kind).toBe('commitment');
    expect(group?.rows.map(({ id }) => id).toSorted()).toEqual(open.map((row) => row['id']).toSorted());
    expect(group?.total.pointUsdBn).toBeCloseTo(
      open.reduce((sum, row) => sum + pointOf(row), 0),
      9,
    );
    expect(group?.rows.map(({ id }) => id)).toContain('msft-leases-20260729');
  });

  it('knows nothing of a later day: Microsoft’s leases of July 2026 are not there in June', () => {
    const ids = listExcludedGroups(announcements, '2026-06-30').flatMap(({ rows }) =>
      rows.map(({ id }) => id),
    );
    expect(ids).not.toContain('msft-leases-20260729');
    expect(ids).toContain('anthropic-aws-20260420');
  });
});
