/**
 * A range from ranges: each input is moved to its low and its high alone, and the swings are combined in quadrature on
 * either side, as for independent inputs. An approximation of P10 and P90 until every input is drawn (model.md 8).
 */
import { exp, ln } from '../elementary.ts';

export type Level = 'low' | 'point' | 'high';

export interface Swing<Input extends string = string> {
  readonly input: Input;
  readonly atLow: number;
  readonly atHigh: number;
}

export interface RangedValue {
  readonly low: number;
  readonly point: number;
  readonly high: number;
}

/** Combines swings around `point`: on each side the root of the sum of squares of what lies there. */
export function combineSwings(
  point: number,
  swings: readonly Omit<Swing, 'input'>[],
): { readonly low: number; readonly high: number } {
  let below = 0;
  let above = 0;
  for (const { atLow, atHigh } of swings) {
    below += Math.min(0, atLow - point, atHigh - point) ** 2;
    above += Math.max(0, atLow - point, atHigh - point) ** 2;
  }
  return { low: point - Math.sqrt(below), high: point + Math.sqrt(above) };
}

/**
 * The same for a product of factors that are not negative: swings are combined as ratios, so the range never crosses 0.
 * A swing that reaches 0 makes the low end 0.
 */
export function combineRatios(
  point: number,
  swings: readonly Omit<Swing, 'input'>[],
): { readonly low: number; readonly high: number } {
  const ratios = swings.map(({ atLow, atHigh }) => ({
    atLow: ln(Math.max(0, atLow) / point),
    atHigh: ln(Math.max(0, atHigh) / point),
  }));
  if (point === 0) return { low: 0, high: 0 };
  const { low, high } = combineSwings(0, ratios);
  return { low: point * exp(low), high: point * exp(high) };
}

/** Range of `valueOf` over `inputs`; `valueOf` is asked with every input at its point but one. */
export function rangeOneAtATime<Input extends string>(
  inputs: readonly Input[],
  valueOf: (levelOf: (input: Input) => Level) => number,
): RangedValue & { readonly swings: readonly Swing<Input>[] } {
  const point = valueOf(() => 'point');
  const swings = inputs.map((input) => ({
    input,
    atLow: valueOf((other) => (other === input ? 'low' : 'point')),
    atHigh: valueOf((other) => (other === input ? 'high' : 'point')),
  }));
  return { point, ...combineSwings(point, swings), swings };
}
