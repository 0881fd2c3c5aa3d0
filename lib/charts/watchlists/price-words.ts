/** Prices as their exchange writes them. */
const NO_BREAK_SPACE = '\u00a0';

/** Currencies that are quoted without a smaller unit. */
const WHOLE: readonly string[] = ['KRW', 'JPY'];

/** A price with its currency: "231.10 USD", "512,000 KRW". */
export function formatPrice(price: number, currency: string): string {
  const [whole = '', cents] = price.toFixed(WHOLE.includes(currency) ? 0 : 2).split('.');
  const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',');

  return `${grouped}${cents === undefined ? '' : `.${cents}`}${NO_BREAK_SPACE}${currency}`;
}
