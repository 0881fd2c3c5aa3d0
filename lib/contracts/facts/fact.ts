import type { z } from 'zod';
import type { IsoDate, Provenance } from '../../core/facts/types.ts';
import { choiceCell, optionalReducedDateCell, textCell, urlCell } from './cells.ts';
import type { FactTable } from './tables.ts';

/** What a read may know: nothing published after `asOf`, nothing recorded after `dataVersion` (default: newest). */
export interface FactScope {
  readonly asOf: IsoDate;
  readonly dataVersion?: number;
}

const CONFIDENCES = ['primary', 'press', 'estimate'] as const;

/** Columns that say where a row comes from; they are kept as source and grade, apart from the figures. */
export interface SourceCells {
  readonly sourceTitle?: string | null;
  readonly sourcePublisher?: string | null;
  readonly sourceUrl?: string | null;
  readonly sourcePublishedOn?: string | null;
  readonly confidence?: (typeof CONFIDENCES)[number];
}

/** One standing fact as it is read back. */
export type Fact<Row> = Readonly<Omit<Row, keyof SourceCells>> & Provenance & { readonly key: string };

/** Source columns of a file that names title, publisher, address, date and confidence. */
export function sourceCells() {
  return { ...sourceCellsWithoutPublisher(), sourcePublisher: textCell() };
}

/** Source columns of a file without a publisher column. */
export function sourceCellsWithoutPublisher() {
  return {
    sourceTitle: textCell(),
    sourceUrl: urlCell(),
    sourcePublishedOn: optionalReducedDateCell(),
    confidence: choiceCell(CONFIDENCES),
  };
}

/** One CSV file: which table it fills, its row, and which columns make the natural key. */
export interface FactFile<Row extends z.ZodObject = z.ZodObject> {
  readonly table: FactTable;
  readonly fileName: string;
  readonly row: Row;
  readonly columns: readonly FactColumn[];
  readonly keyFields: readonly (keyof z.output<Row> & string)[];
}

/** `field` is the name in code, `header` the name in the file. */
export interface FactColumn {
  readonly field: string;
  readonly header: string;
}

interface FactFileOptions<Row extends z.ZodObject> {
  readonly table: FactTable;
  readonly fileName: string;
  readonly row: Row;
  /** Headers that are not the snake_case of the field. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly keyFields: readonly (keyof z.output<Row> & string)[];
}

/** Describes one fact file. The names of its columns follow from the fields of `row` unless `headers` says otherwise. */
export function defineFactFile<Row extends z.ZodObject>(options: FactFileOptions<Row>): FactFile<Row> {
  const { table, fileName, row, headers, keyFields } = options;
  const columns = Object.keys(row.shape).map((field) => ({
    field,
    header: headers?.[field] ?? toSnakeCase(field),
  }));
  return { table, fileName, row, columns, keyFields };
}

/** `capexUsdBn` to `capex_usd_bn`: the one rule between names in code and names of columns. */
export function toSnakeCase(camelCase: string): string {
  return camelCase.replace(/[A-Z]/g, (capital) => `_${capital.toLowerCase()}`);
}

const SOURCE_FIELDS: readonly string[] = [
  'sourceTitle',
  'sourcePublisher',
  'sourceUrl',
  'sourcePublishedOn',
  'confidence',
] satisfies (keyof SourceCells)[];

/** Fields of a file that hold the fact itself, without the columns about its source, in file order. */
export function contentFields(file: FactFile): string[] {
  return file.columns.map(({ field }) => field).filter((field) => !SOURCE_FIELDS.includes(field));
}
