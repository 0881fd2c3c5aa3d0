import type { VendorItem, VendorMetricItem, VendorQuarter } from '#lib/contracts/vendors.ts';
import { quarterLabel } from '#lib/core/calendar/quarter.ts';
import type { Provenance } from '#lib/core/facts/types.ts';
import type { AccountQuarter, CompanyStudy } from '#lib/core/vendors/company-study.ts';
import { isAbsent } from '#lib/core/vendors/figure.ts';
import type { Absence, Figure } from '#lib/core/vendors/figure.ts';
import type { HbmQuarter } from '#lib/core/vendors/hbm-standing.ts';
import type { Tier } from '#lib/core/vendors/tier-mix.ts';
import { asNativeUnit, toUsdBn } from '#lib/core/vendors/to-usd.ts';
import { mainQuarterOf } from '#lib/core/calendar/proration.ts';
import { NO_PRICES } from '#lib/core/vendors/price-standing.ts';
import { listRowUses } from '#lib/core/vendors/used-rows.ts';
import type { RowUse } from '#lib/core/vendors/used-rows.ts';
import type { FxRate } from '#lib/core/vendors/vendor-facts.ts';

/** One vendor as the API gives it, unrounded. */
export function toVendorItem(study: CompanyStudy, rates: readonly FxRate[]): VendorItem {
  const { company, profile, newest } = study;

  return {
    ticker: company.ticker,
    name: company.name,
    currency: profile?.currency ?? null,
    unit: company.unit,
    fiscalYearEnd: profile?.fiscalYearEnd ?? null,
    profile: profile === null ? null : toProfile(profile),
    profileAbsence: profile === null ? 'not on file by then' : null,
    hbm: toHbm(study),
    tierMix: { dram: toTier(study, 'dram'), nand: toTier(study, 'nand'), hdd: toTier(study, 'hdd') },
    newestQuarter: newest === null ? null : toQuarter(newest),
    fiscalQuarters: study.fiscal.map(toQuarter),
    calendarQuarters: study.calendar.map(toQuarter),
    metrics: listRowUses(study.metrics).map((use) => toMetric(use, rates)),
    latestPrice: {
      close: null,
      currency: profile?.currency ?? null,
      sessionOn: null,
      absence: NO_PRICES,
    },
    ...toExposure(study),
    listings: (profile?.listings ?? []).map((listing) => ({
      ticker: listing.ticker,
      exchange: listing.exchange,
      currency: listing.currency,
      isPrimary: listing.isPrimary,
      validFrom: listing.validFromOn,
      notes: listing.notes,
      ...toSource(listing),
    })),
    checks: study.checks,
  };
}

function toSource({ sourceTitle, publisher, url, publishedOn, grade }: Provenance) {
  return { sourceTitle, publisher, url, publishedOn, grade };
}

function toProfile(profile: NonNullable<CompanyStudy['profile']>): VendorItem['profile'] {
  return {
    sharesOutstandingMn: profile.sharesOutstandingMn,
    sharesNote: profile.sharesNote,
    marketCapLocalBn: profile.marketCapLocalBn,
    marketCapUsdBn: profile.marketCapUsdBn,
    marketCapAsOn: profile.marketCapAsOn,
    fxQuotePerUsd: profile.fxQuotePerUsd,
    fxBasis: profile.fxBasis,
    exposureNote: profile.exposureNote,
    ...toSource(profile),
  };
}

function toHbm({ hbm, profile }: CompanyStudy): VendorItem['hbm'] {
  const earlier = {
    earlierPct: profile?.hbmShareEarlierPct ?? null,
    earlierPeriod: profile?.hbmShareEarlierPeriod ?? null,
    disclosed: hbm.kind === 'none' ? [] : hbm.quarters.map(toHbmQuarter),
  };
  const noDollars = { lowUsdBn: null, pointUsdBn: null, highUsdBn: null };
  if (hbm.kind !== 'maker') {
    const none = hbm.kind === 'none' ? 0 : null;

    return {
      kind: hbm.kind,
      lowPct: none,
      pointPct: none,
      highPct: none,
      period: profile?.hbmSharePeriod ?? null,
      basis: hbm.reason,
      ...noDollars,
      ...earlier,
    };
  }
  const { sharePct, period, basis, usdBn } = hbm.share;

  return {
    kind: 'maker',
    lowPct: sharePct.low,
    pointPct: sharePct.point,
    highPct: sharePct.high,
    period,
    basis,
    ...(isAbsent(usdBn)
      ? noDollars
      : { lowUsdBn: usdBn.low, pointUsdBn: usdBn.point, highUsdBn: usdBn.high }),
    ...earlier,
  };
}

