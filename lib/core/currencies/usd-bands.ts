/**
 * Bounds that a rate per US dollar has kept for decades, with room on both sides: a value outside is a swapped pair,
 * a misplaced decimal or another currency, not a market.
 */

/** Units per US dollar, both ends included. */
export interface UsdBand {
  readonly low: number;
  readonly high: number;
}

/** By ISO code. The euro's own band is turned over: US dollars for one euro stand under `EUR`. */
const UNITS_PER_USD: Readonly<Record<string, UsdBand>> = {
  KRW: { low: 500, high: 3000 },
  JPY: { low: 50, high: 300 },
  CNY: { low: 4, high: 12 },
  TWD: { low: 20, high: 50 },
  EUR: { low: 0.5, high: 2 },
};

/** The band of a currency; null when none is set, so nothing is checked. */
export function usdBandOf(currency: string): UsdBand | null {
  return UNITS_PER_USD[currency] ?? null;
}

/** Whether a rate lies in the band of its currency; a currency without a band is never outside. */
export function isOutsideUsdBand(currency: string, unitsPerUsd: number): boolean {
  const band = usdBandOf(currency);

  return band !== null && !(unitsPerUsd >= band.low && unitsPerUsd <= band.high);
}
