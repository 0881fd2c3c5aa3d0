/** What the market did to a listing's value, and the memory saving that the model would need for it (model 7). */
import type { IsoDate } from '../facts/types.ts';

/** Savings are searched from 0 to here: the bound that a scenario has. */
export const LARGEST_SAVING = 0.99;

/** z of the ends of an 80 % range. */
export const Z80 = 1.2815515655446004;

/**
 * Abnormal change of a listing's value since the close of `d0On`, session by session: V(t) - V(d0) (1 + expected
 * return), shares held. Percent of the market value on file, so that no price can be read back.
 */
export interface AbnormalPath {
  readonly ticker: string;
  /** The last close before the news. */
  readonly d0On: IsoDate;
  readonly sessions: readonly IsoDate[];
  readonly changePct: readonly number[];
  /** Standard error of the expected return, forecast error included, in the same unit. */
  readonly stdErrorPct: readonly number[];
}

/** Abnormal change at one instant. */
export interface MarketChange {
  readonly usdBn: number;
  readonly stdErrorUsdBn: number;
}

/** Savings that solve the equation; `from` and `to` differ only where the model does not move between them. */
export interface Root {
  readonly from: number;
  readonly to: number;
}

/** Smallest and largest value change that some saving in [0, 0.99] gives, USD bn. */
export interface Reach {
  readonly low: number;
  readonly high: number;
}

/**
 * - `implied`: some saving gives the market's change, and the noise does not drown it;
 * - `not-separable`: the 80 % range of the expected return alone spans all that any saving can give;
 * - `none`: even a saving of 0.99 does not reach it;
 * - `rise`: the value rose, and a saving only lowers it; `fall`: the reverse;
 * - `no-exposure`: no saving moves the vendor's value.
 */
export type ImpliedVerdict = 'implied' | 'not-separable' | 'none' | 'rise' | 'fall' | 'no-exposure';

/** A saving, or the side on which there is none: less than none at all, or more than {@link LARGEST_SAVING}. */
export type SavingBound =
  | { readonly side: 'inside'; readonly saving: number }
  | { readonly side: 'below' | 'beyond'; readonly saving: null };

/** P10, P50 and P90 over draws of the inputs and of the expected return. */
export interface ImpliedRange {
  readonly low: SavingBound;
  readonly mid: SavingBound;
  readonly high: SavingBound;
  /** Shares of the draws: change on the wrong side of nothing, met by a saving, beyond the largest. */
  readonly shareBelow: number;
  readonly shareInside: number;
  readonly shareBeyond: number;
}

export interface ImpliedAnswer {
  readonly verdict: ImpliedVerdict;
  /** All that solve the equation at the points, smallest first; also where noise drowns them. */
  readonly roots: readonly Root[];
  readonly reach: Reach;
}
