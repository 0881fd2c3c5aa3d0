import { z } from 'zod';

import { FEED_KINDS } from '../core/ledger/feed.ts';
import type { CsvColumn } from './csv-text.ts';
import { get, type Endpoint } from './endpoint.ts';
import { gradeSchema, isoDateSchema, reducedDateSchema, scopeQueryFields, versionFields } from './scalars.ts';

export const feedQuerySchema = z.strictObject({
  since: isoDateSchema.describe('first day of the changes, YYYY-MM-DD'),
  ...scopeQueryFields,
});
export type FeedQuery = z.output<typeof feedQuerySchema>;

const amountSchema = z
  .strictObject({
    low: z.number().nullable(),
    point: z.number().nullable(),
    high: z.number().nullable(),
  })
  .nullable();

const movedSchema = z.strictObject({ before: z.number(), after: z.number(), change: z.number() });

const effectSchema = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('measured'),
    asOf: isoDateSchema.describe('day before it became known; its knowledge is that of both worlds'),
    firstQuarter: z.string(),
    lastQuarter: z.string(),
    quarterCount: z.int().min(1),
    baselineHbmUsdBn: movedSchema.describe('HBM revenue over the horizon without a memory saving'),
    hbmUsdBn: movedSchema.describe('the same with the saving of the base scenario'),
    exposureUsdBn: movedSchema.describe('the saving moves it by this: with less without'),
    calibration: movedSchema.describe(
      'scale of the chain, ratio; moves with a guide of the year whose published market it is scaled to',
    ),
  }),
  z.strictObject({
    state: z.literal('not-measured'),
    reason: z.string().describe('why no number would mean anything'),
  }),
]);
export type FeedEffect = z.output<typeof effectSchema>;

export const feedItemSchema = z.strictObject({
  kind: z
    .enum(FEED_KINDS)
    .describe(
      'revision: a stored fact was recorded anew; withdrawal: it was taken back; guidance: an outlook of a company became known; report: a quarter of a company became known; restatement: a reported period was reported with another number',
    ),
  on: isoDateSchema.describe('day of recording (revision, withdrawal) or of becoming known (the others)'),
  table: z.string(),
  key: z.string(),
  what: z.string(),
  who: z.array(z.string()).readonly().describe('issuers, vendors, labs or exchanges it is about'),
  period: z.string().nullable(),
  unit: z.string().nullable(),
  before: amountSchema.describe('the number that it replaced; null when it replaced none'),
  after: amountSchema.describe('the number now; null when there is none'),
  grade: gradeSchema,
  sourceTitle: z.string().nullable(),
  publisher: z.string().nullable(),
  url: z.string().nullable(),
  publishedOn: reducedDateSchema.nullable(),
  recordedInBatch: z.int(),
  exposureEffect: effectSchema
    .nullable()
    .describe('by how much a capex guide that replaces another moved exposure; null for everything else'),
});
export type FeedEntry = z.output<typeof feedItemSchema>;

const quarantinedDaySchema = z.strictObject({
  on: isoDateSchema.describe('day on which the values first came'),
  source: z.string(),
  subject: z.string().describe('symbol, company or list that they are about'),
  count: z.int().min(1),
  openCount: z.int().min(0).describe('of those, how many nobody has decided about'),
  reason: z.string().describe('why the first of them is doubted'),
});
export type QuarantinedDayItem = z.output<typeof quarantinedDaySchema>;

/** What changed since a day, newest first. */
export const feedSchema = z.strictObject({
  dataVersion: versionFields.dataVersion,
  asOf: isoDateSchema,
  since: isoDateSchema,
  items: z.array(feedItemSchema).readonly(),
  quarantined: z
    .array(quarantinedDaySchema)
    .readonly()
    .describe('values that came but may not be believed, kept apart; newest first, not in the CSV'),
});
export type Feed = z.output<typeof feedSchema>;

/** The feed as CSV. */
export const FEED_COLUMNS: readonly CsvColumn<FeedEntry>[] = [
  { heading: 'kind', cell: (row) => row.kind },
  { heading: 'on', cell: (row) => row.on },
  { heading: 'table', cell: (row) => row.table },
  { heading: 'key', cell: (row) => row.key },
  { heading: 'what', cell: (row) => row.what },
  { heading: 'who', cell: (row) => row.who.join('|') },
  { heading: 'period', cell: (row) => row.period },
  { heading: 'unit', cell: (row) => row.unit },
  { heading: 'before.low', cell: (row) => row.before?.low ?? null },
  { heading: 'before.point', cell: (row) => row.before?.point ?? null },
  { heading: 'before.high', cell: (row) => row.before?.high ?? null },
  { heading: 'after.low', cell: (row) => row.after?.low ?? null },
  { heading: 'after.point', cell: (row) => row.after?.point ?? null },
  { heading: 'after.high', cell: (row) => row.after?.high ?? null },
  { heading: 'grade', cell: (row) => row.grade },
  { heading: 'sourceTitle', cell: (row) => row.sourceTitle },
  { heading: 'publisher', cell: (row) => row.publisher },
  { heading: 'url', cell: (row) => row.url },
  { heading: 'publishedOn', cell: (row) => row.publishedOn },
  { heading: 'recordedInBatch', cell: (row) => row.recordedInBatch },
  ...(['baselineHbmUsdBn', 'hbmUsdBn', 'exposureUsdBn'] as const).map((name): CsvColumn<FeedEntry> => ({
    heading: `exposureEffect.${name}.change`,
    cell: ({ exposureEffect }) => (exposureEffect?.state === 'measured' ? exposureEffect[name].change : null),
  })),
  {
    heading: 'exposureEffect.lastQuarter',
    cell: ({ exposureEffect }) => (exposureEffect?.state === 'measured' ? exposureEffect.lastQuarter : null),
  },
  {
    heading: 'exposureEffect.reason',
    cell: ({ exposureEffect }) => (exposureEffect?.state === 'not-measured' ? exposureEffect.reason : null),
  },
];

/** Endpoints about what changed. */
export const FEED_ENDPOINTS: readonly Endpoint[] = [
  get(
    '/api/v1/feed',
    'listFeed',
    'What changed since a day: revisions, withdrawals, new guidance with how far it moved exposure, reported quarters, restatements, newest first; and what was kept apart',
    'Feed',
    { query: feedQuerySchema, response: feedSchema, isList: true },
  ),
];
