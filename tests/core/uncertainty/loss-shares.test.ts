import { describe, expect, it } from 'vitest';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');

describe('parts of the loss', () => {
  it('of one draw gives each vendor its part of what the losers lose, all parts together one', () => {
    const run = computeUncertainty(world, { scenario: { tierShiftShare: 0.3 }, draws: 1 });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    const bands = run.value.byVendorEbit;
    const loss = bands.reduce((sum, { p50 }) => sum + Math.min(0, p50), 0);
    expect(loss).toBeLessThan(0);
    for (const { p50, shareOfLoss } of bands)
      expect(shareOfLoss?.p50).toBeCloseTo(Math.min(0, p50) / loss, 12);
  });

  it('has no parts of a loss where nobody loses', () => {
    const run = computeUncertainty(world, { scenario: { memorySaving: 0 }, draws: 16 });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    expect(run.value.byVendorEbit.map(({ shareOfLoss }) => shareOfLoss)).toEqual(Array(8).fill(null));
  });
});
