/** The facts about memory vendors that their pages are made from, already cut to what was public. */
import type { IsoDate, MarketFigure, Provenance } from '../facts/types.ts';

/** How a figure came to the table: said by the company, worked out from what it said, foreseen by it or by others. */
export type MetricKind = 'reported' | 'derived' | 'guidance' | 'estimate';

/** One figure of a vendor for one fiscal period (`vendor_financials.csv`); `value` is in `unit`. */
export interface VendorMetric extends Provenance {
  readonly key: string;
  readonly vendor: string;
  readonly ticker: string;
  readonly fiscalQuarter: string;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  /** Null for half-years and years. */
  readonly calendarQuarter: string | null;
  readonly segment: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly reportedOrEstimate: MetricKind;
  readonly notes: string | null;
}

/** Mean rate of a calendar quarter, units of `quoteCurrency` per US dollar (`fx_rates.csv`). */
export interface FxRate extends Provenance {
  readonly calendarQuarter: string;
  readonly quoteCurrency: string;
  readonly rateQuotePerUsd: number;
  readonly method: string;
  readonly notes: string | null;
}

/** Size and HBM share of a vendor (`vendor_profile.csv`); shares in percent. Null = not public by then. */
export interface CompanyProfile extends Provenance {
  readonly name: string;
  readonly ticker: string;
  readonly currency: string;
  readonly fiscalYearEnd: string;
  readonly sharesOutstandingMn: number | null;
  readonly sharesNote: string | null;
  readonly marketCapLocalBn: number | null;
  readonly marketCapUsdBn: number | null;
  readonly marketCapAsOn: IsoDate | null;
  readonly fxQuotePerUsd: number | null;
  readonly fxBasis: string | null;
  readonly hbmShareOfRevenueLowPct: number | null;
  readonly hbmShareOfRevenuePointPct: number | null;
  readonly hbmShareOfRevenueHighPct: number | null;
  readonly hbmSharePeriod: string | null;
  readonly hbmShareBasis: string | null;
  readonly hbmShareEarlierPct: number | null;
  readonly hbmShareEarlierPeriod: string | null;
  readonly hddShareOfRevenuePct: number | null;
  readonly exposureNote: string | null;
  readonly listings: readonly CompanyListing[];
}

/** Where a vendor's shares trade (`listings.csv`). */
export interface CompanyListing extends Provenance {
  readonly ticker: string;
  readonly exchange: string;
  readonly currency: string;
  readonly isPrimary: boolean;
  readonly validFromOn: IsoDate | null;
  readonly notes: string | null;
}

/** A figure of the HBM market that names a vendor. */
export interface VendorMarketFigure extends MarketFigure {
  readonly key: string;
}

/** One revenue reached two ways (`hbm_crosscheck.csv`). */
export interface CrossCheck extends Provenance {
  readonly checkId: string;
  readonly vendor: string;
  readonly period: string;
  readonly routeA: string;
  readonly valueA: number;
  readonly unit: string;
  readonly routeASources: string;
  readonly routeB: string;
  readonly valueB: number;
  readonly routeBSources: string;
  readonly gapBOverAPct: number;
  readonly reading: string;
}
