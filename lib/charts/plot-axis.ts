/** Axes of the generic plots: where a value stands, and which values are written. Shared by sketch and canvas. */
import { computeAxisScale, formatTick } from './axis.ts';

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

/** Linear axis that holds every value and zero; ticks in round steps, written by `format` if given. */
export function linearAxis(
  values: readonly number[],
  title: string,
  format?: (value: number) => string,
): PlotAxis {
  const { min, max, ticks, step } = computeAxisScale(values);
  const write = format ?? ((tick: number) => formatTick(tick, step));
  return { kind: 'linear', min, max, title, ticks: ticks.map((value) => ({ value, label: write(value) })) };
}

const DECADE_STEPS = [1, 2, 5] as const;
/** Above so many decades only powers of ten are written. */
const MOST_DECADES_WITH_STEPS = 2;

/**
 * Logarithmic axis over positive values, from a 1, 2 or 5 times a power of ten to another. Throws `RangeError` when no
 * value is positive: a logarithm has no place for 0.
 */
export function logAxis(
  values: readonly number[],
  title: string,
  format: (value: number) => string,
): PlotAxis {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) throw new RangeError(`the axis "${title}" has no positive value to show`);
  const low = Math.min(...positive);
  const high = Math.max(...positive);
  const first = Math.floor(Math.log10(low)) - 1;
  const last = Math.ceil(Math.log10(high)) + 1;
  const marks: number[] = [];
  for (let decade = first; decade <= last; decade += 1) {
    for (const step of DECADE_STEPS) marks.push(step * 10 ** decade);
  }
  const slack = 1e-9;
  const min = marks.findLast((mark) => mark <= low * (1 + slack)) ?? low;
  const above = marks.find((mark) => mark >= high * (1 - slack)) ?? high;
  const max = above > min ? above : min * 10;
  const hasSteps = Math.log10(max / min) <= MOST_DECADES_WITH_STEPS;
  const ticks = marks.filter(
    (mark) => mark >= min * (1 - slack) && mark <= max * (1 + slack) && (hasSteps || isPowerOfTen(mark)),
  );
  return { kind: 'log', min, max, title, ticks: ticks.map((value) => ({ value, label: format(value) })) };
}

function isPowerOfTen(value: number): boolean {
  const exponent = Math.log10(value);
  return Math.abs(exponent - Math.round(exponent)) < 1e-9;
}

const MOST_YEAR_TICKS = 8;

/** Time axis from one decimal year to another, ticks at the beginning of years, or of quarters when it is short. */
export function timeAxis(fromYear: number, toYear: number, title = ''): PlotAxis {
  const span = toYear - fromYear;
  if (!(span > 0)) throw new RangeError(`a time axis needs two dates in order, not ${fromYear} to ${toYear}`);
  const step = span <= 2 ? 0.25 : Math.max(1, Math.ceil(span / MOST_YEAR_TICKS));
  const ticks: PlotTick[] = [];
  for (let value = Math.ceil(fromYear / step) * step; value <= toYear + 1e-9; value += step) {
    ticks.push({ value, label: yearLabel(value, step) });
  }
  return { kind: 'time', min: fromYear, max: toYear, ticks, title };
}

function yearLabel(value: number, step: number): string {
  const year = Math.floor(value + 1e-9);
  if (step >= 1) return String(year);
  return `Q${Math.round((value - year) * 4) + 1}\u00a0${String(year).slice(2)}`;
}
