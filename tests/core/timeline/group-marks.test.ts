/** Laws of putting marks together that stand too close. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { groupMarks } from '#lib/core/timeline/group-marks.ts';

const place = fc.double({ min: 0, max: 1, noNaN: true });
const placesAndGap = fc.tuple(
  fc.array(place, { maxLength: 60 }),
  fc.double({ min: 0, max: 0.5, noNaN: true }),
);
const SLACK = 1e-12;

const middleOf = (places: readonly number[]): number => (Math.min(...places) + Math.max(...places)) / 2;

describe('groupMarks', () => {
  it('keeps marks apart that are far, and puts those together that are near', () => {
    expect(groupMarks([0.125, 0.5, 0.5625, 0.875], 0.125)).toEqual([
      { at: 0.125, members: [0] },
      { at: 0.53125, members: [1, 2] },
      { at: 0.875, members: [3] },
    ]);
    expect(groupMarks([], 0.1)).toEqual([]);
  });

  it('moves groups apart that would touch, both by the same', () => {
    // 0.25 to 0.37 are one group at 0.31, 0.4 the next: 0.09 apart, so each gives way by 0.02 of the gap of 0.13.
    const groups = groupMarks([0.25, 0.37, 0.4], 0.13);
    expect(groups.map(({ members }) => members)).toEqual([[0, 1], [2]]);
    expect(groups[0]?.at).toBeCloseTo(0.29, 12);
    expect(groups[1]?.at).toBeCloseTo(0.42, 12);
  });

  it('puts equal places together whatever the gap', () => {
    expect(groupMarks([0.3, 0.1, 0.3], 0)).toEqual([
      { at: 0.1, members: [1] },
      { at: 0.3, members: [0, 2] },
    ]);
  });

  it('loses and doubles none, and keeps their order', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        const members = groupMarks(places, gap).flatMap((group) => group.members);
        expect(members.toSorted((a, b) => a - b)).toEqual(places.map((_, index) => index));
        expect(members.map((index) => places[index])).toEqual(places.toSorted((a, b) => a - b));
      }),
    );
  });

  it('leaves the gap between any two groups, on the axis', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        const groups = groupMarks(places, gap);
        groups.forEach(({ at }, index) => {
          expect(at).toBeGreaterThanOrEqual(-SLACK);
          expect(at).toBeLessThanOrEqual(1 + SLACK);
          const before = groups[index - 1]?.at;
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(gap - SLACK);
        });
      }),
    );
  });

  it('puts no two together that stand a gap apart, and leaves no two apart that would fit into one', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        const groups = groupMarks(places, gap).map(({ members }) =>
          members.map((index) => places[index] ?? NaN),
        );
        groups.forEach((own, index) => {
          const [low, high] = [Math.min(...own), Math.max(...own)];
          expect(low === high || high - low < gap).toBe(true);
          const next = groups[index + 1];
          if (next !== undefined) expect(Math.min(...next) - low).toBeGreaterThanOrEqual(gap);
        });
      }),
    );
  });

  it('stands a group in its middle where its neighbours leave room, and never moves one by a gap or more', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        const groups = groupMarks(places, gap);
        const middles = groups.map(({ members }) => middleOf(members.map((index) => places[index] ?? NaN)));
        const isFree = middles.every(
          (middle, index) => index === 0 || middle - (middles[index - 1] ?? 0) >= gap,
        );
        groups.forEach(({ at }, index) => {
          const middle = middles[index] ?? NaN;
          if (isFree) expect(at).toBeCloseTo(middle, 12);
          expect(Math.abs(at - middle)).toBeLessThanOrEqual(gap + SLACK);
        });
      }),
    );
  });

  it('does not depend on the order in which the marks are given', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        const sizes = (given: readonly number[]): readonly (readonly [number, number])[] =>
          groupMarks(given, gap).map(({ at, members }) => [at, members.length]);
        expect(sizes(places.toReversed())).toEqual(sizes(places));
      }),
    );
  });

  it('refuses a place that is not on the axis', () => {
    for (const wrong of [NaN, -0.1, 1.1, Infinity])
      expect(() => groupMarks([0.1, wrong], 0.1)).toThrow(RangeError);
  });
});
