/** What a reader must know before believing a study, in words. */
import { isOtherSession } from './benchmarks.ts';
import type { Confounders } from './confounders.ts';
import { describeDay, type DayWindow } from './options.ts';
import { listAbnormalReturns, type ListingStudy } from './study.ts';
import type { FitFigures } from './ticker-report.ts';

/** Shares of the estimation days above which trading is called thin. */
const MANY_STILL_DAYS = 0.1;
const MANY_GAPS = 0.05;

/** Share of a CAR above which the drift of the estimation window is named. */
const MUCH_DRIFT = 0.25;
/** A drift over the window below this is not worth a word. */
const LITTLE_DRIFT = 0.005;

/** Warnings that need the returns themselves. */
export function warnOfReturns(study: ListingStudy, range: DayWindow): string[] {
  const { fit, series } = study;
  const length = fit.toPlace - fit.fromPlace + 1;
  const still = (series.sums.still[fit.toPlace + 1] ?? 0) - (series.sums.still[fit.fromPlace] ?? 0);
  const spanned = listAbnormalReturns(study, range).filter(({ span }) => span > 1);
  const gaps = countGaps(study);

  return [
    ...(still / fit.n > MANY_STILL_DAYS || gaps / length > MANY_GAPS
      ? [
          `Thin trading: ${String(still)} of ${String(fit.n)} estimation days without a move, ${String(gaps)} sessions without a price; beta is biased towards 0.`,
        ]
      : []),
    ...(gaps > 0 && gaps / length <= MANY_GAPS
      ? [
          `${String(gaps)} ${gaps === 1 ? 'session' : 'sessions'} of the estimation window without a price: the returns that span them are left out of the estimation.`,
        ]
      : []),
    ...spanned.map(
      ({ day, span }) =>
        `Day ${describeDay(day)} spans ${String(span)} sessions, because a price is missing; the benchmark is taken over the same span.`,
    ),
  ];
}

function countGaps({ fit, series }: ListingStudy): number {
  let gaps = 0;
  // The first session of a series has no return and is no gap.
  for (let place = Math.max(1, fit.fromPlace); place <= fit.toPlace; place += 1) {
    if (series.returns.spans[place] === 0) gaps += 1;
  }
  return gaps;
}

/** What the warnings on the model are made from. */
export interface ModelContext {
  readonly symbol: string;
  readonly currency: string;
  readonly benchmark: string | null;
  readonly benchmarkCurrency: string | null;
  readonly range: DayWindow;
  readonly car: number;
  readonly fit: FitFigures;
}

/** Warnings on benchmark and drift. */
export function warnOfModel(context: ModelContext): string[] {
  const { symbol, currency, benchmark, benchmarkCurrency, range, car, fit } = context;
  const drift = fit.alpha * (range.to - range.from + 1);

  return [
    ...(benchmark !== null && isOtherSession(symbol, benchmark)
      ? [`${benchmark} closes at other hours than ${symbol}: returns of one date are of different news.`]
      : []),
    ...(benchmarkCurrency !== null && benchmarkCurrency !== currency
      ? [
          `Returns are in ${currency}, those of the benchmark in ${benchmarkCurrency}; the exchange rate is in neither.`,
        ]
      : []),
    ...(benchmark === '^KS11'
      ? [
          `${symbol} is itself a large part of the KOSPI, so that part of its reaction counts as the market’s.`,
        ]
      : []),
    ...(Math.abs(drift) > Math.max(LITTLE_DRIFT, MUCH_DRIFT * Math.abs(car))
      ? [
          `The share drifted by ${percent(fit.alpha)} a session beyond its benchmark before; expecting that to go on makes ${percent(-drift)} of the CAR.`,
        ]
      : []),
  ];
}

/** "−0.5 %". */
function percent(fraction: number): string {
  const text = (Math.abs(fraction) * 100).toFixed(Math.abs(fraction) < 0.01 ? 2 : 1);
  return `${fraction < 0 ? '−' : '+'}${text} %`;
}

/** Warnings on what else happened. */
export function warnOfConfounders(confounders: Confounders): string[] {
  const { inWindow, shocksInWindow, shocksInEstimation, earningsInEstimation } = confounders;
  const named = inWindow.slice(0, 3).map(({ title }) => `“${title}”`);
  const more = inWindow.length - named.length;

  return [
    ...(inWindow.length > 0
      ? [
          `${String(inWindow.length)} other ${inWindow.length === 1 ? 'event' : 'events'} of the ledger inside the window: ${named.join('; ')}${more > 0 ? ` and ${String(more)} more` : ''}.`,
        ]
      : []),
    ...shocksInWindow.map(({ what }) => `The window holds days of a market-wide shock: ${what}.`),
    ...(shocksInEstimation.length > 0
      ? [
          `The estimation window holds ${shocksInEstimation.map(({ what }) => what).join('; ')}${earningsInEstimation > 0 ? `, and ${String(earningsInEstimation)} reports of results` : ''}: its variance counts them.`,
        ]
      : []),
  ];
}
