/**
 * The one table of what a rate per US dollar can be: a value outside is a pair that was turned over, a decimal point
 * that moved or another currency, not a market.
 */

/** Units per US dollar, both ends included. */
export interface UsdBand {
  readonly low: number;
  readonly high: number;
}

/** What a currency has done, from which its band follows. */
export interface UsdHistory {
  /** ISO 4217 code. */
  readonly currency: string;
  /** A unit of it as words, for sentences. */
  readonly unitWords: string;
  /** Lowest and highest mean of a calendar month, units per US dollar, with the months. */
  readonly lowest: number;
  readonly lowestIn: string;
  readonly highest: number;
  readonly highestIn: string;
}

/**
 * Monthly means of noon buying rates from January 1995 (the euro: January 1999) to June 2026. Source: Board of
 * Governors of the Federal Reserve System, release H.10, series EXKOUS, EXJPUS, EXCHUS, EXTAUS and EXUSEU (turned over),
 * https://www.federalreserve.gov/releases/h10/; read from https://github.com/datasets/exchange-rates.
 */
export const USD_HISTORIES: readonly UsdHistory[] = [
  history('KRW', 'won', [760.045, '1995-07'], [1707.3, '1998-01']),
  history('JPY', 'yen', [76.643, '2011-10'], [160.77, '2026-06']),
  history('CNY', 'yuan', [6.0509, '2014-01'], [8.4608, '1995-01']),
  history('TWD', 'Taiwan dollars', [25.491, '1995-04'], [35.0732, '2002-02']),
  history('EUR', 'euros', [0.6346, '2008-07'], [1.173, '2000-10']),
];

/**
 * How far beyond its history a rate may lie. An assumption: single days ran a seventh beyond the highest month (about
 * 1960 won in December 1997), a crisis may go further than any before, and what the band is for lies a hundredfold off.
 */
export const BAND_FACTOR = 1.5;

const BANDS: ReadonlyMap<string, UsdBand> = new Map(
  USD_HISTORIES.map(({ currency, lowest, highest }) => [
    currency,
    { low: toThreeDigits(lowest / BAND_FACTOR), high: toThreeDigits(highest * BAND_FACTOR) },
  ]),
);

/** The band of a currency; null when none is set, so nothing is checked. */
export function usdBandOf(currency: string): UsdBand | null {
  return BANDS.get(currency) ?? null;
}

/** Whether a rate lies in the band of its currency; a currency without a band is never outside. */
export function isOutsideUsdBand(currency: string, unitsPerUsd: number): boolean {
  const band = usdBandOf(currency);

  return band !== null && !(unitsPerUsd >= band.low && unitsPerUsd <= band.high);
}

/** The same band for pairs quoted the other way: US dollars for one unit of the currency. Null when none is set. */
export function turnedOverBandOf(currency: string): UsdBand | null {
  const band = usdBandOf(currency);

  return band === null ? null : { low: toThreeDigits(1 / band.high), high: toThreeDigits(1 / band.low) };
}

/** Whether US dollars for one unit of a currency lie outside {@link turnedOverBandOf}. */
export function isOutsideTurnedOverBand(currency: string, usdPerUnit: number): boolean {
  const band = turnedOverBandOf(currency);

  return band !== null && !(usdPerUnit >= band.low && usdPerUnit <= band.high);
}

/** What a unit of a currency with a band is called; its code for any other. */
export function unitWordsOf(currency: string): string {
  return USD_HISTORIES.find((each) => each.currency === currency)?.unitWords ?? currency;
}

function history(
  currency: string,
  unitWords: string,
  [lowest, lowestIn]: readonly [number, string],
  [highest, highestIn]: readonly [number, string],
): UsdHistory {
  return { currency, unitWords, lowest, lowestIn, highest, highestIn };
}

/** Three digits: a band says no more than that, and its ends stand in sentences. */
function toThreeDigits(value: number): number {
  return Number(value.toPrecision(3));
}
