import type { AxisScale } from './axis.ts';
import type { ChartTexts, ColourToken } from './chart-model.ts';

/** One line of the Waterline chart; a null is a quarter for which the line does not exist. */
export interface WaterlineSeries {
  readonly id: 'baseline' | 'no-rebound' | 'with-saving' | 'supply';
  readonly label: string;
  /** Few words at the line's end. */
  readonly endLabel: string;
  readonly colour: ColourToken;
  readonly weight: 'strong' | 'normal' | 'pale';
  /** Points after this index are projections and drawn dashed; null draws the whole line solid. */
  readonly solidUntilIndex: number | null;
  readonly values: readonly (number | null)[];
}

/** Range of the line `with-saving`. */
export interface WaterlineBand {
  readonly label: string;
  readonly low: readonly (number | null)[];
  readonly high: readonly (number | null)[];
}

/** A place on the time axis with words; `position` is in steps of the axis, 2.5 lies between points 2 and 3. */
export interface WaterlineMark {
  readonly position: number;
  /** Height of the point that it marks, in the unit of the axis; null marks the whole height. */
  readonly value: number | null;
  readonly label: string;
}

/** What lies between the baseline and the line with saving and rebound. */
export interface WaterlineArea {
  /** Baseline minus with-saving, summed over the quarters of the horizon; negative is a gain. */
  readonly missingUsdBn: number;
  readonly label: string;
  /** Where the two lines are furthest apart. */
  readonly labelIndex: number;
}

/** The Waterline chart, ready to draw. All value arrays are as long as `quarters`. */
export interface WaterlineModel extends ChartTexts {
  readonly isOrders: boolean;
  readonly unit: string;
  readonly quarters: readonly string[];
  readonly xLabels: readonly string[];
  /** Index of the quarter that holds `asOf`. */
  readonly todayIndex: number;
  /** Where `asOf` lies on the axis: the point of a quarter stands at its middle. */
  readonly todayPosition: number;
  readonly yAxis: AxisScale;
  readonly series: readonly WaterlineSeries[];
  readonly band: WaterlineBand | null;
  /** Null in orders, where dollars have no place. */
  readonly area: WaterlineArea | null;
  readonly marks: readonly WaterlineMark[];
}
