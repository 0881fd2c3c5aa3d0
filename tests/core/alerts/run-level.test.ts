/** Laws of rules about levels, over random series, and how single conditions fire. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { placeOf, type Condition } from '#lib/core/alerts/condition.ts';
import { distanceToLevel, quietAt, quietOfLevel } from '#lib/core/alerts/quiet.ts';
import {
  runLevel,
  UNSEEN,
  type LevelFiring,
  type LevelRule,
  type LevelState,
  type Observation,
} from '#lib/core/alerts/run-level.ts';

const OPEN = { isMuted: false };

/** Days from 1 January 2026 on. */
function dayOf(index: number): string {
  return new Date(Date.UTC(2026, 0, 1 + index)).toISOString().slice(0, 10);
}

function toSeries(
  values: readonly (number | null)[],
  bounds: Observation['bounds'] = null,
): readonly Observation[] {
  return values.map((value, index) => ({
    at: dayOf(index),
    on: dayOf(index),
    value,
    absence: value === null ? 'no close' : null,
    bounds,
  }));
}

function rule(condition: Condition, changes: Partial<LevelRule> = {}): LevelRule {
  return { condition, isOneShot: false, tellsStanding: false, ...changes };
}

function fire(wanted: LevelRule, values: readonly (number | null)[], bounds: Observation['bounds'] = null) {
  return runLevel(wanted, UNSEEN, toSeries(values, bounds), OPEN);
}

const firedOn = (firings: readonly LevelFiring[]): readonly string[] => firings.map(({ on }) => on);

const level = fc.integer({ min: -50, max: 50 });
const band = fc.integer({ min: 0, max: 20 });
const condition: fc.Arbitrary<Condition> = fc.oneof(
  fc.record({ kind: fc.constantFrom('above', 'below'), level, band }),
  fc.record({ kind: fc.constant('sign' as const), band }),
  fc.record({ kind: fc.constant('outside' as const), band }),
  fc.record({ kind: fc.constant('moved' as const), by: fc.integer({ min: 1, max: 30 }) }),
);
const rules: fc.Arbitrary<LevelRule> = fc.record({
  condition,
  isOneShot: fc.boolean(),
  tellsStanding: fc.boolean(),
});
const series = fc
  .array(fc.option(fc.integer({ min: -60, max: 60 }), { nil: null, freq: 8 }), { maxLength: 31 })
  .map((values) => toSeries(values, { low: -20, high: 20 }));

