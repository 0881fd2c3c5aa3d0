/** From returns and a fitted market model to the abnormal change of a listing's value since a close (model 7 and 9). */
import type { IsoDate } from '../facts/types.ts';
import type { AbnormalPath } from './types.ts';

/** Market model of one listing, fitted on sessions before the news; simple daily returns in local currency. */
export interface MarketFit {
  readonly alpha: number;
  readonly beta: number;
  /** Of the daily residual. */
  readonly residualStdDev: number;
  /** Sessions that the fit rests on. */
  readonly sessions: number;
  /** Mean of the market's returns over them, and the sum of their squared deviations from it. */
  readonly marketMean: number;
  readonly marketSquares: number;
}

export interface SessionReturns {
  readonly sessionOn: IsoDate;
  readonly own: number;
  readonly market: number;
}

export interface AbnormalPathInput {
  readonly ticker: string;
  readonly d0On: IsoDate;
  /** Value at d0 as percent of the market value on file. */
  readonly valueAtD0Pct: number;
  readonly fit: MarketFit;
  /** Sessions after d0, ascending. */
  readonly returns: readonly SessionReturns[];
}

/**
 * V(t) - V(d0) prod(1 + alpha + beta r_m), and its standard error V(d0) prod(...) sigma sqrt(h + h^2/n + (sum r_m - h m)^2 / S):
 * h sessions' noise plus what the fit itself does not know. Percent of the market value on file; shares held.
 */
export function composeAbnormalPath(input: AbnormalPathInput): AbnormalPath {
  const { fit, valueAtD0Pct, returns } = input;
  const changePct: number[] = [];
  const stdErrorPct: number[] = [];
  let gross = 1;
  let expected = 1;
  let marketSum = 0;
  for (const [i, { own, market }] of returns.entries()) {
    const h = i + 1;
    gross *= 1 + own;
    expected *= 1 + fit.alpha + fit.beta * market;
    marketSum += market;
    const offMean = marketSum - h * fit.marketMean;
    const variance = h + (h * h) / fit.sessions + (offMean * offMean) / fit.marketSquares;
    changePct.push(valueAtD0Pct * (gross - expected));
    stdErrorPct.push(valueAtD0Pct * expected * fit.residualStdDev * Math.sqrt(variance));
  }
  return {
    ticker: input.ticker,
    d0On: input.d0On,
    sessions: returns.map(({ sessionOn }) => sessionOn),
    changePct,
    stdErrorPct,
  };
}
