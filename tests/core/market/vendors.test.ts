/** Redeployed wafers, vendor shares and value (model 6 and 7). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointValues } from '#lib/core/assumptions/registry.ts';
import { parseQuarterLabel } from '#lib/core/calendar/quarter.ts';
import { createInputLayout } from '#lib/core/exposure/input-layout.ts';
import {
  conventionalBits,
  conventionalPrice,
  freedWaferShare,
  redeploymentFloor,
  waferRevenueRatio,
} from '#lib/core/market/redeployment.ts';
import { createSharePlan, fillVendorShares } from '#lib/core/market/vendor-shares.ts';
import { firstTerminalQuarter, quarterDiscount, terminalFactor } from '#lib/core/market/vendor-value.ts';
import { numberBetween } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const created = createInputLayout(readExposureFacts().assumptions);
if (!created.ok) throw new Error(JSON.stringify(created.error));
const { shares: layout, registry } = created.value;
const values = pointValues(registry);

function sharesAt(quarter: string): number[] {
  const shares = new Float64Array(4);
  fillVendorShares(createSharePlan(layout, parseQuarterLabel(quarter) ?? NaN, 1), values, shares);
  return [...shares];
}

function expectShares(quarter: string, raw: readonly number[]): void {
  const sum = raw.reduce((total, share) => total + share, 0);
  sharesAt(quarter).forEach((share, v) => {
    expect(share).toBeCloseTo((raw[v] ?? NaN) / sum, 14);
  });
}

describe('vendor shares', () => {
  it('are the anchors divided by their sum, which rounding leaves at 101 %', () => {
    expectShares('2025Q1', [0.7, 0.13, 0.18, 0]);
  });

  it('run in a straight line between anchors and stay flat outside', () => {
    expectShares('2026Q4', [(0.5 + 0.43) / 2, (0.33 + 0.36) / 2, (0.18 + 0.195) / 2, 0.015 / 2]);
    expectShares('2020Q1', [0.51, 0.4, 0.09, 0]);
    expectShares('2040Q1', [0.41, 0.34, 0.2, 0.05]);
  });

  it('sum to 1 in every quarter', () => {
    const count = 80;
    const shares = new Float64Array(4 * count);
    fillVendorShares(createSharePlan(layout, 2020 * 4, count), values, shares);
    for (let k = 0; k < count; k += 1) {
      const sum = [0, 1, 2, 3].reduce((total, v) => total + (shares[v * count + k] ?? NaN), 0);
      expect(sum).toBeCloseTo(1, 14);
    }
  });
});

describe('wafers between HBM and conventional DRAM', () => {
  it('are worth more in DDR5 when its price times the trade ratio exceeds HBM’s', () => {
    expect(waferRevenueRatio(16, 2.75, 14.49)).toBeCloseTo(3.0366, 4);
    expect(redeploymentFloor(3.0366, 0.1)).toBe(1);
    expect(redeploymentFloor(0.8, 0.1)).toBeCloseTo(0.72, 14);
  });

  it('leave the conventional price alone when none move', () => {
    fc.assert(
      fc.property(numberBetween(0, 1), (share) => {
        expect(freedWaferShare(share, 1)).toBe(0);
        expect(conventionalPrice(0, 12, 0.85)).toBe(1);
      }),
    );
  });

  it('cheapen it when they arrive and lift it when they leave, at most as if half the supply went', () => {
    expect(conventionalPrice(1.2, 12, 0.85)).toBeCloseTo(1.1 ** (-1 / 0.85), 14);
    expect(conventionalPrice(-1.2, 12, 0.85)).toBeCloseTo(0.9 ** (-1 / 0.85), 14);
    expect(conventionalPrice(-1e6, 12, 0.85)).toBeCloseTo(0.5 ** (-1 / 0.85), 14);
  });

  it('meet a market whose bits grow by the year', () => {
    expect(conventionalBits(12, 0.15, 4)).toBeCloseTo(13.8, 12);
    expect(conventionalBits(12, 0.15, -4)).toBeCloseTo(12 / 1.15, 12);
  });
});

describe('value of a change of profit', () => {
  it('discounts a flow from the middle of its quarter', () => {
    expect(quarterDiscount(0.11, 0)).toBeCloseTo(1.11 ** -0.125, 14);
  });

  it('continues the last four quarters as a flow that shrinks by its persistence each year', () => {
    let byHand = 0;
    for (let year = 1; year <= 400; year += 1) byHand += 0.75 ** year / 1.11 ** year;
    expect(terminalFactor(0.11, 0.75, 13)).toBeCloseTo(byHand * 1.11 ** (-13 / 4), 12);
    expect([2, 4, 13].map(firstTerminalQuarter)).toEqual([0, 0, 9]);
  });
});
