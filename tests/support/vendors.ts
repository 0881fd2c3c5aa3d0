/** The shipped facts about vendors as their pages read them, without a database; visibility as the import sets it. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { reportedVisibleFrom } from '#lib/core/calendar/as-of.ts';
import type { IsoDate, Provenance } from '#lib/core/facts/types.ts';
import { studyCompany, type CompaniesWorld, type CompanyStudy } from '#lib/core/vendors/company-study.ts';
import { findCompany } from '#lib/core/vendors/company.ts';
import { evaluateDefaults } from '#lib/core/vendors/vendor-exposure.ts';
import type {
  CompanyListing,
  CompanyProfile,
  CrossCheck,
  FxRate,
  VendorMarketFigure,
  MetricKind,
  VendorMetric,
} from '#lib/core/vendors/vendor-facts.ts';
import { curatedWorld } from './exposure-world.ts';

type Row = Readonly<Record<string, string>>;

/** Collection day of the shipped facts. */
const COLLECTED_ON = '2026-11-23';

function readRows(file: string): Row[] {
  const text = readFileSync(new URL(`../../prisma/seed/data/${file}`, import.meta.url), 'utf8');
  return parse<Row>(text, { columns: true, bom: true });
}

const text = (row: Row, column: string): string => row[column] ?? '';
const textOrNull = (row: Row, column: string): string | null => text(row, column) || null;
const numberOrNull = (row: Row, column: string): number | null =>
  text(row, column) === '' ? null : Number(row[column]);

function provenanceOf(row: Row, visibleFrom: IsoDate, grade = text(row, 'confidence')): Provenance {
  return {
    sourceTitle: textOrNull(row, 'source_title'),
    publisher: textOrNull(row, 'source_publisher'),
    url: textOrNull(row, 'source_url'),
    publishedOn: textOrNull(row, 'source_published_on'),
    grade: grade as Provenance['grade'],
    visibleFrom,
    recordedInBatch: 1,
  };
}

/** Every shipped figure of the vendors. */
export function readVendorMetrics(): VendorMetric[] {
  return readRows('vendor_financials.csv').map((row, index) => {
    const kind = text(row, 'reported_or_estimate') as MetricKind;
    const published = textOrNull(row, 'source_published_on');
    const periodEndOn = text(row, 'period_end');
    const visibleFrom =
      kind === 'reported' ? reportedVisibleFrom(periodEndOn, published) : (published ?? COLLECTED_ON);
    return {
      ...provenanceOf(row, visibleFrom, kind === 'derived' ? 'derived' : text(row, 'confidence')),
      key: String(index),
      vendor: text(row, 'vendor'),
      ticker: text(row, 'ticker'),
      fiscalQuarter: text(row, 'fiscal_quarter'),
      periodStartOn: text(row, 'period_start'),
      periodEndOn,
      calendarQuarter: textOrNull(row, 'calendar_quarter'),
      segment: text(row, 'segment'),
      metric: text(row, 'metric'),
      value: Number(row['value']),
      unit: text(row, 'unit'),
      reportedOrEstimate: kind,
      notes: textOrNull(row, 'note'),
    };
  });
}

/** Every shipped quarter-mean rate. */
export function readFxRates(): FxRate[] {
  return readRows('fx_rates.csv').map((row) => ({
    ...provenanceOf(row, text(row, 'source_published_on')),
    calendarQuarter: text(row, 'calendar_quarter'),
    quoteCurrency: text(row, 'quote_currency'),
    rateQuotePerUsd: Number(row['rate_quote_per_usd']),
    method: text(row, 'method'),
    notes: textOrNull(row, 'note'),
  }));
}

function readListings(): (CompanyListing & { readonly vendor: string })[] {
  return readRows('listings.csv').map((row) => ({
    ...provenanceOf(row, text(row, 'valid_from')),
    vendor: text(row, 'vendor'),
    ticker: text(row, 'ticker'),
    exchange: text(row, 'exchange'),
    currency: text(row, 'currency'),
    isPrimary: text(row, 'is_primary') === 'yes',
    validFromOn: textOrNull(row, 'valid_from'),
    notes: textOrNull(row, 'notes'),
  }));
}

