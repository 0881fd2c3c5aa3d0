import { describe, expect, it } from 'vitest';

import { testAcross } from '#lib/core/event-study/across.ts';
import type { CarError, DayWindow, ReturnModel, VarianceDivisor } from '#lib/core/event-study/options.ts';
import { cumulate, listAbnormalReturns } from '#lib/core/event-study/study.ts';
import { madeSeries, noise, studied } from '#tests/support/event-series.ts';
import { Rational, sumOf } from '#tests/support/rational.ts';

/**
 * Everything anew in exact fractions from the definitions, by other routes than the engine's: normal equations of the
 * whole design, residuals one by one, errors by x'(X'X)^-1 x. Returns are decimals, so that the fractions are exact.
 */

const ESTIMATION: DayWindow = { from: -12, to: -3 };
const RANGE: DayWindow = { from: -1, to: 2 };
const ZERO = 15;
const COUNT = 20;

/** Returns of at most four decimals. */
function decimals(seed: number, size: number): number[] {
  return Array.from({ length: COUNT }, (_, i) => Math.round(noise(seed, i) * size * 1e4) / 1e4);
}

const MARKET = decimals(3, 0.03);
const SHARES = [5, 8, 13].map((seed, k) =>
  MARKET.map((m, i) => Math.round((1.2 + k / 4) * m * 1e4 + (decimals(seed, 0.04)[i] ?? 0) * 1e4) / 1e4),
);

interface Exact {
  readonly alpha: Rational;
  readonly beta: Rational;
  readonly residuals: readonly Rational[];
  readonly abnormal: readonly Rational[];
  readonly squares: Rational;
  /** Of the forecast of a sum of days: x'(X'X)^-1 x. */
  readonly forecast: (days: readonly number[]) => Rational;
}

const text = (value: number): Rational => Rational.of(value.toFixed(4));
/** Return i ends at place i + 1. */
const estimationDays = Array.from({ length: 10 }, (_, i) => ZERO + ESTIMATION.from + i - 1);
const eventDays = Array.from({ length: 4 }, (_, i) => ZERO + RANGE.from + i - 1);

function solve(model: ReturnModel, own: readonly number[]): Exact {
  const y = own.map(text);
  const x = MARKET.map(text);
  const at = (values: readonly Rational[], days: readonly number[]) =>
    days.map((i) => values[i] ?? Rational.of(0));
  const n = Rational.of(estimationDays.length);
  const [ex, ey] = [at(x, estimationDays), at(y, estimationDays)];
  const [sx, sy] = [sumOf(ex), sumOf(ey)];
  const sxx = sumOf(ex.map((value) => value.times(value)));
  const sxy = sumOf(ex.map((value, i) => value.times(ey[i] ?? value)));
  const determinant = n.times(sxx).minus(sx.times(sx));
  const line = {
    market: () => ({
      alpha: sxx.times(sy).minus(sx.times(sxy)).over(determinant),
      beta: n.times(sxy).minus(sx.times(sy)).over(determinant),
    }),
    'market-adjusted': () => ({ alpha: Rational.of(0), beta: Rational.of(1) }),
    'constant-mean': () => ({ alpha: sy.over(n), beta: Rational.of(0) }),
  }[model]();
  const apart = (i: number): Rational => (y[i] ?? n).minus(line.alpha).minus(line.beta.times(x[i] ?? n));
  const residuals = estimationDays.map(apart);
  const forecast = (days: readonly number[]): Rational => {
    const k = Rational.of(days.length);
    const m = sumOf(at(x, days));
    if (model === 'market-adjusted') return Rational.of(0);
    if (model === 'constant-mean') return k.times(k).over(n);
    // (k, m) times the adjugate of X'X over its determinant times (k, m).
    return k
      .times(k)
      .times(sxx)
      .minus(Rational.of(2).times(k).times(m).times(sx))
      .plus(m.times(m).times(n))
      .over(determinant);
  };
  return {
    ...line,
    residuals,
    abnormal: eventDays.map(apart),
    squares: sumOf(residuals.map((value) => value.times(value))),
    forecast,
  };
}

const PARAMETERS = { market: 2, 'market-adjusted': 0, 'constant-mean': 1 } as const;

function divisorOf(divisor: VarianceDivisor, model: ReturnModel): number {
  return { 'n-p': 10 - PARAMETERS[model], 'n-1': 9, n: 10 }[divisor];
}

function exactError(exact: Exact, model: ReturnModel, divisor: VarianceDivisor, error: CarError): number {
  const variance = exact.squares.over(Rational.of(divisorOf(divisor, model)));
  const k = Rational.of(eventDays.length);
  const units = {
    exact: k.plus(exact.forecast(eventDays)),
    independent: k.plus(sumOf(eventDays.map((day) => exact.forecast([day])))),
    simple: k,
  }[error];
  return Math.sqrt(variance.times(units).toNumber());
}

const seriesOf = (
  own: readonly number[],
  model: ReturnModel,
  divisor: VarianceDivisor = 'n-p',
  error: CarError = 'exact',
) =>
  madeSeries(
    { market: MARKET, own },
    { model, estimation: ESTIMATION, minimumDays: 5, varianceDivisor: divisor, carError: error },
  );

