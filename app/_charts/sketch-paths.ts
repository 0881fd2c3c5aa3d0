import { axisPosition } from '#lib/charts/plot-axis.ts';
import type { XyPlotModel, XySeries } from '#lib/charts/xy-plot-model.ts';

/** A place in the sketch's own units: 100 by 100, from left and top. */
function placeIn({ xAxis, yAxis }: XyPlotModel, x: number, y: number): string {
  const [left, top] = [axisPosition(xAxis, x) * 100, (1 - axisPosition(yAxis, y)) * 100];
  return `${left.toFixed(3)} ${top.toFixed(3)}`;
}

/** Path of a line or of steps; broken at gaps. */
export function linePath({ points, mark }: XySeries, model: XyPlotModel): string {
  let path = '';
  let lastY: number | null = null;
  for (const { x, y } of points) {
    if (y !== null) {
      if (lastY !== null && mark === 'step') path += `L${placeIn(model, x, lastY)}`;
      path += `${lastY === null ? 'M' : 'L'}${placeIn(model, x, y)}`;
    }
    lastY = y;
  }
  return path;
}

/** Outline of a band between its lows and highs; points without both are left out. */
export function bandPath({ points }: XySeries, model: XyPlotModel): string {
  const ends = points.flatMap(({ x, low, high }) =>
    low === undefined || high === undefined ? [] : [{ x, low, high }],
  );
  if (ends.length < 2) return '';
  const upper = ends.map(({ x, high }) => placeIn(model, x, high));
  const lower = ends.map(({ x, low }) => placeIn(model, x, low)).toReversed();
  return `M${[...upper, ...lower].join('L')}Z`;
}
