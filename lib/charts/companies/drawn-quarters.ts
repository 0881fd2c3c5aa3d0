/** The quarters that a company's charts draw: which calendar, which currency. */
import { toIsoDate } from '../../core/calendar/day-number.ts';
import { firstDayOfQuarter, quarterLabel } from '../../core/calendar/quarter.ts';
import type { Period } from '../../core/timeline/time-scale.ts';
import type { CalendarChoice, CurrencyChoice } from '../../core/vendors/companies-link.ts';
import type { AccountQuarter, CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent, rowsOf, type Absence, type Figure } from '../../core/vendors/figure.ts';
import type { ChartTableCell } from '../chart-model.ts';
import { formatUsdBn } from '../format.ts';
import { formatNative, KIND_WORDS, unitWords } from './account-words.ts';
import type { SeriesAge } from '../series-age.ts';

export interface QuarterChoice {
  readonly currency: CurrencyChoice;
  readonly quarters: CalendarChoice;
}

/** A company's quarters as chosen, with how their money is written. */
export interface DrawnQuarters {
  readonly study: CompanyStudy;
  readonly quarters: readonly AccountQuarter[];
  readonly isCalendar: boolean;
  readonly isUsd: boolean;
  /** "KRW tn" or "USD bn". */
  readonly unit: string;
  readonly format: (value: number) => string;
}

/** Accounts kept in dollars are in dollars either way. */
export function drawQuarters(study: CompanyStudy, { currency, quarters }: QuarterChoice): DrawnQuarters {
  const { unit } = study.company;
  const isUsd = currency === 'usd' || unit === 'USD_bn';
  return {
    study,
    quarters: quarters === 'fiscal' ? study.fiscal : study.calendar,
    isCalendar: quarters === 'calendar',
    isUsd,
    unit: isUsd ? 'USD bn' : unitWords(unit),
    format: isUsd ? formatUsdBn : (value) => formatNative(value, unit),
  };
}

/** A figure's value as drawn; absent for a figure that is, or that has no rate. */
export function drawnValue(
  { isUsd }: DrawnQuarters,
  quarter: AccountQuarter,
  figure: Figure | Absence,
): number | Absence {
  if (isAbsent(figure)) return figure;
  if (!isUsd) return figure.value;
  return isAbsent(quarter.usd) ? quarter.usd : figure.value * quarter.usd.usdBn;
}

/** A value of the accounts in the unit drawn, where a rate is known; else in none. */
export function scaleOf({ isUsd }: DrawnQuarters, { usd }: AccountQuarter): number | null {
  if (!isUsd) return 1;
  return isAbsent(usd) ? null : usd.usdBn;
}

/** Words on how a figure came about, for cards and tables. */
export function howWords(figure: Figure | Absence): string {
  if (isAbsent(figure)) return figure.absence;
  return figure.derivation === null
    ? KIND_WORDS[figure.kind]
    : `${KIND_WORDS[figure.kind]}: ${figure.derivation}`;
}

/** Titles of the sources behind figures, the first address as the exact value. */
export function sourceCell(figures: readonly (Figure | Absence)[]): ChartTableCell {
  const rows = rowsOf(figures.flatMap((figure) => (isAbsent(figure) ? [] : [figure])));
  const [first] = rows;
  if (first === undefined) return { value: null, text: 'none' };
  const titles = [...new Set(rows.map(({ sourceTitle }) => sourceTitle ?? 'source not named'))];
  return { value: first.url, text: titles.join('; ') };
}

/** Dated rate of a quarter for a table: exact, or why there is none. */
export function rateCell({ usd }: AccountQuarter): ChartTableCell {
  if (isAbsent(usd)) return { value: null, text: usd.absence };
  const { rate } = usd;
  return rate === null
    ? { value: null, text: 'accounts in dollars' }
    : { value: rate.rateQuotePerUsd, text: rate.rateQuotePerUsd.toFixed(2) };
}

/** "2026Q2", beside the fiscal label where quarters are the vendor's own. */
export function calendarWords({ isCalendar }: DrawnQuarters, { calendar }: AccountQuarter): string | null {
  return isCalendar ? null : quarterLabel(calendar);
}

/** Days of a quarter: its own, or those of the calendar quarter where its own are not on file. */
export function periodOf({ startOn, endOn, calendar }: AccountQuarter): Period {
  return {
    from: startOn ?? toIsoDate(firstDayOfQuarter(calendar)),
    to: endOn ?? toIsoDate(firstDayOfQuarter(calendar + 1) - 1),
  };
}

/** Age of a series of the company's quarters. */
export function quarterAges({ study }: DrawnQuarters, label: string): readonly SeriesAge[] {
  const { quarter } = study.freshness;
  return quarter === null ? [] : [{ label, freshness: quarter }];
}
