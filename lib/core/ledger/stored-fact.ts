/** Facts of every table in one form, for the ledger of stored figures. */
import type { IsoDate, Provenance } from '../facts/types.ts';

/** A value as the database hands it out. */
export type StoredValue = string | number | boolean | null | readonly string[];

/** Columns of a table by their names in the database. */
export type StoredColumns = Readonly<Record<string, StoredValue>>;

/** A fact that stands, with its revision's provenance. */
export interface StoredFact extends Provenance {
  /** Short name that an address can carry. */
  readonly id: string;
  readonly table: string;
  readonly key: string;
  readonly visibleRule: string;
  /** How often it has been recorded; 1 = never revised. */
  readonly revisionCount: number;
  /** ISO instant at which the standing revision was recorded. */
  readonly recordedAt: string;
  readonly columns: StoredColumns;
}

/** A revision of a fact with what it replaced. */
export interface StoredRevision extends Omit<StoredFact, 'revisionCount'> {
  readonly isWithdrawn: boolean;
  readonly previousColumns: StoredColumns;
}

/** A figure with its range; of a fact without a figure, all null. */
export interface Amount {
  readonly low: number | null;
  readonly point: number | null;
  readonly high: number | null;
}

/** Whether a fact states a number at all. */
export function hasNumber({ low, point, high }: Amount): boolean {
  return low !== null || point !== null || high !== null;
}

/** Whether two facts state the same number and range. */
export function isSameAmount(a: Amount, b: Amount): boolean {
  return a.low === b.low && a.point === b.point && a.high === b.high;
}

/** Calendar day of an ISO instant, UTC. */
export function dayOf(instant: string): IsoDate {
  return instant.slice(0, 10);
}
