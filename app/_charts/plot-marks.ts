import { axisPosition } from '#lib/charts/plot-axis.ts';
import { spreadPositions } from '#lib/charts/axis.ts';
import type { MarkForm, XyPlotModel, XySeries } from '#lib/charts/xy-plot-model.ts';

/** Dashes that say how a line is known; plot-sketch.module.css and the canvas draw the same. */
export const LINE_DASHES: Readonly<Record<MarkForm, readonly number[]>> = {
  reported: [],
  derived: [],
  estimate: [6, 4],
  assumption: [2, 3],
};

/** Insets of the plot in its box, px; plot-sketch.module.css holds the same. */
export const XY_INSETS = { left: 64, top: 28, bottom: 44, right: 16, rightWithEnds: 128 } as const;
export const BAR_INSETS = {
  names: 208,
  narrowNames: 132,
  values: 112,
  narrowValues: 64,
  top: 24,
  bottom: 28,
} as const;
export const BAR_ROW_PX = 40;

/** Rows of the names at the lines' ends, from the top of a plot of `height`, at least `gap` apart. */
export function endLabelRows(
  model: XyPlotModel,
  height: number,
  gap: number,
): readonly { readonly series: XySeries; readonly row: number }[] {
  const ended = model.series.flatMap((series) => {
    const last = series.points.findLast(({ y }) => y !== null);
    if (series.endLabel === null || last === undefined || last.y === null) return [];
    return [{ series, row: (1 - axisPosition(model.yAxis, last.y)) * height }];
  });
  const rows = spreadPositions(
    ended.map(({ row }) => row),
    gap,
    0,
    height,
  );
  return ended.map(({ series, row }, index) => ({ series, row: rows[index] ?? row }));
}
