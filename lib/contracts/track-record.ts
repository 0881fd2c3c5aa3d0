import { z } from 'zod';

import { CALL_STATES } from '../core/track-record/grade-calls.ts';
import { CALL_SUBJECTS, OUTCOME_KINDS } from '../core/track-record/types.ts';
import type { CsvCell, CsvColumn } from './csv-text.ts';
import { get, type Endpoint } from './endpoint.ts';
import { sourceReferenceSchema } from './reconciliation.ts';
import { isoDateSchema, scopeQueryFields, versionFields } from './scalars.ts';

/** Frozen calls are scored; hindsight is what the model of today would have called, and is not. */
export const RECORD_KINDS = ['frozen', 'hindsight'] as const;

const month = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month written YYYY-MM');
const quarter = z.string().regex(/^\d{4}Q[1-4]$/);
const subject = z.enum(CALL_SUBJECTS);
const digest = z.string().regex(/^[0-9a-f]{64}$/);
const fraction = z.number().min(0).max(1);
const level = z.number().describe("in the call's unit");

export const trackRecordQuerySchema = z.strictObject({
  ...scopeQueryFields,
  kind: z.enum(RECORD_KINDS).optional().describe('which calls; default frozen'),
  subject: subject.optional().describe('calls of this subject only'),
  month: month.optional().describe('calls of this month only'),
});
export type TrackRecordQuery = z.output<typeof trackRecordQuerySchema>;

const judgedSchema = z.strictObject({
  actual: level,
  outcomeKind: z
    .enum(OUTCOME_KINDS)
    .describe(
      'reported; stated of HBM; derived from what is stated; a stated share of DRAM; estimate by others',
    ),
  bound: z.enum(['floor', 'ceiling']).nullable().describe('the source says "over" or "nearly"'),
  visibleFrom: isoDateSchema,
  errorPct: z.number().nullable().describe('median of the call over the figure less one, percent'),
  inside50: z.boolean(),
  inside80: z.boolean(),
  inside90: z.boolean(),
  place: z.int().min(0).max(7).describe('quantiles of the call below the figure, of 7'),
  crps: z.number().min(0).describe("continuous ranked probability score, in the call's unit"),
  sources: z.array(sourceReferenceSchema).readonly(),
});

const callSchema = z.strictObject({
  key: z.string().describe('month, subject, vendor and quarter: names the call for good'),
  kind: z.enum(RECORD_KINDS),
  month,
  subject,
  vendor: z.string().nullable().describe('ticker'),
  vendorName: z.string().nullable(),
  quarter,
  periodStartOn: isoDateSchema,
  periodEndOn: isoDateSchema,
  horizonQuarters: z.int(),
  unit: z.enum(['USD bn', 'fraction']),
  p05: level,
  p10: level,
  p25: level,
  p50: level,
  p75: level,
  p90: level,
  p95: level,
  state: z.enum(CALL_STATES),
  maturedOn: isoDateSchema.nullable(),
  reason: z.string().nullable().describe('why there is no grade'),
  first: judgedSchema.nullable().describe('by the figure that was published first'),
  latest: judgedSchema.nullable().describe('by the figure that counts now'),
});
export type TrackRecordCall = z.output<typeof callSchema>;

const countFields = {
  count: z.int(),
  of: z.int(),
  share: fraction.nullable(),
  interval: z.tuple([fraction, fraction]).nullable().describe('95 %, Wilson'),
};

const calibrationSchema = z.strictObject({
  subject: subject.nullable().describe('null = all'),
  vendor: z.string().nullable(),
  calls: z.int(),
  open: z.int(),
  awaited: z.int(),
  matured: z.int().describe('graded and not disclosed'),
  graded: z.int(),
  notDisclosed: z.int(),
  targets: z.int().describe('distinct figures among the graded'),
  gradedByDisclosure: z.int().describe('graded by what the company itself said'),
  bands: z.array(z.strictObject({ level: fraction, ...countFields })).readonly(),
  levels: z
    .array(z.strictObject({ level: fraction, ...countFields }))
    .readonly()
    .describe('figures at or below each quantile'),
  places: z.array(z.int()).readonly().describe('figures between the quantiles, from below all to above all'),
  biasPct: z.number().nullable().describe('median error, percent; above 0 = called too high'),
  crpsPct: z.number().nullable().describe('mean score over the figure, percent; 0 is best'),
});
export type TrackRecordCalibration = z.output<typeof calibrationSchema>;

