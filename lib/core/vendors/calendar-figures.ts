/** Fiscal quarters as calendar quarters, by days (model 7). */
import { countQuarterDays } from '../calendar/proration.ts';
import { firstDayOfQuarter } from '../calendar/quarter.ts';
import type { CalendarFigure, PeriodFigure } from './figure.ts';

interface Slice {
  readonly period: PeriodFigure;
  readonly days: number;
  readonly periodDays: number;
}

/**
 * Calendar quarters from the first to the last that hold most of a fiscal one. One that is a fiscal quarter keeps its
 * figure; one that fiscal quarters cover to the last day takes its share of each by days; any other is absent, with
 * how much of it is known.
 */
export function toCalendarQuarters(periods: readonly PeriodFigure[]): CalendarFigure[] {
  const slices = new Map<number, Slice[]>();
  for (const period of periods) {
    const counts = countQuarterDays(period.startOn, period.endOn);
    const periodDays = counts.reduce((sum, { days }) => sum + days, 0);
    for (const { calendar, days } of counts) {
      slices.set(calendar, [...(slices.get(calendar) ?? []), { period, days, periodDays }]);
    }
  }
  if (periods.length === 0) return [];
  const main = periods.map(({ calendar }) => calendar);
  const [first, last] = [Math.min(...main), Math.max(...main)];
  return Array.from({ length: last - first + 1 }, (_, index) =>
    toCalendarFigure(first + index, slices.get(first + index) ?? []),
  );
}

function toCalendarFigure(calendar: number, slices: readonly Slice[]): CalendarFigure {
  const quarterDays = firstDayOfQuarter(calendar + 1) - firstDayOfQuarter(calendar);
  const covered = slices.reduce((sum, { days }) => sum + days, 0);
  const [only] = slices;
  if (only === undefined) return { calendar, figure: { absence: 'no figure on file' } };
  if (covered < quarterDays) {
    const names = slices.map(({ period }) => period.label).join(', ');
    return {
      calendar,
      figure: { absence: `only ${covered} of its ${quarterDays} days are reported (${names})` },
    };
  }
  if (slices.length === 1 && only.periodDays === quarterDays) return { calendar, figure: only.period.figure };
  return {
    calendar,
    figure: {
      value: slices.reduce(
        (sum, { period, days, periodDays }) => sum + (period.figure.value * days) / periodDays,
        0,
      ),
      kind: 'prorated',
      derivation: slices
        .map(({ period, days, periodDays }) => `${days} of the ${periodDays} days of ${period.label}`)
        .join(' + '),
      rounding: slices.reduce(
        (sum, { period, days, periodDays }) => sum + (period.figure.rounding * days) / periodDays,
        0,
      ),
      chosen: slices.flatMap(({ period }) => period.figure.chosen),
    },
  };
}
