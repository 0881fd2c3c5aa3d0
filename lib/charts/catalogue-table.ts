/** Tables of a catalogue that readers sort and filter: pure, so that server and browser show the same rows. */
import { freshnessWords, type Freshness } from '../core/freshness/freshness.ts';
import { textCell, type ChartTableModel } from './chart-model.ts';

export interface CatalogueCell {
  /** What it is sorted by; null sorts last, whichever way. */
  readonly value: number | string | null;
  /** What is read; for a null value the reason of its absence. */
  readonly text: string;
  /** A second, quieter line. */
  readonly note?: string;
  readonly href?: string;
  /** Age of the observation, where it can grow old. */
  readonly age?: Freshness | null;
}

export interface CatalogueColumn {
  readonly key: string;
  readonly label: string;
  /** Unit of the values, null for words. */
  readonly unit: string | null;
  /** Words wrap to the left, numbers stand to the right. */
  readonly isNumber: boolean;
  /** Words that need room. */
  readonly isWide?: boolean;
}

export interface CatalogueRow {
  readonly key: string;
  readonly cells: readonly CatalogueCell[];
  /** Value of each facet, by the parameter of the address that picks it. */
  readonly facets: Readonly<Record<string, string>>;
  /** Found by the text filter beside the cells. */
  readonly search: string;
  /** Added by the reader; can be removed. */
  readonly isOwn: boolean;
}

export interface CatalogueFacet {
  readonly param: string;
  readonly label: string;
  /** Words for values that do not read as they are stored. */
  readonly words: Readonly<Record<string, string>>;
}

export interface CatalogueTable {
  readonly title: string;
  /** Names of the things in the rows, for counts: "models". */
  readonly noun: string;
  readonly columns: readonly CatalogueColumn[];
  readonly rows: readonly CatalogueRow[];
  readonly facets: readonly CatalogueFacet[];
  readonly fileName: string;
}

/** What a reader chose of a table. */
export interface CatalogueChoice {
  readonly words: string;
  readonly facets: Readonly<Record<string, string>>;
  readonly sort: { readonly key: string; readonly isDescending: boolean };
}

/** A cell of words. */
export function wordsCell(text: string, more: Partial<CatalogueCell> = {}): CatalogueCell {
  return { value: text, text, ...more };
}

/** A cell of a number, or of the words for its absence. */
export function quantityCell(
  value: number | null,
  format: (value: number) => string,
  reasonIfMissing: string,
): CatalogueCell {
  return { value, text: value === null ? reasonIfMissing : format(value) };
}

/** Rows that hold every word of the filter and have each chosen facet, in the chosen order. */
export function chooseRows(table: CatalogueTable, choice: CatalogueChoice): CatalogueRow[] {
  const words = choice.words.toLowerCase().split(/\s+/).filter(Boolean);
  const facets = Object.entries(choice.facets);
  const kept = table.rows.filter((row) => {
    if (facets.some(([param, value]) => row.facets[param] !== value)) return false;
    if (words.length === 0) return true;
    const text = searchText(row);
    return words.every((word) => text.includes(word));
  });
  const column = table.columns.findIndex(({ key }) => key === choice.sort.key);
  return sortRows(kept, column, choice.sort.isDescending);
}

function searchText(row: CatalogueRow): string {
  const cells = row.cells.map(({ text, note }) => `${text} ${note ?? ''}`);
  return [row.key, row.search, ...cells].join(' ').toLowerCase();
}

/** Absences last whichever way; rows that tie keep their order. */
function sortRows(rows: readonly CatalogueRow[], column: number, isDescending: boolean): CatalogueRow[] {
  const sign = isDescending ? -1 : 1;
  return [...rows].sort((a, b) => {
    const left = a.cells[column]?.value ?? null;
    const right = b.cells[column]?.value ?? null;
    if (left === null || right === null) return Number(left === null) - Number(right === null);
    if (left === right) return 0;
    return (left < right ? -1 : 1) * sign;
  });
}

/** Values of a facet among all rows, each with its count, by name. */
export function facetValues(
  rows: readonly CatalogueRow[],
  param: string,
): readonly { readonly value: string; readonly count: number }[] {
  const counts = new Map<string, number>();
  for (const { facets } of rows) {
    const value = facets[param];
    if (value !== undefined && value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
  }
  return [...counts]
    .map(([value, count]) => ({ value, count }))
    .sort((a, b) => (a.value < b.value ? -1 : Number(a.value > b.value)));
}

/** The rows as a table for files: exact values, ages in words where there are any, links as the last column. */
export function toFileTable(table: CatalogueTable, rows: readonly CatalogueRow[]): ChartTableModel {
  const isAged = rows.some(({ cells }) => cells.some(({ age }) => age != null));
  return {
    caption: table.title,
    columns: [
      ...table.columns.map(({ label, unit }) => ({ label, unit })),
      ...(isAged ? [{ label: 'Freshness', unit: null }] : []),
      { label: 'Source', unit: null },
    ],
    rows: rows.map(({ cells }) => {
      const link = cells.findLast(({ href }) => href?.startsWith('http') === true)?.href ?? '';
      return [
        ...cells.map(({ value, text }) => ({ value: value ?? text, text })),
        ...(isAged ? [textCell(agesOf(table, cells))] : []),
        { value: link, text: link },
      ];
    }),
    totals: null,
  };
}

function agesOf({ columns }: CatalogueTable, cells: readonly CatalogueCell[]): string {
  return cells
    .flatMap(({ age }, index) =>
      age == null ? [] : [`${columns[index]?.label ?? ''}: ${freshnessWords(age)}`],
    )
    .join('; ');
}
