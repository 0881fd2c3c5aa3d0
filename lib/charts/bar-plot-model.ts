import type { EventChoice } from '../core/timeline/event-choice.ts';
import type { Period } from '../core/timeline/time-scale.ts';
import type { ChartTexts, ColourToken } from './chart-model.ts';
import type { PlotAxis } from './plot-axis.ts';
import type { MarkForm, RuleTone } from './xy-plot-model.ts';

/** A part of a bar between two values; stacked parts make a whole, floating ones a waterfall. */
export interface BarSegment {
  readonly from: number;
  readonly to: number;
  readonly colour: ColourToken;
  readonly form: MarkForm;
  /** Of a series to which a newer observation is missing: pale, in a dashed outline. */
  readonly isStale?: boolean;
}

export interface PlotBar {
  readonly label: string;
  /** Second, quieter line of the label; null for none. */
  readonly sublabel: string | null;
  readonly segments: readonly BarSegment[];
  readonly whisker: { readonly low: number; readonly high: number } | null;
  /** A dot at one value: the total of parts that stack to both sides. */
  readonly mark?: number;
  readonly valueLabel: string;
}

/** Bars, one card each in the same order. */
export interface BarPlotModel extends ChartTexts {
  /** Rows (the default) have room for long names; columns are for time and short waterfalls. */
  readonly orientation?: 'rows' | 'columns';
  /** A dot where the first part of each bar ends in place of bars: for estimates whose distance from zero is no amount. */
  readonly isDotPlot?: boolean;
  /** Linear. */
  readonly valueAxis: PlotAxis;
  readonly bars: readonly PlotBar[];
  readonly rules: readonly { readonly value: number; readonly label: string; readonly tone?: RuleTone }[];
  /** Of columns over time: the period of each, and which dated events the axis shows. */
  readonly time?: { readonly periods: readonly Period[]; readonly events: EventChoice };
  /** Thin lines from each bar's end to the next bar: the steps of a waterfall. Default false. */
  readonly connectors?: boolean;
  readonly legend: readonly {
    readonly label: string;
    readonly colour: ColourToken;
    readonly form?: MarkForm;
  }[];
}

/** Parts that show: one without extent is drawn (as a line) only where it is all that its bar has. */
export function drawnSegments({ segments }: PlotBar): readonly BarSegment[] {
  const extended = segments.filter(({ from, to }) => from !== to);
  return extended.length > 0 ? extended : segments.slice(0, 1);
}

/** Where a waterfall's bar ends and the next begins; null for a bar without parts. */
export function barEnd({ segments }: PlotBar): number | null {
  return segments.at(-1)?.to ?? null;
}

/** Highest value that a bar or its whisker reaches. */
export function barTop({ segments, whisker }: PlotBar): number {
  return Math.max(
    whisker?.high ?? -Infinity,
    ...(segments.length === 0 ? [0] : segments.flatMap(({ from, to }) => [from, to])),
  );
}
