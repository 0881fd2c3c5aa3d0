import { z } from 'zod';

import type { Access } from '../accounts/access.ts';
import { get, type Endpoint } from '../endpoint.ts';
import { isoDateSchema, reducedDateSchema } from '../scalars.ts';

/** What the refresh and the desk collected row by row, beside the tables of facts. */
export const RECORD_TABLES = [
  'price_bar',
  'reference_rate',
  'filed_fact',
  'model_price',
  'quarantined_value',
  'refresh_run',
] as const;

export type RecordTable = (typeof RECORD_TABLES)[number];

/** How a set of records is asked for and what its file holds. */
interface RecordSet {
  readonly title: string;
  readonly operationId: string;
  readonly summary: string;
  readonly access: Exclude<Access, 'public' | 'admin' | 'account' | 'member'>;
  /** Parameter that picks rows by name. */
  readonly filter: string;
  /** What the days of `from` and `to` are. */
  readonly dayWords: string;
  readonly columns: readonly string[];
  /** Columns that are in the JSON alone, because the CSV has the form of an import. */
  readonly jsonOnly: readonly string[];
}

/** Prices are others' and may not be passed on: reading them one by one is free, taking them all needs a role. */
export const RECORD_SETS: Readonly<Record<RecordTable, RecordSet>> = {
  price_bar: {
    title: 'Daily bars',
    operationId: 'exportPriceBars',
    summary: 'Daily bars that stand, ended sessions only; as CSV in the form that an import takes',
    access: 'analyst',
    filter: 'symbol',
    dayWords: 'session',
    columns: ['date', 'symbol', 'currency', 'open', 'high', 'low', 'close', 'adj_close', 'volume'],
    jsonOnly: ['source', 'revision', 'recorded_at'],
  },
  reference_rate: {
    title: 'Reference rates',
    operationId: 'exportReferenceRates',
    summary: 'Reference rates of a central bank, units of a currency for one of the base',
    access: 'dashboards',
    filter: 'currency',
    dayWords: 'day of the rate',
    columns: ['rated_on', 'base_currency', 'currency', 'units_per_base', 'source', 'revision', 'recorded_at'],
    jsonOnly: [],
  },
  filed_fact: {
    title: 'Filed facts',
    operationId: 'exportFiledFacts',
    summary: 'Values as filed, each with its filing; not differenced and not mapped to calendar quarters',
    access: 'dashboards',
    filter: 'issuer',
    dayWords: 'day of filing',
    columns: [
      'issuer',
      'cik',
      'concept',
      'unit',
      'period_start_on',
      'period_end_on',
      'value',
      'form',
      'filed_on',
      'fiscal_year',
      'fiscal_period',
      'accession',
      'revision',
      'recorded_at',
    ],
    jsonOnly: [],
  },
  model_price: {
    title: 'Token prices',
    operationId: 'exportModelPrices',
    summary: 'Prices of models on a public list, every change with the instant at which it was first seen',
    access: 'dashboards',
    filter: 'model',
    dayWords: 'day on which the price was first seen',
    columns: [
      'model_id',
      'name',
      'created_on',
      'context_tokens',
      'input_usd_per_million_tokens',
      'cached_input_usd_per_million_tokens',
      'output_usd_per_million_tokens',
      'source',
      'revision',
      'first_seen_at',
    ],
    jsonOnly: [],
  },
  quarantined_value: {
    title: 'Quarantined values',
    operationId: 'exportQuarantinedValues',
    summary: 'Values that came but are kept apart, with the reason and what was decided',
    access: 'editor',
    filter: 'source',
    dayWords: 'day on which the value was first seen',
    columns: [
      'id',
      'source',
      'subject',
      'field',
      'raw_value',
      'reason',
      'first_seen_at',
      'last_seen_at',
      'decision',
      'decided_at',
      'decision_note',
    ],
    jsonOnly: [],
  },
  refresh_run: {
    title: 'Refresh runs',
    operationId: 'exportRefreshRuns',
    summary: 'Every run of the refresh, with what became of it',
    access: 'dashboards',
    filter: 'source',
    dayWords: 'day on which the run was due',
    columns: [
      'id',
      'job_id',
      'source',
      'slot_at',
      'state',
      'reason',
      'folded_count',
      'tries',
      'started_at',
      'ended_at',
      'next_try_at',
      'planned_count',
      'detail',
    ],
    jsonOnly: [],
  },
};

/** Names that one request may pick. */
export const MOST_RECORD_NAMES = 50;

const namesSchema = z
  .string()
  .regex(/^\P{Cc}*$/u, 'must not contain control characters')
  .max(4000)
  .optional();

const rangeFields = (dayWords: string) => ({
  from: isoDateSchema.optional().describe(`first ${dayWords}; default the first there is`),
  to: isoDateSchema.optional().describe(`last ${dayWords}; default the last there is`),
});

const formatField = z
  .enum(['json', 'csv'])
  .optional()
  .describe('for links, which cannot set Accept; default as Accept says');

/** What may be asked of one set of records. */
export function recordQuerySchema(table: RecordTable) {
  const { filter, dayWords } = RECORD_SETS[table];
  const words = `names separated by commas, up to ${String(MOST_RECORD_NAMES)}; default all`;

  return z.strictObject({
    [filter]: namesSchema.describe(words),
    ...rangeFields(dayWords),
    format: formatField,
  });
}

const cellSchema = z.union([z.string(), z.number(), z.null()]);

/** Records with where they come from. The counts stand before the rows, so that a file cut short can be told. */
export const recordExportSchema = z.strictObject({
  title: z.string(),
  table: z.enum(RECORD_TABLES),
  madeAt: z.iso.datetime(),
  dataVersion: z.int().min(0),
  selection: z.string().describe('what was asked for'),
  rowCount: z.int().min(0),
  sources: z
    .array(
      z.strictObject({
        source: z.string(),
        rows: z.int(),
        firstOn: reducedDateSchema,
        lastOn: reducedDateSchema,
        terms: z.string().describe('what the source allows'),
      }),
    )
    .readonly(),
  notes: z.array(z.string()).readonly().describe('how the columns are to be read'),
  columns: z.array(z.string()).readonly(),
  rows: z.array(z.array(cellSchema).readonly()).readonly().describe('cells in the order of `columns`'),
});

export type RecordExport = z.output<typeof recordExportSchema>;
export type RecordCell = z.output<typeof cellSchema>;

/** One endpoint for each set: a file that is made while it is sent. */
export const RECORD_ENDPOINTS: readonly Endpoint[] = RECORD_TABLES.map((table) => {
  const { operationId, summary, access } = RECORD_SETS[table];

  return get(`/api/v1/export/${table}`, operationId, summary, 'RecordExport', {
    access,
    query: recordQuerySchema(table),
    response: recordExportSchema,
    isList: true,
    isStreamed: true,
    problems: [429],
  });
});
