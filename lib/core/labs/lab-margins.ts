/**
 * Gross margin on a list price, before and after a cost saving of which part goes into the price. The margin is one
 * minus cost over price, and the ranges are made on that ratio: it is a product, so its swings combine as ratios.
 */
import { computeGrossMarginAfter } from '../demand/lab-margin.ts';
import { combineRatios, type RangedValue } from '../efficiency/one-at-a-time.ts';

/** Fractions of the price; above 0 = the price covers the serving cost. */
export interface LabMargin {
  readonly before: RangedValue;
  readonly after: RangedValue;
}

/**
 * Margin at a price of `priceUsdPerMtok`. Low to high is about P10 to P90: cost, saving and pass-through moved one at a
 * time. Null when the whole price would be given away (pass-through times saving reaches 1).
 */
export function computeLabMargin(input: {
  readonly priceUsdPerMtok: number;
  readonly costUsdPerMtok: RangedValue;
  readonly costSaving: RangedValue;
  readonly passThrough: RangedValue;
}): LabMargin | null {
  const { priceUsdPerMtok: price, costUsdPerMtok: cost, costSaving, passThrough } = input;
  const ratioAfter = (costUsd: number, saving: number, passed: number): number | null => {
    const margin = computeGrossMarginAfter({
      grossMarginBefore: 1 - costUsd / price,
      costSaving: saving,
      passThrough: passed,
    });
    return margin === null ? null : 1 - margin;
  };
  const point = ratioAfter(cost.point, costSaving.point, passThrough.point);
  const ends = [
    [
      ratioAfter(cost.low, costSaving.point, passThrough.point),
      ratioAfter(cost.high, costSaving.point, passThrough.point),
    ],
    [
      ratioAfter(cost.point, costSaving.low, passThrough.point),
      ratioAfter(cost.point, costSaving.high, passThrough.point),
    ],
    [
      ratioAfter(cost.point, costSaving.point, passThrough.low),
      ratioAfter(cost.point, costSaving.point, passThrough.high),
    ],
  ] as const;
  const swings = ends.flatMap(([atLow, atHigh]) =>
    atLow === null || atHigh === null ? [] : [{ atLow, atHigh }],
  );
  if (point === null || swings.length < ends.length) return null;
  const after = combineRatios(point, swings);
  return {
    before: { low: 1 - cost.high / price, point: 1 - cost.point / price, high: 1 - cost.low / price },
    after: { low: 1 - after.high, point: 1 - point, high: 1 - after.low },
  };
}
