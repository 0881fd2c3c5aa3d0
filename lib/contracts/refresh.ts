import { z } from 'zod';

import { queryInteger } from './scalars.ts';

/** Sources that can be refreshed, by the name that their endpoint has. */
const refreshSourceSchema = z.enum(['yahoo', 'edgar', 'ecb', 'openrouter']);

/** GET /api/v1/refresh. */
export const refreshQuerySchema = z.strictObject({
  source: refreshSourceSchema.optional(),
  limit: queryInteger(1, 500).default(50).describe('runs, newest first'),
});

/** POST /api/v1/refresh/{source}. */
export const refreshPathSchema = z.strictObject({ source: refreshSourceSchema });

const count = z.int().min(0);

const runFields = {
  id: z.string(),
  jobId: z.string(),
  source: refreshSourceSchema,
  title: z.string(),
  slotAt: z.iso.datetime().describe('when the run was due'),
  state: z
    .enum(['waiting', 'running', 'succeeded', 'incomplete', 'failed', 'off'])
    .describe('incomplete: some subjects failed for good; off: the source is switched off'),
  reason: z.enum(['first', 'regular', 'catch-up', 'manual']),
  foldedCount: count.describe('missed runs that this one stands for beside itself'),
  tries: count,
  startedAt: z.iso.datetime().nullable(),
  endedAt: z.iso.datetime().nullable(),
  nextTryAt: z.iso.datetime().nullable().describe('null when it runs or has ended'),
  plannedCount: count.nullable().describe('subjects to be asked for; null before the run has begun'),
  doneCount: count.describe('subjects that the source answered so far'),
  failedCount: count,
  missingCount: count.describe('subjects that the source does not have'),
  newCount: count.describe('rows that were not there before'),
  revisedCount: count.describe('rows that say something else than before; the earlier ones are kept'),
  unchangedCount: count,
  quarantinedCount: count.describe('values that came but are kept apart'),
  error: z.string().nullable().describe('what went wrong and what to do; null when nothing did'),
};

export const refreshRunSchema = z.strictObject(runFields);

const refreshSourceStateSchema = z.strictObject({
  source: refreshSourceSchema,
  name: z.string(),
  terms: z.string(),
  requiredSetting: z.string().nullable(),
  state: z
    .enum(['ready', 'resting', 'off'])
    .describe('resting: it failed several times in a row and is not asked until restsUntil'),
  restsUntil: z.iso.datetime().nullable(),
  lastSuccessAt: z.iso.datetime().nullable(),
  lastFailureAt: z.iso.datetime().nullable(),
  lastFailure: z.string().nullable(),
  isStale: z.boolean().describe('a scheduled refresh is overdue'),
});

const refreshJobSchema = z.strictObject({
  jobId: z.string(),
  source: refreshSourceSchema,
  title: z.string(),
  nextRunAt: z.iso.datetime().nullable().describe('null when nothing is scheduled here'),
  isBeyondCalendar: z
    .boolean()
    .describe('the holidays of the exchange are not known so far ahead, so that it may be no session'),
});

const answersSchema = z.strictObject({
  keepDays: count.describe('days for which every answer of a source is kept as it came'),
  keptArrivalCount: count.describe('arrivals of answers that are kept'),
  keptPayloadCount: count.describe('distinct texts among them'),
  keptByteCount: count.describe('bytes that these take up, packed'),
  oldestReceivedAt: z.iso.datetime().nullable(),
  clearedArrivalCount: count.describe('arrivals that were let go since the beginning'),
  clearedPayloadCount: count,
  clearedByteCount: count,
  lastClearedAt: z.iso.datetime().nullable().describe('when something was last let go'),
});

export const refreshStateSchema = z.strictObject({
  mode: z.enum(['on', 'worker', 'off']).describe('who refreshes: the web server, workers, or nobody'),
  sources: z.array(refreshSourceStateSchema).readonly(),
  jobs: z.array(refreshJobSchema).readonly(),
  items: z.array(refreshRunSchema).readonly(),
  answers: answersSchema.describe('answers of the sources as they came'),
});

const refreshSubjectSchema = z.strictObject({
  subject: z.string(),
  outcome: z
    .enum(['fetched', 'unchanged', 'missing', 'failed'])
    .describe('unchanged: it answered, and nothing differs from what is stored'),
  newCount: count,
  revisedCount: count,
  unchangedCount: count,
  quarantinedCount: count,
  isWholeHistory: z.boolean(),
  reason: z.string().nullable(),
});

export const refreshAnswerSchema = z.strictObject({
  run: refreshRunSchema,
  subjects: z.array(refreshSubjectSchema).readonly().describe('in the order in which they were asked for'),
});

export type RefreshSourceId = z.output<typeof refreshSourceSchema>;
export type RefreshRunItem = z.output<typeof refreshRunSchema>;
export type RefreshState = z.output<typeof refreshStateSchema>;
export type RefreshSourceItem = z.output<typeof refreshSourceStateSchema>;
export type RefreshAnswer = z.output<typeof refreshAnswerSchema>;
export type RefreshSubjectItem = z.output<typeof refreshSubjectSchema>;
