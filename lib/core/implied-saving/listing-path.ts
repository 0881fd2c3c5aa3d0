/** Abnormal change of one listing since a close, from its own closes and those of its benchmark (model 7 and 9). */
import { toDayNumber } from '../calendar/day-number.ts';
import type { IsoDate } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';
import { composeAbnormalPath, type MarketFit, type SessionReturns } from './abnormal-path.ts';
import type { PathBasis } from './market-side.ts';
import type { AbnormalPath } from './types.ts';

/** Sessions before d0 that the market model is fitted on, the nearest left out, and the fewest that will do. */
export const ESTIMATION = { from: 250, to: 30, least: 120 } as const;
/** A close this many days older than wanted no longer stands for its day: exchanges shut for nine days at most. */
const OLDEST_CLOSE_DAYS = 10;

export interface DatedClose {
  readonly sessionOn: IsoDate;
  readonly close: number;
}

export interface ListingHistory {
  readonly ticker: string;
  /** Adjusted closes in one currency, ascending; none before the listing's first regular session. */
  readonly closes: readonly DatedClose[];
  readonly benchmark: string;
  readonly benchmarkCloses: readonly DatedClose[];
  readonly marketCapAsOn: IsoDate | null;
}

export interface ListingPath {
  readonly path: AbnormalPath;
  readonly basis: PathBasis;
}

/** Path since the last close on or before `sinceOn`; `Err` says in words why there is none. */
export function buildListingPath(history: ListingHistory, sinceOn: IsoDate): Result<ListingPath, string> {
  const { ticker, closes, marketCapAsOn } = history;
  const first = closes[0];
  const last = closes.at(-1);
  if (first === undefined || last === undefined) return err('no price history is stored');
  if (sinceOn < first.sessionOn) return err(`its first close on file is of ${first.sessionOn}`);
  if (sinceOn >= last.sessionOn) return err(`no session after that day is on file; the last is ${last.sessionOn}`);
  const d0 = closes.findLast(({ sessionOn }) => sessionOn <= sinceOn);
  if (d0 === undefined || isStale(d0.sessionOn, sinceOn)) return err('no close near that day is on file');
  if (marketCapAsOn === null) return err('no dated market value is on file');
  const atCap = closes.findLast(({ sessionOn }) => sessionOn <= marketCapAsOn);
  if (atCap === undefined || isStale(atCap.sessionOn, marketCapAsOn)) {
    return err(`no close of ${marketCapAsOn} is on file, the day of its market value`);
  }
  const returns = alignReturns(history);
  const before = returns.filter(({ sessionOn }) => sessionOn <= d0.sessionOn);
  const window = before.slice(-ESTIMATION.from, before.length - ESTIMATION.to + 1);
  const [from, to] = [window[0], window.at(-1)];
  if (from === undefined || to === undefined || window.length < ESTIMATION.least) {
    return err(
      `${String(window.length)} sessions before ${d0.sessionOn} can be used, fewer than ${String(ESTIMATION.least)}`,
    );
  }
  const fit = fitMarket(window);
  if (fit === null) return err(`its benchmark ${history.benchmark} did not move before ${d0.sessionOn}`);
  const after = returns.filter(({ sessionOn }) => sessionOn > d0.sessionOn);
  if (after.length === 0) return err(`no session after ${d0.sessionOn} has a close of both it and its benchmark`);
  return ok({
    path: composeAbnormalPath({
      ticker,
      d0On: d0.sessionOn,
      valueAtD0Pct: (d0.close / atCap.close) * 100,
      fit,
      returns: after,
    }),
    basis: {
      benchmark: history.benchmark,
      alpha: fit.alpha,
      beta: fit.beta,
      residualStdDev: fit.residualStdDev,
      estimationFromOn: from.sessionOn,
      estimationToOn: to.sessionOn,
      estimationSessions: window.length,
    },
  });
}

function isStale(closeOn: IsoDate, wantedOn: IsoDate): boolean {
  return toDayNumber(wantedOn) - toDayNumber(closeOn) > OLDEST_CLOSE_DAYS;
}

/** Returns between sessions that both have: a session that one lacks makes the next return span two. */
function alignReturns({ closes, benchmarkCloses }: ListingHistory): SessionReturns[] {
  const market = new Map(benchmarkCloses.map(({ sessionOn, close }) => [sessionOn, close]));
  const common = closes.flatMap(({ sessionOn, close }) => {
    const benchmark = market.get(sessionOn);
    return benchmark === undefined ? [] : [{ sessionOn, close, benchmark }];
  });
  return common.flatMap((each, i) => {
    const before = common[i - 1];
    if (before === undefined) return [];
    return [
      {
        sessionOn: each.sessionOn,
        own: each.close / before.close - 1,
        market: each.benchmark / before.benchmark - 1,
      },
    ];
  });
}

/** Least squares of own on market returns; null when the market stood still. */
function fitMarket(window: readonly SessionReturns[]): MarketFit | null {
  const n = window.length;
  const marketMean = window.reduce((sum, { market }) => sum + market, 0) / n;
  const ownMean = window.reduce((sum, { own }) => sum + own, 0) / n;
  const marketSquares = window.reduce((sum, { market }) => sum + (market - marketMean) ** 2, 0);
  if (!(marketSquares > 0)) return null;
  const products = window.reduce((sum, { own, market }) => sum + (market - marketMean) * (own - ownMean), 0);
  const beta = products / marketSquares;
  const alpha = ownMean - beta * marketMean;
  const squares = window.reduce((sum, { own, market }) => sum + (own - alpha - beta * market) ** 2, 0);
  return { alpha, beta, residualStdDev: Math.sqrt(squares / (n - 2)), sessions: n, marketMean, marketSquares };
}
