import type { FactHead } from '#lib/db/fact-writes.ts';
import type { PreparedFile, PreparedRow } from './prepare-file.ts';

/** What a complete file changes against what the same origin said before. */
export interface RevisionPlan {
  readonly file: PreparedFile;
  /** Keys that the origin never recorded, or withdrew. */
  readonly added: readonly PreparedRow[];
  /** Keys whose row says something else now. */
  readonly revised: readonly PreparedRow[];
  /** Keys that the origin recorded and that are no longer in its file. */
  readonly withdrawnKeys: readonly string[];
}

/**
 * Compares a complete file with the last word of its own origin on every key. So a new release of the shipped tables
 * neither withdraws what the desk has added nor undoes its corrections, unless the shipped figure itself has moved.
 */
export function planRevisions(file: PreparedFile, heads: readonly FactHead[]): RevisionPlan {
  const standing = new Map(heads.filter((head) => !head.isWithdrawn).map((head) => [head.key, head]));
  const present = new Set(file.rows.map((row) => row.key));
  return {
    file,
    added: file.rows.filter((row) => !standing.has(row.key)),
    revised: file.rows.filter((row) => {
      const head = standing.get(row.key);
      return head !== undefined && head.contentHash !== row.contentHash;
    }),
    withdrawnKeys: [...standing.values()]
      .filter((head) => !present.has(head.key) && !head.isOverruled)
      .map((head) => head.key),
  };
}

/** True when the file says what the database already holds. */
export function isUnchanged(plan: RevisionPlan): boolean {
  return plan.added.length + plan.revised.length + plan.withdrawnKeys.length === 0;
}
