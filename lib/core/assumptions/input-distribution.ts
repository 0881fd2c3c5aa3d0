/**
 * Distribution of an input from its low, point and high, taken as P10, P50 and P90 (model 8). In two pieces, so that
 * all three are met exactly: with h = ln, logit or identity and z a standard normal deviate,
 * h(x) = h(P50) + z (h(P50) - h(P10)) / z90 below the point and with h(P90) - h(P50) above it.
 */
import { exp, ln } from '../elementary.ts';
import type { InputFault } from '../input-fault.ts';
import type { Assumption } from '../facts/types.ts';
import { err, ok, type Result } from '../result.ts';
import { normalQuantile } from '../stats/normal-quantile.ts';

/** Standard normal deviate of P90. */
export const Z90 = 1.2815515655446004;

/** What a distribution needs to know of an input. */
export type RangedInput = Pick<Assumption, 'id' | 'low' | 'point' | 'high' | 'distribution'>;

export interface InputDistribution {
  readonly kind: Exclude<Assumption['distribution'], 'fixed'>;
  /** h(P50), and the change of h per standard deviation on either side; 0 on a side without spread. */
  readonly centre: number;
  readonly below: number;
  readonly above: number;
}

/**
 * Distribution of `input`. Faults: low > point or point > high, a value outside the distribution's domain (lognormal
 * above 0, logit-normal inside 0..1); an end equal to the point is legal and has no spread on its side.
 */
export function createDistribution(input: RangedInput): Result<InputDistribution, InputFault> {
  const { id, low, point, high, distribution: kind } = input;
  const refuse = (message: string): Result<never, InputFault> =>
    err({ pointer: `/ranges/${id}`, message: `the range of ${id} ${message}` });
  if (![low, point, high].every(Number.isFinite)) return refuse('must be three finite numbers');
  if (low > point || point > high) {
    return refuse(`must have low <= point <= high, not ${[low, point, high].map(String).join(', ')}`);
  }
  if (kind === 'fixed') return refuse('is that of a fixed input; give the input itself another value');
  if (kind === 'lognormal' && low <= 0) return refuse('must lie above 0: its distribution is lognormal');
  if (kind === 'logit-normal' && (low <= 0 || high >= 1)) {
    return refuse('must lie strictly between 0 and 1: its distribution is logit-normal');
  }
  const centre = toScale(kind, point);
  return ok({
    kind,
    centre,
    below: (centre - toScale(kind, low)) / Z90,
    above: (toScale(kind, high) - centre) / Z90,
  });
}

function toScale(kind: InputDistribution['kind'], x: number): number {
  if (kind === 'lognormal') return ln(x);
  return kind === 'normal' ? x : ln(x / (1 - x));
}

/** The value whose h is `scaled`. */
export function fromScale(kind: InputDistribution['kind'], scaled: number): number {
  if (kind === 'lognormal') return exp(scaled);
  return kind === 'normal' ? scaled : 1 / (1 + exp(-scaled));
}

/** Quantile of an input at `probability` in (0, 1). */
export function inputQuantile(distribution: InputDistribution, probability: number): number {
  const { kind, centre, below, above } = distribution;
  const z = normalQuantile(probability);
  return fromScale(kind, centre + z * (z < 0 ? below : above));
}
