/**
 * Which of several means of one quarter and currency counts. The means that refreshing makes of the ECB's daily rates
 * are facts of their own beside those that the tables and the desk bring, so none is overruled: the better grade
 * counts, and of the same grade the one that somebody brought. So a mean of the Federal Reserve's noon rates stands
 * before the ECB's, and the ECB's mean of every day before an estimate from three days.
 */
import type { Grade } from '../facts/types.ts';

/** A mean of a quarter as facts state it. */
export interface RivalQuarterRate {
  readonly calendarQuarter: string;
  readonly quoteCurrency: string;
  readonly pair: string;
  readonly grade: Grade;
}

const ECB_MARK = ' (ECB)';
const GRADES: readonly Grade[] = ['primary', 'press', 'estimate', 'derived', 'assumption'];

/** What the pair of a mean of the ECB's daily rates is called. */
export function ecbPairOf(currency: string): string {
  return `USD/${currency}${ECB_MARK}`;
}

/** The mean that counts among those of one quarter and currency; undefined among none. */
export function chooseQuarterRate<Rate extends RivalQuarterRate>(rivals: readonly Rate[]): Rate | undefined {
  return rivals.toSorted(
    (a, b) =>
      GRADES.indexOf(a.grade) - GRADES.indexOf(b.grade) ||
      Number(a.pair.endsWith(ECB_MARK)) - Number(b.pair.endsWith(ECB_MARK)) ||
      a.pair.localeCompare(b.pair),
  )[0];
}

/** The means that count, one for each quarter and currency, in the order given. */
export function chooseQuarterRates<Rate extends RivalQuarterRate>(rates: readonly Rate[]): Rate[] {
  const groups = Map.groupBy(rates, quarterRateQuantity);
  const chosen = new Set([...groups.values()].map((rivals) => chooseQuarterRate(rivals)));

  return rates.filter((rate) => chosen.has(rate));
}

/** Text that means of one quarter and currency share. */
export function quarterRateQuantity({
  quoteCurrency,
  calendarQuarter,
}: Pick<RivalQuarterRate, 'quoteCurrency' | 'calendarQuarter'>): string {
  return `${quoteCurrency}\n${calendarQuarter}`;
}
