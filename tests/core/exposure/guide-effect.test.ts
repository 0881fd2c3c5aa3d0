import { describe, expect, it } from 'vitest';

import { measureGuideEffect, type GuideEffect } from '#lib/core/exposure/guide-effect.ts';
import type { CapexAnnouncement } from '#lib/core/facts/types.ts';
import { curatedWorld, worldOf } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';
import { hbmMoves } from '#tests/support/guide-by-hand.ts';

/** The day before Alphabet's second-quarter round; its first quarter was reported, the three others were open. */
const DAY = '2026-07-21';
const FACTS = readExposureFacts(DAY);

function guide(id: string, changes: Partial<CapexAnnouncement> = {}): CapexAnnouncement {
  const row = FACTS.capexAnnouncements.find((one) => one.id === id);
  if (row === undefined) throw new Error(`no guide ${id}`);
  return { ...row, ...changes };
}

function effectOf(row: CapexAnnouncement): GuideEffect {
  const effect = measureGuideEffect(FACTS, row);
  if (!effect.ok) throw new Error(JSON.stringify(effect.error));
  return effect.value;
}

const OLD = guide('googl-cy2026-20260429');
const to = (pointUsdBn: number) =>
  guide('googl-cy2026-20260722', { lowUsdBn: null, highUsdBn: null, pointUsdBn });
const middle = ({ lowUsdBn, pointUsdBn, highUsdBn }: CapexAnnouncement): number =>
  pointUsdBn ?? ((lowUsdBn ?? NaN) + (highUsdBn ?? NaN)) / 2;

describe('what a new guide moves', () => {
  it.each([1, 10, 40])('is what the formulas give by hand: a raise by %d bn', (raiseUsdBn) => {
    const world = curatedWorld(DAY);
    const { baselineHbmUsdBn, hbmUsdBn, exposureUsdBn, ...horizon } = effectOf(to(middle(OLD) + raiseUsdBn));
    const hand = hbmMoves({ world, raiseUsdBn, year: 2026, openQuarters: 3 });

    expect(baselineHbmUsdBn.change).toBeCloseTo(hand.baseline, 9);
    expect(exposureUsdBn.change).toBeCloseTo(hand.exposure, 9);
    expect(hbmUsdBn.change).toBeCloseTo(hand.baseline + hand.exposure, 9);
    expect(horizon).toMatchObject({
      asOf: DAY,
      firstQuarter: '2026Q3',
      lastQuarter: '2029Q3',
      quarterCount: 13,
      calibration: { change: 0 },
    });
  });

  it('goes on a straight line: twice the raise moves twice as much, a cut as far the other way', () => {
    const [once, twice, cut] = [10, 20, -10].map((by) => effectOf(to(middle(OLD) + by)));

    expect(twice?.baselineHbmUsdBn.change).toBeCloseTo(2 * (once?.baselineHbmUsdBn.change ?? NaN), 9);
    expect(cut?.exposureUsdBn.change).toBeCloseTo(-(once?.exposureUsdBn.change ?? NaN), 9);
    expect(once?.baselineHbmUsdBn.change).toBeGreaterThan(0);
    // More revenue is at risk when more is expected.
    expect(once?.exposureUsdBn.change).toBeLessThan(0);
  });

  it('is nothing when the same number is said again', () => {
    const { baselineHbmUsdBn, exposureUsdBn } = effectOf(to(middle(OLD)));

    expect([baselineHbmUsdBn.change, exposureUsdBn.change]).toEqual([0, 0]);
  });

  it('is of this guide alone: others of the same day, and the facts of that day, are not seen', () => {
    const later = FACTS.capexAnnouncements.filter(({ visibleFrom }) => visibleFrom > DAY);
    const world = worldOf(FACTS);
    const { baselineHbmUsdBn } = effectOf(to(middle(OLD) + 10));

    expect(later.length).toBeGreaterThan(1);
    const horizon = world.baselineHbmUsdBn.slice(0, 13).reduce((sum, quarter) => sum + quarter, 0);
    expect(baselineHbmUsdBn.before).toBeCloseTo(horizon, 9);
  });

  it('of the year whose market the chain is scaled to moves the scale, and says so', () => {
    const row = guide('googl-cy2025-20251029');
    const facts = readExposureFacts('2025-10-28');
    const effect = measureGuideEffect(facts, row);

    expect(effect).toMatchObject({ ok: true });
    if (!effect.ok) return;
    expect(effect.value.calibration.change).toBeLessThan(0);
    expect(effect.value.baselineHbmUsdBn.change).toBeLessThan(0);
  });

  it('cannot be said before anything was reported', () => {
    expect(measureGuideEffect(readExposureFacts('2020-01-01'), OLD)).toMatchObject({ ok: false });
  });
});
