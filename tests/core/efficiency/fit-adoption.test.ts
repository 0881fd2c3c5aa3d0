import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { AttentionCount } from '#lib/core/efficiency/fleet/attention-counts.ts';
import { countAttention } from '#lib/core/efficiency/fleet/attention-counts.ts';
import {
  fitAdoption,
  leanerShare,
  savingAsFitted,
  shiftAdoption,
} from '#lib/core/efficiency/fleet/fit-adoption.ts';
import { computeFleetSaving } from '#lib/core/efficiency/fleet/fleet-saving.ts';
import { fillFleet } from '#lib/core/efficiency/fleet/fleet.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';
import { readShippedFleetRows } from '#tests/support/fleet.ts';

const fleet = fillFleet(readShippedFleetRows());
const asOf = '2026-11-23';
const counts = countAttention([...readModelArchitectures().values()]);

/** A million models a year that follow the assumption moved by `shift`. */
function planted(shift: number): AttentionCount[] {
  return [2024, 2025].flatMap((year) =>
    [true, false].map((isChinese): AttentionCount => {
      const share = leanerShare(fleet, isChinese ? 'cn_labs' : 'us_frontier', year + 0.5, shift);
      return { year, isChinese, total: 1e6, count: Math.round(share * 1e6), names: [] };
    }),
  );
}

describe('fitAdoption', () => {
  it('finds a planted shift', () => {
    fc.assert(
      fc.property(fc.double({ min: -2, max: 2, noNaN: true }), (shift) => {
        for (const fit of fitAdoption(fleet, planted(shift), asOf)) {
          expect(Math.abs(fit.yearsEarlier - shift)).toBeLessThanOrEqual(0.02);
          expect(fit.low).toBeLessThanOrEqual(fit.yearsEarlier);
          expect(fit.high).toBeGreaterThanOrEqual(fit.yearsEarlier);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('fits the shipped counts in both segments, and more models narrow the interval', () => {
    const fits = fitAdoption(fleet, counts, asOf);
    expect(fits.map(({ segment, models }) => [segment, models])).toEqual([
      ['cn_labs', 28],
      ['us_frontier', 12],
    ]);
    const tenfold = counts.map((count) => ({ ...count, count: 10 * count.count, total: 10 * count.total }));
    fitAdoption(fleet, tenfold, asOf).forEach((fit, index) => {
      expect(fit.yearsEarlier).toBe(fits[index]?.yearsEarlier);
      expect(fit.high - fit.low).toBeLessThan((fits[index]?.high ?? NaN) - (fits[index]?.low ?? NaN));
    });
  });

  it('is the likelihood’s maximum: a grid of its own finds none higher', () => {
    const [chinese] = fitAdoption(fleet, counts, asOf);
    const own = counts.filter(({ year, isChinese }) => isChinese && year >= 2024);
    const logLikelihood = (shift: number): number =>
      own.reduce((sum, { year, count, total }) => {
        const at = year === 2026 ? (2026 + (2026 + 326 / 365)) / 2 : year + 0.5;
        const share = leanerShare(fleet, 'cn_labs', at, shift);
        return sum + count * Math.log(share) + (total - count) * Math.log(1 - share);
      }, 0);
    const best = logLikelihood(chinese?.yearsEarlier ?? NaN);
    for (let shift = -4; shift <= 4; shift += 0.13)
      expect(logLikelihood(shift)).toBeLessThanOrEqual(best + 1e-3);
  });

  it('leaves out what nobody counted, and an open side is said', () => {
    expect(fitAdoption(fleet, [], asOf)).toEqual([]);
    const none = [{ year: 2025, isChinese: true, count: 0, total: 5, names: [] }];
    expect(fitAdoption(fleet, none, asOf)[0]).toMatchObject({ isOpenLow: true, yearsEarlier: -4 });
  });
});

describe('shiftAdoption', () => {
  it('moves only the attention of the fitted segments', () => {
    const fits = fitAdoption(fleet, counts, asOf);
    const moved = shiftAdoption(fleet, fits);
    for (const [index, technique] of fleet.techniques.entries()) {
      const after = moved.techniques[index];
      expect(after?.curves.open_hosting).toEqual(technique.curves.open_hosting);
      if (technique.group !== 'attention') expect(after).toEqual(technique);
    }
    const zero = fits.map((fit) => ({ ...fit, yearsEarlier: 0 }));
    expect(savingAsFitted(fleet, zero, asOf, '2028Q4')).toBe(
      computeFleetSaving(fleet, asOf, ['2028Q4'])[0]?.memorySaving,
    );
  });
});
