/** Reported quarters as they became known, and as later reports restated them. */
import { findStanding } from '../filings/plan-vintages.ts';
import type { IsoDate } from '../facts/types.ts';
import { shapeFact } from './fact-shapes.ts';
import { isSameAmount, type Amount, type StoredFact } from './stored-fact.ts';

/** A revision of a fact as recorded, whatever it replaced. */
export interface RecordedRevision extends Omit<StoredFact, 'revisionCount'> {
  readonly isWithdrawn: boolean;
}

/** From `on` a fact said another number than before, or anything at all. */
export interface KnownChange {
  readonly revision: RecordedRevision;
  readonly on: IsoDate;
  /** Null when the fact was not known before. */
  readonly before: Amount | null;
  readonly after: Amount;
}

/**
 * What readers came to know of each fact, day by day. A revision that was recorded later but is visible from an
 * earlier day counts from that day; one that says the same number is no change.
 *
 * @param revisions every revision of the facts, in any order
 */
export function listKnownChanges(revisions: readonly RecordedRevision[]): readonly KnownChange[] {
  const facts = Map.groupBy(revisions, ({ table, key }) => `${table}\n${key}`);
  return [...facts.values()].flatMap((recorded) => {
    const held = recorded.toSorted((a, b) => a.recordedInBatch - b.recordedInBatch);
    const days = [...new Set(held.map(({ visibleFrom }) => visibleFrom))].toSorted();
    const changes: KnownChange[] = [];
    for (const on of days) {
      const revision = findStanding(held, on);
      if (revision === null) continue;
      const after = shapeFact(revision.table, revision.key, revision.columns).amount;
      const before = changes.at(-1)?.after ?? null;
      if (before === null || !isSameAmount(before, after)) changes.push({ revision, on, before, after });
    }
    return changes;
  });
}
