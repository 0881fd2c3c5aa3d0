import { parseDayNumber } from '#lib/core/calendar/day-number.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { BAR_FIGURES } from '#lib/contracts/imports/price-bars.ts';
import { shorten } from '../../import-fault.ts';
import type { CsvRecord } from '../../read-csv.ts';
import { wholeLine, type DeskFault } from '../desk-fault.ts';
import { readCells, type CellWriting, type DeskColumn } from '../read-cells.ts';
import type { SeenBars } from './seen-bars.ts';

/** A line for COPY, or why the bar is refused. */
export type ReadBar = (record: CsvRecord) => string | readonly DeskFault[];

const SYMBOL = /^[A-Z0-9^][A-Z0-9.=^-]{0,19}$/;
const CURRENCY = /^[A-Z]{3}$/;
/** The database keeps numeric(20, 6) and rounds to it. */
const PRICE = /^\d{1,14}(\.\d{1,12})?$/;
const VOLUME = /^\d{1,18}(\.0+)?$/;
const PLAIN_CELL = /^[A-Za-z0-9.^]*$/;

const ORDER = [...BAR_FIGURES.map(([header]) => header), 'currency', 'flag'];

/** Reads bars of one file; the days of a session are checked once, not once a symbol. */
export function createBarReader(
  columns: readonly DeskColumn[],
  writing: CellWriting,
  { today, seen }: { readonly today: IsoDate; readonly seen: SeenBars },
): ReadBar {
  const indexOf = (header: string): number => columns.findIndex((column) => column.header === header);
  const [dayAt, symbolAt, currencyAt] = [indexOf('date'), indexOf('symbol'), indexOf('currency')];
  const places = ORDER.map(indexOf);
  const numbersAt = columns.flatMap(({ kind }, index) => (kind === 'number' ? [index] : []));
  const [closeAt, adjustedAt] = [indexOf('close'), indexOf('adj_close')];
  // Cells need no second look where a point can only be a decimal one.
  const isPlain =
    writing.numberStyle === 'point' || (writing.numberStyle === 'unknown' && writing.isPlainUsual);
  const days = new Map<string, { readonly number: number; readonly fault: string | null }>();
  const lookUpDay = (day: string) => {
    const known = days.get(day);
    if (known !== undefined) return known;
    const number = parseDayNumber(day);
    const late = day > today ? `lies after today, ${today}` : null;
    const found = { number: number ?? -1, fault: number === null ? 'is not a date of the calendar' : late };
    days.set(day, found);
    return found;
  };

  return (record) => {
    const { line } = record;
    let { cells } = record;
    if (cells.length !== columns.length && cells.slice(columns.length).some((cell) => cell !== '')) {
      const what = `has ${String(cells.length)} cells but the header has ${String(columns.length)}`;
      return [wholeLine({ line, what, remedy: 'put cells that hold the separator in quotes' })];
    }
    if (!isPlain || !isPlainRecord(cells, numbersAt)) {
      const read = readCells(columns, record, writing);
      if (read.faults.length > 0) return read.faults;
      cells = read.cells;
    }
    const faults: DeskFault[] = [];
    const refuse = (index: number, what: string, remedy: string): void => {
      const column = columns[index]?.header ?? null;
      faults.push({ line, column, value: shorten(cells[index] ?? ''), what, remedy });
    };
    const day = cells[dayAt] ?? '';
    const { fault, number } = lookUpDay(day);
    if (fault !== null) refuse(dayAt, fault, 'write the day of the session as YYYY-MM-DD');
    if (!SYMBOL.test(cells[symbolAt] ?? ''))
      refuse(symbolAt, 'is no symbol', 'write it as Yahoo does, such as 000660.KS');
    if (!CURRENCY.test(cells[currencyAt] ?? ''))
      refuse(currencyAt, 'is no currency', 'write the ISO code, such as KRW, and prices in its major unit');
    for (const index of numbersAt) {
      const cell = cells[index] ?? '';
      if (cell === '') continue;
      if (columns[index]?.header === 'volume') {
        if (!VOLUME.test(cell))
          refuse(index, 'is no number of shares', 'write a whole number, or leave it blank');
      } else if (!PRICE.test(cell) || Number(cell) <= 0) {
        refuse(index, 'is no price', 'write a number above 0 in plain digits, or leave it blank');
      }
    }
    if ((cells[closeAt] ?? '') === '' && (cells[adjustedAt] ?? '') === '') {
      faults.push(
        wholeLine({ line, what: 'has no close', remedy: 'give close or adj_close, or take the line out' }),
      );
    }
    if (faults.length > 0) return faults;
    seen.add(cells[symbolAt] ?? '', number);
    let text = `${String(line)}\t${cells[symbolAt] ?? ''}\t${day}`;
    for (const place of places) text += `\t${toCopyCell(cells[place] ?? '', place === places[5])}`;
    return `${text}\n`;
  };
}

function isPlainRecord(cells: readonly string[], numbersAt: readonly number[]): boolean {
  return (
    numbersAt.every((index) => PLAIN_CELL.test(cells[index] ?? '')) &&
    !cells.some((cell) => /^[\s'=+\-@]/.test(cell))
  );
}

function toCopyCell(cell: string, isVolume: boolean): string {
  if (cell === '') return '\\N';
  if (isVolume) return cell.replace(/\.0+$/, '');
  return /[\\\t\n\r]/.test(cell) ? cell.replaceAll(/[\\\t\n\r]/g, ' ') : cell;
}
