import { spreadPositions } from '#lib/charts/axis.ts';
import { axisPosition } from '#lib/charts/plot-axis.ts';
import { cutText, LABEL_HEIGHT_PX, XY_INSETS } from '#lib/charts/plot-layout.ts';
import type { MarkForm, XyPlotModel, XySeries } from '#lib/charts/xy-plot-model.ts';

/** Dashes that say how a line is known; sketch and canvas draw the same. */
export const LINE_DASHES: Readonly<Record<MarkForm, readonly number[]>> = {
  reported: [],
  derived: [],
  estimate: [6, 4],
  assumption: [2, 3],
};

/** Strong for what is reported, thin for what is derived from it. */
export const LINE_WIDTHS: Readonly<Record<MarkForm, number>> = {
  reported: 2.5,
  derived: 1.5,
  estimate: 2,
  assumption: 2,
};

/** Part of the colour inside an outline that says "derived". */
export const TINT = 0.3;
export const RULE_DASH = [4, 3] as const;
export const WHISKER_CAP_PX = 4;
/** Dots of a dot plot. */
export const DOT_RADIUS_PX = 5;
export const DOT_RIM_PX = 1.75;
/** Radius of a dot, its rim of paper left out. */
export const MARK_RADIUS_PX = 4;

/** A series' name at the end of its line, `row` px from the top of the plot. */
export interface EndLabel {
  readonly series: XySeries;
  readonly text: string;
  readonly row: number;
}

/** Names at the lines' ends in a plot of a height, moved apart where the lines end close together. */
export function endLabelRows(model: XyPlotModel, heightPx: number): readonly EndLabel[] {
  const ended = model.series.flatMap((series) => {
    const last = series.points.findLast(({ y }) => y !== null);
    if (series.endLabel === null || last === undefined || last.y === null) return [];
    const text = cutText(series.endLabel, XY_INSETS.rightWithEnds - 8);
    return [{ series, text, row: (1 - axisPosition(model.yAxis, last.y)) * heightPx }];
  });
  const rows = spreadPositions(
    ended.map(({ row }) => row),
    LABEL_HEIGHT_PX,
    0,
    heightPx,
  );
  return ended.map((label, index) => ({ ...label, row: rows[index] ?? label.row }));
}
