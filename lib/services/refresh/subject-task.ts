import type { AcceptedValue } from '#lib/db/accepted-rows.ts';
import type { WriteCounts, RowOrigin } from '#lib/db/revised-rows.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import type { Result } from '#lib/core/result.ts';
import type { QuarantinedValue, RawPayload, SourceFailure } from '#lib/sources/source.ts';

import type { SourceAdapters } from './source-adapters.ts';

/** What was written for a subject, and what the operator is to know of it. */
export interface StoredCounts extends WriteCounts {
  readonly note?: string | null;
}

/** What came for one subject, and how it is stored; nothing is stored before `store` is called. */
export interface FetchedSubject {
  readonly payloads: readonly RawPayload[];
  readonly quarantined: readonly QuarantinedValue[];
  /** Why the source does not have the subject at all; null when it has. */
  readonly missingReason: string | null;
  /** What was left out, for the operator; null when nothing was. */
  readonly note: string | null;
  readonly isWholeHistory: boolean;
  /** `accepted`: doubtful values that somebody has accepted; they are stored with the rest. */
  readonly store: (
    tx: DbTransaction,
    origin: RowOrigin,
    accepted: readonly AcceptedValue[],
  ) => Promise<StoredCounts>;
}

/** One thing that a run asks a source for: a symbol, a company, a list. */
export interface SubjectTask {
  /** Unique within its source. */
  readonly subject: string;
  readonly fetch: () => Promise<Result<FetchedSubject, SourceFailure>>;
}

/** What tasks are planned from. */
export interface PlanContext {
  readonly adapters: SourceAdapters;
  readonly nowMs: () => number;
}

/** The subjects of a job, or why it has none: its source is not there. */
export type TaskPlan = Promise<Result<readonly SubjectTask[], SourceFailure>>;

/** Says in one sentence which parts a source does not have; null when it has all. */
export function describeMissing(
  missing: readonly { readonly subject: string; readonly reason: string }[],
): string | null {
  if (missing.length === 0) return null;
  const named = missing.slice(0, 3).map(({ subject, reason }) => `${subject}: ${reason}`);
  const more = missing.length - named.length;

  return `Not there: ${named.join(' ')}${more > 0 ? ` And ${String(more)} more.` : ''}`;
}

/** Days from one instant to a date some years earlier, as an ISO date. */
export function yearsBefore(nowMs: number, years: number): string {
  const date = new Date(nowMs);
  date.setUTCFullYear(date.getUTCFullYear() - years);

  return date.toISOString().slice(0, 10);
}
