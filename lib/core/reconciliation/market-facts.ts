/** Facts about the HBM market that the reconciliation and the back-test read, as plain data. */
import type { ExposureFacts } from '../exposure/types.ts';
import type { IsoDate, MarketFigure, Provenance } from '../facts/types.ts';

/** A figure of a vendor's fiscal period (`vendor_financials.csv`). */
export interface VendorFigure extends Provenance {
  readonly vendor: string;
  readonly fiscalQuarter: string;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  /** Null for half-years and years. */
  readonly calendarQuarter: string | null;
  readonly segment: string;
  readonly metric: string;
  readonly value: number;
  readonly unit: string;
  readonly reportedOrEstimate: 'reported' | 'derived' | 'guidance' | 'estimate';
  readonly notes: string | null;
}

/** Chips or dollars of a period; read `unit` (`accelerator_shipments.csv`). */
export interface ShipmentFigure extends Provenance {
  readonly product: string;
  readonly vendor: string;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  readonly low: number | null;
  readonly point: number | null;
  readonly high: number | null;
  readonly unit: string;
  readonly basis: string;
  readonly notes: string | null;
}

/** HBM of one chip (`accelerators.csv`). */
export interface ChipMemory extends Provenance {
  readonly id: string;
  readonly name: string;
  readonly launchedOn: IsoDate;
  readonly hbmGb: number | null;
}

/** Mean of a quarter, quote currency per US dollar (`fx_rates.csv`). */
export interface FxQuarter {
  readonly calendarQuarter: string;
  readonly quoteCurrency: string;
  readonly rateQuotePerUsd: number;
}

/** What the market, the vendors and the chip counters said, and the facts of the model, known on one `asOf`. */
export interface MarketFacts {
  readonly model: ExposureFacts;
  readonly market: readonly MarketFigure[];
  readonly vendorFigures: readonly VendorFigure[];
  readonly shipments: readonly ShipmentFigure[];
  readonly chips: readonly ChipMemory[];
  readonly fxRates: readonly FxQuarter[];
}

/** Where a figure comes from, as a table shows it. */
export interface SourceReference {
  readonly title: string;
  readonly url: string | null;
  /** As the source states it; null when it states none. */
  readonly publishedOn: string | null;
  readonly grade: Provenance['grade'];
  /** What the source says, in its own terms. */
  readonly says: string;
}

/** Reference to the source of a row. */
export function referenceOf(row: Provenance, says: string): SourceReference {
  return {
    title: row.sourceTitle ?? 'source not named',
    url: row.url,
    publishedOn: row.publishedOn === '' ? null : row.publishedOn,
    grade: row.grade,
    says,
  };
}
