/** The major unit of a currency code of Yahoo, and what prices in it are divided by to reach it. */
export interface CurrencyUnit {
  readonly currency: string;
  readonly minorUnitFactor: number;
}

/** Yahoo's own codes for prices in hundredths: pence of London, agorot of Tel Aviv, cents of Johannesburg. */
const MINOR_UNITS: ReadonlyMap<string, string> = new Map([
  ['GBp', 'GBP'],
  ['GBX', 'GBP'],
  ['ILA', 'ILS'],
  ['ZAc', 'ZAR'],
  ['ZAC', 'ZAR'],
]);

/** Null when the code is no currency. Case counts: GBp is pence, GBP is pounds. */
export function toCurrencyUnit(code: string): CurrencyUnit | null {
  const major = MINOR_UNITS.get(code);
  if (major !== undefined) return { currency: major, minorUnitFactor: 100 };

  return /^[A-Z]{3}$/.test(code) ? { currency: code, minorUnitFactor: 1 } : null;
}
