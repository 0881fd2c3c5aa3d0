import 'server-only';

import type { PrintedMatch } from '#lib/contracts/event-studies.ts';
import { frozenCar, KEPT_WINDOWS } from '#lib/core/event-study/frozen.ts';
import { describeWindow, type DayWindow } from '#lib/core/event-study/options.ts';
import {
  matchReported,
  readReportedMoves,
  type ReportedMove,
  type WindowFigure,
} from '#lib/core/event-study/reported.ts';
import { closeToClose } from '#lib/core/event-study/returns.ts';
import { cumulate } from '#lib/core/event-study/study.ts';

import type { TickerStudy } from './study-ticker.ts';

/** Windows that a newspaper may mean: single days about day 0, and the few days that end soon after it. */
const PRINTED_WINDOWS: readonly DayWindow[] = [
  { from: 0, to: 0 },
  { from: 1, to: 1 },
  { from: 2, to: 2 },
  { from: -1, to: -1 },
  { from: 0, to: 1 },
  { from: 0, to: 2 },
  { from: -1, to: 0 },
  { from: -1, to: 1 },
  { from: -1, to: 3 },
  { from: 0, to: 3 },
  { from: -4, to: 0 },
  { from: -5, to: -1 },
];

/** Moves that the ledger says were printed, each with the window that matches it, or why none does. */
export function matchPrinted(text: string | null, tickers: readonly TickerStudy[]): PrintedMatch[] {
  return readReportedMoves(text ?? '').map((move) => toMatch(move, tickers));
}

function toMatch(move: ReportedMove, tickers: readonly TickerStudy[]): PrintedMatch {
  const ticker = tickers.find(({ answer }) => answer.ticker === move.symbol);
  const figures = ticker === undefined ? [] : figuresOf(ticker);
  const [match] = matchReported(move, figures);
  const known = { ticker: move.symbol, printed: move.text, percentPrinted: move.percent };
  if (match !== undefined) {
    const measure = match.measure === 'close to close' ? 'from close to close' : 'as abnormal return';
    return {
      ...known,
      window: `${String(match.range.from)},${String(match.range.to)}`,
      measure: match.measure,
      value: match.value,
      said: `matched by ${describeWindow(match.range)} ${measure}`,
    };
  }
  return { ...known, window: null, measure: null, value: null, said: reasonOf(move, ticker, figures) };
}

function reasonOf(
  move: ReportedMove,
  ticker: TickerStudy | undefined,
  figures: readonly WindowFigure[],
): string {
  if (ticker === undefined) return 'cannot be matched: this listing is not studied';
  if (figures.length === 0) return 'cannot be matched: there are neither prices nor a record of these days';
  const nearest = figures
    .filter(({ measure }) => measure === 'close to close')
    .toSorted((a, b) => Math.abs(a.value * 100 - move.percent) - Math.abs(b.value * 100 - move.percent))[0];
  const near =
    nearest === undefined
      ? ''
      : `; the nearest is ${signed(nearest.value)} over ${describeWindow(nearest.range)}`;
  return move.isLoose
    ? `cannot be matched by closes: it was printed of a part of the session, or roughly${near}`
    : `cannot be matched: no window of closes about the day gives it${near}`;
}

function signed(fraction: number): string {
  return `${fraction < 0 ? '−' : '+'}${(Math.abs(fraction) * 100).toFixed(1)} %`;
}

function figuresOf({ study, record }: TickerStudy): WindowFigure[] {
  if (study !== null) {
    return PRINTED_WINDOWS.flatMap((range) => {
      const { series, zeroPlace } = study;
      const closes = closeToClose(series.returns, zeroPlace, range, series.options.returns);
      const sum = cumulate(study, range);
      return [
        ...(closes === null ? [] : [{ measure: 'close to close', range, value: closes } as const]),
        ...(sum.ok ? [{ measure: 'abnormal', range, value: sum.value.car } as const] : []),
      ];
    });
  }
  if (record === null) return [];
  return [
    ...record.windows.flatMap(({ closeToClose: value, from, to }) =>
      value === null ? [] : [{ measure: 'close to close', range: { from, to }, value } as const],
    ),
    ...[...KEPT_WINDOWS, ...PRINTED_WINDOWS].flatMap((range) => {
      const sum = frozenCar(record, range);
      return sum === null ? [] : [{ measure: 'abnormal', range, value: sum.car } as const];
    }),
  ];
}
