/** The tables of one study: share by share, across shares, and beside what the press printed. */
import type {
  AcrossFigures,
  PrintedMatch,
  StudiedTicker,
  StudyResponse,
} from '../../contracts/event-studies.ts';
import { describeDay, describeWindow, type DayWindow } from '../../core/event-study/options.ts';
import { numberCell, textCell, type ChartTableCell } from '../chart-model.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import type { NamedTable } from '../rebound/named-table.ts';
import {
  formatStatistic,
  isOutside,
  shareName,
  signedFraction,
  signedRange,
  withWrittenDates,
} from './event-words.ts';

const NONE = 'none';

/** A row a share. */
export function prepareTickerTable(tickers: readonly StudiedTicker[], range: DayWindow): NamedTable {
  const known = tickers.filter(({ car }) => car !== null);
  const outside = known.filter((ticker) => isOutside(ticker) === true).length;
  return {
    title: 'Share by share',
    summary: `${String(known.length)} of ${String(tickers.length)} shares cover ${describeWindow(range)}; ${String(outside)} ${outside === 1 ? 'lies' : 'lie'} outside the middle 95 % of dates without an event.`,
    notes: [
      'CAR: cumulative abnormal return. t: CAR over its standard error; beyond about 2 either way is rare if returns were normal and calm, which the placebo column does not assume.',
      ...(known.some(({ closeToClose }) => closeToClose !== null)
        ? ['Close to close: what the share itself did over the window, before anything is expected of it.']
        : []),
    ],
    table: withoutEmptyColumns({
      caption: 'Shares of the study',
      columns: [
        { label: 'Share', unit: null },
        { label: 'Day 0', unit: null },
        { label: 'CAR', unit: 'fraction' },
        { label: 'Std. error', unit: 'fraction' },
        { label: 't', unit: '' },
        { label: 'Placebo 95 %', unit: 'fraction' },
        { label: 'As large by chance', unit: 'fraction' },
        { label: 'Close to close', unit: 'fraction' },
        { label: 'Half recovered', unit: null },
        { label: 'Day +60 or last', unit: 'fraction' },
      ],
      rows: tickers.map(reactionRow),
      totals: null,
    }),
    fileName: 'waterline-event-shares',
  };
}

function reactionRow(ticker: StudiedTicker): ChartTableCell[] {
  const { placebo, latest, recovery } = ticker;
  return [
    textCell(`${shareName(ticker)} (${ticker.ticker})`),
    textCell(ticker.firstTradingDay === null ? NONE : formatDate(ticker.firstTradingDay)),
    numberCell(ticker.car, signedFraction, NONE),
    numberCell(ticker.carStdError, formatFraction, NONE),
    numberCell(ticker.t, formatStatistic, NONE),
    placebo === null
      ? { value: null, text: NONE }
      : textCell(`${signedRange(placebo.low, placebo.high)} (${String(placebo.dates)} dates)`),
    numberCell(placebo?.shareAsLarge ?? null, formatFraction, NONE),
    numberCell(ticker.closeToClose, signedFraction, NONE),
    textCell(
      recovery === null
        ? NONE
        : recovery.day === null
          ? `not by ${describeDay(recovery.lastDay)}`
          : `day ${describeDay(recovery.day)}`,
    ),
    latest === null
      ? { value: null, text: NONE }
      : { value: latest.car, text: `${signedFraction(latest.car)} (${describeDay(latest.day)})` },
  ];
}

/** Numbers that no row has, such as what records do not keep, need no column. */
function withoutEmptyColumns(table: NamedTable['table']): NamedTable['table'] {
  const isKept = table.columns.map(
    ({ unit }, i) => unit === null || table.rows.some((cells) => cells[i]?.value != null),
  );
  return {
    ...table,
    columns: table.columns.filter((_, i) => isKept[i]),
    rows: table.rows.map((cells) => cells.filter((_, i) => isKept[i])),
  };
}

/** What each expectation rests on, a row a share. */
export function prepareFitTable(tickers: readonly StudiedTicker[]): NamedTable {
  const [first] = tickers.filter(({ n }) => n !== null);
  return {
    title: 'How each was estimated',
    summary:
      first?.estimationFrom == null || first.estimationTo === null
        ? 'No share could be estimated.'
        : `${shareName(first)}: ${String(first.n)} days from ${formatDate(first.estimationFrom)} to ${formatDate(first.estimationTo)}.`,
    notes: [
      'Alpha: what the share did beyond its benchmark in an ordinary session. The expectation lets it go on.',
    ],
    table: {
      caption: 'Estimation by share',
      columns: [
        { label: 'Share', unit: null },
        { label: 'Benchmark', unit: null },
        { label: 'Alpha', unit: 'fraction a session' },
        { label: 'Beta', unit: '' },
        { label: 'Residual s.d.', unit: 'fraction a session' },
        { label: 'Days', unit: '' },
        { label: 'From', unit: null },
        { label: 'To', unit: null },
        { label: 'Made from', unit: null },
      ],
      rows: tickers.map((ticker) => [
        textCell(`${shareName(ticker)} (${ticker.ticker})`),
        textCell(ticker.benchmark ?? NONE),
        numberCell(ticker.alpha, (value) => `${formatSignificant(value * 100, 2)}\u00a0%`, NONE),
        numberCell(ticker.beta, formatStatistic, NONE),
        numberCell(ticker.residualStdDev, formatFraction, NONE),
        numberCell(ticker.n, String, NONE),
        textCell(ticker.estimationFrom === null ? NONE : formatDate(ticker.estimationFrom)),
        textCell(ticker.estimationTo === null ? NONE : formatDate(ticker.estimationTo)),
        textCell(basisWords(ticker, ticker.record)),
      ]),
      totals: null,
    },
    fileName: 'waterline-event-estimation',
  };
}

