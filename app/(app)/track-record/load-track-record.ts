import 'server-only';

import type { RecordPair } from '#lib/charts/track-record/record-words.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import type { LinkFault } from '#lib/core/link/link-fault.ts';
import { scopeOfLink } from '#lib/core/link/pin.ts';
import { ok, type Result } from '#lib/core/result.ts';
import type { RecordLink } from '#lib/core/track-record/record-link.ts';
import { answerTrackRecord } from '#lib/services/track-record/answer-track-record.ts';

/** Everything of the page. */
export interface LoadedRecord extends RecordPair {
  readonly faults: readonly LinkFault[];
  /** Month whose calls are listed; null when none is frozen. */
  readonly month: string | null;
}

/** The record of a link, as the API gives it; a month that is not frozen is refused by name, and the newest shown. */
export async function loadTrackRecord(link: RecordLink): Promise<Result<LoadedRecord, RequestFault>> {
  const scope = scopeOfLink(link);
  const [frozen, hindsight] = await Promise.all([
    answerTrackRecord(scope),
    answerTrackRecord({ ...scope, kind: 'hindsight' }),
  ]);
  if (!frozen.ok) return frozen;
  if (!hindsight.ok) return hindsight;
  const months = frozen.value.freezes.map(({ month }) => month);
  const isRefused = link.month !== null && !months.includes(link.month);

  return ok({
    frozen: frozen.value,
    hindsight: hindsight.value,
    subject: link.subject,
    month: isRefused ? (months.at(-1) ?? null) : (link.month ?? months.at(-1) ?? null),
    faults: isRefused
      ? [{ param: 'month', raw: link.month, message: 'no forecast was frozen in this month' }]
      : [],
  });
}
