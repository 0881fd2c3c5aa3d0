import type { Grade, IsoDate } from '../../core/facts/types.ts';
import type { FactTable } from './tables.ts';

/** How much of one table stands, how fresh it is, and how good its evidence. */
export interface FactTableSummary {
  readonly table: FactTable;
  readonly rows: number;
  /** Newest date of publication among its sources as stated (may be a year or a month); null when none is known. */
  readonly newestPublishedOn: string | null;
  /** Fractions of the rows, summing to 1; all 0 when the table is empty. */
  readonly shareByGrade: Readonly<Record<Grade, number>>;
}

/** One revision of one fact, as recorded. */
export interface FactRevision {
  readonly key: string;
  readonly recordedInBatch: number;
  /** ISO instant. */
  readonly committedAt: string;
  readonly isWithdrawn: boolean;
  readonly grade: Grade;
  readonly visibleFrom: IsoDate;
  /** Name of the rule that gave `visibleFrom`. */
  readonly visibleRule: string;
  readonly sourceTitle: string | null;
  readonly publisher: string | null;
  readonly url: string | null;
  readonly publishedOn: string | null;
  /** Columns of the table by field name. */
  readonly content: Readonly<Record<string, FactValue>>;
}

export type FactValue = string | number | boolean | null | readonly string[];