const freezeSchema = z.strictObject({
  month,
  frozenAt: z.iso.datetime(),
  asOf: isoDateSchema,
  dataVersion: z.int(),
  modelVersion: z.string(),
  seed: z.int(),
  draws: z.int(),
  calls: z.int(),
  digest,
  previousDigest: digest.nullable(),
  isIntact: z.boolean().describe('what is stored still gives the digest, which follows the one before'),
});
export type TrackRecordFreeze = z.output<typeof freezeSchema>;

/** Frozen forecasts and how they fared. */
export const trackRecordSchema = z.strictObject({
  ...versionFields,
  asOf: isoDateSchema,
  kind: z.enum(RECORD_KINDS).describe('of calls and calibration'),
  isScored: z.boolean().describe('false for hindsight, which is no forecast'),
  freezes: z.array(freezeSchema).readonly(),
  missedMonths: z.array(month).readonly().describe('since the first freeze; they stay without'),
  isMonthFrozen: z.boolean(),
  hindsight: z
    .array(
      z.strictObject({
        asOf: isoDateSchema,
        drawnInputs: z.int(),
        laterInputs: z.int().describe('of the drawn inputs, written after the day'),
        untested: z.int().describe('calls left out: the model is scaled to the year that they are of'),
      }),
    )
    .readonly()
    .describe('days of hindsight; empty for frozen calls'),
  calibration: z.array(calibrationSchema).readonly(),
  calls: z.array(callSchema).readonly(),
});
export type TrackRecordResponse = z.output<typeof trackRecordSchema>;

type Judged = z.output<typeof judgedSchema>;

const CALL_FIELDS = [
  'key',
  'kind',
  'month',
  'subject',
  'vendor',
  'vendorName',
  'quarter',
  'periodStartOn',
  'periodEndOn',
  'horizonQuarters',
  'unit',
  'p05',
  'p10',
  'p25',
  'p50',
  'p75',
  'p90',
  'p95',
  'state',
  'maturedOn',
  'reason',
] as const satisfies readonly (keyof TrackRecordCall)[];

const JUDGED_FIELDS = [
  'actual',
  'outcomeKind',
  'bound',
  'visibleFrom',
  'errorPct',
  'inside50',
  'inside80',
  'inside90',
  'place',
  'crps',
] as const satisfies readonly (keyof Judged)[];

/** Columns of the calls as CSV. */
export const TRACK_RECORD_COLUMNS: readonly CsvColumn<TrackRecordCall>[] = [
  ...CALL_FIELDS.map((field) => ({ heading: field, cell: (row: TrackRecordCall): CsvCell => row[field] })),
  ...(['first', 'latest'] as const).flatMap((which) =>
    JUDGED_FIELDS.map((field) => ({
      heading: `${which}.${field}`,
      cell: (row: TrackRecordCall): CsvCell => row[which]?.[field] ?? null,
    })),
  ),
  {
    heading: 'latest.source',
    cell: (row) => row.latest?.sources.map(({ title }) => title).join(' | ') ?? null,
  },
  {
    heading: 'latest.url',
    cell: (row) => row.latest?.sources.map(({ url }) => url ?? '').join(' | ') ?? null,
  },
];

/** Endpoints about frozen forecasts. */
export const TRACK_RECORD_ENDPOINTS: readonly Endpoint[] = [
  get(
    '/api/v1/track-record',
    'getTrackRecord',
    'Forecasts frozen once a month, how they fared, calibration; and the model of today in hindsight, not scored',
    'TrackRecord',
    { query: trackRecordQuerySchema, response: trackRecordSchema, isList: true },
  ),
];
