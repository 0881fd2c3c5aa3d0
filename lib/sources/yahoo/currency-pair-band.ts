import {
  isOutsideTurnedOverBand,
  isOutsideUsdBand,
  turnedOverBandOf,
  unitWordsOf,
  usdBandOf,
} from '#lib/core/currencies/usd-bands.ts';

/** `KRW=X` and `USDKRW=X`: units per US dollar. `EURUSD=X`: US dollars per unit. */
const PER_USD = /^(?:USD)?([A-Z]{3})=X$/;
const USD_PER_UNIT = /^([A-Z]{3})USD=X$/;

/** Why a rate of this pair cannot be right; null when it can, and for symbols without a band. */
export function findBandFault(symbol: string, rate: number): string | null {
  const turnedOver = USD_PER_UNIT.exec(symbol)?.[1];
  if (turnedOver !== undefined) {
    if (!isOutsideTurnedOverBand(turnedOver, rate)) return null;
    return describeFault(symbol, turnedOverBandOf(turnedOver), `US dollars for one ${turnedOver}`);
  }
  const currency = PER_USD.exec(symbol)?.[1];
  if (currency === undefined || !isOutsideUsdBand(currency, rate)) return null;

  return describeFault(symbol, usdBandOf(currency), `${unitWordsOf(currency)} per US dollar`);
}

function describeFault(symbol: string, band: ReturnType<typeof usdBandOf>, unit: string): string {
  const range = band === null ? '' : ` between ${String(band.low)} and ${String(band.high)}`;

  return `${symbol} is expected${range} ${unit}; the pair may have come upside down or in another unit.`;
}
