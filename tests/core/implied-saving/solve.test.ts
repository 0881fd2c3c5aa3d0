import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import { drawValueCurves } from '#lib/core/implied-saving/drawn-curves.ts';
import { findRoot } from '#lib/core/implied-saving/find-root.ts';
import { rangeOfImplied } from '#lib/core/implied-saving/implied-range.ts';
import { solveJoint } from '#lib/core/implied-saving/joint.ts';
import { findRoots, solveImplied } from '#lib/core/implied-saving/solve.ts';
import type { MarketChange } from '#lib/core/implied-saving/types.ts';
import { createValueCurves, traceCurves, type ValueCurve } from '#lib/core/implied-saving/value-curve.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';

const TICKERS = ['000660.KS', '005930.KS', 'MU', 'SNDK', 'WDC', 'STX', '285A.T'];
const world = curatedWorld();

function curvesOf(scenario: ExposureScenario): readonly ValueCurve[] {
  const curves = createValueCurves(world, scenario, TICKERS);
  if (!curves.ok) throw new Error(JSON.stringify(curves.error));
  return curves.value;
}

function curveOf(ticker: string, scenario: ExposureScenario = {}): ValueCurve {
  const curve = curvesOf(scenario).find((one) => one.ticker === ticker);
  if (curve === undefined) throw new Error(ticker);
  return curve;
}

/** A curve of one listing given by hand. */
function curveBy(f: (saving: number) => number): ValueCurve {
  const [curve] = traceCurves((saving) => Float64Array.of(f(saving)), ['X']);
  if (curve === undefined) throw new Error('no curve');
  return curve;
}

const exact = (usdBn: number): MarketChange => ({ usdBn, stdErrorUsdBn: 0 });

describe('one formula for one number', () => {
  it('gives the value change that an exposure answer at the same saving gives', () => {
    const curve = curvesOf({ tierShiftShare: 0.2, usageElasticity: 1.4 });
    for (const saving of [0, 0.07, 0.28, 0.6, 0.99]) {
      const answer = answerOf(world, { tierShiftShare: 0.2, usageElasticity: 1.4, memorySaving: saving });
      for (const { ticker, at } of curve) {
        const row = answer.vendors.find((vendor) => vendor.ticker === ticker);
        expect(at(saving)).toBe(row?.valueChangeUsdBn);
      }
    }
  });

  it('solves back a planted saving, and the answer at the solution is the market change', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.06, max: 0.98, noNaN: true }),
        fc.constantFrom('000660.KS', '005930.KS', 'MU'),
        fc.constantFrom({}, { usageElasticity: 0 }, { usageElasticity: 0.6, contractShare: 0.3 }),
        (planted, ticker, scenario) => {
          const target = curveOf(ticker, scenario).at(planted);
          const roots = findRoots(curveOf(ticker, scenario), target);
          expect(roots.some(({ from, to }) => from - 1e-9 <= planted && planted <= to + 1e-9)).toBe(true);
          for (const { from } of roots) {
            const answer = answerOf(world, { ...scenario, memorySaving: from });
            const row = answer.vendors.find((vendor) => vendor.ticker === ticker);
            expect(Math.abs((row?.valueChangeUsdBn ?? NaN) - target)).toBeLessThan(1e-8);
          }
        },
      ),
      { numRuns: 60 },
    );
  });
});

