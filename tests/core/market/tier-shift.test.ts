/** Demand in DRAM, flash and hard disks that freed HBM bytes make (model 7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createRegistry, findMissingInputs, pointValues } from '#lib/core/assumptions/registry.ts';
import { parseQuarterLabel } from '#lib/core/calendar/quarter.ts';
import type { Assumption } from '#lib/core/facts/types.ts';
import {
  createTierPaths,
  createTierShift,
  createTierShiftLayout,
  fillTierShift,
  loadTierPaths,
  TIER_VENDORS,
  tierShiftInputIds,
  type TierLayout,
  type TierShift,
} from '#lib/core/market/tier-shift.ts';
import { numberBetween } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const { assumptions } = readExposureFacts();
const FIRST_QUARTER = parseQuarterLabel('2026Q4') ?? NaN;
const QUARTER_COUNT = 17;

function registryOf(rows: readonly Assumption[]) {
  const created = createRegistry(rows);
  if (!created.ok) throw new Error(JSON.stringify(created.error));
  return created.value;
}

function isOwnRow({ id }: Assumption): boolean {
  return /^tier_(bytes|price|margin|share_\w+_(nand|hdd)$)/.test(id);
}

const registry = registryOf(assumptions);

/** The curated registry's answer to one freed GB in each of its tiers, with points replaced by `changes`. */
function shiftOf(
  changes: Readonly<Record<string, number>>,
  quarter: string,
  baselineBnGb: number,
  shifted: readonly number[],
): TierShift {
  const layout = layoutOf(assumptions);
  const values = pointValues(registry);
  for (const [id, value] of Object.entries(changes)) {
    const index = registry.indexById.get(id);
    if (index === undefined) throw new Error(`no row ${id}`);
    values[index] = value;
  }
  const paths = createTierPaths(layout, QUARTER_COUNT);
  loadTierPaths(layout, values, FIRST_QUARTER, paths);
  const shift = createTierShift(layout);
  const k = (parseQuarterLabel(quarter) ?? NaN) - FIRST_QUARTER;
  fillTierShift(paths, k, baselineBnGb, Float64Array.from(shifted), shift);
  return shift;
}

function layoutOf(rows: readonly Assumption[]): readonly TierLayout[] {
  const layout = createTierShiftLayout(registryOf(rows));
  if (layout === null) throw new Error('no tier is modelled');
  return layout;
}

function vendorOf(values: Float64Array, j: number, key: string): number {
  const v = TIER_VENDORS.findIndex((vendor) => vendor.key === key);
  return values[j * TIER_VENDORS.length + v] ?? NaN;
}

/** Round numbers to compute with by hand. */
const HAND = {
  tier_bytes_per_hbm_byte_dram: 2,
  conventional_dram_price_2026q4: 10,
  conventional_price_factor_2027: 1.5,
  conventional_price_factor_2028: 0.5,
  conventional_price_factor_2029: 0.8,
  contribution_margin_conventional: 0.8,
  tier_bytes_per_hbm_byte_nand: 10,
  tier_price_nand: 0.4,
  tier_price_nand_factor_2027: 1,
  tier_price_nand_factor_2028: 0.5,
  tier_price_nand_factor_2029: 0.5,
  tier_margin_nand: 0.7,
  tier_share_sk_hynix_nand: 0.2,
  tier_share_samsung_nand: 0.3,
  tier_share_micron_nand: 0.2,
  tier_share_sandisk_nand: 0.1,
  tier_share_kioxia_nand: 0.1,
  tier_share_other_nand: 0.1,
  tier_bytes_per_hbm_byte_hdd: 0.5,
  tier_price_hdd: 0.02,
  tier_price_hdd_factor_2027: 1,
  tier_price_hdd_factor_2028: 1,
  tier_price_hdd_factor_2029: 1,
  tier_margin_hdd: 0.6,
};

