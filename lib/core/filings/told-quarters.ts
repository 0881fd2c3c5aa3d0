/** Filed quarters as the tables of facts hold them: by fiscal quarter, in billions, value after value. */
import { toDayNumber } from '../calendar/day-number.ts';
import { firstDayOfMonth, monthIndexOf, quarterLabel } from '../calendar/quarter.ts';
import type { IsoDate } from '../facts/types.ts';
import type { QuarterRevision } from './quarter-revisions.ts';
import type { QuarterFigure } from './types.ts';

/** What filings made of a quarter from a day on; `valueBn` is rounded to the million, as the tables are. */
export interface ToldValue {
  /** The filing day. */
  readonly knownFrom: IsoDate;
  readonly valueBn: number;
  readonly figure: QuarterFigure;
}

/** One fiscal quarter of a company with every value that filings gave it, in order of filing. */
export interface ToldQuarter {
  readonly fiscal: FiscalQuarter;
  readonly periodStartOn: IsoDate;
  readonly periodEndOn: IsoDate;
  readonly values: readonly ToldValue[];
}

/** Quarter 1 to 4 of the year that ends in `year`. */
export interface FiscalQuarter {
  readonly year: number;
  readonly quarter: number;
}

/** Years of 52 and 53 weeks end up to a week off the month's end. */
const WEEK_DAYS = 7;

/** Quarters in order of time; a value that is the one before, to the million, is left out. */
export function tellQuarters(
  revisions: readonly QuarterRevision[],
  fiscalYearEndMonth: number,
): readonly ToldQuarter[] {
  const groups = Map.groupBy(revisions, ({ figure }) => nearestMonthEnd(figure.periodEndOn));
  return [...groups]
    .toSorted(([a], [b]) => a - b)
    .flatMap(([monthIndex, ofQuarter]) => {
      const last = ofQuarter.at(-1);
      if (last === undefined) return [];
      const { periodStartOn, periodEndOn } = last.figure;
      return [
        {
          fiscal: fiscalQuarterOf(monthIndex, fiscalYearEndMonth),
          ...{ periodStartOn, periodEndOn },
          values: changesOf(ofQuarter),
        },
      ];
    });
}

/** Billions of a currency, to the million: what the tables of facts hold. */
export function toBillions(amount: number): number {
  return Math.round(amount / 1e6) / 1e3;
}

/** Whether two amounts in billions are the same to the million. */
export function isSameToTheMillion(a: number, b: number): boolean {
  return Math.round(a * 1e3) === Math.round(b * 1e3);
}

/** Whether two periods are the same fiscal quarter: both ends at most a week apart. */
export function isSameQuarter(a: QuarterPeriod, b: QuarterPeriod): boolean {
  return isWithinAWeek(a.periodStartOn, b.periodStartOn) && isWithinAWeek(a.periodEndOn, b.periodEndOn);
}

/** First and last day of a quarter. */
export type QuarterPeriod = Pick<ToldQuarter, 'periodStartOn' | 'periodEndOn'>;

/** Whether `later` begins within a week of the day after `earlier` ends. */
export function isNextQuarter(earlier: QuarterPeriod, later: QuarterPeriod): boolean {
  return Math.abs(toDayNumber(later.periodStartOn) - toDayNumber(earlier.periodEndOn) - 1) <= WEEK_DAYS;
}

/** Calendar quarter whose last day is nearest to the end of a fiscal one: `2026Q3` for one that ends on 3 September. */
export function nearestCalendarQuarter(periodEndOn: IsoDate): string {
  // Calendar quarters end with months 2, 5, 8 and 11, counted from 0.
  return quarterLabel(Math.round((nearestMonthEnd(periodEndOn) - 2) / 3));
}

function changesOf(revisions: readonly QuarterRevision[]): readonly ToldValue[] {
  const told = revisions
    .toSorted((a, b) => (a.filedOn < b.filedOn ? -1 : Number(a.filedOn > b.filedOn)))
    .map(({ figure, filedOn }) => ({ knownFrom: filedOn, valueBn: toBillions(figure.value), figure }));
  return told.filter(({ valueBn }, index) => valueBn !== told[index - 1]?.valueBn);
}

/** Running number of the month whose end is nearest. */
function nearestMonthEnd(date: IsoDate): number {
  const day = toDayNumber(date);
  const month = monthIndexOf(date);
  const [before, after] = [firstDayOfMonth(month) - 1, firstDayOfMonth(month + 1) - 1];
  return day - before < after - day ? month - 1 : month;
}

function fiscalQuarterOf(monthIndex: number, fiscalYearEndMonth: number): FiscalQuarter {
  const monthsAfterYearEnd = (monthIndex + 1 - fiscalYearEndMonth) % 12;
  const quarter = monthsAfterYearEnd === 0 ? 4 : Math.ceil(monthsAfterYearEnd / 3);
  const lastMonth = monthIndex + (monthsAfterYearEnd === 0 ? 0 : 12 - monthsAfterYearEnd);
  return { year: Math.floor(lastMonth / 12), quarter };
}

function isWithinAWeek(a: IsoDate, b: IsoDate): boolean {
  return Math.abs(toDayNumber(a) - toDayNumber(b)) <= WEEK_DAYS;
}
