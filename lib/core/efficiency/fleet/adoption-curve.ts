/** How a technique spreads over a fleet with time (model.md 3). Times are decimal years, shares fractions. */
import { exp, ln } from '../../elementary.ts';

/** Share of `ceiling` that follows a logistic; `durationYears` is the time from 10 to 90 % of it. */
export interface LogisticCurve {
  readonly kind: 'logistic';
  readonly ceiling: number;
  readonly midpointYear: number;
  readonly durationYears: number;
}

/** Bass diffusion: `innovation` p and `imitation` q a year from `startYear` on. Source: Bass 1969, equation 5. */
export interface BassCurve {
  readonly kind: 'bass';
  readonly ceiling: number;
  readonly startYear: number;
  readonly innovation: number;
  readonly imitation: number;
}

export type AdoptionCurve = LogisticCurve | BassCurve;

/** ln 81: a logistic of unit rate takes this long from 10 to 90 %. */
const LN_10_TO_90 = 2 * ln(9);

/** Share of the fleet that uses the technique at `year`, 0 to the ceiling; never falls with time. */
export function adoptionAt(curve: AdoptionCurve, year: number): number {
  if (curve.kind === 'logistic') {
    return curve.ceiling / (1 + exp((-LN_10_TO_90 * (year - curve.midpointYear)) / curve.durationYears));
  }
  const elapsed = Math.max(0, year - curve.startYear);
  const decay = exp(-(curve.innovation + curve.imitation) * elapsed);
  return (curve.ceiling * (1 - decay)) / (1 + (curve.imitation / curve.innovation) * decay);
}
