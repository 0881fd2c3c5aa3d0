import type { EventChoice } from '../core/timeline/event-choice.ts';
import type { ChartTexts, ColourToken } from './chart-model.ts';
import type { PlotAxis } from './plot-axis.ts';

/**
 * How a figure is known; told by the form of its mark. Areas and points: solid, outlined, hatched (points hollow),
 * dotted. Lines: strong, thin, dashed, dotted.
 */
export type MarkForm = 'reported' | 'derived' | 'estimate' | 'assumption';

/** One point; null y is a gap. `cardIndex` names the card it opens, null for none. */
export interface XyPoint {
  readonly x: number;
  readonly y: number | null;
  /** Ends of a whisker, or of a band. */
  readonly low?: number;
  readonly high?: number;
  /** Written beside the point where there is room. */
  readonly label?: string;
  /** Radius of the mark of a series of points, px; 4.5 when left out. */
  readonly size?: number;
  /** Of a cell of a field: -1 to 1; the sign picks the colour, the size its strength. */
  readonly depth?: number;
  readonly cardIndex: number | null;
}

export interface XySeries {
  readonly id: string;
  readonly label: string;
  readonly colour: ColourToken;
  /** A step holds each value until the next point. A field is cells about its points, told apart by depth of colour. */
  readonly mark: 'line' | 'step' | 'points' | 'band' | 'field';
  /** Size of a field's cells in units of the axes. */
  readonly cell?: { readonly width: number; readonly height: number };
  readonly form: MarkForm;
  /** A newer observation is missing: the line is drawn dashed, and the chart says its age. */
  readonly isStale?: boolean;
  readonly points: readonly XyPoint[];
  /** Written at the end of a line; null where a legend or the points name the series. */
  readonly endLabel: string | null;
}

/** Colours of a field below and above zero, and how strong the deepest cell is. */
export const FIELD_COLOURS = { below: 'c-deep', above: 'c-sand' } as const;
export const FIELD_STRENGTH = 0.72;

/** Neutral (the default) is a reading aid; a limit is something that cannot be passed, such as a capacity. */
export type RuleTone = 'neutral' | 'limit';

/** A straight line across the plot at one value. */
export interface PlotRule {
  readonly axis: 'x' | 'y';
  readonly value: number;
  readonly label: string;
  readonly tone?: RuleTone;
}

/** A plot of points and lines over two numeric axes. */
export interface XyPlotModel extends ChartTexts {
  readonly xAxis: PlotAxis;
  readonly yAxis: PlotAxis;
  readonly series: readonly XySeries[];
  readonly rules: readonly PlotRule[];
  /** Of a time axis: which dated events it shows; none when left out. */
  readonly events?: EventChoice;
}

/** Whether series are named at their ends, which takes room on the right. */
export function hasEndLabels(model: XyPlotModel): boolean {
  return model.series.some(({ endLabel }) => endLabel !== null);
}
