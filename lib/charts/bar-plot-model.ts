import type { ChartTexts, ColourToken } from './chart-model.ts';
import type { PlotAxis } from './plot-axis.ts';
import type { MarkForm } from './xy-plot-model.ts';

/** A part of a bar between two values; stacked parts make a whole, floating ones a waterfall. */
export interface BarSegment {
  readonly from: number;
  readonly to: number;
  readonly colour: ColourToken;
  readonly form: MarkForm;
}

export interface PlotBar {
  readonly label: string;
  /** Second, quieter line of the label; null for none. */
  readonly sublabel: string | null;
  readonly segments: readonly BarSegment[];
  readonly whisker: { readonly low: number; readonly high: number } | null;
  readonly valueLabel: string;
}

/** Bars in rows, one card each in the same order. */
export interface BarPlotModel extends ChartTexts {
  readonly valueAxis: PlotAxis;
  readonly bars: readonly PlotBar[];
  readonly rules: readonly { readonly value: number; readonly label: string }[];
  readonly legend: readonly { readonly label: string; readonly colour: ColourToken }[];
}