describe('the rows of the tiers', () => {
  it('are complete in the curated registry', () => {
    expect(findMissingInputs(registry, tierShiftInputIds(registry))).toEqual([]);
    expect(layoutOf(assumptions).map(({ tier }) => tier)).toEqual(['dram', 'nand', 'hdd']);
  });

  it('share out each tier whole: the points sum to 1', () => {
    const pointOf = (id: string): number => assumptions.find((row) => row.id === id)?.point ?? NaN;
    const sumOf = (ids: readonly string[]): number => ids.reduce((total, id) => total + pointOf(id), 0);
    const ids = tierShiftInputIds(registry);
    expect(sumOf(ids.filter((id) => id.startsWith('conventional_share_')))).toBeCloseTo(1, 12);
    expect(sumOf(ids.filter((id) => /^tier_share_.+_nand$/.test(id)))).toBeCloseTo(1, 12);
    expect(sumOf(ids.filter((id) => /^tier_share_.+_hdd$/.test(id)))).toBeCloseTo(1, 12);
  });

  it('may all be missing: nothing is needed and nothing modelled', () => {
    const bare = registryOf(assumptions.filter((row) => !isOwnRow(row)));
    expect(tierShiftInputIds(bare)).toEqual([]);
    expect(createTierShiftLayout(bare)).toBeNull();
  });

  it('may be missing for one tier, which the layout then leaves out', () => {
    const without = assumptions.filter((row) => !(isOwnRow(row) && row.id.includes('_hdd')));
    expect(findMissingInputs(registryOf(without), tierShiftInputIds(registryOf(without)))).toEqual([]);
    expect(layoutOf(without).map(({ tier }) => tier)).toEqual(['dram', 'nand']);
  });

  it('leave DRAM out without its bytes, although the conventional market is there', () => {
    const without = assumptions.filter(({ id }) => id !== 'tier_bytes_per_hbm_byte_dram');
    expect(layoutOf(without).map(({ tier }) => tier)).toEqual(['nand', 'hdd']);
  });

  it.each(assumptions.filter(isOwnRow).filter(({ id }) => id !== 'tier_bytes_per_hbm_byte_dram'))(
    '$id alone missing is a fault that names it',
    ({ id }) => {
      const gap = registryOf(assumptions.filter((row) => row.id !== id));
      const faults = findMissingInputs(gap, tierShiftInputIds(gap));
      expect(faults.map((fault) => fault.pointer)).toEqual([`/assumptions/${id}`]);
    },
  );

  it('need the conventional market once system DRAM is a tier', () => {
    const gap = registryOf(assumptions.filter(({ id }) => id !== 'conventional_share_micron'));
    const faults = findMissingInputs(gap, tierShiftInputIds(gap));
    expect(faults.map((fault) => fault.pointer)).toEqual(['/assumptions/conventional_share_micron']);
  });
});

describe('a quarter of shifted demand', () => {
  // 0.1 of 2 bn GB is freed by techniques of each tier: 0.2 bn GB.
  const shift = shiftOf(HAND, '2028Q3', 2, [0.1, 0.1, 0.1]);

  it('is price times bytes, by hand', () => {
    // DRAM 10 * 1.5 * 0.5 = 7.5 USD a GB, 0.4 bn GB; flash 0.2 USD, 2 bn GB; disks 0.02 USD, 0.1 bn GB.
    expect(shift.revenueUsdBn[0]).toBeCloseTo(3, 14);
    expect(shift.revenueUsdBn[1]).toBeCloseTo(0.4, 14);
    expect(shift.revenueUsdBn[2]).toBeCloseTo(0.002, 14);
  });

  it('goes to the vendors by their shares of the tier and earns its margin', () => {
    expect(vendorOf(shift.vendorRevenueUsdBn, 1, 'samsung')).toBeCloseTo(0.12, 14);
    expect(vendorOf(shift.vendorEbitUsdBn, 1, 'samsung')).toBeCloseTo(0.084, 14);
    expect(vendorOf(shift.vendorEbitUsdBn, 1, 'sandisk')).toBeCloseTo(0.028, 14);
    // conventional_share_micron 0.24 of 3, margin 0.8.
    expect(vendorOf(shift.vendorEbitUsdBn, 0, 'micron')).toBeCloseTo(0.576, 14);
    // tier_share_seagate_hdd 0.425 of 0.002, margin 0.6.
    expect(vendorOf(shift.vendorEbitUsdBn, 2, 'seagate')).toBeCloseTo(0.00051, 14);
  });

  it('leaves out who makes nothing of a tier', () => {
    for (const key of ['western_digital', 'seagate'])
      expect(vendorOf(shift.vendorRevenueUsdBn, 1, key)).toBe(0);
    for (const key of ['sk_hynix', 'sandisk', 'kioxia'])
      expect(vendorOf(shift.vendorRevenueUsdBn, 2, key)).toBe(0);
    expect(vendorOf(shift.vendorRevenueUsdBn, 0, 'sandisk')).toBe(0);
  });

  it('takes the price of its calendar year, the first and last beyond the rows', () => {
    const flash = (quarter: string): number => shiftOf(HAND, quarter, 1, [0, 1, 0]).revenueUsdBn[1] ?? NaN;
    expect(['2026Q4', '2027Q1', '2027Q4', '2028Q1', '2029Q1', '2030Q4'].map(flash)).toEqual([
      4, 4, 4, 2, 1, 1,
    ]);
  });

  it('keeps the tiers apart', () => {
    const flashOnly = shiftOf(HAND, '2028Q3', 2, [0, 0.1, 0]);
    expect([...flashOnly.revenueUsdBn]).toEqual([0, shift.revenueUsdBn[1], 0]);
  });

  it('divides raw shares by their sum, as draws need not sum to 1', () => {
    const doubled = Object.fromEntries(
      Object.entries(HAND).map(([id, value]) => [id, id.startsWith('tier_share_') ? 2 * value : value]),
    );
    const again = shiftOf(doubled, '2028Q3', 2, [0.1, 0.1, 0.1]);
    expect(vendorOf(again.vendorRevenueUsdBn, 1, 'samsung')).toBeCloseTo(0.12, 14);
  });
});

