/**
 * Estimation of what a day's return should have been. Everything comes from sums over the window, each the difference of
 * two running sums. They are taken about 0, which daily returns are close to, so that a figure depends on no day after
 * its window, not even in its last digit.
 */
import { err, ok, type Result } from '../result.ts';
import { PARAMETER_COUNTS, type ReturnModel, type StudyFault, type StudyOptions } from './options.ts';
import type { JoinedReturns } from './returns.ts';

/** Running sums up to but not including each place, of the usable single-session returns. */
export interface RunningSums {
  readonly count: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly xx: Float64Array;
  readonly xy: Float64Array;
  readonly yy: Float64Array;
  /** Returns of the listing that are exactly 0: a sign of thin trading. */
  readonly still: Float64Array;
}

/** What the estimation window says. Returns are fractions a session. */
export interface Fit {
  readonly model: ReturnModel;
  readonly alpha: number;
  readonly beta: number;
  /** Usable days. */
  readonly n: number;
  /** Mean and sum of squared deviations of the benchmark in the window; 0 without one. */
  readonly meanX: number;
  readonly sxx: number;
  readonly residualVariance: number;
  /** First and last place of the window, inside the series. */
  readonly fromPlace: number;
  readonly toPlace: number;
}

/** Whether the return that ends at a place serves to estimate. */
export function isUsable(
  returns: JoinedReturns,
  place: number,
  excluded: StudyOptions['excludedDays'],
): boolean {
  return returns.spans[place] === 1 && !(excluded.size > 0 && excluded.has(returns.sessions[place] ?? ''));
}

/** Sums for any window of a series. */
export function runSums(returns: JoinedReturns, excluded: StudyOptions['excludedDays']): RunningSums {
  const size = returns.sessions.length;
  const sums = {
    count: new Float64Array(size + 1),
    x: new Float64Array(size + 1),
    y: new Float64Array(size + 1),
    xx: new Float64Array(size + 1),
    xy: new Float64Array(size + 1),
    yy: new Float64Array(size + 1),
    still: new Float64Array(size + 1),
  };
  for (let i = 0; i < size; i += 1) {
    const usable = isUsable(returns, i, excluded) ? 1 : 0;
    const x = usable * (returns.market[i] ?? 0);
    const y = usable * (returns.own[i] ?? 0);
    sums.count[i + 1] = at(sums.count, i) + usable;
    sums.x[i + 1] = at(sums.x, i) + x;
    sums.y[i + 1] = at(sums.y, i) + y;
    sums.xx[i + 1] = at(sums.xx, i) + x * x;
    sums.xy[i + 1] = at(sums.xy, i) + x * y;
    sums.yy[i + 1] = at(sums.yy, i) + y * y;
    sums.still[i + 1] = at(sums.still, i) + (usable === 1 && returns.own[i] === 0 ? 1 : 0);
  }
  return sums;
}

/** A variance below this share of the raw one is rounding. */
const ROUNDING = 1e-12;

/** Fits the model of `options` on the estimation window before `zeroPlace`. */
export function fitModel(
  returns: JoinedReturns,
  sums: RunningSums,
  zeroPlace: number,
  options: StudyOptions,
): Result<Fit, StudyFault> {
  const { model, estimation, minimumDays, varianceDivisor } = options;
  const size = returns.sessions.length;
  const fromPlace = Math.min(Math.max(0, zeroPlace + estimation.from), size);
  const toPlace = Math.min(Math.max(-1, zeroPlace + estimation.to), size - 1);
  const over = (column: Float64Array): number =>
    toPlace < fromPlace ? 0 : at(column, toPlace + 1) - at(column, fromPlace);
  const n = over(sums.count);
  if (n < Math.max(minimumDays, PARAMETER_COUNTS[model] + 1)) {
    return err({ kind: 'few-days', symbol: returns.symbol, usable: n, wanted: minimumDays });
  }
  const [sumX, sumY] = [over(sums.x), over(sums.y)];
  const sxx = Math.max(0, over(sums.xx) - (sumX * sumX) / n);
  const sxy = over(sums.xy) - (sumX * sumY) / n;
  const syy = Math.max(0, over(sums.yy) - (sumY * sumY) / n);
  const meanX = sumX / n;
  const meanY = sumY / n;
  const rawX = sxx + n * meanX * meanX;
  if (model === 'market' && sxx <= ROUNDING * rawX) {
    return err({ kind: 'zero-variance', symbol: returns.benchmark ?? '', what: 'benchmark' });
  }
  const line = lineOf(model, { sxx, sxy, syy, meanX, meanY, n });
  const divisor = divisorOf(varianceDivisor, n, PARAMETER_COUNTS[model]);
  // What is left of the squares of single returns after so many subtractions is not known better than this.
  if (line.squares <= ROUNDING * (syy + rawX + n * meanY * meanY) || divisor <= 0) {
    return err({ kind: 'zero-variance', symbol: returns.symbol, what: 'residual' });
  }
  return ok({
    model,
    alpha: line.alpha,
    beta: line.beta,
    n,
    meanX,
    sxx,
    residualVariance: line.squares / divisor,
    fromPlace,
    toPlace,
  });
}

interface Moments {
  readonly sxx: number;
  readonly sxy: number;
  readonly syy: number;
  readonly meanX: number;
  readonly meanY: number;
  readonly n: number;
}

/** Intercept, slope and the sum of squared residuals. */
function lineOf(model: ReturnModel, { sxx, sxy, syy, meanX, meanY, n }: Moments) {
  switch (model) {
    case 'market': {
      const beta = sxy / sxx;
      return { alpha: meanY - beta * meanX, beta, squares: Math.max(0, syy - beta * sxy) };
    }
    case 'market-adjusted': {
      // Nothing is estimated: the residuals are counted from 0, not from their mean.
      const apart = meanY - meanX;
      return { alpha: 0, beta: 1, squares: Math.max(0, syy - 2 * sxy + sxx) + n * apart * apart };
    }
    case 'constant-mean':
      return { alpha: meanY, beta: 0, squares: syy };
  }
}

function divisorOf(divisor: StudyOptions['varianceDivisor'], n: number, parameters: number): number {
  switch (divisor) {
    case 'n-p':
      return n - parameters;
    case 'n-1':
      return n - 1;
    case 'n':
      return n;
  }
}

/** Return that ends at a place, less its expectation: alpha once a session spanned. */
export function abnormalAt(returns: JoinedReturns, place: number, { alpha, beta }: Fit): number {
  return (
    (returns.own[place] ?? 0) - alpha * (returns.spans[place] ?? 0) - beta * (returns.market[place] ?? 0)
  );
}

/**
 * What the errors of alpha and beta add to the variance of a sum of forecasts, in units of the residual variance, for
 * `sessions` days over which the benchmark returned `market` in all: x'(X'X)^-1 x with x = (sessions, market).
 */
export function forecastTerm(fit: Fit, sessions: number, market: number): number {
  switch (fit.model) {
    case 'market': {
      const apart = market - sessions * fit.meanX;
      return (sessions * sessions) / fit.n + (apart * apart) / fit.sxx;
    }
    case 'market-adjusted':
      return 0;
    case 'constant-mean':
      return (sessions * sessions) / fit.n;
  }
}

function at(column: Float64Array, place: number): number {
  return column[place] ?? 0;
}