describe('roots', () => {
  it('lists all of several, also two inside one step of the grid', () => {
    const twice = curveBy((s) => -((s - 0.505) ** 2));
    const [first, second, ...more] = findRoots(twice, -1e-6);
    expect(more).toEqual([]);
    expect(first?.from).toBeCloseTo(0.504, 9);
    expect(second?.from).toBeCloseTo(0.506, 9);

    const wave = curveBy((s) => (s - 0.1) * (s - 0.4) * (s - 0.8));
    expect(findRoots(wave, 0).map(({ from }) => Number(from.toFixed(9)))).toEqual([0.1, 0.4, 0.8]);
  });

  it('counts a stretch where the model does not move as one root with two ends', () => {
    // A queue swallows small savings whole.
    const [stretch] = findRoots(curveOf('MU'), 0);
    expect(stretch?.from).toBe(0);
    expect(stretch?.to).toBeGreaterThan(0.01);
    expect(stretch?.to).toBeLessThan(0.06);
  });

  it('has the ends of the range', () => {
    const line = curveBy((s) => -100 * s);
    expect(findRoots(line, 0)).toEqual([{ from: 0, to: 0 }]);
    expect(findRoots(line, -99)).toEqual([{ from: 0.99, to: 0.99 }]);
    expect(findRoots(line, -99.1)).toEqual([]);
  });

  it('finds a zero with no more evaluations than bisection and one', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0.01, max: 0.99, noNaN: true }),
        fc.integer({ min: 1, max: 9 }),
        (zero, power) => {
          let evaluations = 0;
          const found = findRoot(
            (x) => {
              evaluations += 1;
              return (x - zero) * Math.abs(x - zero) ** (power - 1);
            },
            0,
            1,
          );
          expect(Math.abs(found - zero)).toBeLessThan(1e-12);
          // Two ends and 43 halvings of 1 down to 2e-13, and one, give or take the last bit of a bracket.
          expect(evaluations).toBeLessThanOrEqual(2 + 43 + 1 + 1);
        },
      ),
    );
  });
});

describe('what a change says', () => {
  const line = curveBy((s) => -100 * s);

  it('names why there is no saving', () => {
    expect(solveImplied(line, exact(-30)).verdict).toBe('implied');
    expect(solveImplied(line, exact(-150)).verdict).toBe('none');
    expect(solveImplied(line, exact(20)).verdict).toBe('rise');
    expect(
      solveImplied(
        curveBy((s) => 100 * s),
        exact(-20),
      ).verdict,
    ).toBe('fall');
    expect(
      solveImplied(
        curveBy((s) => 100 * s),
        exact(150),
      ).verdict,
    ).toBe('none');
    expect(
      solveImplied(
        curveBy(() => 0),
        exact(-20),
      ).verdict,
    ).toBe('no-exposure');
  });

  it('cannot separate once 80 % of the expected return spans all that a saving can do, and not before', () => {
    // Reach is -99 to 0, so from -49.5 the ends are 49.5 away: 38.63 standard errors of 1.2816.
    const at = (stdErrorUsdBn: number) => solveImplied(line, { usdBn: -49.5, stdErrorUsdBn }).verdict;
    expect(at(49.5 / 1.2815515655446004 - 1e-6)).toBe('implied');
    expect(at(49.5 / 1.2815515655446004 + 1e-6)).toBe('not-separable');
    // A far rise is no saving, however noisy.
    expect(solveImplied(line, { usdBn: 500, stdErrorUsdBn: 100 }).verdict).toBe('rise');
  });

  it('gives flash and disk makers no exposure, and the opposite sign once bytes move to their tier', () => {
    for (const ticker of ['SNDK', 'WDC', 'STX', '285A.T']) {
      expect(solveImplied(curveOf(ticker), exact(-1)).verdict).toBe('no-exposure');
      const moved = curveOf(ticker, { tierShiftShare: 0.3 });
      expect(moved.reach.high).toBeGreaterThan(0);
      expect(solveImplied(moved, exact(-1)).verdict).toBe('fall');
    }
  });
});