function readProfiles(): CompanyProfile[] {
  const listings = readListings();
  return readRows('vendor_profile.csv').map((row) => ({
    ...provenanceOf(row, text(row, 'market_cap_as_of')),
    name: text(row, 'vendor'),
    ticker: text(row, 'ticker'),
    currency: text(row, 'currency'),
    fiscalYearEnd: text(row, 'fiscal_year_end'),
    sharesOutstandingMn: numberOrNull(row, 'shares_outstanding_mn'),
    sharesNote: textOrNull(row, 'shares_note'),
    marketCapLocalBn: numberOrNull(row, 'market_cap_local_bn'),
    marketCapUsdBn: numberOrNull(row, 'market_cap_usd_bn'),
    marketCapAsOn: textOrNull(row, 'market_cap_as_of'),
    fxQuotePerUsd: numberOrNull(row, 'fx_quote_per_usd'),
    fxBasis: textOrNull(row, 'fx_basis'),
    hbmShareOfRevenueLowPct: numberOrNull(row, 'hbm_share_of_revenue_low_pct'),
    hbmShareOfRevenuePointPct: numberOrNull(row, 'hbm_share_of_revenue_point_pct'),
    hbmShareOfRevenueHighPct: numberOrNull(row, 'hbm_share_of_revenue_high_pct'),
    hbmSharePeriod: textOrNull(row, 'hbm_share_period'),
    hbmShareBasis: textOrNull(row, 'hbm_share_basis'),
    hbmShareEarlierPct: numberOrNull(row, 'hbm_share_earlier_pct'),
    hbmShareEarlierPeriod: textOrNull(row, 'hbm_share_earlier_period'),
    hddShareOfRevenuePct: numberOrNull(row, 'hdd_share_of_revenue_pct'),
    exposureNote: textOrNull(row, 'exposure_note'),
    listings: listings.filter(({ vendor }) => vendor === text(row, 'vendor')),
  }));
}

function readMarket(): VendorMarketFigure[] {
  return readRows('hbm_market.csv').map((row, index) => ({
    ...provenanceOf(row, textOrNull(row, 'source_published_on') ?? COLLECTED_ON),
    key: String(index),
    quantity: text(row, 'quantity'),
    vendorOrIndustry: text(row, 'vendor_or_industry'),
    period: text(row, 'period'),
    low: numberOrNull(row, 'low'),
    point: numberOrNull(row, 'point'),
    high: numberOrNull(row, 'high'),
    unit: text(row, 'unit'),
    definition: text(row, 'definition'),
    notes: textOrNull(row, 'note'),
  }));
}

function readCrossChecks(): CrossCheck[] {
  return readRows('hbm_crosscheck.csv').map((row) => ({
    ...provenanceOf(row, COLLECTED_ON, 'derived'),
    checkId: text(row, 'check_id'),
    vendor: text(row, 'vendor'),
    period: text(row, 'period'),
    routeA: text(row, 'route_a'),
    valueA: Number(row['value_a']),
    unit: text(row, 'unit'),
    routeASources: text(row, 'route_a_sources'),
    routeB: text(row, 'route_b'),
    valueB: Number(row['value_b']),
    routeBSources: text(row, 'route_b_sources'),
    gapBOverAPct: Number(row['gap_b_over_a_pct']),
    reading: text(row, 'reading'),
  }));
}

/** The world as shipped, at its day of collection. */
export function readCompaniesWorld(): CompaniesWorld {
  return {
    asOf: COLLECTED_ON,
    dataVersion: 1,
    metrics: readVendorMetrics(),
    rates: readFxRates(),
    profiles: readProfiles(),
    market: readMarket(),
    crossChecks: readCrossChecks(),
    defaults: evaluateDefaults(curatedWorld()),
  };
}

/** Study of one vendor of the shipped world. Throws on a ticker that is not followed. */
export function studyShipped(ticker: string, world = readCompaniesWorld()): CompanyStudy {
  const company = findCompany(ticker);
  if (company === null) throw new Error(`${ticker} is not followed`);
  return studyCompany(world, company);
}
