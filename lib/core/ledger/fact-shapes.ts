/** How a fact of each table reads: what it is about, of whom, when, and which of its columns are the figure. */
import { quarterRateQuantity } from '../currencies/quarter-rate-choice.ts';
import type { Amount, StoredColumns, StoredValue } from './stored-fact.ts';

/** A fact in words and numbers. */
export interface ShapedFact {
  readonly what: string;
  /** Issuers, vendors, labs or exchanges that it is about. */
  readonly who: readonly string[];
  readonly period: string | null;
  readonly amount: Amount;
  readonly unit: string | null;
  /** What it says where it states no number. */
  readonly words: string | null;
  /**
   * The quantity that several sources may state: facts with the same text are rivals. Null in tables that hold one
   * fact a quantity.
   */
  readonly quantity: string | null;
}

type Shape = (columns: StoredColumns) => ShapedFact;

/** Parts of a definition that make another quantity of the same name. */
const DEFINITION_MARKS = /\bHBM\d[A-Z]?\b|\bshipments?\b|\bbits?\b|\bcapacity\b|\bcost\b/gi;

function isList(value: StoredValue | undefined): value is readonly string[] {
  return Array.isArray(value);
}

const text = (value: StoredValue | undefined): string => {
  if (value === null || value === undefined) return '';
  return isList(value) ? value.join(', ') : String(value);
};
const number = (value: StoredValue | undefined): number | null => (typeof value === 'number' ? value : null);
const spaced = (value: StoredValue | undefined): string => text(value).replaceAll('_', ' ');
const optional = (value: StoredValue | undefined): string | null => text(value) || null;
const names = (...values: readonly (StoredValue | undefined)[]): readonly string[] =>
  values.flatMap((value) => (isList(value) ? value : [text(value)])).filter((name) => name !== '');
const point = (value: StoredValue | undefined): Amount => ({ low: null, point: number(value), high: null });
const range = (columns: StoredColumns): Amount => ({
  low: number(columns['low']),
  point: number(columns['point']),
  high: number(columns['high']),
});

const PLAIN = { amount: { low: null, point: null, high: null }, unit: null, words: null, quantity: null };

function marksOf(definition: StoredValue | undefined): string {
  const marks = text(definition).match(DEFINITION_MARKS) ?? [];
  return [...new Set(marks.map((mark) => mark.toLowerCase()))].sort().join(' ');
}

