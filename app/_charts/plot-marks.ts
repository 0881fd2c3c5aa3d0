import { spreadPositions } from '#lib/charts/axis.ts';
import { axisPosition } from '#lib/charts/plot-axis.ts';
import { cutText, LABEL_HEIGHT_PX, XY_INSETS } from '#lib/charts/plot-layout.ts';
import type { MarkForm, XyPlotModel, XySeries } from '#lib/charts/xy-plot-model.ts';

/** Dashes that say how a line is known; sketch and canvas draw the same. */
const LINE_DASHES: Readonly<Record<MarkForm, readonly number[]>> = {
  reported: [],
  derived: [],
  estimate: [6, 4],
  assumption: [2, 3],
};

/** A stale line, however it is known: longer than any dash that says that. */
const STALE_DASH: readonly number[] = [10, 7];
const STALE_WIDTH = 1.75;
/** Part of the colour inside a stale bar. */
export const STALE_TINT = 0.5;
export const STALE_OUTLINE: readonly number[] = [4, 3];

/** Strong for what is reported, thin for what is derived from it. */
const LINE_WIDTHS: Readonly<Record<MarkForm, number>> = {
  reported: 2.5,
  derived: 1.5,
  estimate: 2,
  assumption: 2,
};

/** Stroke of a line. */
export function lineStroke({ form, isStale = false }: Pick<XySeries, 'form' | 'isStale'>): {
  readonly dash: readonly number[];
  readonly width: number;
} {
  return isStale
    ? { dash: STALE_DASH, width: STALE_WIDTH }
    : { dash: LINE_DASHES[form], width: LINE_WIDTHS[form] };
}

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
    const name = series.isStale === true ? `${series.endLabel}, stale` : series.endLabel;
    const text = cutText(name, XY_INSETS.rightWithEnds - 8);
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
