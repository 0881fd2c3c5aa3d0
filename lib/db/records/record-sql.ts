import type { RecordTable } from '#lib/contracts/imports/record-export.ts';

/** How the rows of one set are read; text of this file alone reaches the database as SQL. */
export interface RecordSql {
  /** Rows that count, before the reader's choice. */
  readonly from: string;
  /** Column that the names of a request pick. */
  readonly name: string;
  /** Date that the days of a request bound. */
  readonly day: string;
  /** Who states a row. */
  readonly source: string;
  readonly order: string;
  /** Expression by the name that the contract gives the column. */
  readonly columns: Readonly<Record<string, string>>;
}

const instant = (column: string): string =>
  `to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
const dayOf = (column: string): string => `(${column} AT TIME ZONE 'UTC')::date`;

/** The newest revision of each key. */
const newest = (table: string, key: string): string =>
  `(SELECT DISTINCT ON (${key}) * FROM ${table} ORDER BY ${key}, revision DESC) AS standing`;

const RATE_KEY = 'source, base_currency, currency, rated_on';
const FILED_KEY = 'cik, concept, unit, period_start_on, period_end_on, accession';

export const RECORD_SQL: Readonly<Record<RecordTable, RecordSql>> = {
  price_bar: {
    // A session that is under way has no close yet.
    from: '(SELECT * FROM standing_price_bar WHERE is_final) AS standing',
    name: 'symbol',
    day: 'session_on',
    source: 'source',
    order: 'symbol, session_on',
    columns: {
      date: 'session_on::text',
      symbol: 'symbol',
      currency: 'currency',
      open: 'open::float8',
      high: 'high::float8',
      low: 'low::float8',
      close: 'close::float8',
      adj_close: 'adjusted_close::float8',
      volume: 'volume::float8',
      source: 'source',
      revision: 'revision',
      recorded_at: instant('recorded_at'),
    },
  },
  reference_rate: {
    from: newest('reference_rate', RATE_KEY),
    name: 'currency',
    day: 'rated_on',
    source: 'source',
    order: RATE_KEY,
    columns: {
      rated_on: 'rated_on::text',
      base_currency: 'base_currency',
      currency: 'currency',
      units_per_base: 'units_per_base::float8',
      source: 'source',
      revision: 'revision',
      recorded_at: instant('recorded_at'),
    },
  },
  filed_fact: {
    from: newest('filed_fact', FILED_KEY),
    name: 'issuer',
    day: 'filed_on',
    source: `'edgar'::text`,
    order: 'issuer, concept, unit, period_end_on, period_start_on, filed_on, accession',
    columns: {
      issuer: 'issuer',
      cik: 'cik',
      concept: 'concept',
      unit: 'unit',
      period_start_on: 'period_start_on::text',
      period_end_on: 'period_end_on::text',
      value: 'value::float8',
      form: 'form',
      filed_on: 'filed_on::text',
      fiscal_year: 'fiscal_year',
      fiscal_period: 'fiscal_period',
      accession: 'accession',
      revision: 'revision',
      recorded_at: instant('recorded_at'),
    },
  },
  model_price: {
    from: 'model_price',
    name: 'model_id',
    day: dayOf('recorded_at'),
    source: 'source',
    order: 'source, model_id, revision',
    columns: {
      model_id: 'model_id',
      name: 'name',
      created_on: 'created_on::text',
      context_tokens: 'context_tokens::float8',
      input_usd_per_million_tokens: 'input_usd_per_million_tokens::float8',
      cached_input_usd_per_million_tokens: 'cached_input_usd_per_million_tokens::float8',
      output_usd_per_million_tokens: 'output_usd_per_million_tokens::float8',
      source: 'source',
      revision: 'revision',
      first_seen_at: instant('recorded_at'),
    },
  },
  quarantined_value: {
    from: 'quarantined_value',
    name: 'source',
    day: dayOf('first_seen_at'),
    source: 'source',
    order: 'id',
    columns: {
      id: 'id::text',
      source: 'source',
      subject: 'subject',
      field: 'field',
      raw_value: 'raw_value',
      reason: 'reason',
      first_seen_at: instant('first_seen_at'),
      last_seen_at: instant('last_seen_at'),
      decision: 'decision',
      decided_at: instant('decided_at'),
      decision_note: 'decision_note',
    },
  },
  refresh_run: {
    from: 'refresh_run',
    name: 'source',
    day: dayOf('slot_at'),
    source: 'source',
    order: 'id',
    columns: {
      id: 'id::text',
      job_id: 'job_id',
      source: 'source',
      slot_at: instant('slot_at'),
      state: 'state',
      reason: 'reason',
      folded_count: 'folded_count',
      tries: 'tries',
      started_at: instant('started_at'),
      ended_at: instant('ended_at'),
      next_try_at: instant('next_try_at'),
      planned_count: 'planned_count',
      detail: 'detail',
    },
  },
};
