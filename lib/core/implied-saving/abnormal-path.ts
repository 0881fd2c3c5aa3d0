/** From returns and a fitted market model to the abnormal change of a listing's value since a close (model 7 and 9). */
import { forecastTerm, type Fit } from '../event-study/fit.ts';
import type { IsoDate } from '../facts/types.ts';
import type { AbnormalPath } from './types.ts';

/** Return that ends in a session, of the listing and of its benchmark, over the sessions that it spans. */
export interface SessionReturn {
  readonly sessionOn: IsoDate;
  readonly own: number;
  readonly market: number;
  readonly span: number;
}

export interface AbnormalPathInput {
  readonly ticker: string;
  readonly d0On: IsoDate;
  /** Value at d0 as percent of the market value on file. */
  readonly valueAtD0Pct: number;
  readonly fit: Fit;
  /** Simple returns that end after d0, ascending. */
  readonly returns: readonly SessionReturn[];
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
  let sessions = 0;
  let marketSum = 0;
  for (const { own, market, span } of returns) {
    sessions += span;
    marketSum += market;
    gross *= 1 + own;
    expected *= 1 + fit.alpha * span + fit.beta * market;
    const variance = fit.residualVariance * (sessions + forecastTerm(fit, sessions, marketSum));
    changePct.push(valueAtD0Pct * (gross - expected));
    stdErrorPct.push(valueAtD0Pct * expected * Math.sqrt(variance));
  }
  return {
    ticker: input.ticker,
    d0On: input.d0On,
    sessions: returns.map(({ sessionOn }) => sessionOn),
    changePct,
    stdErrorPct,
  };
}
