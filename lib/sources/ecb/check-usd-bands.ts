import { crossRatesPerUsd, type EuroReferenceRate } from '#lib/core/currencies/euro-rates.ts';
import {
  isOutsideTurnedOverBand,
  isOutsideUsdBand,
  turnedOverBandOf,
  usdBandOf,
} from '#lib/core/currencies/usd-bands.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';

import { quarantine } from '../quarantine.ts';
import type { ParsedEuroRates } from './parse-euro-rates.ts';

/**
 * Keeps a rate apart if its currency lies outside its band per US dollar that day, or cannot be checked because the
 * dollar's own rate is not there or outside. Currencies without a band pass.
 */
export function checkUsdBands({ rates, quarantined }: ParsedEuroRates): ParsedEuroRates {
  const isOutsideEuro = ({ unitsPerEur }: EuroReferenceRate): boolean =>
    isOutsideTurnedOverBand('EUR', unitsPerEur);
  const believed = rates.filter((rate) => rate.currency !== 'USD' || !isOutsideEuro(rate));
  const currencies = [...new Set(rates.map(({ currency }) => currency))];
  const perUsd = new Map(
    crossRatesPerUsd(believed, currencies).rates.map((rate) => [keyOf(rate), rate.unitsPerUsd]),
  );
  const outside = rates.flatMap((rate) => {
    const reason = rate.currency === 'USD' ? usdReason(rate) : crossReason(rate, perUsd.get(keyOf(rate)));
    return reason === null ? [] : [{ rate, reason }];
  });
  const apart = new Set(outside.map(({ rate }) => rate));

  return {
    rates: rates.filter((rate) => !apart.has(rate)),
    quarantined: [
      ...quarantined,
      ...outside.map(({ rate, reason }) =>
        quarantine(rate.currency, `${rate.ratedOn}.rate`, String(rate.unitsPerEur), reason, {
          table: 'reference_rate',
          row: rate,
        }),
      ),
    ],
  };
}

function keyOf(rate: { readonly currency: string; readonly ratedOn: IsoDate }): string {
  return `${rate.ratedOn} ${rate.currency}`;
}

function usdReason({ unitsPerEur }: EuroReferenceRate): string | null {
  const band = turnedOverBandOf('EUR');
  if (band === null || !isOutsideTurnedOverBand('EUR', unitsPerEur)) return null;

  return `${unitsPerEur} USD for one EUR is outside ${band.low} to ${band.high}.`;
}

function crossReason({ currency }: EuroReferenceRate, unitsPerUsd: number | undefined): string | null {
  const band = usdBandOf(currency);
  if (band === null) return null;
  if (unitsPerUsd === undefined)
    return 'It cannot be checked: this day has no believable rate of the US dollar.';
  if (!isOutsideUsdBand(currency, unitsPerUsd)) return null;

  return `${Number(unitsPerUsd.toPrecision(6))} ${currency} for one USD is outside ${band.low} to ${band.high}.`;
}
