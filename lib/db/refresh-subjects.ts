import type { RefreshSubject } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import type { WriteCounts } from './revised-rows.ts';
import { storableText } from './storable-text.ts';
import type { DbTransaction } from './transaction.ts';

/** What a run did for one subject. */
export interface SubjectOutcome extends WriteCounts {
  readonly subject: string;
  readonly outcome: 'done' | 'missing' | 'failed';
  readonly quarantinedCount: number;
  readonly isWholeHistory: boolean;
  /** Why it is missing or failed; what was left out of it; null when there is nothing to say. */
  readonly reason: string | null;
}

/** What all subjects of a run come to. */
export interface RunCounts extends WriteCounts {
  readonly subjectCount: number;
  readonly failedCount: number;
  readonly missingCount: number;
  readonly quarantinedCount: number;
}

/** Writes an outcome down, over that of an earlier try. */
export async function recordSubject(
  tx: DbTransaction,
  runId: bigint,
  { subject, ...outcome }: SubjectOutcome,
  attemptedAt: Date,
): Promise<void> {
  const reason = outcome.reason === null ? null : storableText(outcome.reason);
  const data = { ...outcome, reason, attemptedAt };
  await tx.refreshSubject.upsert({
    where: { runId_subject: { runId, subject } },
    create: { runId, subject, ...data },
    update: data,
  });
}

/** What a run has done so far, in the order in which it was done. */
export async function listSubjects(runId: bigint): Promise<readonly RefreshSubject[]> {
  return db().refreshSubject.findMany({
    where: { runId },
    orderBy: [{ attemptedAt: 'asc' }, { subject: 'asc' }],
  });
}

/** Sums over the subjects of runs; a run that has none yet is absent. */
export async function sumSubjects(runIds: readonly bigint[]): Promise<ReadonlyMap<bigint, RunCounts>> {
  const rows = await db().$queryRaw<(RunCounts & { runId: bigint })[]>`
    SELECT run_id AS "runId", count(*)::int AS "subjectCount",
           (count(*) FILTER (WHERE outcome = 'failed'))::int AS "failedCount",
           (count(*) FILTER (WHERE outcome = 'missing'))::int AS "missingCount",
           sum(new_count)::int AS "newCount", sum(revised_count)::int AS "revisedCount",
           sum(unchanged_count)::int AS "unchangedCount", sum(quarantined_count)::int AS "quarantinedCount"
      FROM refresh_subject WHERE run_id = ANY(${[...runIds]}) GROUP BY run_id`;

  return new Map(rows.map(({ runId, ...counts }) => [runId, counts]));
}
