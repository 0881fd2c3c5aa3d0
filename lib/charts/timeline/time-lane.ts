/** The lane of dated marks under the time axis of a chart: its scale, its room, which events it shows. */
import { firstDayOfQuarter, parseQuarterLabel } from '../../core/calendar/quarter.ts';
import { toIsoDate } from '../../core/calendar/day-number.ts';
import type { EventChoice } from '../../core/timeline/event-choice.ts';
import type { Period, TimeScale } from '../../core/timeline/time-scale.ts';
import { isInColumns } from '../bar-layout.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { CapexBarsModel } from '../capex-model.ts';
import { COLUMN_INSETS, ROOM_FROM_PX, XY_INSETS, type Room } from '../plot-layout.ts';
import type { WaterlineModel } from '../waterline-model.ts';
import { hasEndLabels, type XyPlotModel } from '../xy-plot-model.ts';
import { CAPEX_EVENTS, HBM_EVENTS } from './event-choices.ts';

/**
 * Insets of the plots, px, as their drawings have them: left, right, right in a narrow box, and from the axis to the
 * bottom. TimeLane.module.css holds the same ones.
 */
export const LANE_INSETS = {
  xy: { left: XY_INSETS.left, right: XY_INSETS.right, narrow: XY_INSETS.right, bottom: XY_INSETS.bottom },
  ends: {
    left: XY_INSETS.left,
    right: XY_INSETS.rightWithEnds,
    narrow: XY_INSETS.right,
    bottom: XY_INSETS.bottom,
  },
  columns: {
    left: COLUMN_INSETS.left,
    right: COLUMN_INSETS.right,
    narrow: COLUMN_INSETS.right,
    bottom: COLUMN_INSETS.bottom,
  },
  waterline: { left: 44, right: 124, narrow: 12, bottom: 28 },
  capex: { left: 48, right: 96, narrow: 8, bottom: 28 },
} as const;
export type LaneBox = keyof typeof LANE_INSETS;

/** What a chart says of its time axis. */
export interface TimeLane {
  readonly scale: TimeScale;
  readonly box: LaneBox;
  readonly choice: EventChoice;
}

/** Width of the axis in a box of a width, px. */
export function laneWidth(box: LaneBox, widthPx: number): number {
  const { left, right, narrow } = LANE_INSETS[box];
  return widthPx - left - (widthPx < ROOM_FROM_PX[1] ? narrow : right);
}

/** Least width of the axis in a room, px. */
export function leastLaneWidth(box: LaneBox, room: Room): number {
  return laneWidth(box, ROOM_FROM_PX[room]);
}

/** Calendar quarters such as 2026Q3 as periods. Throws `RangeError` on a label that is none. */
export function quarterPeriods(labels: readonly string[]): readonly Period[] {
  return labels.map((label) => {
    const index = parseQuarterLabel(label);
    if (index === null) throw new RangeError(`"${label}" is not a quarter such as 2027Q2`);
    return { from: toIsoDate(firstDayOfQuarter(index)), to: toIsoDate(firstDayOfQuarter(index + 1) - 1) };
  });
}

/** Null for a plot without a time axis. */
export function xyLane(model: XyPlotModel): TimeLane | null {
  const { xAxis, events } = model;
  if (xAxis.kind !== 'time') return null;
  return {
    scale: { kind: 'years', from: xAxis.min, to: xAxis.max },
    box: hasEndLabels(model) ? 'ends' : 'xy',
    choice: events ?? {},
  };
}

/** Null for bars that stand for something else than periods. */
export function barLane(model: BarPlotModel): TimeLane | null {
  if (model.time === undefined || !isInColumns(model)) return null;
  const { periods, events } = model.time;
  return { scale: { kind: 'periods', periods }, box: 'columns', choice: events };
}

export function waterlineLane({ quarters }: WaterlineModel): TimeLane {
  return {
    scale: { kind: 'periods', periods: quarterPeriods(quarters) },
    box: 'waterline',
    choice: HBM_EVENTS,
  };
}

export function capexLane({ years }: CapexBarsModel): TimeLane {
  return { scale: { kind: 'periods', periods: yearPeriods(years) }, box: 'capex', choice: CAPEX_EVENTS };
}

/** Calendar years as periods. */
export function yearPeriods(years: readonly { readonly year: number }[]): readonly Period[] {
  return years.map(({ year }) => ({ from: `${String(year)}-01-01`, to: `${String(year)}-12-31` }));
}
