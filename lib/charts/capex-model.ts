import type { AxisScale } from './axis.ts';
import type { ChartTexts, ColourToken } from './chart-model.ts';

/** How a part of a bar is known: cash already reported, a company's guide, or the model's path past guidance. */
export type CapexForm = 'reported' | 'guided' | 'projected';

export interface CapexSegment {
  readonly form: CapexForm;
  readonly usdBn: number;
}

/** One issuer's year, from the axis upwards: reported first, then what is open. */
export interface CapexCell {
  readonly ticker: string;
  readonly issuer: string;
  readonly segments: readonly CapexSegment[];
  readonly pointUsdBn: number;
  readonly lowUsdBn: number;
  readonly highUsdBn: number;
  readonly announcementId: string | null;
}

export interface CapexYear {
  readonly year: number;
  /** In the order of `issuers`; null is a year for which the issuer's capex is not known. */
  readonly cells: readonly (CapexCell | null)[];
  readonly pointUsdBn: number;
  readonly lowUsdBn: number;
  readonly highUsdBn: number;
  /** Sum of the big four alone; null when one of them is not known. */
  readonly bigFour: {
    readonly lowUsdBn: number;
    readonly pointUsdBn: number;
    readonly highUsdBn: number;
  } | null;
  /** Above the bar: the total, with a star when an issuer is missing (a note names it). */
  readonly label: string;
}

export interface CapexIssuer {
  readonly ticker: string;
  readonly issuer: string;
  readonly colour: ColourToken;
}

/** Capex by calendar year and issuer, ready to draw as stacked bars. */
export interface CapexBarsModel extends ChartTexts {
  readonly issuers: readonly CapexIssuer[];
  readonly years: readonly CapexYear[];
  readonly yAxis: AxisScale;
  readonly unit: string;
}
