import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calibrate, wilsonInterval } from '#lib/core/track-record/calibrate.ts';
import {
  CALL_STATES,
  followOutcomes,
  gradeCalls,
  gradeOf,
  type GradedCall,
} from '#lib/core/track-record/grade-calls.ts';
import { calendarQuarter } from '#lib/core/track-record/reporting-quarters.ts';
import { quarterLabel } from '#lib/core/calendar/quarter.ts';
import {
  CALL_LEVELS,
  levelValues,
  targetKey,
  type ForecastCall,
  type Outcome,
} from '#lib/core/track-record/types.ts';
import type { BandQuantiles } from '#lib/core/uncertainty/summary.ts';

const FIRST_QUARTER = 2010 * 4;
const AS_OF = '2026-11-23';

function bandOf(valueAt: (level: number) => number): BandQuantiles {
  const [p05 = 0, p10 = 0, p25 = 0, p50 = 0, p75 = 0, p90 = 0, p95 = 0] = CALL_LEVELS.map(valueAt);
  return { p05, p10, p25, p50, p75, p90, p95 };
}

function call(i: number, quantiles: BandQuantiles): ForecastCall {
  const { periodStartOn, periodEndOn } = calendarQuarter(FIRST_QUARTER + i);
  return {
    subject: 'hbm-total',
    vendor: null,
    quarter: quarterLabel(FIRST_QUARTER + i),
    ...{ periodStartOn, periodEndOn, quantiles },
    horizonQuarters: 1,
    unit: 'USD bn',
  };
}

function outcome(of: ForecastCall, value: number, changes: Partial<Outcome> = {}): Outcome {
  const { subject, vendor, quarter, periodStartOn, periodEndOn } = of;
  return {
    ...{ subject, vendor, quarter, periodStartOn, periodEndOn, value },
    kind: 'estimate',
    bound: null,
    visibleFrom: periodEndOn,
    sources: [],
    ...changes,
  };
}

/** Numbers from 0 to 1 that look random and are the same each time (mulberry32). */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

/**
 * Calls of a forecaster who knows the law of what comes, uniform on 10 to 30, times an error of `factor`; each call
 * judged by its own draw.
 */
function forecaster(count: number, factor: number): GradedCall[] {
  const random = randomFrom(7);
  return Array.from({ length: count }, () => {
    const quantiles = bandOf((level) => (10 + 20 * level) * factor);
    const one = call(0, quantiles);
    const history = followOutcomes([[outcome(one, 10 + 20 * random())]]);
    return gradeCalls([one], history, AS_OF)[0];
  }).filter((one) => one !== undefined);
}

const COUNT = 4000;
/** Four standard errors of a share. */
const margin = (share: number): number => 4 * Math.sqrt((share * (1 - share)) / COUNT);

describe('calibration', () => {
  it('of a forecaster who knows the law is nominal in every band and at every level', () => {
    const { bands, levels, places, biasPct } = calibrate(forecaster(COUNT, 1));
    for (const { level, share, interval } of bands) {
      expect(Math.abs((share ?? NaN) - level)).toBeLessThan(margin(level));
      expect(interval?.[0]).toBeLessThan(level);
      expect(interval?.[1]).toBeGreaterThan(level);
    }
    for (const { level, share } of levels)
      expect(Math.abs((share ?? NaN) - level)).toBeLessThan(margin(level));
    const widths = [0.05, 0.05, 0.15, 0.25, 0.25, 0.15, 0.05, 0.05];
    places.forEach((count, i) => {
      const width = widths[i] ?? NaN;
      expect(Math.abs(count / COUNT - width)).toBeLessThan(margin(width));
    });
    // The median of uniform 10..30 is 20: half the errors are above 0.
    expect(Math.abs(biasPct ?? NaN)).toBeLessThan(2);
  });

  it.each([1.25, 0.8])('shows the bias of a forecaster who is %f times too high', (factor) => {
    const { biasPct, bands, levels } = calibrate(forecaster(COUNT, factor));
    expect(biasPct).toBeCloseTo((factor - 1) * 100, -1);
    expect(Math.sign(biasPct ?? 0)).toBe(Math.sign(factor - 1));
    expect(bands[1]?.share).toBeLessThan(0.78);
    const middle = levels[3]?.share ?? NaN;
    expect(factor > 1 ? middle > 0.6 : middle < 0.4).toBe(true);
  });

  it('counts every call once, misses and undisclosed ones too', () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0.01, max: 100, noNaN: true })), { minLength: 1, maxLength: 80 }),
        (values) => {
          const calls = values.map((_, i) =>
            call(
              i,
              bandOf((level) => 10 + 20 * level),
            ),
          );
          const known = calls.flatMap((one, i) => {
            const value = values[i] ?? null;
            return value === null ? [] : [outcome(one, value)];
          });
          const graded = gradeCalls(calls, followOutcomes([known]), AS_OF);
          const sum = calibrate(graded);
          const ended = calls.filter(({ periodEndOn }) => periodEndOn < AS_OF);
          expect(graded.map((one) => one.call)).toEqual(calls);
          expect(sum.calls).toBe(calls.length);
          expect(sum.open + sum.awaited + sum.matured).toBe(calls.length);
          expect(sum.matured).toBe(sum.graded + sum.notDisclosed);
          expect(sum.open).toBe(calls.length - ended.length);
          expect(sum.graded).toBe(ended.filter((one) => known.some((k) => k.quarter === one.quarter)).length);
          expect(sum.places.reduce((total, count) => total + count, 0)).toBe(sum.graded);
          for (const { of, count } of [...sum.bands, ...sum.levels]) {
            expect(of).toBe(sum.graded);
            expect(count).toBeLessThanOrEqual(of);
          }
          expect(graded.every(({ state }) => CALL_STATES.includes(state))).toBe(true);
        },
      ),
    );
  });

  it('says nothing of what has not matured', () => {
    const sum = calibrate(
      gradeCalls(
        [
          call(
            100,
            bandOf((level) => level),
          ),
        ],
        new Map(),
        AS_OF,
      ),
    );
    expect(sum).toMatchObject({ calls: 1, open: 1, matured: 0, graded: 0, biasPct: null, crpsPct: null });
    expect(sum.bands.every(({ share, interval }) => share === null && interval === null)).toBe(true);
  });

  it.each([
    [81, 263, 0.2553, 0.3662],
    [15, 148, 0.0624, 0.1605],
    [0, 20, 0, 0.1611],
    [1, 29, 0.0061, 0.1718],
  ])('has the intervals that Newcombe (1998, table I, method 3) prints: %i of %i', (count, of, low, high) => {
    const interval = wilsonInterval(count, of);
    expect(interval[0]).toBeCloseTo(low, 4);
    expect(interval[1]).toBeCloseTo(high, 4);
  });
});

