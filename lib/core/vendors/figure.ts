/** A figure of a period with how it came about; absence is named, never 0. */
import type { IsoDate } from '../facts/types.ts';
import type { ChosenFigure } from './choose-figure.ts';
import type { VendorMetric } from './vendor-facts.ts';

/**
 * `reported` = as the company said it, `derived` = exact arithmetic on such figures, `prorated` = two fiscal quarters
 * shared out by days, which takes their revenue to flow evenly.
 */
export type FigureKind = 'reported' | 'derived' | 'prorated';

export interface Figure {
  readonly value: number;
  readonly kind: FigureKind;
  /** How it was worked out; null for a reported figure. */
  readonly derivation: string | null;
  /** Half a unit of the last printed digit, carried through the arithmetic. */
  readonly rounding: number;
  /** Rows that it is made of, with what was not used. */
  readonly chosen: readonly ChosenFigure[];
}

export interface Absence {
  readonly absence: string;
}

/** A figure over the fiscal quarter `label`. */
export interface PeriodFigure {
  readonly label: string;
  readonly startOn: IsoDate;
  readonly endOn: IsoDate;
  /** Running number of the calendar quarter that holds most of its days. */
  readonly calendar: number;
  readonly figure: Figure;
}

/** A figure over a calendar quarter (running number), or why there is none. */
export interface CalendarFigure {
  readonly calendar: number;
  readonly figure: Figure | Absence;
}

export function isAbsent(figure: object): figure is Absence {
  return 'absence' in figure;
}

/** Half a unit of the last printed digit: 0.05 for 1.4, 0.5 for 44. */
export function halfLastDigit(value: number): number {
  const decimals = /\.(\d+)$/.exec(String(value))?.[1]?.length ?? 0;
  return 0.5 * 10 ** -decimals;
}

/** The figure that a chosen row states. */
export function figureOf(chosen: ChosenFigure): Figure {
  const { row } = chosen;
  const isReported = row.reportedOrEstimate === 'reported';
  return {
    value: row.value,
    kind: isReported ? 'reported' : 'derived',
    derivation: isReported ? null : (row.notes ?? 'derived in the table of facts'),
    rounding: halfLastDigit(row.value),
    chosen: [chosen],
  };
}

/** Rows behind figures, each once. */
export function rowsOf(figures: readonly Figure[]): VendorMetric[] {
  const rows = figures.flatMap(({ chosen }) => chosen.map(({ row }) => row));
  return [...new Map(rows.map((row) => [row.key, row])).values()];
}