function toHbmQuarter({ chosen, usd, shareOfRevenue }: HbmQuarter): VendorItem['hbm']['disclosed'][number] {
  const { row } = chosen;

  return {
    fiscalQuarter: row.fiscalQuarter,
    value: row.value,
    usdBn: isAbsent(usd) ? null : usd.usdBn,
    shareOfRevenuePct: typeof shareOfRevenue === 'number' ? shareOfRevenue * 100 : null,
    kind: row.reportedOrEstimate,
    notes: row.notes,
    ...toSource(row),
  };
}

function toTier({ tierMix }: CompanyStudy, tier: Tier): VendorItem['tierMix'][Tier] {
  const share = tierMix[tier];

  return isAbsent(share)
    ? { sharePct: share.absence === 'none' ? 0 : null, period: null, absence: share.absence }
    : { sharePct: share.share * 100, period: share.period, absence: null };
}

function toQuarter(quarter: AccountQuarter): VendorQuarter {
  const { usd, operatingMargin } = quarter;
  const perUnit = isAbsent(usd) ? null : usd.usdBn;
  const rate = isAbsent(usd) ? null : usd.rate;
  const [revenue, income] = [toFigure(quarter.revenue), toFigure(quarter.operatingIncome)];
  const inUsd = (value: number | null): number | null =>
    value === null || perUnit === null ? null : value * perUnit;

  return {
    label: quarter.label,
    calendarQuarter: quarterLabel(quarter.calendar),
    periodStart: quarter.startOn,
    periodEnd: quarter.endOn,
    revenue: revenue.value,
    revenueUsdBn: inUsd(revenue.value),
    revenueKind: revenue.kind,
    revenueDerivation: revenue.derivation,
    revenueAbsence: revenue.absence,
    operatingIncome: income.value,
    operatingIncomeUsdBn: inUsd(income.value),
    operatingIncomeKind: income.kind,
    operatingIncomeDerivation: income.derivation,
    operatingIncomeAbsence: income.absence,
    operatingMarginPct: typeof operatingMargin === 'number' ? operatingMargin * 100 : null,
    fxQuotePerUsd: rate?.rateQuotePerUsd ?? null,
    fxPublishedOn: rate?.publishedOn ?? null,
    usdAbsence: isAbsent(usd) ? usd.absence : null,
    segments: quarter.split.parts.map(({ label, value, kind, derivation }) => ({
      label,
      value,
      usdBn: inUsd(value),
      kind,
      derivation,
    })),
  };
}

function toFigure(figure: Figure | Absence) {
  if (isAbsent(figure)) return { value: null, kind: null, derivation: null, absence: figure.absence };
  const { value, kind, derivation } = figure;

  return { value, kind, derivation, absence: null };
}

function toMetric({ row, isUsed, reason }: RowUse, rates: readonly FxRate[]): VendorMetricItem {
  const unit = asNativeUnit(row.unit);
  const usd =
    unit === null || row.calendarQuarter === null
      ? null
      : toUsdBn(row.value, unit, mainQuarterOf(row.periodStartOn, row.periodEndOn), rates);

  return {
    key: row.key,
    fiscalQuarter: row.fiscalQuarter,
    periodStart: row.periodStartOn,
    periodEnd: row.periodEndOn,
    calendarQuarter: row.calendarQuarter,
    segment: row.segment,
    metric: row.metric,
    value: row.value,
    unit: row.unit,
    usdBn: usd === null || isAbsent(usd) ? null : usd.usdBn,
    kind: row.reportedOrEstimate,
    isUsed,
    choiceReason: reason,
    notes: row.notes,
    visibleFrom: row.visibleFrom,
    ...toSource(row),
  };
}

function toExposure({ exposure }: CompanyStudy): Pick<VendorItem, 'exposure' | 'exposureAbsence'> {
  if (isAbsent(exposure)) return { exposure: null, exposureAbsence: exposure.absence };
  const { row, valueChangeUsdBn: usd, valueChangePct: ofValue } = exposure;

  return {
    exposure: {
      via: exposure.via,
      memorySaving: exposure.memorySaving.point,
      tierShiftShare: exposure.tierShift.point,
      firstQuarter: exposure.firstQuarter,
      lastQuarter: exposure.lastQuarter,
      baselineHbmUsdBn: row.baselineHbmUsdBn,
      hbmUsdBn: row.hbmUsdBn,
      changePct: row.changePct,
      ebitChangeUsdBn: row.ebitChangeUsdBn,
      dramRevenueChangeUsdBn: row.dramRevenueChangeUsdBn,
      valueChangeUsdBn: usd.point,
      valueChangeLowUsdBn: usd.low,
      valueChangeHighUsdBn: usd.high,
      valueChangePct: ofValue?.point ?? null,
      valueChangeLowPct: ofValue?.low ?? null,
      valueChangeHighPct: ofValue?.high ?? null,
    },
    exposureAbsence: null,
  };
}
