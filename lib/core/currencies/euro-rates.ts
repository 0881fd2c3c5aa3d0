/** Reference rates of a central bank and what follows from them. A day without a rate is a gap: nothing is carried on. */
import type { IsoDate } from '../facts/types.ts';

/** What one euro was worth on a day. */
export interface EuroReferenceRate {
  /** ISO 4217 code of the quoted currency. */
  readonly currency: string;
  readonly ratedOn: IsoDate;
  /** Units of `currency` for one euro. */
  readonly unitsPerEur: number;
}

/** What one US dollar was worth on a day, by way of the euro. */
export interface UsdCrossRate {
  readonly currency: string;
  readonly ratedOn: IsoDate;
  /** Units of `currency` for one US dollar. */
  readonly unitsPerUsd: number;
}

/** A rate that is not there, and why. */
export interface AbsentRate {
  readonly currency: string;
  /** The day that lacks it; null when no day has it. */
  readonly ratedOn: IsoDate | null;
  readonly reason: 'no rate on any day' | 'no rate on this day' | 'no rate of the US dollar on this day';
}

/** Cross rates by day and currency, in the order of the days. */
export interface UsdCrossRates {
  readonly rates: readonly UsdCrossRate[];
  readonly absent: readonly AbsentRate[];
}

/**
 * Rates of `currencies` per US dollar on each day that has any euro rate: the euro's worth in the currency over its
 * worth in dollars, both of the same day. Good to the five or six digits of the quotes.
 */
export function crossRatesPerUsd(
  euroRates: readonly EuroReferenceRate[],
  currencies: readonly string[],
): UsdCrossRates {
  const byDay = groupByDay(euroRates);
  const rates: UsdCrossRate[] = [];
  const absent: AbsentRate[] = [];
  for (const currency of currencies) {
    if (![...byDay.values()].some((day) => day.has(currency))) {
      absent.push({ currency, ratedOn: null, reason: 'no rate on any day' });
      continue;
    }
    for (const [ratedOn, day] of byDay) {
      const [units, dollars] = [day.get(currency), day.get('USD')];
      if (units === undefined) absent.push({ currency, ratedOn, reason: 'no rate on this day' });
      else if (dollars === undefined)
        absent.push({ currency, ratedOn, reason: 'no rate of the US dollar on this day' });
      else rates.push({ currency, ratedOn, unitsPerUsd: units / dollars });
    }
  }

  return { rates, absent };
}

function groupByDay(euroRates: readonly EuroReferenceRate[]): Map<IsoDate, Map<string, number>> {
  const days = new Map<IsoDate, Map<string, number>>();
  const inOrder = euroRates.toSorted((a, b) => (a.ratedOn < b.ratedOn ? -1 : Number(a.ratedOn > b.ratedOn)));
  for (const { currency, ratedOn, unitsPerEur } of inOrder) {
    const day = days.get(ratedOn) ?? new Map<string, number>();
    days.set(ratedOn, day.set(currency, unitsPerEur));
  }

  return days;
}
