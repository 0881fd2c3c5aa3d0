/** What a cost saving does to the margin of the lab that serves the tokens (model 5). */

/**
 * Gross margin after the saving: 1 - (1 - gm) (1 - c) / (1 - phi c), all fractions. Null when the whole price is
 * given away (phi c >= 1): no revenue is left to have a margin on.
 */
export function computeGrossMarginAfter(input: {
  readonly grossMarginBefore: number;
  readonly costSaving: number;
  readonly passThrough: number;
}): number | null {
  const priceRatio = 1 - input.passThrough * input.costSaving;
  if (priceRatio <= 0) return null;
  return 1 - ((1 - input.grossMarginBefore) * (1 - input.costSaving)) / priceRatio;
}
