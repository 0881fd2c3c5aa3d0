import { describe, expect, it } from 'vitest';
import { describeLabMargin } from '#lib/charts/lab-margin-words.ts';
import { prepareCapexBars } from '#lib/charts/prepare-capex-bars.ts';
import { rangesOf } from '#lib/charts/overview-ranges.ts';
import { prepareVendorBars } from '#lib/charts/prepare-vendor-bars.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const base = answerOf(world, {});
const low = answerOf(world, { memorySaving: 0.12 });
const high = answerOf(world, { memorySaving: 0.48 });
const ranges = rangesOf({ point: base, noRebound: base, low, high, draws: null });

describe('vendor bars', () => {
  const chart = prepareVendorBars(base, ranges);

  it('sum to the change of all HBM revenue, the row "other" included and last', () => {
    const sum = chart.bars.reduce((total, bar) => total + bar.changeUsdBn, 0);
    expect(sum).toBeCloseTo(base.total.hbmUsdBn - base.total.baselineHbmUsdBn, 9);
    expect(chart.bars.at(-1)?.ticker).toBe('other');
  });

  it('have whiskers from the answers at the ends of the saving, which hold the bar', () => {
    for (const bar of chart.bars) {
      expect(bar.lowUsdBn).toBeLessThan(bar.changeUsdBn);
      expect(bar.highUsdBn).toBeGreaterThan(bar.changeUsdBn);
    }
  });

  it('outline whole DRAM exactly where its sign is opposed to that of HBM', () => {
    for (const bar of chart.bars) {
      const vendor = base.vendors.find(({ ticker }) => ticker === bar.ticker);
      expect(bar.dramChangeUsdBn).toBe(vendor?.dramRevenueChangeUsdBn);
      expect(bar.isDramOpposed).toBe(bar.dramChangeUsdBn * bar.changeUsdBn < 0);
    }
  });

  it('name the vendors without HBM instead of drawing a zero', () => {
    const drawn = chart.bars.map(({ ticker }) => ticker);
    const without = base.vendors.filter(({ ticker }) => !drawn.includes(ticker));
    expect(without.length).toBeGreaterThan(0);
    for (const { name } of without) expect(chart.notes.join(' ')).toContain(name);
  });

  it('say that nothing changes when nothing is saved', () => {
    const none = answerOf(world, { memorySaving: 0 });
    expect(prepareVendorBars(none, null).summary).toContain("No vendor's HBM revenue changes");
  });
});

describe('capex bars', () => {
  const chart = prepareCapexBars(world.issuerYears, { asOf: world.asOf });
  const yearOf = (year: number) => chart.years.find((each) => each.year === year);

  it('reproduce the big four: 376 bn reported for 2025, 732.5 bn (720 to 745) guided for 2026', () => {
    expect(yearOf(2025)?.bigFour?.pointUsdBn).toBeCloseTo(376.051, 9);
    const { lowUsdBn, pointUsdBn, highUsdBn } = yearOf(2026)?.bigFour ?? {};
    expect([lowUsdBn, pointUsdBn, highUsdBn]).toEqual([720, 732.5, 745]);
  });

  it('stack what is reported, then what is open, to the point of each issuer', () => {
    for (const { cells } of chart.years) {
      for (const cell of cells) {
        if (cell === null) continue;
        const stacked = cell.segments.reduce((sum, segment) => sum + segment.usdBn, 0);
        expect(stacked / cell.pointUsdBn).toBeCloseTo(1, 8);
      }
    }
  });

  it('tell reported, guided and projected years apart', () => {
    const formsOf = (year: number) => [
      ...new Set(yearOf(year)?.cells.flatMap((cell) => cell?.segments.map(({ form }) => form) ?? [])),
    ];
    expect(formsOf(2025)).toEqual(['reported']);
    expect(formsOf(2026)).toEqual(['reported', 'guided']);
    expect(formsOf(2028)).toEqual(['projected']);
  });

  it('star a year in which an issuer is not known and name it', () => {
    expect(yearOf(2023)?.label).toContain('*');
    expect(chart.notes.join(' ')).toContain('CoreWeave is not known for 2023');
  });
});

describe('what labs keep', () => {
  it('is said with the margin that the equation gives: 50 % at c = 0.14 and phi = 0.6 becomes 53.1 %', () => {
    const sentence = describeLabMargin(base)?.replaceAll('\u00a0', ' ');
    expect(1 - (0.5 * 0.86) / (1 - 0.084)).toBeCloseTo(0.531, 3);
    expect(sentence).toBe(
      'By Q4 2029 a token costs its lab 14.0 % less and 60.0 % of that goes into its price: a gross margin of 50.0 % (an example, no lab’s figure) becomes 53.1 %.',
    );
  });

  it('is not said when a token costs no less', () => {
    expect(describeLabMargin(answerOf(world, { memorySaving: 0 }))).toBeNull();
  });
});