describe('any rule over any month', () => {
  it('fires alike however the month is cut into batches, also where batches overlap or come twice', () => {
    fc.assert(
      fc.property(
        rules,
        series,
        fc.array(fc.tuple(fc.nat(31), fc.nat(6)), { maxLength: 12 }),
        (wanted, all, cuts) => {
          const whole = runLevel(wanted, UNSEEN, all, OPEN);
          const ends = [
            ...cuts.map(([end]) => Math.min(end, all.length)).toSorted((a, b) => a - b),
            all.length,
          ];
          let state: LevelState = UNSEEN;
          let from = 0;
          const told: LevelFiring[] = [];
          for (const [index, end] of ends.entries()) {
            // Each batch begins some observations too early.
            const again = Math.max(0, from - (cuts[index]?.[1] ?? 0));
            const run = runLevel(wanted, state, all.slice(again, end), OPEN);
            told.push(...run.firings);
            state = run.state;
            from = Math.max(from, end);
          }
          expect(told).toEqual(whole.firings);
          expect(state).toEqual(whole.state);
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('does nothing when it is evaluated once more on the same data', () => {
    fc.assert(
      fc.property(rules, series, (wanted, all) => {
        const first = runLevel(wanted, UNSEEN, all, OPEN);
        const second = runLevel(wanted, first.state, all, OPEN);
        expect(second).toEqual({ state: first.state, firings: [] });
      }),
    );
  });

  it('never fires twice without a value on the near side between', () => {
    fc.assert(
      fc.property(
        level,
        band,
        fc.constantFrom('above' as const, 'below' as const),
        series,
        (at, wide, kind, all) => {
          const wanted: Condition = { kind, level: at, band: wide };
          const { firings } = runLevel(rule(wanted), UNSEEN, all, OPEN);
          const isNear = (value: number): boolean =>
            kind === 'above' ? value < at - wide : value > at + wide;
          firings.slice(1).forEach((firing, index) => {
            const between = all.filter(({ at: key }) => key > (firings[index]?.at ?? '') && key < firing.at);
            expect(between.some(({ value }) => value !== null && isNear(value))).toBe(true);
          });
        },
      ),
      { numRuns: 2_000 },
    );
  });

  it('alternates sides where it watches a sign, and each firing is past the band', () => {
    fc.assert(
      fc.property(band, series, (wide, all) => {
        const { firings } = runLevel(rule({ kind: 'sign', band: wide }), UNSEEN, all, OPEN);
        const signs = firings.map(({ after }) => Math.sign(after.value));
        expect(firings.every(({ after }) => Math.abs(after.value) > wide)).toBe(true);
        expect(signs.slice(1).every((sign, index) => sign === -(signs[index] ?? 0))).toBe(true);
      }),
    );
  });

  it('never fires for a value that is missing, and says why there is none', () => {
    fc.assert(
      fc.property(rules, series, (wanted, all) => {
        const { firings, state } = runLevel(wanted, UNSEEN, all, OPEN);
        const missing = new Set(all.filter(({ value }) => value === null).map(({ at }) => at));
        expect(firings.some(({ at }) => missing.has(at))).toBe(false);
        expect(state.absence).toBe(all.at(-1)?.absence ?? null);
        if (state.absence !== null) {
          expect(quietOfLevel(wanted.condition, state, null)).toEqual({
            kind: 'failing',
            reason: 'no close',
          });
          expect(distanceToLevel(wanted.condition, state, null)).toBeNull();
        }
      }),
    );
  });

  it('fires once at most where it has one shot', () => {
    fc.assert(
      fc.property(rules, series, (wanted, all) => {
        const often = runLevel({ ...wanted, isOneShot: false }, UNSEEN, all, OPEN);
        const once = runLevel({ ...wanted, isOneShot: true }, UNSEEN, all, OPEN);
        expect(once.firings).toEqual(often.firings.slice(0, 1));
      }),
    );
  });

  it('tells what stands only when it is asked to, and otherwise the same from then on', () => {
    fc.assert(
      fc.property(condition, series, (wanted, all) => {
        const silent = runLevel(rule(wanted), UNSEEN, all, OPEN);
        const told = runLevel(rule(wanted, { tellsStanding: true }), UNSEEN, all, OPEN);
        const first = all.find(({ value }) => value !== null);
        const isStanding =
          wanted.kind !== 'moved' &&
          wanted.kind !== 'sign' &&
          first?.value !== undefined &&
          first.value !== null &&
          placeOf(wanted, first.value, first.bounds) === 'far';
        expect(told.firings.length - silent.firings.length).toBe(isStanding ? 1 : 0);
        expect(told.firings.slice(isStanding ? 1 : 0)).toEqual(silent.firings);
      }),
    );
  });
});

describe('a level', () => {
  const above = rule({ kind: 'above', level: 100, band: 5 });

  it('fires when reached from below, and again only once the value was back past the band', () => {
    const { firings, state } = fire(above, [90, 99, 100, 97, 101, 95, 100, 94.9, 100]);
    expect(firedOn(firings)).toEqual([dayOf(2), dayOf(8)]);
    expect(firings[0]).toMatchObject({ before: { value: 99, on: dayOf(1) }, after: { value: 100 } });
    expect(quietOfLevel(above.condition, state, null)).toEqual({
      kind: 'waits-to-re-arm',
      side: 'below',
      level: 95,
    });
  });

  it('that holds when the rule begins waits for the value to come back', () => {
    expect(firedOn(fire(above, [120, 121, 94, 100]).firings)).toEqual([dayOf(3)]);
    expect(firedOn(fire({ ...above, tellsStanding: true }, [120, 121, 94, 100]).firings)).toEqual([
      dayOf(0),
      dayOf(3),
    ]);
  });

  it('is not re-armed by a gap in the data', () => {
    expect(firedOn(fire(above, [90, 100, null, null, 101]).firings)).toEqual([dayOf(1)]);
  });

  it('crossed during a mute is written down as such and spends no shot', () => {
    const once = { ...above, isOneShot: true };
    const muted = runLevel(once, UNSEEN, toSeries([90, 100]), { isMuted: true });
    expect(muted.firings).toMatchObject([{ on: dayOf(1), isMuted: true }]);
    const later = runLevel(once, muted.state, toSeries([90, 100, 94, 100, 94, 100]), OPEN);
    expect(firedOn(later.firings)).toEqual([dayOf(3)]);
    expect(quietOfLevel(once.condition, later.state, null)).toEqual({ kind: 'spent' });
  });

  it('says how far the value has to go', () => {
    const { state } = fire(above, [90, 92.5]);
    expect(quietOfLevel(above.condition, state, null)).toEqual({ kind: 'not-reached', distance: 7.5 });
    expect(distanceToLevel(above.condition, state, null)).toBe(7.5);
    expect(distanceToLevel({ kind: 'below', level: 90, band: 0 }, state, null)).toBe(2.5);
  });
});

describe('a sign', () => {
  it('changes by leaving zero on the other side, not by touching it', () => {
    expect(firedOn(fire(rule({ kind: 'sign', band: 0 }), [-3, 0, -1, 0, 2, 0, 1, -1]).firings)).toEqual([
      dayOf(4),
      dayOf(7),
    ]);
  });

  it('with a band does not tremble', () => {
    expect(firedOn(fire(rule({ kind: 'sign', band: 1 }), [-3, 0.5, -0.5, 0.9, 1.1, -1]).firings)).toEqual([
      dayOf(4),
    ]);
  });
});

describe('a range', () => {
  it('is left on either side, and armed again inside it by the band', () => {
    const outside = rule({ kind: 'outside', band: 0.1 });
    const values = [1.4, 1.9, 1.75, 1.85, 1.7, 1.0];
    expect(firedOn(fire(outside, values, { low: 1.1, high: 1.8 }).firings)).toEqual([dayOf(1), dayOf(5)]);
  });
});

describe('a move', () => {
  it('counts from the last one that was told', () => {
    const moved = rule({ kind: 'moved', by: 5 });
    const { firings, state } = fire(moved, [10, 15, 15.1, 19, 20.2, 15, 15.1]);
    expect(firedOn(firings)).toEqual([dayOf(2), dayOf(4), dayOf(5)]);
    expect(firings.map(({ before }) => before?.value)).toEqual([10, 15.1, 20.2]);
    expect(quietOfLevel(moved.condition, state, null)).toMatchObject({
      kind: 'moved-less',
      from: { value: 15 },
    });
  });
});

describe('a mute', () => {
  it('is what is said while it lasts, unless the rule fails', () => {
    const quiet = { kind: 'nothing-new' } as const;
    const failing = { kind: 'failing', reason: 'x' } as const;
    const until = '2026-12-01T00:00:00.000Z';
    expect(quietAt(quiet, until, '2026-11-30T00:00:00.000Z')).toEqual({ kind: 'muted', until });
    expect(quietAt(failing, until, '2026-11-30T00:00:00.000Z')).toBe(failing);
    expect(quietAt(quiet, until, until)).toBe(quiet);
  });
});
