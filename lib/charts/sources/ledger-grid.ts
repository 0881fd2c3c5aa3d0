/** One page of the ledger: the values that the address asks for, as words. */
import type { SourcesLink } from '../../core/catalogue/sources-link.ts';
import type { Grade } from '../../core/facts/types.ts';
import type { LedgerRow } from '../../core/ledger/ledger.ts';
import { formatDate } from '../format.ts';
import { nameTable } from '../table-names.ts';
import { mainWords, rangeWords } from './amount-words.ts';

/** Rows of one page. */
export const PAGE_ROWS = 50;
/** Names longer than an address takes are found by words. */
const LONGEST_NAME = 80;

export interface GridRow {
  readonly id: string;
  readonly table: string;
  readonly who: string;
  readonly what: string;
  readonly value: string;
  readonly range: string | null;
  readonly period: string;
  readonly published: string;
  readonly grade: Grade;
  readonly source: string;
  readonly url: string | null;
  readonly revisionCount: number;
  readonly rivalCount: number;
  readonly isContested: boolean;
}

export interface LedgerGrid {
  readonly rows: readonly GridRow[];
  /** How many the filters leave, over all pages. */
  readonly found: number;
  readonly pageCount: number;
}

/** One choice of a filter with what it leaves of the whole ledger. */
export interface FilterChoice {
  readonly value: string;
  readonly text: string;
}

type Filters = Pick<SourcesLink, 'table' | 'who' | 'grade' | 'words' | 'only' | 'order'>;

/** Values that a link asks for, in its order. */
export function chooseLedgerRows(ledger: readonly LedgerRow[], filters: Filters): LedgerRow[] {
  const words = filters.words.toLowerCase().split(/\s+/).filter(Boolean);
  const found = ledger.filter((row) => isAskedFor(row, filters) && holdsAll(row, words));
  if (filters.order === 'table') return found;
  return found.toSorted((a, b) => (b.publishedOn ?? '').localeCompare(a.publishedOn ?? ''));
}

/** How many pages so many values take. */
export function countPages(found: number): number {
  return Math.max(1, Math.ceil(found / PAGE_ROWS));
}

/** The page of a link; its number must exist. */
export function prepareLedgerGrid(found: readonly LedgerRow[], page: number): LedgerGrid {
  return {
    rows: found.slice((page - 1) * PAGE_ROWS, page * PAGE_ROWS).map(toGridRow),
    found: found.length,
    pageCount: countPages(found.length),
  };
}

/** Tables of the ledger with their counts, in their order. */
export function listTableChoices(ledger: readonly LedgerRow[]): FilterChoice[] {
  return [...Map.groupBy(ledger, ({ table }) => table)].map(([table, rows]) => ({
    value: table,
    text: `${nameTable(table)} (${String(rows.length)})`,
  }));
}

/** Names of the ledger with their counts, by alphabet. */
export function listNameChoices(ledger: readonly LedgerRow[]): FilterChoice[] {
  const counts = new Map<string, number>();
  for (const { who } of ledger) {
    for (const name of new Set(who)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return [...counts]
    .filter(([name]) => name.length <= LONGEST_NAME)
    .toSorted(([a], [b]) => a.localeCompare(b))
    .map(([name, count]) => ({ value: name, text: `${name} (${String(count)})` }));
}

/** A value in words. */
export function toGridRow(row: LedgerRow): GridRow {
  return {
    id: row.id,
    table: nameTable(row.table),
    who: row.who.join(', '),
    what: row.what,
    value: mainWords(row.amount, row.unit) ?? row.words ?? 'no number stated',
    range: rangeWords(row.amount),
    period: row.period === null ? 'any' : periodWords(row.period),
    published: row.publishedOn === null ? 'not dated' : formatDate(row.publishedOn),
    grade: row.grade,
    source: nameSource(row),
    url: row.url,
    revisionCount: row.revisionCount,
    rivalCount: row.rivalCount,
    isContested: row.isContested,
  };
}

/** Who published it: the house, else the title, else the site. */
export function nameSource(source: {
  readonly publisher: string | null;
  readonly sourceTitle: string | null;
  readonly url: string | null;
}): string {
  const site = source.url === null ? null : (URL.parse(source.url)?.hostname ?? source.url);
  return source.publisher ?? source.sourceTitle ?? site ?? 'no source named';
}

/** Whole dates are written as everywhere; periods stay as their table writes them. */
function periodWords(period: string): string {
  return /^\d{4}-\d{2}-\d{2}$/.test(period) ? formatDate(period) : period;
}

function isAskedFor(row: LedgerRow, { table, who, grade, only }: Filters): boolean {
  if (table !== null && row.table !== table) return false;
  if (who !== null && !row.who.includes(who)) return false;
  if (grade !== null && row.grade !== grade) return false;
  if (only === 'conflicts') return row.isContested;
  return only === null || row.revisionCount > 1;
}

function holdsAll(row: LedgerRow, words: readonly string[]): boolean {
  if (words.length === 0) return true;
  const text = [
    row.what,
    ...row.who,
    row.period,
    row.unit,
    row.sourceTitle,
    row.publisher,
    row.key,
    nameTable(row.table),
  ]
    .join(' ')
    .toLowerCase();
  return words.every((word) => text.includes(word));
}
