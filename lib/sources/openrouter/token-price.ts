/** Prices above this are no prices of tokens: the dearest model on offer has asked for hundreds. */
export const HIGHEST_USD_PER_MILLION_TOKENS = 10_000;

const DECIMAL = /^([+-]?\d+(?:\.\d+)?)(?:[eE]([+-]?\d{1,3}))?$/;

/**
 * US dollars per million tokens from a price per token as decimal text (`0.00000125` is 1.25). The decimal point is
 * moved in the text, so the result is the number nearest to the exact decimal, without the noise of a product.
 * Null when the text is no decimal number. Negative prices come back negative: -1 marks a price that varies.
 */
export function usdPerMillionTokens(usdPerToken: string): number | null {
  const match = DECIMAL.exec(usdPerToken.trim());
  if (match === null) return null;
  const [, mantissa = '', exponent = '0'] = match;

  // `+ 0` turns -0 into 0.
  return Number(`${mantissa}e${Number(exponent) + 6}`) + 0;
}
