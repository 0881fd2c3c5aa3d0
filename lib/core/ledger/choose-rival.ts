/** What Waterline uses where several sources state one quantity, and which rule says so. */
import { chooseQuarterRate } from '../currencies/quarter-rate-choice.ts';
import type { MarketFigure } from '../facts/types.ts';
import { parsePeriod } from '../reconciliation/periods.ts';
import { summarisePublished, toPublished } from '../reconciliation/published-route.ts';
import { listRowUses } from '../vendors/used-rows.ts';
import type { MetricKind, VendorMetric } from '../vendors/vendor-facts.ts';
import type { LedgerRow } from './ledger.ts';
import type { Amount } from './stored-fact.ts';

export interface RivalChoice {
  /** Key of the row that is used; null where none or a summary of all is. */
  readonly chosenKey: string | null;
  /** The figure that is used, in the unit of the rows; null where none is. */
  readonly amount: Amount | null;
  readonly reason: string;
}

/** The choice among rows of one quantity. */
export function chooseRival(rivals: readonly LedgerRow[]): RivalChoice {
  const [first] = rivals;
  if (first === undefined) throw new RangeError('there is no figure to choose from');
  if (rivals.length === 1) {
    return { chosenKey: first.key, amount: first.amount, reason: 'no other source states this quantity' };
  }
  if (first.table === 'vendor_metric') return chooseMetric(rivals);
  if (first.table === 'fx_rate') return chooseRate(rivals);
  return choosePublished(rivals) ?? { chosenKey: null, amount: null, reason: REASON_OF_NONE };
}

const REASON_OF_NONE =
  'No row is preferred: rivals stay side by side. The model reads none of them directly; its inputs are the assumptions, each with the derivation that says what it took from whom';

function chooseMetric(rivals: readonly LedgerRow[]): RivalChoice {
  const uses = listRowUses(rivals.map(toMetric));
  const used = uses.find(({ isUsed }) => isUsed);
  const row = rivals.find(({ key }) => key === used?.row.key);
  return {
    chosenKey: row?.key ?? null,
    amount: row?.amount ?? null,
    reason: `${used?.reason ?? ''} (rule of the company pages: reported, derived, estimated, guided; then the better grade; then the newer publication)`,
  };
}

function chooseRate(rivals: readonly LedgerRow[]): RivalChoice {
  const rates = rivals.map((row) => ({
    row,
    grade: row.grade,
    pair: textOf(row, 'pair'),
    quoteCurrency: textOf(row, 'quote_currency'),
    calendarQuarter: textOf(row, 'calendar_quarter'),
  }));
  const chosen = chooseQuarterRate(rates)?.row;
  return {
    chosenKey: chosen?.key ?? null,
    amount: chosen?.amount ?? null,
    reason:
      'the better grade counts, and of the same grade the mean that the tables or the desk bring before the one that refreshing makes of the ECB’s daily rates',
  };
}

/** The rule for sizes of the market: the median of those that look back; null for any other quantity. */
function choosePublished(rivals: readonly LedgerRow[]): RivalChoice | null {
  const figures = rivals.map(toMarketFigure);
  const [first] = figures;
  const period = first === undefined ? null : parsePeriod(first.period);
  const isMarketSize =
    rivals[0]?.table === 'hbm_market' &&
    first?.quantity === 'hbm_market_size' &&
    first.vendorOrIndustry === 'industry' &&
    first.unit === 'USD_bn';
  if (!isMarketSize || period === null) return null;
  const published = figures.flatMap((figure) => toPublished(figure, period) ?? []);
  const range = summarisePublished(published);
  if (range === null) return null;
  return {
    chosenKey: null,
    amount: { low: range.lowUsdBn, point: range.pointUsdBn, high: range.highUsdBn },
    reason: `the median of ${range.looksBack ? 'the figures published after the period' : 'all figures, as none was published after the period'}, within the lowest low and the highest high (rule of the reconciliation; the model itself is scaled to an assumption of its own)`,
  };
}

function toMetric(row: LedgerRow): VendorMetric {
  const column = (name: string): string => textOf(row, name);
  return {
    ...row,
    vendor: column('vendor'),
    ticker: column('ticker'),
    fiscalQuarter: column('fiscal_quarter'),
    periodStartOn: column('period_start_on'),
    periodEndOn: column('period_end_on'),
    calendarQuarter: column('calendar_quarter') || null,
    segment: column('segment'),
    metric: column('metric'),
    value: row.amount.point ?? 0,
    unit: column('unit'),
    // The database holds the column to these four words.
    reportedOrEstimate: column('reported_or_estimate') as MetricKind,
    notes: column('notes') || null,
  };
}

function toMarketFigure(row: LedgerRow): MarketFigure {
  return {
    ...row,
    ...row.amount,
    quantity: textOf(row, 'quantity'),
    vendorOrIndustry: textOf(row, 'vendor_or_industry'),
    period: textOf(row, 'period'),
    unit: textOf(row, 'unit'),
    definition: textOf(row, 'definition'),
    notes: textOf(row, 'notes') || null,
  };
}

function textOf({ columns }: LedgerRow, name: string): string {
  const value = columns[name];
  return typeof value === 'string' ? value : '';
}