describe('laws of the tier shift', () => {
  const quarter = fc.constantFrom('2026Q4', '2027Q2', '2028Q4', '2030Q4');
  const inputs = fc.record({
    quarter,
    baselineBnGb: numberBetween(0, 10),
    shifted: fc.tuple(numberBetween(-0.5, 0.99), numberBetween(-0.5, 0.99), numberBetween(-0.5, 0.99)),
  });

  it('no shift is exactly 0 for everybody', () => {
    fc.assert(
      fc.property(inputs, ({ quarter: at, baselineBnGb }) => {
        const shift = shiftOf({}, at, baselineBnGb, [0, 0, 0]);
        for (const values of Object.values(shift) as Float64Array[])
          expect([...values].every((value) => value === 0)).toBe(true);
      }),
    );
  });

  it('vendors, with other, sum to the tier', () => {
    fc.assert(
      fc.property(inputs, ({ quarter: at, baselineBnGb, shifted }) => {
        const { revenueUsdBn, vendorRevenueUsdBn } = shiftOf({}, at, baselineBnGb, shifted);
        revenueUsdBn.forEach((revenue, j) => {
          const sum = TIER_VENDORS.reduce(
            (total, { key }) => total + vendorOf(vendorRevenueUsdBn, j, key),
            0,
          );
          expect(sum).toBeCloseTo(revenue, 11);
        });
      }),
    );
  });

  it('is linear in the bytes ratio, in the baseline and in the shift', () => {
    fc.assert(
      fc.property(inputs, numberBetween(0.1, 8), ({ quarter: at, baselineBnGb, shifted }, factor) => {
        const flash = (ratio: number, bnGb: number, scale: number): number =>
          shiftOf(
            { tier_bytes_per_hbm_byte_nand: ratio },
            at,
            bnGb,
            shifted.map((part) => part * scale),
          ).revenueUsdBn[1] ?? NaN;
        const once = flash(10, baselineBnGb, 1);
        expect(flash(10 * factor, baselineBnGb, 1)).toBeCloseTo(factor * once, 9);
        expect(flash(10, baselineBnGb * factor, 1)).toBeCloseTo(factor * once, 9);
        expect(flash(10, baselineBnGb, factor)).toBeCloseTo(factor * once, 9);
      }),
    );
  });
});

describe('the size of the shift', () => {
  it('is small against the flash market of 2028, at 30 % of the reference saving', () => {
    // G0 and s by quarter of 2028 as the curated world has them; Citi and TechInsights put the year at 2,000 bn GB.
    const baseline = [1.79, 1.909, 2.035, 2.092];
    const saving = [0.1752, 0.2205, 0.2565, 0.2772];
    const flash = baseline.reduce((total, bnGb, i) => {
      const part = 0.3 * (saving[i] ?? NaN);
      const shift = shiftOf({}, `2028Q${String(i + 1)}`, bnGb, [part, part, part]);
      return total + (shift.revenueUsdBn[1] ?? NaN);
    }, 0);
    // 0.3 * 1.836 bn GB freed = 0.551; times 10; at 0.42 * 0.97 * 0.5 = 0.2037 USD a GB.
    expect(flash).toBeCloseTo(0.3 * 1.8365 * 10 * 0.2037, 2);
    expect(flash / (2000 * 0.2037)).toBeLessThan(0.01);
  });
});