function basisWords({ basis, absence }: StudiedTicker, record: StudiedTicker['record']): string {
  if (basis === null) return withWrittenDates(absence ?? NONE);
  if (basis === 'record') return `record of ${record === null ? '' : formatDate(record.computedOn)}`;
  if (record === null) return 'prices; no record of these settings';
  const difference = record.difference ?? 0;
  return Math.abs(difference) < RECORD_ROUNDING
    ? `prices; agrees with the record of ${formatDate(record.computedOn)}`
    : `prices; the record of ${formatDate(record.computedOn)} says ${signedFraction(record.car)}`;
}

/** Records keep a hundredth of a percent; a difference within it is rounding. */
const RECORD_ROUNDING = 1.5e-4;

/** One row a test. */
export function prepareAcrossTable(across: AcrossFigures): NamedTable {
  const missing = across.absence === null ? NONE : 'needs prices';
  const rows: readonly (readonly [string, number | null, string])[] = [
    ['Mean CAR', across.meanCar, 'each share counts once'],
    ['t of the mean', across.crossSectionT, 'from the spread of the CARs'],
    [
      'Patell Z',
      across.patellZ,
      'standardised by each estimation window; a rise of variance looks like an effect',
    ],
    ['BMP z', across.bmpZ, 'Boehmer, Musumeci and Poulsen: allows for a rise of variance at the event'],
    ['Residual correlation', across.residualCorrelation, 'mean over pairs of shares, estimation window'],
    [
      'BMP z, correlation allowed for',
      across.adjustedBmpZ,
      'Kolari and Pynnönen: the one to read, since these shares move together',
    ],
    ['Corrado rank z', across.corradoZ, 'ranks: no outlier decides'],
    ['Generalised sign z', across.generalisedSignZ, 'share of gains against the estimation window'],
  ];
  return {
    title: 'Across shares',
    summary:
      across.tickers === 0
        ? 'No share covers the window.'
        : `${String(across.tickers)} shares. They are not independent: all but the adjusted test take them as such and overstate.`,
    notes: across.absence === null ? [] : [across.absence],
    table: {
      caption: 'Tests across shares',
      columns: [
        { label: 'Test', unit: null },
        { label: 'Value', unit: '' },
        { label: 'What it allows for', unit: null },
      ],
      rows: rows.map(([label, value, note], index) => [
        textCell(label),
        numberCell(value, index === 0 ? signedFraction : formatStatistic, missing),
        textCell(note),
      ]),
      totals: null,
    },
    fileName: 'waterline-event-tests',
  };
}

/** What the ledger says was reported, where that names no move of a share studied here. */
export function unmatchedWords({ event, printed }: StudyResponse): string | null {
  if (printed.length > 0) return null;
  return event.reportedReaction === null
    ? 'The ledger has no reported reaction.'
    : `The ledger has “${event.reportedReaction}”, which names no move of a share studied here.`;
}

/** Reported reactions beside ours; null where the ledger has none of a share studied here. */
export function preparePrintedTable({ event, printed }: StudyResponse): NamedTable | null {
  if (event.reportedReaction === null || printed.length === 0) return null;
  const matched = printed.filter(({ window }) => window !== null).length;
  return {
    title: 'What was printed',
    summary: `“${event.reportedReaction}”: ${String(matched)} of ${String(printed.length)} moves of shares studied here are matched by a window.`,
    notes: [
      'A printed move is matched where a figure of ours rounds to it; the likeliest window is named: closes before abnormal returns, short windows first.',
    ],
    table: {
      caption: 'Printed moves and ours',
      columns: [
        { label: 'Printed', unit: null },
        { label: 'Ours', unit: 'fraction' },
        { label: 'How', unit: null },
      ],
      rows: printed.map(printedRow),
      totals: null,
    },
    fileName: 'waterline-event-printed',
  };
}

function printedRow({ printed, value, said }: PrintedMatch): ChartTableCell[] {
  return [textCell(printed.replace('-', '−')), numberCell(value, signedFraction, NONE), textCell(said)];
}
