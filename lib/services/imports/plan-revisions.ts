import type { FactHead } from '#lib/db/fact-writes.ts';
import type { PreparedFile, PreparedRow } from './prepare-file.ts';

/** What a complete file changes against the newest revisions. */
export interface RevisionPlan {
  readonly file: PreparedFile;
  /** Keys never seen, or seen and withdrawn. */
  readonly added: readonly PreparedRow[];
  /** Keys whose row says something else now. */
  readonly revised: readonly PreparedRow[];
  /** Keys that stood and are no longer in the file. */
  readonly withdrawnKeys: readonly string[];
}

/** Compares a complete file with the newest revision of every key of its table. */
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
    withdrawnKeys: [...standing.keys()].filter((key) => !present.has(key)),
  };
}

/** True when the file says what the database already holds. */
export function isUnchanged(plan: RevisionPlan): boolean {
  return plan.added.length + plan.revised.length + plan.withdrawnKeys.length === 0;
}
