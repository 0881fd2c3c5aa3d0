/** Laws of putting marks together that stand too close. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { groupMarks } from '#lib/core/timeline/group-marks.ts';

const place = fc.double({ min: 0, max: 1, noNaN: true });
const placesAndGap = fc.tuple(
  fc.array(place, { maxLength: 60 }),
  fc.double({ min: 0, max: 0.5, noNaN: true }),
);

describe('groupMarks', () => {
  it('keeps marks apart that are far, and puts those together that are near', () => {
    expect(groupMarks([0.1, 0.5, 0.52, 0.9], 0.1)).toEqual([
      { at: 0.1, members: [0] },
      { at: 0.51, members: [1, 2] },
      { at: 0.9, members: [3] },
    ]);
    expect(groupMarks([], 0.1)).toEqual([]);
  });

  it('takes a neighbour in that became too near only by the growth of a group', () => {
    // 0.2 and 0.3 stand at 0.25 together, which is nearer to 0.1 than the gap; all three are one.
    expect(groupMarks([0.1, 0.22, 0.3], 0.15)).toEqual([{ at: 0.2, members: [0, 1, 2] }]);
  });

  it('puts equal places together whatever the gap', () => {
    expect(groupMarks([0.3, 0.1, 0.3], 0)).toEqual([
      { at: 0.1, members: [1] },
      { at: 0.3, members: [0, 2] },
    ]);
  });

  it('loses and doubles none, keeps their order, and leaves the gap between any two groups', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        const groups = groupMarks(places, gap);
        const members = groups.flatMap((group) => group.members);
        expect(members.toSorted((a, b) => a - b)).toEqual(places.map((_, index) => index));
        const inOrder = members.map((index) => places[index] ?? NaN);
        expect(inOrder).toEqual(places.toSorted((a, b) => a - b));
        groups.forEach(({ at }, index) => {
          const before = groups[index - 1]?.at;
          if (before !== undefined) expect(at - before).toBeGreaterThanOrEqual(gap);
        });
      }),
    );
  });

  it('stands each group in the middle of its first and last', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        for (const { at, members } of groupMarks(places, gap)) {
          const own = members.map((index) => places[index] ?? NaN);
          expect(at).toBe((Math.min(...own) + Math.max(...own)) / 2);
        }
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

  it('has nothing to do on what it has done, and more room never makes more groups than marks', () => {
    fc.assert(
      fc.property(placesAndGap, ([places, gap]) => {
        const once = groupMarks(places, gap);
        const again = groupMarks(
          once.map(({ at }) => at),
          gap,
        );
        expect(again.map(({ at }) => at)).toEqual(once.map(({ at }) => at));
        expect(groupMarks(places, 0).length).toBe(new Set(places.map((each) => each + 0)).size);
      }),
    );
  });

  it('refuses a place that is none', () => {
    expect(() => groupMarks([0.1, NaN], 0.1)).toThrow(RangeError);
  });
});