const SHAPES: Readonly<Record<string, Shape>> = {
  capex_announcement: (c) => ({
    ...PLAIN,
    what: `${text(c['kind'])} of capex`,
    who: names(c['issuer']),
    period: optional(c['period_label']),
    amount: {
      low: number(c['low_usd_bn']),
      point: number(c['point_usd_bn']),
      high: number(c['high_usd_bn']),
    },
    unit: 'USD bn',
    words: optional(c['amount_original']),
  }),
  capex_comparability: (c) => ({
    ...PLAIN,
    what: `measure of the guide ${text(c['announcement_id'])}`,
    who: [],
    period: null,
    words: optional(c['measure']),
  }),
  capex_actual: (c) => ({
    ...PLAIN,
    what: `capex, ${text(c['definition'])}`,
    who: names(c['issuer']),
    period: optional(c['fiscal_quarter']),
    amount: point(c['capex_usd_bn']),
    unit: 'USD bn',
  }),
  capex_hbm_bridge: (c) => ({
    what: `${spaced(c['quantity'])}: ${text(c['definition'])}`,
    who: [],
    period: optional(c['year_or_period']),
    amount: range(c),
    unit: optional(c['unit']),
    words: null,
    quantity: [c['quantity'], c['year_or_period'], c['unit']].map(text).join('\n'),
  }),
  vendor_profile: (c) => ({
    ...PLAIN,
    what: 'market value in the profile',
    who: names(c['vendor']),
    period: optional(c['market_cap_as_on']),
    amount: point(c['market_cap_usd_bn']),
    unit: 'USD bn',
    words: optional(c['ticker']),
  }),
  listing: (c) => ({
    ...PLAIN,
    what: `listing ${text(c['ticker'])} on ${text(c['exchange'])}`,
    who: names(c['vendor']),
    period: optional(c['valid_from_on']),
    words: optional(c['currency']),
  }),
  vendor_metric: (c) => ({
    what: `${spaced(c['metric'])}, ${text(c['segment'])}, ${text(c['reported_or_estimate'])}`,
    who: names(c['vendor']),
    period: optional(c['fiscal_quarter']),
    amount: point(c['value']),
    unit: spaced(c['unit']),
    words: null,
    quantity: ['ticker', 'period_start_on', 'period_end_on', 'segment', 'metric', 'unit']
      .map((column) => text(c[column]))
      .join('\n'),
  }),
  hbm_market: (c) => ({
    what: `${spaced(c['quantity'])}: ${text(c['definition'])}`,
    who: names(c['vendor_or_industry']),
    period: optional(c['period']),
    amount: range(c),
    unit: spaced(c['unit']),
    words: null,
    quantity: [
      ...[c['quantity'], c['vendor_or_industry'], c['period'], c['unit']].map(text),
      marksOf(c['definition']),
    ].join('\n'),
  }),
  hbm_crosscheck: (c) => ({
    ...PLAIN,
    what: `gap of two routes: ${text(c['route_b'])} against ${text(c['route_a'])}`,
    who: names(c['vendor']),
    period: optional(c['period']),
    amount: point(c['gap_b_over_a_pct']),
    unit: 'pct',
  }),
  fx_rate: (c) => ({
    ...PLAIN,
    what: `${text(c['pair'])}, mean of the quarter`,
    who: [],
    period: optional(c['calendar_quarter']),
    amount: point(c['rate_quote_per_usd']),
    unit: `${text(c['quote_currency'])} per USD`,
    quantity: quarterRateQuantity({
      quoteCurrency: text(c['quote_currency']),
      calendarQuarter: text(c['calendar_quarter']),
    }),
  }),
  accelerator: (c) => ({
    ...PLAIN,
    what: `${text(c['name'])}, HBM per chip`,
    who: names(c['vendor']),
    period: optional(c['launched_on']),
    amount: point(c['hbm_gb']),
    unit: 'GB',
    words: optional(c['hbm_gen']),
  }),
  accelerator_shipment: (c) => ({
    what: `${text(c['product'])}, ${text(c['basis'])}`,
    who: names(c['vendor']),
    period: optional(c['period']),
    amount: range(c),
    unit: optional(c['unit']),
    words: null,
    quantity: [c['product'], c['vendor'], c['period'], c['unit']].map(text).join('\n'),
  }),
  model_architecture: (c) => ({
    ...PLAIN,
    what: `${text(c['name'])}, parameters`,
    who: names(c['lab']),
    period: optional(c['released_on']),
    amount: point(c['total_params_b']),
    unit: 'bn',
  }),
  kv_oracle: (c) => ({
    ...PLAIN,
    what: `${spaced(c['quantity'])} of ${text(c['model_id'])}`,
    who: [],
    period: null,
    amount: point(c['expected_value']),
    unit: spaced(c['unit']),
  }),
  technique: (c) => ({
    ...PLAIN,
    what: `${text(c['name'])}, saving against ${text(c['baseline'])}`,
    who: names(c['origin_lab']),
    period: optional(c['first_published_on']),
    amount: {
      low: number(c['saving_low']),
      point: number(c['saving_point']),
      high: number(c['saving_high']),
    },
    unit: 'fraction',
    words: 'no fraction published',
  }),
  adoption: (c) => ({
    ...PLAIN,
    what: `${spaced(c['quantity'])}, ${text(c['subject'])}`,
    who: [],
    period: optional(c['observed_on']),
    amount: point(c['value']),
    unit: optional(c['unit']),
  }),
  token_price: (c) => ({
    ...PLAIN,
    what: `${text(c['model'])}, ${text(c['event'])}, price of ${c['output_usd_per_mtok'] === null ? 'input' : 'output'}`,
    who: names(c['provider']),
    period: optional(c['effective_on']),
    amount: point(c['output_usd_per_mtok'] ?? c['input_usd_per_mtok']),
    unit: 'USD per million tokens',
  }),
  price_trend: (c) => ({
    ...PLAIN,
    what: `${text(c['metric'])}: ${text(c['name'])}`,
    who: [],
    period: optional(c['observed_on']),
    amount: range(c),
    unit: optional(c['unit']),
  }),
  event: (c) => ({
    ...PLAIN,
    what: text(c['title']),
    who: names(c['actors']),
    period: optional(c['occurred_on']),
    words: optional(c['kind']),
  }),
  exchange_holiday: (c) => ({
    ...PLAIN,
    what: `${text(c['exchange'])}: ${text(c['name'])}`,
    who: names(c['exchange']),
    period: optional(c['holiday_on']),
    words: c['kind'] === 'full' ? 'closed' : `closes at ${text(c['closes_at_local'])}`,
  }),
  elasticity: (c) => ({
    ...PLAIN,
    what: `${text(c['quantity'])}: ${text(c['definition'])}`,
    who: [],
    period: optional(c['observed_on']),
    amount: range(c),
    unit: optional(c['unit']),
  }),
  assumption: (c) => ({
    ...PLAIN,
    what: text(c['name']),
    who: [],
    period: optional(c['as_of']),
    amount: range(c),
    unit: spaced(c['unit']) || null,
  }),
};

/** Tables that have a shape. */
export const SHAPED_TABLES: readonly string[] = Object.keys(SHAPES);

/** A fact of a table in words and numbers; of an unknown table, its key is all that is known. */
export function shapeFact(table: string, key: string, columns: StoredColumns): ShapedFact {
  return SHAPES[table]?.(columns) ?? { ...PLAIN, what: key, who: [], period: null };
}
