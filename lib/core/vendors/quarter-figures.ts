/** A vendor's fiscal quarters of one quantity: chosen among sources, and the missing one worked out from its year. */
import { toDayNumber, toIsoDate } from '../calendar/day-number.ts';
import { mainQuarterOf } from '../calendar/proration.ts';
import { chooseFigure, type ChosenFigure } from './choose-figure.ts';
import { figureOf, halfLastDigit, type PeriodFigure } from './figure.ts';
import type { VendorMetric } from './vendor-facts.ts';

/** Which figures of a vendor; `unit` keeps accounts and trackers' dollars apart. */
export interface Quantity {
  readonly segment: string;
  readonly metric: string;
  readonly unit: string;
}

const SHORTEST_QUARTER_DAYS = 80;
const LONGEST_QUARTER_DAYS = 100;

/**
 * Fiscal quarters in order: reported or derived, never guided or estimated. Where one quarter of a reported half-year,
 * nine months or year is all that is missing, it is that period minus the others.
 */
export function listQuarters(metrics: readonly VendorMetric[], quantity: Quantity): PeriodFigure[] {
  const rows = rowsFor(metrics, quantity);
  const stated = chooseByPeriod(rows.filter(isQuarter)).map((chosen): PeriodFigure => {
    const { fiscalQuarter, periodStartOn, periodEndOn } = chosen.row;
    return {
      label: fiscalQuarter,
      startOn: periodStartOn,
      endOn: periodEndOn,
      calendar: mainQuarterOf(periodStartOn, periodEndOn),
      figure: figureOf(chosen),
    };
  });
  return listLongPeriods(metrics, quantity)
    .reduce((known, long) => [...known, ...missingQuarterOf(long, known)], stated)
    .toSorted((a, b) => a.startOn.localeCompare(b.startOn));
}

/** Reported half-years, nine months and years of a quantity. */
export function listLongPeriods(
  metrics: readonly VendorMetric[],
  quantity: Quantity,
): readonly ChosenFigure[] {
  const rows = rowsFor(metrics, quantity).filter((row) => !isQuarter(row));
  return chooseByPeriod(rows.filter(({ reportedOrEstimate }) => reportedOrEstimate === 'reported'));
}

/** The quarters of `known` that lie inside a longer period. */
export function quartersWithin(row: VendorMetric, known: readonly PeriodFigure[]): PeriodFigure[] {
  return known.filter(({ startOn, endOn }) => startOn >= row.periodStartOn && endOn <= row.periodEndOn);
}

function rowsFor(metrics: readonly VendorMetric[], { segment, metric, unit }: Quantity): VendorMetric[] {
  return metrics.filter((row) => row.segment === segment && row.metric === metric && row.unit === unit);
}

function isQuarter(row: VendorMetric): boolean {
  return row.calendarQuarter !== null;
}

/** One choice a period, among all its rows; periods of which there is no outturn are left out. */
function chooseByPeriod(rows: readonly VendorMetric[]): ChosenFigure[] {
  const periods = Map.groupBy(rows, ({ periodStartOn, periodEndOn }) => `${periodStartOn} ${periodEndOn}`);
  return [...periods.values()].map(chooseFigure).filter(({ row }) => isOutturn(row));
}

/** Whether a row says what came out. One that is derived before its period ended was derived from an outlook. */
export function isOutturn({ reportedOrEstimate, publishedOn, periodEndOn }: VendorMetric): boolean {
  if (reportedOrEstimate === 'reported') return true;
  return reportedOrEstimate === 'derived' && (publishedOn === null || publishedOn >= periodEndOn);
}

/** The one quarter that a longer period lacks, or none. */
function missingQuarterOf(long: ChosenFigure, known: readonly PeriodFigure[]): PeriodFigure[] {
  const { row } = long;
  const inside = quartersWithin(row, known).toSorted((a, b) => a.startOn.localeCompare(b.startOn));
  const gaps = gapsIn(row, inside);
  const [gap] = gaps;
  if (inside.length === 0 || gap === undefined || gaps.length > 1) return [];
  const days = gap.end - gap.start + 1;
  if (days < SHORTEST_QUARTER_DAYS || days > LONGEST_QUARTER_DAYS) return [];
  const [startOn, endOn] = [toIsoDate(gap.start), toIsoDate(gap.end)];
  const minus = inside.map(({ label, figure }) => `${label} ${figure.value}`).join(', ');
  return [
    {
      label: labelOf(row, inside, gap.start),
      startOn,
      endOn,
      calendar: mainQuarterOf(startOn, endOn),
      figure: {
        value: inside.reduce((left, { figure }) => left - figure.value, row.value),
        kind: 'derived',
        derivation: `${row.fiscalQuarter} ${row.value} minus ${minus}`,
        rounding: inside.reduce((sum, { figure }) => sum + figure.rounding, halfLastDigit(row.value)),
        chosen: [long, ...inside.flatMap(({ figure }) => figure.chosen)],
      },
    },
  ];
}

interface Gap {
  readonly start: number;
  readonly end: number;
}

/** Days of a period that no quarter covers, in stretches. */
function gapsIn(row: VendorMetric, inside: readonly PeriodFigure[]): Gap[] {
  const gaps: Gap[] = [];
  let next = toDayNumber(row.periodStartOn);
  for (const { startOn, endOn } of inside) {
    const start = toDayNumber(startOn);
    if (start > next) gaps.push({ start: next, end: start - 1 });
    next = toDayNumber(endOn) + 1;
  }
  const end = toDayNumber(row.periodEndOn);
  if (end >= next) gaps.push({ start: next, end });
  return gaps;
}

const LABEL_FORMS: readonly (readonly [form: RegExp, write: (number: number, year: string) => string])[] = [
  [/^FQ\d-(\d\d)$/, (number, year) => `FQ${number}-${year}`],
  [/^\dQ(\d\d)$/, (number, year) => `${number}Q${year}`],
  [/^Q\d FY(\d{4})$/, (number, year) => `Q${number} FY${year}`],
];

/** Name of the missing quarter, written as its neighbours are. */
function labelOf(row: VendorMetric, inside: readonly PeriodFigure[], startDay: number): string {
  const number = Math.round((startDay - toDayNumber(row.periodStartOn)) / 91) + 1;
  for (const { label } of inside) {
    for (const [form, write] of LABEL_FORMS) {
      const year = form.exec(label)?.[1];
      if (year !== undefined) return write(number, year);
    }
  }
  return `${row.fiscalQuarter}, quarter ${number}`;
}
