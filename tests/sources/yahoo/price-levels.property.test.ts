import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { findStraySessions } from '#lib/sources/yahoo/price-levels.ts';

/** A series that never moves more than threefold from day to day. */
const calmCloses = fc
  .tuple(
    fc.double({ min: 1, max: 1e5, noNaN: true }),
    fc.array(fc.double({ min: 0.4, max: 2.5, noNaN: true }), { minLength: 2, maxLength: 40 }),
  )
  .map(([first, ratios]) => {
    const closes = [first];
    for (const ratio of ratios) closes.push((closes.at(-1) ?? first) * ratio);

    return closes.map((close, day) => ({
      sessionOn: new Date(day * 86_400_000).toISOString().slice(0, 10),
      close,
    }));
  });

describe('closes a hundredfold off', () => {
  it('are none in a series that moves as markets do', () => {
    fc.assert(
      fc.property(calmCloses, (closes) => {
        expect(findStraySessions(closes, [], null).size).toBe(0);
      }),
    );
  });

  it('are found wherever a minority of days is in another unit, and only those', () => {
    fc.assert(
      fc.property(calmCloses, fc.nat(), fc.constantFrom(100, 0.01, 1000), (closes, pick, factor) => {
        const row = pick % closes.length;
        const before = closes[row - 1]?.close;
        const after = closes[row + 1]?.close;
        const spoilt = closes.map((each, index) =>
          index === row ? { ...each, close: each.close * factor } : each,
        );
        // A calm move that happens to be against the jump may hide it below fiftyfold: then it is no hundredfold.
        const ratios = [before, after].flatMap((each) =>
          each === undefined ? [] : [(spoilt[row]?.close ?? 1) / each],
        );
        fc.pre(
          ratios.every((ratio) => (ratio >= 50 && ratio < 500 ? true : ratio <= 1 / 50 && ratio > 1 / 500)),
        );
        expect([...findStraySessions(spoilt, [], null)]).toEqual([closes[row]?.sessionOn]);
      }),
    );
  });

  it('do not depend on the unit that the whole series is in', () => {
    fc.assert(
      fc.property(calmCloses, fc.nat(), fc.integer({ min: 1, max: 1e4 }), (closes, pick, scale) => {
        const row = pick % closes.length;
        const spoilt = closes.map((each, index) =>
          index === row ? { ...each, close: each.close * 110 } : each,
        );
        const scaled = spoilt.map((each) => ({ ...each, close: each.close * scale }));
        expect(findStraySessions(scaled, [], null)).toEqual(findStraySessions(spoilt, [], null));
      }),
    );
  });

  const series = (...closes: number[]) =>
    closes.map((close, day) => ({ sessionOn: `2026-11-${String(day + 2).padStart(2, '0')}`, close }));

  it.each([
    ['from a day on', series(10, 11, 12, 1200, 1190), ['2026-11-05', '2026-11-06']],
    ['until a day', series(1000, 1010, 10, 11, 12), ['2026-11-02', '2026-11-03']],
    ['ten thousandfold', series(10, 11, 120_000, 12), ['2026-11-04']],
    ['two days, nobody can tell which', series(10, 1000), ['2026-11-02', '2026-11-03']],
    ['one day alone', series(1000), []],
    ['forty-nine fold is a move', series(10, 490, 500), []],
  ])('%s', (_, closes, strays) => {
    expect([...findStraySessions(closes, [], null)]).toEqual(strays);
  });

  it('the last stored close decides against the majority', () => {
    const known = { sessionOn: '2026-11-01', close: 10 };
    expect([...findStraySessions(series(1000, 1010, 10), [], known)]).toEqual(['2026-11-02', '2026-11-03']);
  });

  it('a split on the day or over a gap explains it, one before or after does not', () => {
    const closes = series(1000, 10, 11);
    expect(findStraySessions(closes, ['2026-11-03'], null).size).toBe(0);
    expect(findStraySessions([...closes.slice(0, 1), ...closes.slice(2)], ['2026-11-03'], null).size).toBe(0);
    expect(findStraySessions(closes, ['2026-11-02'], null).size).toBe(1);
    expect(findStraySessions(closes, ['2026-11-04'], null).size).toBe(1);
  });
});

describe('closes after one that was accepted', () => {
  it('are judged as if the accepted jump had not been one, whether it lasts or goes back', () => {
    fc.assert(
      fc.property(calmCloses, fc.nat(), fc.boolean(), (closes, pick, isLasting) => {
        const row = 1 + (pick % (closes.length - 1));
        const jumped = closes.map((each, index) =>
          index === row || (isLasting && index > row) ? { ...each, close: each.close * 100 } : each,
        );
        const accepted = jumped.slice(row, row + 1);

        expect([...findStraySessions(jumped, [], null, accepted)]).toEqual([]);
        // The same against a close stored before, with the accepted one stored too.
        const [known, ...rest] = jumped;
        expect([...findStraySessions(rest, [], known ?? null, accepted)]).toEqual([]);
        expect([...findStraySessions(jumped.slice(row + 1), [], jumped[row - 1] ?? null, accepted)]).toEqual(
          [],
        );
      }),
    );
  });

  it('are doubted when they jump again', () => {
    fc.assert(
      fc.property(calmCloses, (closes) => {
        fc.pre(closes.length >= 4);
        const jumped = closes.map((each, index) => ({
          ...each,
          close: each.close * ([1, 100, 1, 1e4][Math.min(index, 3)] ?? 1),
        }));
        const accepted = jumped.slice(1, 2);
        const strays = findStraySessions(jumped, [], jumped[0] ?? null, accepted);

        expect(strays.has(jumped[3]?.sessionOn ?? '')).toBe(true);
        expect(strays.has(jumped[2]?.sessionOn ?? '')).toBe(false);
      }),
    );
  });
});
