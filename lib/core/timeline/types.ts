import type { Grade, IsoDate } from '../facts/types.ts';

/** A dated event of the ledger as a time axis needs it. */
export interface TimelineEvent {
  readonly id: string;
  readonly on: IsoDate;
  /** As the ledger names it: earnings, supply, capex, price-cut and so on. */
  readonly kind: string;
  readonly title: string;
  readonly actors: readonly string[];
  /** Ids of the techniques that it names. */
  readonly techniques: readonly string[];
  readonly grade: Grade;
  readonly source: { readonly title: string | null; readonly url: string | null };
}
