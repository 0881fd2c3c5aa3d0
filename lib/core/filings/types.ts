/** Figures that companies file with a regulator, and the quarters that follow from them. */
import type { IsoDate } from '../facts/types.ts';

/** One value of one filing, for the days from `periodStartOn` to `periodEndOn`, both included. */
export interface FiledFact {
  readonly issuer: string;
  /** Ten digits, as the register writes it. */
  readonly cik: string;
  /** Concept of the filer's taxonomy, such as `us-gaap:PaymentsToAcquirePropertyPlantAndEquipment`. */
  readonly concept: string;
  /** As filed: `USD`, `USD/shares`, `shares`. */
  readonly unit: string;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  /** In `unit`, not scaled. */
  readonly value: number;
  /** `10-K`, `10-Q`, `8-K`, `10-K/A` and so on. */
  readonly form: string;
  readonly accession: string;
  /** First day on which the world could know the value. */
  readonly filedOn: IsoDate;
  /** Fiscal year and period of the filing, not of the value; null where the filing states none (many 8-K). */
  readonly fiscalYear: number | null;
  readonly fiscalPeriod: string | null;
}

/** A filed fact and whether it is added or taken away. */
export interface FigurePart {
  readonly sign: 1 | -1;
  readonly fact: FiledFact;
}

/** What a company took in or paid out in one of its quarters, as known on a date. */
export interface QuarterFigure {
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  readonly value: number;
  /** `reported`: one filing states the quarter; `derived`: a difference of longer and shorter periods. */
  readonly basis: 'reported' | 'derived';
  /** The value is the signed sum of these. */
  readonly parts: readonly FigurePart[];
  /** First day on which all parts were on file. */
  readonly knownFrom: IsoDate;
  /** A part was restated after another had been filed, so the difference may mix two ways of counting. */
  readonly isMixedBasis: boolean;
}

/** A figure that filings bring but that may not be believed as it stands. */
export interface DoubtfulFigure {
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  readonly value: number;
  readonly accessions: readonly string[];
  /** A sentence that an analyst understands. */
  readonly reason: string;
}

/** The quarters of one concept of one company as known on a date, in order of time, without overlap. */
export interface KnownQuarters {
  readonly quarters: readonly QuarterFigure[];
  readonly doubtful: readonly DoubtfulFigure[];
}
