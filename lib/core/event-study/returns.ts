/**
 * Returns of a listing beside those of its benchmark, on the sessions of the listing's exchange.
 *
 * A return runs from one session in which both have a price to the next such session. Where a price is missing (a halt,
 * a hole in the file) it spans several sessions, and so does the benchmark's beside it: both over the same days. Returns
 * that span several sessions stay out of the estimation, where they would pass for one day's, and count in the event
 * window on the day on which they end, with alpha once for each session spanned.
 */
import type { IsoDate } from '../facts/types.ts';
import { ln } from '../elementary.ts';
import { err, ok, type Result } from '../result.ts';
import type { ReturnKind, StudyFault } from './options.ts';

/** Closes of one symbol by day, ascending, in its own currency. Adjusted for splits and dividends. */
export interface CloseSeries {
  readonly symbol: string;
  readonly currency: string;
  readonly days: readonly IsoDate[];
  readonly closes: readonly number[];
}

/** Returns by place on the axis of sessions. */
export interface JoinedReturns {
  readonly symbol: string;
  readonly currency: string;
  /** Null for a model without one. */
  readonly benchmark: string | null;
  readonly benchmarkCurrency: string | null;
  readonly sessions: readonly IsoDate[];
  /** Return that ends in the session; 0 where `spans` is 0. */
  readonly own: Float64Array;
  /** Benchmark's return over the same span; 0 without a benchmark. */
  readonly market: Float64Array;
  /** Sessions that the return spans: 1 as a rule, 0 where none ends. */
  readonly spans: Uint16Array;
}

/**
 * Joins a listing with its benchmark.
 *
 * @param sessions days on which the exchange was open, ascending; a day with a close that is not among them is added
 * @param listedFrom first day of regular trading; closes before it (when-issued) are ignored
 */
export function joinReturns(
  listing: CloseSeries,
  benchmark: CloseSeries | null,
  sessions: readonly IsoDate[],
  { kind, listedFrom }: { readonly kind: ReturnKind; readonly listedFrom?: IsoDate },
): Result<JoinedReturns, StudyFault> {
  const own = toMap(listing, listedFrom);
  const [firstOn, lastOn] = [own.days[0], own.days.at(-1)];
  if (firstOn === undefined || lastOn === undefined)
    return err({ kind: 'no-prices', symbol: listing.symbol });
  const other = benchmark === null ? null : toMap(benchmark, undefined);
  if (other?.days.length === 0) return err({ kind: 'no-prices', symbol: benchmark?.symbol ?? '' });
  const open = sessions.filter((day) => day >= firstOn && day <= lastOn);
  const axis = [...new Set([...open, ...own.days])].sort();
  const joined: JoinedReturns = {
    symbol: listing.symbol,
    currency: listing.currency,
    benchmark: benchmark?.symbol ?? null,
    benchmarkCurrency: benchmark?.currency ?? null,
    sessions: axis,
    own: new Float64Array(axis.length),
    market: new Float64Array(axis.length),
    spans: new Uint16Array(axis.length),
  };
  let last: { place: number; own: number; market: number } | null = null;
  for (const [place, day] of axis.entries()) {
    const close = own.closes.get(day);
    const market = other === null ? 1 : other.closes.get(day);
    if (close === undefined || market === undefined) continue;
    if (last !== null) {
      joined.own[place] = toReturn(close, last.own, kind);
      joined.market[place] = other === null ? 0 : toReturn(market, last.market, kind);
      joined.spans[place] = place - last.place;
    }
    last = { place, own: close, market };
  }

  return ok(joined);
}

/** What is not a price (zero, negative, no number) counts as missing. */
function toMap(series: CloseSeries, from: IsoDate | undefined) {
  const closes = new Map<IsoDate, number>();
  series.days.forEach((day, i) => {
    const close = series.closes[i] ?? NaN;
    if (close > 0 && close < Infinity && (from === undefined || day >= from)) closes.set(day, close);
  });
  return { closes, days: [...closes.keys()].sort() };
}

function toReturn(close: number, before: number, kind: ReturnKind): number {
  return kind === 'log' ? ln(close / before) : close / before - 1;
}

/** Place of day 0: the first session on or after `dayOn`. */
export function placeOf(returns: JoinedReturns, dayOn: IsoDate): Result<number, StudyFault> {
  const { sessions, symbol } = returns;
  const [firstOn, lastOn] = [sessions[0] ?? '', sessions.at(-1) ?? ''];
  if (dayOn < firstOn) return err({ kind: 'before-listing', symbol, firstOn, dayOn });
  if (dayOn > lastOn) return err({ kind: 'after-prices', symbol, lastOn, dayOn });
  let low = 0;
  let high = sessions.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((sessions[middle] ?? '') < dayOn) low = middle + 1;
    else high = middle;
  }
  return ok(low);
}

/**
 * Return from the close before the window to its last close: what a newspaper's "fell 7 % in two days" says. Null where
 * a session of the window has no return.
 */
export function closeToClose(
  returns: JoinedReturns,
  zeroPlace: number,
  { from, to }: { readonly from: number; readonly to: number },
  kind: ReturnKind,
): number | null {
  let grown = kind === 'log' ? 0 : 1;
  let covered = 0;
  for (let place = zeroPlace + from; place <= zeroPlace + to; place += 1) {
    const span = returns.spans[place];
    if (span === undefined) return null;
    if (span === 0) continue;
    covered += span;
    grown = kind === 'log' ? grown + (returns.own[place] ?? 0) : grown * (1 + (returns.own[place] ?? 0));
  }
  if (covered !== to - from + 1) return null;
  return kind === 'log' ? grown : grown - 1;
}