describe('range', () => {
  it('is the range of the expected return on a known line, to its P10, P50 and P90', () => {
    const draws = 256;
    const savings = Float64Array.from({ length: 34 }, (_, i) => 0.03 * i);
    const drawn = drawValueCurves(world, { scenario: {}, draws }, ['MU']);
    if (!drawn.ok) throw new Error(JSON.stringify(drawn.error));
    const deviates = drawn.value.listings[0]?.deviates ?? new Float64Array(0);
    const usdBn = Float64Array.from({ length: draws * 34 }, (_, i) => -100 * (savings[i % 34] ?? NaN));
    const listing = { ticker: 'X', usdBn, deviates };
    const range = rangeOfImplied({ draws, seed: 1, savings, listings: [listing] }, listing, {
      usdBn: -40,
      stdErrorUsdBn: 10,
    });
    expect(range?.low.saving).toBeCloseTo(0.4 - 0.12815, 2);
    expect(range?.mid.saving).toBeCloseTo(0.4, 3);
    expect(range?.high.saving).toBeCloseTo(0.4 + 0.12815, 2);
    expect(range?.shareInside).toBe(1);

    const wide = rangeOfImplied({ draws, seed: 1, savings, listings: [listing] }, listing, {
      usdBn: -40,
      stdErrorUsdBn: 400,
    });
    expect([wide?.low.side, wide?.high.side]).toEqual(['below', 'beyond']);
    expect((wide?.shareBelow ?? 0) + (wide?.shareInside ?? 0) + (wide?.shareBeyond ?? 0)).toBe(1);
  });

  it('comes from the draws of a run of the same seed, the same twice', () => {
    const change = { usdBn: -20, stdErrorUsdBn: 5 };
    const read = (seed: number) => {
      const curves = drawValueCurves(world, { scenario: {}, draws: 64, seed }, TICKERS);
      if (!curves.ok) throw new Error(JSON.stringify(curves.error));
      const listing = curves.value.listings[2];
      return listing === undefined ? null : rangeOfImplied(curves.value, listing, change);
    };
    expect(read(7)).toEqual(read(7));
    expect(read(8)).not.toEqual(read(7));
    const range = read(7);
    expect(range?.low.saving ?? 0).toBeLessThan(range?.mid.saving ?? 1);
  });

  it('scatters about the curve at the points', () => {
    const curves = drawValueCurves(world, { scenario: {}, draws: 512 }, ['MU']);
    if (!curves.ok) throw new Error(JSON.stringify(curves.error));
    const { savings, listings } = curves.value;
    const last =
      listings[0]?.usdBn.filter((_, i) => i % savings.length === savings.length - 1) ?? new Float64Array();
    const median = last.toSorted()[256] ?? NaN;
    const point = curveOf('MU').at(0.99);
    expect(median / point).toBeGreaterThan(0.5);
    expect(median / point).toBeLessThan(2);
  });
});

describe('one saving for all', () => {
  const parts = (changes: readonly MarketChange[]) =>
    ['000660.KS', '005930.KS', 'MU'].map((ticker, i) => ({
      curve: curveOf(ticker),
      change: changes[i] ?? exact(0),
    }));

  it('finds the saving that was planted in all three, without disagreement', () => {
    const planted = 0.37;
    const joint = solveJoint(
      parts(
        ['000660.KS', '005930.KS', 'MU'].map((ticker, i) => ({
          usdBn: curveOf(ticker).at(planted),
          stdErrorUsdBn: 5 + i,
        })),
      ),
    );
    expect(joint?.saving).toBeCloseTo(planted, 6);
    expect(joint?.distance).toBeLessThan(1e-9);
    expect(joint?.disagreement).toBeCloseTo(1, 9);
  });

  it('weighs by inverse variance: the exact one decides, and those that contradict it disagree', () => {
    const joint = solveJoint(
      parts([
        { usdBn: curveOf('000660.KS').at(0.2), stdErrorUsdBn: 0.01 },
        { usdBn: curveOf('005930.KS').at(0.9), stdErrorUsdBn: 10 },
        { usdBn: 40, stdErrorUsdBn: 10 },
      ]),
    );
    expect(joint?.saving).toBeCloseTo(0.2, 3);
    const [, samsung, micron] = joint?.residuals ?? [];
    const distance = (samsung?.residualStdErrors ?? 0) ** 2 + (micron?.residualStdErrors ?? 0) ** 2;
    expect(joint?.distance).toBeCloseTo(distance, 2);
    // Chi-square with two degrees of freedom has the tail exp(-x / 2).
    expect(joint?.disagreement).toBeCloseTo(Math.exp(-(joint?.distance ?? 0) / 2), 12);
    expect(joint?.disagreement ?? 1).toBeLessThan(1e-4);
  });

  it('says when no saving inside does best', () => {
    const joint = solveJoint(parts([0, 1, 2].map(() => ({ usdBn: 300, stdErrorUsdBn: 50 }))));
    expect(joint).toMatchObject({ isAtEnd: true, saving: 0 });
  });
});
