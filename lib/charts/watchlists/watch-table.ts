/** Rows of a watchlist as they are drawn. */
import type { WatchCell, WatchRow } from '../../contracts/watchlists/watchlists.ts';
import { NO_PRICES } from '../../core/vendors/price-standing.ts';
import { watchKey, type WatchColumn, type WatchKind } from '../../core/watchlist/types.ts';
import { formatBytes } from '../byte-words.ts';
import {
  formatDate,
  formatFraction,
  formatFractionRange,
  formatPct,
  formatSigned,
  formatUsdBnChange,
  formatUsdBnRange,
} from '../format.ts';
import { formatPrice } from './price-words.ts';
import { prepareSparkline, type Sparkline } from './sparkline.ts';

export const KIND_WORDS: Readonly<Record<WatchKind, string>> = {
  stock: 'Stock',
  technique: 'Technique',
  model: 'Model',
  issuer: 'Capex issuer',
  scenario: 'Scenario',
};

interface ColumnWords {
  readonly label: string;
  /** What the numbers are. */
  readonly unit: string;
}

/** Headings of the columns. */
export const COLUMN_WORDS: Readonly<Record<WatchColumn, ColumnWords>> = {
  price: { label: 'Close', unit: 'newest session' },
  change1: { label: '1 session', unit: 'change' },
  change5: { label: '5 sessions', unit: 'change' },
  change20: { label: '20 sessions', unit: 'change' },
  trend: { label: 'Trend', unit: '60 sessions' },
  exposure: { label: 'Exposure', unit: 'of value, base scenario' },
  hbmShare: { label: 'HBM share', unit: 'of revenue' },
  implied: { label: 'Implied saving', unit: 'base scenario' },
  breakEven: { label: 'Past break-even', unit: 'elasticity' },
  saving: { label: 'Saving', unit: 'as published' },
  kvBytes: { label: 'Cache a token', unit: 'BF16, long context' },
  guide: { label: 'Capex guide', unit: 'calendar year' },
  dataAge: { label: 'Newest data', unit: 'age' },
};

/** What a cell shows. */
export interface DrawnCell {
  readonly text: string;
  /** Smaller, below it. */
  readonly under: string | null;
  readonly isAbsent: boolean;
  readonly spark: Sparkline | null;
}

export interface DrawnRow {
  readonly key: string;
  readonly kind: WatchKind;
  readonly ref: string;
  readonly title: string;
  readonly detail: string;
  readonly href: string | null;
  readonly note: string | null;
  readonly isGone: boolean;
  readonly unread: number;
  /** One a column; null where it says nothing of such a thing. */
  readonly cells: readonly (DrawnCell | null)[];
}

/** One row under the columns given. */
export function drawWatchRow(row: WatchRow, columns: readonly WatchColumn[]): DrawnRow {
  const { kind, ref, title, detail, href, note, absence, unread } = row;

  return {
    ...{ key: watchKey({ kind, ref }), kind, ref, title, href, note, unread },
    detail: `${KIND_WORDS[kind]} · ${detail}`,
    isGone: absence !== null,
    cells: columns.map((column) => drawCell(column, row)),
  };
}

function drawCell(column: WatchColumn, row: WatchRow): DrawnCell | null {
  if (column === 'trend') return drawTrend(row);
  const cell = row.cells[column];
  if (cell === undefined) return null;
  if (cell.value === null) return drawAbsence(cell.absence ?? 'not on file');

  return { ...wordsOf(column, cell, cell.value), isAbsent: false, spark: null };
}

function drawTrend({ kind, trend, absence }: WatchRow): DrawnCell | null {
  if (kind !== 'stock' || absence !== null) return null;
  const spark = trend === null ? null : prepareSparkline(trend);
  if (spark === null) return drawAbsence(NO_PRICES);

  return { text: '', under: null, isAbsent: false, spark };
}

function drawAbsence(absence: string): DrawnCell {
  const text = absence === NO_PRICES ? 'no prices' : absence;

  return { text, under: null, isAbsent: true, spark: null };
}

type CellWords = Pick<DrawnCell, 'text' | 'under'>;

function wordsOf(column: Exclude<WatchColumn, 'trend'>, cell: WatchCell, value: number): CellWords {
  const { unit, on } = cell;
  switch (column) {
    case 'price':
      return { text: formatPrice(value, unit), under: on === null ? null : formatDate(on) };
    case 'change1':
    case 'change5':
    case 'change20':
      return { text: signedPct(value), under: null };
    case 'exposure':
      return { text: formatUsdBnChange(value), under: rangeOf(cell, formatUsdBnRange) };
    case 'hbmShare':
      return {
        text: formatPct(value),
        under: rangeOf(cell, (low, high) => formatFractionRange(low / 100, high / 100)),
      };
    case 'implied':
      return { text: formatFraction(value), under: rangeOf(cell, formatFractionRange) };
    case 'breakEven':
      return { text: formatSigned(value), under: value < 0 ? 'not won back' : 'won back' };
    case 'saving':
      return { text: formatFraction(value), under: rangeOf(cell, formatFractionRange) };
    case 'kvBytes':
      return { text: formatBytes(value), under: null };
    case 'guide':
      return { text: formatUsdBnRange(cell.low ?? value, cell.high ?? value), under: null };
    case 'dataAge':
      return { text: ageWords(value), under: on === null ? null : formatDate(on) };
  }
}

function rangeOf({ low, high }: WatchCell, write: (low: number, high: number) => string): string | null {
  return low === null || high === null || low === high ? null : write(low, high);
}

/** With "+" before gains; nothing before what rounds to 0. */
function signedPct(percent: number): string {
  const written = formatPct(percent);

  return percent > 0 && /[1-9]/.test(written) ? `+${written}` : written;
}

function ageWords(days: number): string {
  if (days === 0) return 'today';

  return days === 1 ? '1\u00a0day' : `${String(days)}\u00a0days`;
}
