/**
 * Figures that the press printed for an event, read from the ledger's words, and the windows that match them. A printed
 * figure without its window is matched where a window's figure rounds to it.
 */
import type { DayWindow } from './options.ts';

/** Names under which the press writes the listings. */
const NAMES: readonly (readonly [name: string, symbol: string])[] = [
  ['SK hynix', '000660.KS'],
  ['Samsung', '005930.KS'],
  ['Micron', 'MU'],
  ['MU', 'MU'],
  ['SanDisk', 'SNDK'],
  ['Sandisk', 'SNDK'],
  ['SNDK', 'SNDK'],
  ['Western Digital', 'WDC'],
  ['WDC', 'WDC'],
  ['Seagate', 'STX'],
  ['STX', 'STX'],
  ['Kioxia', '285A.T'],
];

/** One printed move of one listing. */
export interface ReportedMove {
  readonly symbol: string;
  /** As printed. */
  readonly text: string;
  /** Percent; −3.4 for a fall of 3.4 %. */
  readonly percent: number;
  /** Half a unit of the last digit printed, percent. */
  readonly tolerance: number;
  /** "about", "up to" or a part of a session was printed: no close need match it. */
  readonly isLoose: boolean;
}

const MOVE = /^\s*(?:(about|up to|over|nearly|more than|around|almost)\s+)?([-−+]?)(\d+(?:\.\d+)?)\s*%/i;

/** Moves that a text prints for the listings, in its order. */
export function readReportedMoves(text: string): ReportedMove[] {
  const moves: (ReportedMove & { readonly at: number })[] = [];
  for (const [name, symbol] of NAMES) {
    const finder = new RegExp(`(?<![A-Za-z])${name}(?![A-Za-z])`, 'g');
    for (const found of text.matchAll(finder)) {
      const after = text.slice(found.index + name.length);
      const move = MOVE.exec(after);
      const sign = move?.[2] ?? '';
      // Without a sign it says what a price was lifted or cut by, not that a share moved.
      if (move === null || sign === '') continue;
      const digits = move[3] ?? '';
      const decimals = digits.includes('.') ? digits.length - digits.indexOf('.') - 1 : 0;
      const rest = after.slice(move[0].length, after.search(/[,;]|$/) + 0);
      moves.push({
        at: found.index,
        symbol,
        text: `${name}${move[0]}`,
        percent: (sign === '+' ? 1 : -1) * Number(digits),
        tolerance: 0.5 * 10 ** -decimals,
        isLoose: move[1] !== undefined || /^\s*(early|intraday|after hours)/i.test(rest),
      });
    }
  }
  return moves.toSorted((a, b) => a.at - b.at).map(({ at: _at, ...move }) => move);
}

/** A figure of ours that a printed one may be. */
export interface WindowFigure {
  readonly measure: 'close to close' | 'abnormal';
  readonly range: DayWindow;
  /** Fraction. */
  readonly value: number;
}

/** Figures that round to the printed one, the likeliest first: closes before abnormal returns, short windows first. */
export function matchReported(move: ReportedMove, figures: readonly WindowFigure[]): readonly WindowFigure[] {
  const length = ({ range }: WindowFigure): number => range.to - range.from;
  return figures
    .filter(({ value }) => Math.abs(value * 100 - move.percent) <= move.tolerance + 1e-9)
    .toSorted(
      (a, b) =>
        Number(a.measure === 'abnormal') - Number(b.measure === 'abnormal') ||
        length(a) - length(b) ||
        Math.abs(a.range.from) - Math.abs(b.range.from),
    );
}
