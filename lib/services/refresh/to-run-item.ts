import type { RefreshRunItem, RefreshSourceId, RefreshSubjectItem } from '#lib/contracts/refresh.ts';
import type { RunCounts } from '#lib/db/refresh-subjects.ts';
import type { RunRecord } from '#lib/db/refresh-runs.ts';
import type { SubjectOutcome } from '#lib/db/refresh-subjects.ts';

import { MANUAL_JOB_ID, REFRESH_SCHEDULE } from './refresh-schedule.ts';

const NOTHING_YET: RunCounts = {
  subjectCount: 0,
  failedCount: 0,
  missingCount: 0,
  newCount: 0,
  revisedCount: 0,
  unchangedCount: 0,
  quarantinedCount: 0,
};

/** A run as the API shows it; who asked for it is in the audit, not here. */
export function toRunItem(run: RunRecord, counts: RunCounts = NOTHING_YET): RefreshRunItem {
  const { subjectCount, ...sums } = counts;

  return {
    id: run.id.toString(),
    jobId: run.jobId,
    source: run.source as RefreshSourceId,
    title: titleOf(run.jobId),
    slotAt: run.slotAt.toISOString(),
    state: run.state as RefreshRunItem['state'],
    reason: run.reason as RefreshRunItem['reason'],
    foldedCount: run.foldedCount,
    tries: run.tries,
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    nextTryAt: run.nextTryAt?.toISOString() ?? null,
    plannedCount: run.plannedCount,
    doneCount: subjectCount - sums.failedCount,
    ...sums,
    error: run.detail,
  };
}

/** What a run did for one subject, in the words of the API. */
export function toSubjectItem(outcome: SubjectOutcome): RefreshSubjectItem {
  const { newCount, revisedCount, unchangedCount, quarantinedCount, isWholeHistory, reason, subject } =
    outcome;
  const hasChanged = newCount + revisedCount > 0;

  return {
    subject,
    outcome: outcome.outcome === 'done' ? (hasChanged ? 'fetched' : 'unchanged') : outcome.outcome,
    newCount,
    revisedCount,
    unchangedCount,
    quarantinedCount,
    isWholeHistory,
    reason,
  };
}

function titleOf(jobId: string): string {
  if (jobId === MANUAL_JOB_ID) return 'Asked for by hand';
  return REFRESH_SCHEDULE.find((job) => job.jobId === jobId)?.title ?? jobId;
}
