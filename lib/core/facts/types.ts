/**
 * The facts that the engine reads, as plain data. The database maps its rows to these; the browser receives
 * them as JSON; tests build them by hand. Missing is `null`, never 0.
 */

/** Calendar date, `YYYY-MM-DD`. */
export type IsoDate = string;

/** How good the evidence is, best first. `derived` is arithmetic on reported rows, `assumption` has no source. */
export type Grade = 'primary' | 'press' | 'estimate' | 'derived' | 'assumption';

/** Where a figure comes from and since when it was known. */
export interface Provenance {
  readonly sourceTitle: string | null;
  readonly publisher: string | null;
  readonly url: string | null;
  /** As the source states it: a date, or only a year and month, or a year. */
  readonly publishedOn: string | null;
  readonly grade: Grade;
  /** First day on which the world knew the figure (model.md 10); what `asOf` is compared with. */
  readonly visibleFrom: IsoDate;
  /** Import batch that recorded this revision: what `dataVersion` is compared with. */
  readonly recordedInBatch: number;
}

/** One input of the model with its P10/P50/P90 range (`assumptions.csv`). */
export interface Assumption {
  readonly id: string;
  readonly symbol: string;
  readonly name: string;
  /** Section of the model description that uses it. */
  readonly section: string;
  readonly low: number;
  readonly point: number;
  readonly high: number;
  readonly unit: string;
  readonly distribution: 'lognormal' | 'logit-normal' | 'normal' | 'fixed';
  readonly variesInUncertainty: boolean;
  readonly basis: 'sourced' | 'derived' | 'assumption';
  readonly derivation: string;
  readonly sourceTitle: string | null;
  readonly sourceUrl: string | null;
  readonly asOf: IsoDate;
  readonly notes: string | null;
  readonly recordedInBatch: number;
}

/** One reported quarter of cash capex (`capex_actuals.csv`). */
export interface CapexActual extends Provenance {
  readonly issuer: string;
  readonly ticker: string;
  readonly fiscalQuarter: string;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  readonly capexUsdBn: number;
  readonly definition: string;
}

/** One capex announcement; `supersedesId` chains the vintages of a guide (`capex_announcements.csv`). */
export interface CapexAnnouncement extends Provenance {
  readonly id: string;
  readonly issuer: string;
  readonly ticker: string | null;
  readonly announcedOn: IsoDate;
  readonly periodLabel: string;
  readonly periodStartOn: IsoDate | null;
  readonly periodEndOn: IsoDate | null;
  readonly kind: string;
  readonly lowUsdBn: number | null;
  readonly pointUsdBn: number | null;
  readonly highUsdBn: number | null;
  readonly supersedesId: string | null;
  readonly summary: string;
}

/** A memory vendor as an entity; listings are separate (`vendor_profile.csv`). */
export interface VendorProfile extends Provenance {
  readonly name: string;
  /** Ticker of the primary listing. */
  readonly ticker: string;
  readonly marketCapUsdBn: number | null;
  readonly marketCapAsOn: IsoDate | null;
}

/** A figure of the market; `low` alone means above, `high` alone below (`hbm_market.csv`). */
export interface MarketFigure extends Provenance {
  readonly quantity: string;
  readonly vendorOrIndustry: string;
  readonly period: string;
  readonly low: number | null;
  readonly point: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly definition: string;
  readonly notes: string | null;
}
