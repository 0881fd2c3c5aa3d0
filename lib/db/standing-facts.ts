import type { FactScope } from '#lib/contracts/facts/fact.ts';
import type { IsoDate, Provenance } from '#lib/core/facts/types.ts';
import { Prisma, type Source } from '#prisma/generated/client.ts';

/**
 * What every read of facts shares. A fact stands at (asOf, dataVersion) when its newest revision among those
 * visible by `asOf` and recorded by `dataVersion` exists and is not a withdrawal.
 */

/** Columns that belong to the revision, not to the fact. */
interface RevisionColumns {
  readonly key: string;
  readonly batchId: number;
  readonly isWithdrawn: boolean;
  readonly contentHash: string;
  readonly sourceId: number | null;
  readonly visibleFrom: Date;
  readonly visibleRule: string;
  readonly grade: Provenance['grade'];
  readonly source: Source | null;
}

const REVISION_COLUMNS: readonly string[] = [
  'key',
  'batchId',
  'isWithdrawn',
  'contentHash',
  'sourceId',
  'visibleFrom',
  'visibleRule',
  'grade',
  'source',
] satisfies (keyof RevisionColumns)[];

type Plain<Value> = Value extends Prisma.Decimal ? number : Value extends Date ? IsoDate : Value;

/** A row as plain data: decimals are numbers, dates are `YYYY-MM-DD`. */
export type PlainFact<Row> = {
  readonly [Column in Exclude<keyof Row, keyof RevisionColumns>]: Plain<Row[Column]>;
} & Provenance & { readonly key: string };

/** Revisions that the scope may know. */
export function knownAt(scope: FactScope) {
  return {
    visibleFrom: { lte: toDate(scope.asOf) },
    ...(scope.dataVersion === undefined ? {} : { batchId: { lte: scope.dataVersion } }),
  };
}

/** One row for each key, the newest; `standing` must follow, since that row may be a withdrawal. */
export function newestPerKey() {
  return {
    distinct: 'key' as const,
    orderBy: [{ key: 'asc' as const }, { batchId: 'desc' as const }],
    include: { source: true as const },
  };
}

/** Drops withdrawn facts and maps the rest to plain records, provenance included. */
export function standing<Row extends RevisionColumns>(rows: readonly Row[]): PlainFact<Row>[] {
  return rows.filter((row) => !row.isWithdrawn).map(toPlainFact);
}

/** Midnight UTC of a calendar date, the form in which date columns are written and compared. */
export function toDate(date: IsoDate): Date {
  return new Date(`${date}T00:00:00Z`);
}

/** `YYYY-MM-DD` of a date column. */
export function toIsoDate(date: Date): IsoDate {
  return date.toISOString().slice(0, 10);
}

/**
 * Narrows stored text to the closed list that a CHECK constraint already holds it to.
 *
 * @throws Error when the database holds a word that this version does not know
 */
export function narrow<Word extends string>(allowed: readonly Word[], text: string, column: string): Word {
  const word = allowed.find((candidate) => candidate === text);
  if (word === undefined) throw new Error(`${column} holds "${text}", which this version does not know`);
  return word;
}

function toPlainFact<Row extends RevisionColumns>(row: Row): PlainFact<Row> {
  const content = Object.entries(row).filter(([column]) => !REVISION_COLUMNS.includes(column));
  const plain = Object.fromEntries(content.map(([column, value]) => [column, toPlain(value)]));
  const provenance: Provenance & { key: string } = {
    key: row.key,
    sourceTitle: row.source?.title ?? null,
    publisher: row.source?.publisher ?? null,
    url: row.source?.url ?? null,
    publishedOn: row.source?.publishedOn ?? null,
    grade: row.grade,
    visibleFrom: toIsoDate(row.visibleFrom),
    recordedInBatch: row.batchId,
  };
  // The mapped type says what `toPlain` does to each column; fromEntries cannot express it.
  return Object.assign(plain, provenance) as PlainFact<Row>;
}

function toPlain(value: unknown): unknown {
  if (value instanceof Date) return toIsoDate(value);
  return Prisma.Decimal.isDecimal(value) ? value.toNumber() : value;
}
