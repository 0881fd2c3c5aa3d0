import { describe, expect, it } from 'vitest';
import { FLEET_SEGMENTS } from '#lib/core/efficiency/fleet/fleet-rows.ts';
import { computeFleetSaving } from '#lib/core/efficiency/fleet/fleet-saving.ts';
import { studyFleet } from '#lib/core/efficiency/fleet/fleet-study.ts';
import { fillFleet } from '#lib/core/efficiency/fleet/fleet.ts';
import { multiplyHeadlines } from '#lib/core/efficiency/fleet/headline-product.ts';
import { readShippedFleetRows } from '#tests/support/fleet.ts';

const rows = readShippedFleetRows();
const asOf = '2026-11-23';
const quarters = ['2026Q4', '2027Q4', '2028Q4', '2029Q4'];
const study = (segment: (typeof FLEET_SEGMENTS)[number]['key'] | null, at = 3) =>
  studyFleet(rows, { asOf, quarters, at, segment });

describe('study of the fleet', () => {
  it('speaks of a segment as the whole fleet counts it', () => {
    const whole = computeFleetSaving(fillFleet(rows), asOf, quarters);
    for (const { key } of FLEET_SEGMENTS) {
      const focused = study(key);
      focused.quarters.forEach((quarter, k) => {
        expect(quarter.memorySaving).toBeCloseTo(whole[k]?.segments[key].memorySaving ?? NaN, 14);
        expect(quarter.costSaving).toBeCloseTo(whole[k]?.segments[key].costSaving ?? NaN, 14);
      });
    }
  });

  it('weighs the segments back to the whole', () => {
    const whole = study(null);
    const sum = FLEET_SEGMENTS.reduce(
      (total, { key }) =>
        total + whole.fleet.segmentShare[key] * (study(key).quarters[3]?.memorySaving ?? NaN),
      0,
    );
    expect(sum).toBeCloseTo(whole.quarters[3]?.memorySaving ?? NaN, 14);
  });

  it('splits exactly what it reads off, of a segment too', () => {
    for (const segment of [null, 'cn_labs'] as const) {
      const { contributions, quarters: path, at } = study(segment, 2);
      const sum = contributions.reduce((total, { share }) => total + share, 0);
      expect(sum).toBeCloseTo(path[at]?.memorySaving ?? NaN, 12);
    }
  });

  it('has ranges that do not depend on shares of segments once one is in focus', () => {
    const swings = study('us_frontier').memory[3]?.swings ?? [];
    const shares = swings.filter(({ input }) => input.startsWith('Raw share'));
    expect(shares).toHaveLength(3);
    for (const { atLow, atHigh } of shares) expect(atLow).toBe(atHigh);
  });

  it('refuses a quarter that the path has not', () => {
    expect(() => study(null, 4)).toThrow(RangeError);
  });
});

describe('headlines multiplied', () => {
  it('leaves less than a millionth when all are counted, a seven-thousandth when groups count once', () => {
    const { leftByAll, leftByGroups } = multiplyHeadlines(rows);
    // By hand from techniques.csv.
    const attention = 0.02 * 0.281 * 0.1875 * 0.262;
    const rest = 0.5 * 0.281 * 0.5 * 0.429 * 0.556 * 0.105;
    expect(leftByAll).toBeCloseTo(attention * rest, 15);
    expect(leftByGroups).toBeCloseTo(0.02 * 0.281 * 0.429 * 0.556 * 0.105, 15);
  });

  it('leaves the whole when there is no technique', () => {
    expect(multiplyHeadlines({ techniques: [] })).toEqual({ leftByAll: 1, leftByGroups: 1 });
  });
});
