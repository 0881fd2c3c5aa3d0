/** The quarters in which a figure of the world will be reported: calendar quarters, or a vendor's own. */
import { countQuarterDays } from '../calendar/proration.ts';
import { toDayNumber, toIsoDate, weekdayOf } from '../calendar/day-number.ts';
import { firstDayOfQuarter, quarterIndexOf, yearOfQuarter } from '../calendar/quarter.ts';
import type { IsoDate } from '../facts/types.ts';

/** A quarter as somebody reports it. */
export interface ReportingQuarter {
  /** Running number of the calendar quarter that it is nearest to. */
  readonly quarter: number;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
}

/** A whole calendar quarter. */
export function calendarQuarter(quarter: number): ReportingQuarter {
  return {
    quarter,
    periodStartOn: toIsoDate(firstDayOfQuarter(quarter)),
    periodEndOn: toIsoDate(firstDayOfQuarter(quarter + 1) - 1),
  };
}

const MICRON = 'MU';
const THURSDAY = 3;
const DAYS_OF_13_WEEKS = 91;

/**
 * Micron's own quarter that is nearest to a calendar quarter. Its year ends on the Thursday closest to 31 August (form
 * 10-K, "52 or 53-week period"); the first three quarters have thirteen weeks, the fourth what is left.
 */
function micronQuarter(quarter: number): ReportingQuarter {
  // Its first quarter ends in November or early December.
  const isFirst = quarter % 4 === 3;
  const fiscalYear = yearOfQuarter(quarter) + (isFirst ? 1 : 0);
  const place = isFirst ? 0 : (quarter % 4) + 1;
  const start = micronYearEnd(fiscalYear - 1) + 1 + place * DAYS_OF_13_WEEKS;
  const end = place === 3 ? micronYearEnd(fiscalYear) : start + DAYS_OF_13_WEEKS - 1;
  return { quarter, periodStartOn: toIsoDate(start), periodEndOn: toIsoDate(end) };
}

function micronYearEnd(year: number): number {
  const last = toDayNumber(`${String(year)}-08-31`);
  // From three days before to three days after, one day is a Thursday.
  const first = last - 3;
  return first + ((THURSDAY - weekdayOf(first) + 7) % 7);
}

/** Quarter of a vendor nearest to a calendar quarter: Micron's own, the calendar's for all others. */
export function reportingQuarter(ticker: string | null, quarter: number): ReportingQuarter {
  return ticker === MICRON ? micronQuarter(quarter) : calendarQuarter(quarter);
}

/** Quarters nearest to the next `count` calendar quarters (that of `asOf` among them) whose last day is still to come. */
export function openQuarters(ticker: string | null, asOf: IsoDate, count: number): ReportingQuarter[] {
  const first = quarterIndexOf(asOf);
  return Array.from({ length: count }, (_, k) => reportingQuarter(ticker, first + k)).filter(
    ({ periodEndOn }) => periodEndOn > asOf,
  );
}

/** Part of the days of each calendar quarter that lie in the period: 0 to 1, by running number. */
export function weightsOf({ periodStartOn, periodEndOn }: ReportingQuarter): ReadonlyMap<number, number> {
  return new Map(
    countQuarterDays(periodStartOn, periodEndOn).map(({ calendar, days, quarterDays }) => [
      calendar,
      days / quarterDays,
    ]),
  );
}