const CASES = (['market', 'market-adjusted', 'constant-mean'] as const).flatMap((model) =>
  (['n-p', 'n-1', 'n'] as const).flatMap((divisor) =>
    (['exact', 'independent', 'simple'] as const).map((error) => ({ model, divisor, error })),
  ),
);

describe('a study against exact fractions', () => {
  it.each(CASES)('$model, variance over $divisor, error $error', ({ model, divisor, error }) => {
    const own = SHARES[0] ?? [];
    const exact = solve(model, own);
    const study = studied(seriesOf(own, model, divisor, error), ZERO);
    expect(study.fit.n).toBe(10);
    expect(study.fit.alpha).toBeCloseTo(exact.alpha.toNumber(), 12);
    expect(study.fit.beta).toBeCloseTo(exact.beta.toNumber(), 10);
    const abnormal = listAbnormalReturns(study, RANGE);
    abnormal.forEach(({ value }, i) => {
      expect(value).toBeCloseTo(exact.abnormal[i]?.toNumber() ?? NaN, 12);
    });
    const sum = cumulate(study, RANGE);
    const car = sumOf(exact.abnormal).toNumber();
    const stdError = exactError(exact, model, divisor, error);
    expect(sum.ok && relative(sum.value.car, car)).toBeLessThan(1e-9);
    expect(sum.ok && relative(sum.value.stdError, stdError)).toBeLessThan(1e-9);
    expect(sum.ok && relative(sum.value.t, car / stdError)).toBeLessThan(1e-9);
  });

  it('orders the errors: simple below independent, exact apart from it by the covariances', () => {
    const errors = (['simple', 'independent', 'exact'] as const).map((error) =>
      exactError(solve('market', SHARES[0] ?? []), 'market', 'n-p', error),
    );
    expect(errors[0]).toBeLessThan(errors[1] ?? 0);
    expect(errors[1]).toBeLessThan(errors[2] ?? 0);
  });
});

describe('tests across shares against exact fractions', () => {
  const studies = SHARES.map((own, k) =>
    studied(
      madeSeries(
        { market: MARKET, own },
        { model: 'market', estimation: ESTIMATION, minimumDays: 5 },
        `S${String(k)}`,
      ),
      ZERO,
    ),
  );
  const exacts = SHARES.map((own) => solve('market', own));
  const tests = testAcross(studies, RANGE);
  const sigma = (exact: Exact): number => Math.sqrt(exact.squares.over(Rational.of(8)).toNumber());
  const scaled = exacts.map(
    (exact) => sumOf(exact.abnormal).toNumber() / exactError(exact, 'market', 'n-p', 'exact'),
  );
  const mean = (values: readonly number[]): number =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  const tOf = (values: readonly number[]): number => {
    const centre = mean(values);
    const squares = values.reduce((sum, value) => sum + (value - centre) ** 2, 0);
    return centre / Math.sqrt(squares / (values.length - 1) / values.length);
  };

  it('Patell: standardised days over the root of L (n − 2) / (n − 4) a share', () => {
    const sum = exacts.reduce(
      (total, exact) =>
        total +
        exact.abnormal.reduce((own, value, i) => {
          const units = Rational.of(1)
            .plus(exact.forecast([eventDays[i] ?? 0]))
            .toNumber();
          return own + value.toNumber() / (sigma(exact) * Math.sqrt(units));
        }, 0),
      0,
    );
    expect(relative(tests.patellZ ?? 0, sum / Math.sqrt(3 * 4 * (8 / 6)))).toBeLessThan(1e-9);
  });

  it('BMP: standardised CARs against their own spread; the plain t likewise', () => {
    expect(relative(tests.bmpZ ?? 0, tOf(scaled))).toBeLessThan(1e-9);
    const cars = exacts.map((exact) => sumOf(exact.abnormal).toNumber());
    expect(relative(tests.crossSectionT ?? 0, tOf(cars))).toBeLessThan(1e-9);
    expect(relative(tests.meanCar ?? 0, mean(cars))).toBeLessThan(1e-9);
  });

  it('Corrado: ranks of ten and four days by hand', () => {
    const values = exacts.map((exact) =>
      [...exact.residuals, ...exact.abnormal].map((value) => value.toNumber()),
    );
    const ranks = values.map((own) =>
      own.map((value) => own.filter((other) => other <= value).length / 15 - 0.5),
    );
    const days = Array.from({ length: 14 }, (_, i) => mean(ranks.map((own) => own[i] ?? NaN)));
    const spread = Math.sqrt(mean(days.map((value) => value ** 2)));
    expect(relative(tests.corradoZ ?? 0, (2 * mean(days.slice(-4))) / spread)).toBeLessThan(1e-9);
  });

  it('generalised sign: gains against the share of gains before', () => {
    const share = mean(
      exacts.map(({ residuals }) => residuals.filter((value) => value.toNumber() > 0).length / 10),
    );
    const gains = scaled.filter((value) => value > 0).length;
    expect(
      relative(tests.generalisedSignZ ?? 0, (gains - 3 * share) / Math.sqrt(3 * share * (1 - share))),
    ).toBeLessThan(1e-9);
  });

  it('says nothing of a correlation from ten common days', () => {
    expect(tests.residualCorrelation).toBeNull();
    expect(tests.adjustedBmpZ).toBeNull();
  });
});

function relative(value: number, truth: number): number {
  return Math.abs(value - truth) / Math.abs(truth);
}
