/** Axes of the generic plots: where a value stands, and which values are written. Shared by sketch and canvas. */
import { decimalYearOf } from '../core/calendar/decimal-year.ts';
import type { IsoDate } from '../core/facts/types.ts';
import { computeAxisScale, formatTick } from './axis.ts';

export { decimalYearOf };

/** A tick with what is written beside it. */
export interface PlotTick {
  readonly value: number;
  readonly label: string;
}

/** `time` is linear in decimal years. Title says the unit. */
export interface PlotAxis {
  readonly kind: 'linear' | 'log' | 'time';
  readonly min: number;
  readonly max: number;
  readonly ticks: readonly PlotTick[];
  readonly title: string;
}

/** Where the axis measures: log10 for a logarithmic one, the value itself else. */
export function axisMeasure(axis: PlotAxis, value: number): number {
  return axis.kind === 'log' ? Math.log10(value) : value;
}

/** Position of a value along the axis, 0 at its low end and 1 at its high end. */
export function axisPosition(axis: PlotAxis, value: number): number {
  const low = axisMeasure(axis, axis.min);
  return (axisMeasure(axis, value) - low) / (axisMeasure(axis, axis.max) - low);
}

/** Lowest and highest of the values. Throws `RangeError` on one that is not finite: absence is left out before. */
function extentOf(values: readonly number[], title: string): readonly [low: number, high: number] {
  const wrong = values.find((value) => !Number.isFinite(value));
  if (wrong !== undefined) throw new RangeError(`the axis "${title}" cannot show ${String(wrong)}`);
  return values.reduce(
    ([low, high], value) => [Math.min(low, value), Math.max(high, value)],
    [Infinity, -Infinity],
  );
}

/**
 * Linear axis that holds every value and zero; ticks in round steps, written by `format` if given. Throws
 * `RangeError` on a value that is not finite.
 */
export function linearAxis(
  values: readonly number[],
  title: string,
  format?: (value: number) => string,
): PlotAxis {
  const [low, high] = extentOf(values, title);
  const { min, max, ticks, step } = computeAxisScale(values.length === 0 ? [] : [low, high]);
  const write = format ?? ((tick: number) => formatTick(tick, step));
  return { kind: 'linear', min, max, title, ticks: ticks.map((value) => ({ value, label: write(value) })) };
}

/**
 * Linear axis close around the values, for points whose distance from zero says nothing; bars need
 * {@link linearAxis}. Throws `RangeError` without values and on one that is not finite.
 */
export function closeAxis(
  values: readonly number[],
  title: string,
  format?: (value: number) => string,
): PlotAxis {
  const [low, high] = extentOf(values, title);
  if (values.length === 0) throw new RangeError(`the axis "${title}" has no value to show`);
  // Of values that are all alike, the axis that holds zero too.
  if (low === high) return linearAxis(values, title, format);
  const { step } = computeAxisScale([0, high - low]);
  const first = Math.floor(low / step + 1e-9);
  const last = Math.ceil(high / step - 1e-9);
  const write = format ?? ((tick: number) => formatTick(tick, step));
  const ticks = Array.from({ length: last - first + 1 }, (_, index) => (first + index) * step);
  return {
    kind: 'linear',
    min: Math.min(low, first * step),
    max: Math.max(high, last * step),
    title,
    ticks: ticks.map((value) => ({ value, label: write(value) })),
  };
}

const DECADE_STEPS = [1, 2, 5] as const;
/** Above so many decades only powers of ten are written, above so many powers only every second and so on. */
const MOST_DECADES_WITH_STEPS = 2;
const MOST_POWERS = 8;
const SLACK = 1e-9;

/** 1, 2 and 5 times the powers of ten around a range, ascending. */
function decadeMarks(low: number, high: number): number[] {
  const first = Math.floor(Math.log10(low)) - 1;
  const last = Math.ceil(Math.log10(high)) + 1;
  return Array.from({ length: last - first + 1 }, (_, index) => first + index).flatMap((exponent) =>
    // Parsed rather than computed: 10 ** -3 * 2 is not 0.002.
    DECADE_STEPS.map((step) => Number(`${String(step)}e${String(exponent)}`)),
  );
}

/** Exponent of a power of ten, null for any other number. */
function powerOfTen(value: number): number | null {
  const exponent = Math.round(Math.log10(value));
  return Math.abs(Math.log10(value) - exponent) < SLACK ? exponent : null;
}

/**
 * Logarithmic axis over positive values, from a 1, 2 or 5 times a power of ten to another; values that are not
 * positive have no place on it and are left out. Throws `RangeError` when none is positive.
 */
export function logAxis(
  values: readonly number[],
  title: string,
  format: (value: number) => string,
): PlotAxis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) throw new RangeError(`the axis "${title}" has no positive value to show`);
  const [low, high] = extentOf(positive, title);
  const marks = decadeMarks(low, high);
  const min = marks.findLast((mark) => mark <= low) ?? low;
  const above = marks.find((mark) => mark >= high) ?? high;
  const max = above > min ? above : (marks.find((mark) => mark > high) ?? high * 10);
  const decades = Math.log10(max / min);
  const stride = Math.ceil(decades / MOST_POWERS);
  const isWritten = (mark: number): boolean => {
    if (decades <= MOST_DECADES_WITH_STEPS + SLACK) return true;
    const exponent = powerOfTen(mark);
    return exponent !== null && exponent % stride === 0;
  };
  const ticks = marks.filter((mark) => mark >= min && mark <= max && isWritten(mark));
  return { kind: 'log', min, max, title, ticks: ticks.map((value) => ({ value, label: format(value) })) };
}

const MOST_YEAR_TICKS = 8;
const LONGEST_IN_QUARTERS = 2;

/**
 * Time axis from one decimal year to another, ticks at the beginning of years, or of quarters when it is short.
 * Throws `RangeError` when the years are not in order.
 */
export function timeAxis(fromYear: number, toYear: number, title = ''): PlotAxis {
  const span = toYear - fromYear;
  if (!(span > 0))
    throw new RangeError(
      `a time axis needs two dates in order, not ${String(fromYear)} to ${String(toYear)}`,
    );
  const step = span <= LONGEST_IN_QUARTERS ? 0.25 : Math.max(1, Math.ceil(span / MOST_YEAR_TICKS));
  const first = Math.ceil(fromYear / step - SLACK);
  const last = Math.floor(toYear / step + SLACK);
  const ticks = Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => (first + index) * step);
  return {
    kind: 'time',
    min: fromYear,
    max: toYear,
    ticks: ticks.map((value) => ({ value, label: yearLabel(value, step) })),
    title,
  };
}

function yearLabel(value: number, step: number): string {
  const year = Math.floor(value + SLACK);
  if (step >= 1) return String(year);
  return `Q${String(Math.round((value - year) * 4) + 1)}\u00a0${String(year).slice(2)}`;
}

/** {@link timeAxis} between two dates. */
export function dateAxis(from: IsoDate, to: IsoDate, title = ''): PlotAxis {
  return timeAxis(decimalYearOf(from), decimalYearOf(to), title);
}
