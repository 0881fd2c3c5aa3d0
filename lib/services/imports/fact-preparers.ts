import { parseDayNumber } from '#lib/core/calendar/day-number.ts';
import { acceleratorFile, acceleratorShipmentFile } from '#lib/contracts/facts/accelerators.ts';
import { assumptionFile } from '#lib/contracts/facts/assumptions.ts';
import {
  capexActualFile,
  capexAnnouncementFile,
  capexComparabilityFile,
  capexHbmBridgeFile,
  capexRestatementFile,
} from '#lib/contracts/facts/capex.ts';
import { eventFile } from '#lib/contracts/facts/events.ts';
import { exchangeHolidayFile } from '#lib/contracts/facts/exchange-holidays.ts';
import { fxRateFile, hbmCrosscheckFile, hbmMarketFile } from '#lib/contracts/facts/hbm-market.ts';
import { kvOracleFile, modelArchitectureFile } from '#lib/contracts/facts/models.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { adoptionFile, techniqueFile } from '#lib/contracts/facts/techniques.ts';
import { elasticityFile, priceTrendFile, tokenPriceFile } from '#lib/contracts/facts/usage.ts';
import { listingFile, vendorMetricFile, vendorProfileFile } from '#lib/contracts/facts/vendors.ts';
import { validateArchitecture } from '#lib/core/efficiency/validate-architecture.ts';
import type { Grade } from '#lib/core/facts/types.ts';
import { endOfReducedDate, findPeriodEnd } from './period-end.ts';
import { preparerOf, type FactPreparer } from './prepare-file.ts';
import { visibleAlways, visibleAsPublished, visibleAsReported, visibleOn } from './visibility.ts';

const byConfidence = (row: { readonly confidence: Grade }): Grade => row.confidence;

/** Shapes read from something weaker than a configuration or paper. */
const WEAK_EVIDENCE = ['inferred', 'calculator', 'cross-check', 'config-partial'];

const GRADE_OF_BASIS = { sourced: 'estimate', derived: 'derived', assumption: 'assumption' } as const;

/**
 * How each table is read: its contract, how good a row's evidence is, and since when the world knew it. A later
 * write-up hides neither an announcement, an event nor a list price; model inputs are always visible.
 */
