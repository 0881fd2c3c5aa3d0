/** Means of calendar quarters from daily euro reference rates, and which quarters lack days. */
import { toIsoDate } from '../calendar/day-number.ts';
import { firstDayOfQuarter, quarterIndexOf, quarterLabel } from '../calendar/quarter.ts';
import { listTargetDays } from '../calendar/target-days.ts';
import type { IsoDate } from '../facts/types.ts';
import { crossRatesPerUsd, type EuroReferenceRate, type UsdCrossRate } from './euro-rates.ts';

/** Mean of a finished quarter of which every day has a rate. */
export interface QuarterMean {
  readonly currency: string;
  /** Such as `2026Q3`. */
  readonly calendarQuarter: string;
  /** Units of `currency` for one US dollar, to four decimals. */
  readonly unitsPerUsd: number;
  /** Daily rates that it is the mean of. */
  readonly dayCount: number;
  /** The day on which the last of them was published. */
  readonly lastRatedOn: IsoDate;
}

/** A finished quarter that cannot have a mean. */
export interface IncompleteQuarter {
  readonly currency: string;
  readonly calendarQuarter: string;
  /** Days on which the ECB publishes that have no rate of the currency, or none of the US dollar. */
  readonly missingCount: number;
  readonly expectedCount: number;
}

/** What the daily rates on file come to. */
export interface QuarterMeans {
  readonly means: readonly QuarterMean[];
  readonly incomplete: readonly IncompleteQuarter[];
}

/**
 * Mean per US dollar of every quarter that begins with or after the first day on file and has ended before `todayOn`:
 * the plain mean of the daily cross rates. One missing day makes no mean. Currencies without any rate are left out.
 */
export function quarterMeansPerUsd(
  euroRates: readonly EuroReferenceRate[],
  currencies: readonly string[],
  todayOn: IsoDate,
): QuarterMeans {
  const means: QuarterMean[] = [];
  const incomplete: IncompleteQuarter[] = [];
  const { rates } = crossRatesPerUsd(
    euroRates,
    currencies.filter((currency) => currency !== 'USD'),
  );
  const quarters = listWholeQuarters(euroRates, todayOn);
  for (const [currency, ofCurrency] of Map.groupBy(rates, (rate) => rate.currency)) {
    for (const { label, expected, fromOn, throughOn } of quarters) {
      const inside = ofCurrency.filter(({ ratedOn }) => ratedOn >= fromOn && ratedOn <= throughOn);
      const rated = new Set(inside.map(({ ratedOn }) => ratedOn));
      const missingCount = expected.filter((day) => !rated.has(day)).length;
      const quarter = { currency, calendarQuarter: label };
      if (missingCount === 0) means.push({ ...quarter, ...meanOf(inside) });
      else incomplete.push({ ...quarter, missingCount, expectedCount: expected.length });
    }
  }

  return { means, incomplete };
}

interface WholeQuarter {
  readonly label: string;
  readonly fromOn: IsoDate;
  readonly throughOn: IsoDate;
  readonly expected: readonly IsoDate[];
}

function listWholeQuarters(euroRates: readonly EuroReferenceRate[], todayOn: IsoDate): WholeQuarter[] {
  const firstOn = euroRates.reduce<IsoDate | null>(
    (first, { ratedOn }) => (first === null || ratedOn < first ? ratedOn : first),
    null,
  );
  if (firstOn === null) return [];
  const quarters: WholeQuarter[] = [];
  for (let index = quarterIndexOf(firstOn); index < quarterIndexOf(todayOn); index += 1) {
    const fromOn = toIsoDate(firstDayOfQuarter(index));
    const throughOn = toIsoDate(firstDayOfQuarter(index + 1) - 1);
    const expected = listTargetDays(fromOn, throughOn);
    const [begins] = expected;
    // A quarter that began before the first day on file is not on file as a whole.
    if (begins !== undefined && firstOn <= begins) {
      quarters.push({ label: quarterLabel(index), fromOn, throughOn, expected });
    }
  }

  return quarters;
}

const DECIMALS = 4;

function meanOf(
  rates: readonly UsdCrossRate[],
): Pick<QuarterMean, 'unitsPerUsd' | 'dayCount' | 'lastRatedOn'> {
  const sum = rates.reduce((total, { unitsPerUsd }) => total + unitsPerUsd, 0);

  return {
    unitsPerUsd: Number((sum / rates.length).toFixed(DECIMALS)),
    dayCount: rates.length,
    lastRatedOn: rates.at(-1)?.ratedOn ?? '',
  };
}
