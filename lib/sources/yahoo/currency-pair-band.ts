interface Band {
  readonly lowest: number;
  readonly highest: number;
  readonly unit: string;
}

/**
 * Wide enough for a crisis, narrow enough for a pair that came upside down or a hundredfold off. Each band leaves room
 * on both sides of the daily rates since 1995, which ran roughly from 750 to 1960 won, 76 to 162 yen, 25 to 35 Taiwan
 * dollars, 6.0 to 8.5 yuan and 0.83 to 1.60 dollars per euro (US Federal Reserve, release H.10).
 */
const BANDS: ReadonlyMap<string, Band> = new Map([
  ['KRW=X', { lowest: 500, highest: 3000, unit: 'won per US dollar' }],
  ['JPY=X', { lowest: 50, highest: 400, unit: 'yen per US dollar' }],
  ['TWD=X', { lowest: 15, highest: 60, unit: 'Taiwan dollars per US dollar' }],
  ['CNY=X', { lowest: 4, highest: 12, unit: 'yuan per US dollar' }],
  ['EUR=X', { lowest: 0.4, highest: 2, unit: 'euros per US dollar' }],
  ['EURUSD=X', { lowest: 0.5, highest: 2.5, unit: 'US dollars per euro' }],
]);

/** Why a rate of this pair cannot be right; null when it can, and for symbols without a band. */
export function findBandFault(symbol: string, rate: number): string | null {
  const band = BANDS.get(symbol);
  if (band === undefined || (rate >= band.lowest && rate <= band.highest)) return null;

  return `${symbol} is expected between ${band.lowest} and ${band.highest} ${band.unit}; the pair may have come upside down or in another unit.`;
}
