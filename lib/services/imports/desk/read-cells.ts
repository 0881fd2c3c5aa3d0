import type { z } from 'zod';
import type { DeskContract } from '#lib/contracts/imports/desk-contract.ts';
import { isFormula, withoutApostrophe } from '#lib/contracts/csv-text.ts';
import type { CsvRecord } from '../read-csv.ts';
import { shorten } from '../import-fault.ts';
import type { DeskFault } from './desk-fault.ts';
import { looksLikeNumber, readNumber, type NumberStyle } from './number-style.ts';
import { readDate } from './read-date.ts';

/** What the cells of a column hold, as far as their writing matters. */
export type ColumnKind = 'number' | 'date' | 'text';

/** A column of the file under its name in the contract. */
export interface DeskColumn {
  readonly header: string;
  readonly kind: ColumnKind;
}

/** How the cells of one file are written. */
export interface CellWriting {
  readonly numberStyle: NumberStyle;
  /** Whether commas stand between the cells, so that a point in a number is usual. */
  readonly isPlainUsual: boolean;
}

/** Cells in the form of the contracts; how many were written otherwise. */
export interface ReadCells {
  readonly cells: readonly string[];
  readonly faults: readonly DeskFault[];
  readonly rewrittenNumbers: number;
  readonly rewrittenDates: number;
}

/** Kinds of the columns of a contract, by header. */
export function kindsOf(file: DeskContract): ReadonlyMap<string, ColumnKind> {
  return new Map(file.columns.map(({ field, header }) => [header, kindOf(file, field)]));
}

/** Brings the cells of one line into the form of the contracts, and refuses formulas and what may be read in two ways. */
export function readCells(
  columns: readonly DeskColumn[],
  { line, cells }: CsvRecord,
  writing: CellWriting,
): ReadCells {
  const faults: DeskFault[] = [];
  let rewrittenNumbers = 0;
  let rewrittenDates = 0;
  const read = columns.map(({ header, kind }, index) => {
    const cell = cells[index] ?? '';
    const refuse = (what: string, remedy: string): string => {
      faults.push({ line, column: header, value: shorten(cell), what, remedy });
      return cell;
    };
    if (isFormula(cell) && !looksLikeNumber(cell)) {
      return refuse(
        'begins as a formula does',
        'write the value that it shows, or put an apostrophe before text',
      );
    }
    const text = withoutApostrophe(cell);
    if (kind === 'text' || text === '') return text;
    const plain =
      kind === 'date' ? readDate(text) : readNumber(text, writing.numberStyle, writing.isPlainUsual);
    if (!plain.ok) return refuse(plain.error.what, plain.error.remedy);
    if (plain.value.isRewritten && kind === 'date') rewrittenDates += 1;
    if (plain.value.isRewritten && kind === 'number') rewrittenNumbers += 1;
    return plain.value.plain;
  });
  return { cells: read, faults, rewrittenNumbers, rewrittenDates };
}

/** A contract shows what a cell holds by what it takes: a Monday, a 1, or any text. */
function kindOf(file: DeskContract, field: string): ColumnKind {
  const cell = file.row.shape[field] as z.ZodType | undefined;
  if (cell?.safeParse('any text').success !== false) return 'text';
  if (cell.safeParse('2024-01-01').success) return 'date';
  const one = cell.safeParse('1');
  return one.success && typeof one.data === 'number' ? 'number' : 'text';
}