describe('a grade', () => {
  const quantiles = bandOf((level) => 100 * level);

  it('places a figure among the quantiles, ends included in the bands', () => {
    expect(gradeOf({ quantiles }, 50)).toMatchObject({ errorPct: 0, inside50: true, place: 3 });
    expect(gradeOf({ quantiles }, 90)).toMatchObject({ inside50: false, inside80: true, place: 5 });
    expect(gradeOf({ quantiles }, 90.1)).toMatchObject({ inside80: false, inside90: true, place: 6 });
    expect(gradeOf({ quantiles }, 96)).toMatchObject({ inside90: false, place: 7 });
    expect(gradeOf({ quantiles }, 1)).toMatchObject({ inside90: false, place: 0 });
    expect(gradeOf({ quantiles }, 40).errorPct).toBeCloseTo(25, 12);
    expect(gradeOf({ quantiles }, 0).errorPct).toBeNull();
  });

  it('scores a sure call by its distance, and any call near the integral of its quantile losses', () => {
    const sure = bandOf(() => 10);
    expect(gradeOf({ quantiles: sure }, 13).crps).toBeCloseTo(3, 12);
    expect(gradeOf({ quantiles: sure }, 10).crps).toBe(0);
    // Uniform on 0..100 has the score x²/100 - x + 100/3 at x: 8.33 at 50, 33.3 at 0 and at 100.
    for (const [x, exact] of [
      [50, 100 / 12],
      [0, 100 / 3],
      [100, 100 / 3],
    ] as const) {
      expect(Math.abs(gradeOf({ quantiles }, x).crps - exact)).toBeLessThan(0.05 * exact + 1);
    }
  });

  it('is never better for a figure further from every quantile', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 100, max: 1e6, noNaN: true }),
        fc.double({ min: 0, max: 1e6, noNaN: true }),
        (x, more) => {
          expect(gradeOf({ quantiles }, x + more).crps).toBeGreaterThanOrEqual(
            gradeOf({ quantiles }, x).crps,
          );
        },
      ),
    );
  });
});

describe('what a call is judged by', () => {
  const one = call(
    60,
    bandOf((level) => 10 + 20 * level),
  );
  const judge = (snapshots: readonly (readonly Outcome[])[], asOf = AS_OF): GradedCall => {
    const [graded] = gradeCalls([one], followOutcomes(snapshots), asOf);
    if (graded === undefined) throw new Error('nothing graded');
    return graded;
  };

  it('keeps the first figure beside one that was corrected later', () => {
    const graded = judge([[outcome(one, 20)], [outcome(one, 35)]]);
    expect(graded).toMatchObject({
      state: 'graded',
      first: { actual: 20, inside80: true },
      latest: { actual: 35, inside80: false },
    });
  });

  it('prefers what the vendor said to what others estimate, and tells both', () => {
    const estimate = outcome(one, 22, { visibleFrom: '2025-04-10' });
    const stated = outcome(one, 26, { visibleFrom: '2025-06-01', kind: 'stated' });
    expect(judge([[stated, estimate]])).toMatchObject({
      maturedOn: '2025-04-10',
      first: { actual: 22 },
      latest: { actual: 26 },
    });
  });

  it('takes the median of rival estimates', () => {
    expect(judge([[18, 30, 21].map((value) => outcome(one, value))]).latest?.actual).toBe(21);
  });

  it('forgets a figure that was withdrawn', () => {
    expect(judge([[outcome(one, 20)], []])).toMatchObject({ state: 'not-disclosed', latest: null });
  });

  it('is no figure of other days', () => {
    const shifted = outcome(one, 20, { periodStartOn: '2025-02-01', periodEndOn: '2025-04-30' });
    expect(judge([[shifted]])).toMatchObject({ state: 'not-disclosed' });
  });

  it('runs through open, awaited and not disclosed as days pass', () => {
    expect(one.periodEndOn).toBe('2025-03-31');
    const states = ['2025-03-31', '2025-04-01', '2025-06-28', '2025-06-29'].map(
      (day) => judge([[]], day).state,
    );
    expect(states).toEqual(['open', 'awaited', 'awaited', 'not-disclosed']);
    expect(judge([[]], '2025-06-29').maturedOn).toBe('2025-06-29');
  });

  it('names its target alike in call and outcome', () => {
    expect(targetKey(one)).toBe(targetKey(outcome(one, 1)));
    expect(levelValues(one.quantiles)).toHaveLength(CALL_LEVELS.length);
  });
});