export const FACT_PREPARERS: Readonly<Record<FactTable, FactPreparer>> = {
  capex_announcement: preparerOf(capexAnnouncementFile, {
    grade: byConfidence,
    visibility: (row) => visibleOn(row.announcedOn, 'announced_on'),
  }),
  capex_comparability: preparerOf(capexComparabilityFile, { grade: byConfidence, visibility: visibleAlways }),
  capex_actual: preparerOf(capexActualFile, {
    grade: byConfidence,
    visibility: (row) => visibleAsReported(row.periodEndOn, row.sourcePublishedOn),
  }),
  capex_hbm_bridge: preparerOf(capexHbmBridgeFile, {
    grade: byConfidence,
    visibility: (row, day) => visibleAsPublished(row.sourcePublishedOn, findPeriodEnd(row.yearOrPeriod), day),
  }),
  vendor_profile: preparerOf(vendorProfileFile, {
    grade: byConfidence,
    visibility: (row, day) =>
      row.marketCapAsOn === null
        ? visibleAsPublished(row.sourcePublishedOn, null, day)
        : visibleOn(row.marketCapAsOn, 'valued_on'),
  }),
  listing: preparerOf(listingFile, {
    grade: byConfidence,
    visibility: (row) =>
      row.validFromOn === null ? visibleAlways() : visibleOn(row.validFromOn, 'effective_on'),
  }),
  vendor_metric: preparerOf(vendorMetricFile, {
    grade: (row) => (row.reportedOrEstimate === 'derived' ? 'derived' : row.confidence),
    visibility: (row, day) =>
      row.reportedOrEstimate === 'reported'
        ? visibleAsReported(row.periodEndOn, row.sourcePublishedOn)
        : visibleAsPublished(row.sourcePublishedOn, row.periodEndOn, day),
  }),
  hbm_market: preparerOf(hbmMarketFile, {
    grade: byConfidence,
    visibility: (row, day) => visibleAsPublished(row.sourcePublishedOn, findPeriodEnd(row.period), day),
  }),
  hbm_crosscheck: preparerOf(hbmCrosscheckFile, {
    grade: () => 'derived',
    visibility: (_row, day) => visibleOn(day, 'collected_on'),
  }),
  fx_rate: preparerOf(fxRateFile, {
    grade: byConfidence,
    visibility: (row, day) =>
      visibleAsReported(findPeriodEnd(row.calendarQuarter) ?? day, row.sourcePublishedOn),
  }),
  accelerator: preparerOf(acceleratorFile, {
    grade: byConfidence,
    visibility: (row, day) => visibleAsPublished(row.sourcePublishedOn, null, day),
  }),
  accelerator_shipment: preparerOf(acceleratorShipmentFile, {
    grade: byConfidence,
    visibility: (row, day) => visibleAsPublished(row.sourcePublishedOn, row.periodEndOn, day),
  }),
  model_architecture: preparerOf(modelArchitectureFile, {
    grade: (row) => (WEAK_EVIDENCE.includes(row.configEvidence) ? 'estimate' : 'primary'),
    visibility: (row) => visibleOn(row.releasedOn, 'released_on'),
    check: (row) =>
      validateArchitecture(row).map(({ pointer, message }) => ({ field: pointer.slice(1), reason: message })),
  }),
  kv_oracle: preparerOf(kvOracleFile, { grade: () => 'primary', visibility: visibleAlways }),
  technique: preparerOf(techniqueFile, {
    grade: (row) => (row.evidence === 'derived' ? 'derived' : 'primary'),
    visibility: (row, day) =>
      row.firstPublishedOn === null
        ? visibleOn(day, 'collected_on')
        : visibleOn(row.firstPublishedOn, 'first_published_on'),
  }),
  adoption: preparerOf(adoptionFile, {
    grade: byConfidence,
    visibility: (row, day) => visibleAsPublished(row.sourcePublishedOn, row.observedOn, day),
  }),
  token_price: preparerOf(tokenPriceFile, {
    grade: byConfidence,
    visibility: (row) => visibleOn(row.effectiveOn, 'effective_on'),
  }),
  price_trend: preparerOf(priceTrendFile, {
    grade: byConfidence,
    visibility: (row, day) =>
      visibleAsPublished(row.sourcePublishedOn, endOfReducedDate(row.observedOn), day),
  }),
  event: preparerOf(eventFile, {
    grade: byConfidence,
    visibility: (row) => visibleOn(row.occurredOn, 'occurred_on'),
  }),
  // A calendar is a ruler, not a figure: hiding a closure until its notice would miscount the sessions of the past.
  exchange_holiday: preparerOf(exchangeHolidayFile, { grade: byConfidence, visibility: visibleAlways }),
  elasticity: preparerOf(elasticityFile, {
    grade: byConfidence,
    visibility: (row, day) =>
      visibleAsPublished(row.sourcePublishedOn, endOfReducedDate(row.observedOn), day),
  }),
  assumption: preparerOf(assumptionFile, {
    grade: (row) => GRADE_OF_BASIS[row.basis],
    visibility: visibleAlways,
    isOrdered: true,
  }),
};

/** A restatement is known from its own publication on, however late that is. */
export const CAPEX_RESTATEMENT_PREPARER: FactPreparer = preparerOf(capexRestatementFile, {
  grade: byConfidence,
  visibility: (row) => visibleOn(row.sourcePublishedOn ?? row.periodEndOn, 'published_on'),
  check: (row) =>
    parseDayNumber(row.sourcePublishedOn ?? '') === null
      ? [{ field: 'sourcePublishedOn', reason: 'must be the day of the restatement, YYYY-MM-DD' }]
      : [],
});
