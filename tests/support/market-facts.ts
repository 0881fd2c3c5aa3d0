/** Market, vendor and chip facts straight from prisma/seed/data, with the visibility that an import gives them. */
import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { reportedVisibleFrom } from '#lib/core/calendar/as-of.ts';
import type { Grade, IsoDate, Provenance } from '#lib/core/facts/types.ts';
import type { MarketFacts, VendorFigure } from '#lib/core/reconciliation/market-facts.ts';
import { findPeriodEnd } from '#lib/services/imports/period-end.ts';
import { visibleAsPublished } from '#lib/services/imports/visibility.ts';
import { readExposureFacts } from './facts-from-csv.ts';

type Row = Readonly<Record<string, string>>;

const COLLECTED_ON = '2026-11-23';

function readRows(file: string): Row[] {
  const text = readFileSync(new URL(`../../prisma/seed/data/${file}`, import.meta.url), 'utf8');
  return parse<Row>(text, { columns: true, bom: true });
}

const textOf = (row: Row, column: string): string => row[column] ?? '';
const textOrNull = (row: Row, column: string): string | null =>
  textOf(row, column) === '' ? null : textOf(row, column);
const numberOrNull = (row: Row, column: string): number | null =>
  textOf(row, column) === '' ? null : Number(textOf(row, column));

function provenance(row: Row, visibleFrom: IsoDate): Provenance {
  return {
    sourceTitle: textOrNull(row, 'source_title'),
    publisher: textOrNull(row, 'source_publisher'),
    url: textOrNull(row, 'source_url'),
    publishedOn: textOrNull(row, 'source_published_on'),
    grade: textOf(row, 'confidence') as Grade,
    visibleFrom,
    recordedInBatch: 1,
  };
}

const published = (row: Row, periodEndOn: IsoDate | null): Provenance =>
  provenance(
    row,
    visibleAsPublished(textOrNull(row, 'source_published_on'), periodEndOn, COLLECTED_ON).visibleFrom,
  );

const range = (row: Row) => ({
  low: numberOrNull(row, 'low'),
  point: numberOrNull(row, 'point'),
  high: numberOrNull(row, 'high'),
  unit: textOf(row, 'unit'),
});

function toVendorFigure(row: Row): VendorFigure {
  const periodEndOn = textOf(row, 'period_end');
  const isReported = textOf(row, 'reported_or_estimate') === 'reported';
  return {
    ...(isReported
      ? provenance(row, reportedVisibleFrom(periodEndOn, textOrNull(row, 'source_published_on')))
      : published(row, periodEndOn)),
    vendor: textOf(row, 'vendor'),
    fiscalQuarter: textOf(row, 'fiscal_quarter'),
    periodStartOn: textOf(row, 'period_start'),
    periodEndOn,
    calendarQuarter: textOrNull(row, 'calendar_quarter'),
    segment: textOf(row, 'segment'),
    metric: textOf(row, 'metric'),
    value: Number(textOf(row, 'value')),
    unit: textOf(row, 'unit'),
    reportedOrEstimate: textOf(row, 'reported_or_estimate') as VendorFigure['reportedOrEstimate'],
    notes: textOrNull(row, 'note'),
  };
}

/** Everything that the reconciliation and the back-test read, at `asOf`; later rows are left in on purpose. */
export function readMarketFacts(asOf: IsoDate = COLLECTED_ON): MarketFacts {
  return {
    model: readExposureFacts(asOf),
    market: readRows('hbm_market.csv').map((row) => ({
      ...published(row, findPeriodEnd(textOf(row, 'period'))),
      ...range(row),
      quantity: textOf(row, 'quantity'),
      vendorOrIndustry: textOf(row, 'vendor_or_industry'),
      period: textOf(row, 'period'),
      definition: textOf(row, 'definition'),
      notes: textOrNull(row, 'note'),
    })),
    vendorFigures: readRows('vendor_financials.csv').map(toVendorFigure),
    shipments: readRows('accelerator_shipments.csv').map((row) => ({
      ...published(row, textOf(row, 'period_end')),
      ...range(row),
      product: textOf(row, 'product'),
      vendor: textOf(row, 'vendor'),
      periodStartOn: textOf(row, 'period_start'),
      periodEndOn: textOf(row, 'period_end'),
      basis: textOf(row, 'basis'),
      notes: textOrNull(row, 'notes'),
    })),
    chips: readRows('accelerators.csv').map((row) => ({
      ...published(row, null),
      id: textOf(row, 'id'),
      name: textOf(row, 'name'),
      launchedOn: textOf(row, 'launched_on'),
      hbmGb: numberOrNull(row, 'hbm_gb'),
    })),
    fxRates: readRows('fx_rates.csv').map((row) => ({
      calendarQuarter: textOf(row, 'calendar_quarter'),
      quoteCurrency: textOf(row, 'quote_currency'),
      rateQuotePerUsd: Number(textOf(row, 'rate_quote_per_usd')),
    })),
  };
}
