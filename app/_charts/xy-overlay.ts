import type { PlacedLabel, PointLabel } from '#lib/charts/plot-labels.ts';
import {
  placePointLabels,
  placeRuleLabels,
  placeTicks,
  isTickTurned,
  POINT_RADIUS_PX,
} from '#lib/charts/plot-labels.ts';
import { axisMeasure } from '#lib/charts/plot-axis.ts';
import { roomOf, XY_INSETS, xyPlotWidth, type Room } from '#lib/charts/plot-layout.ts';
import {
  FIELD_COLOURS,
  FIELD_STRENGTH,
  hasEndLabels,
  type XyPlotModel,
  type XyPoint,
  type XySeries,
} from '#lib/charts/xy-plot-model.ts';

import type { DrawingState } from './bind-chart.ts';
import { drawDot, drawLabel, drawLine, drawWhisker } from './canvas-marks.ts';
import type { ChartSurface } from './mounted-chart.ts';
import { endLabelRows, RULE_DASH, TINT } from './plot-marks.ts';

/** A point and the series whose colour it has. */
export interface CardPoint {
  readonly series: XySeries;
  readonly point: XyPoint;
  readonly y: number;
}

/** What is worked out once a model: not at every frame. */
export interface XyPlan {
  /** Of several points with one card the first. */
  readonly byCard: ReadonlyMap<number, CardPoint>;
  readonly tickRooms: readonly (Room | null)[];
  readonly pointLabels: readonly PointLabel[];
}

export interface XyState extends DrawingState<XyPlotModel> {
  plan: XyPlan;
}

/** Plan of a model for a canvas of a height, px. */
export function planXyPlot(model: XyPlotModel, heightPx: number): XyPlan {
  const byCard = new Map<number, CardPoint>();
  for (const series of model.series) {
    for (const point of series.points) {
      const { cardIndex, y } = point;
      if (cardIndex !== null && y !== null && !byCard.has(cardIndex))
        byCard.set(cardIndex, { series, point, y });
    }
  }
  return {
    byCard,
    tickRooms: placeTicks(model.xAxis, (room) => xyPlotWidth(room, hasEndLabels(model))),
    pointLabels: placePointLabels(model, heightPx - XY_INSETS.top - XY_INSETS.bottom),
  };
}

interface Places {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Where values stand on the canvas, CSS pixels. */
export function placesOf(chart: ChartSurface, { model }: XyState): Places {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) throw new Error('The plot has lost its axes.');
  return {
    x: (value) => x.getPixelForValue(axisMeasure(model.xAxis, value)),
    y: (value) => y.getPixelForValue(axisMeasure(model.yAxis, value)),
  };
}

function drawBand(chart: ChartSurface, state: XyState, series: XySeries): void {
  const { ctx } = chart;
  const place = placesOf(chart, state);
  const ends = series.points.flatMap(({ x, low, high }) =>
    low === undefined || high === undefined ? [] : [{ x, low, high }],
  );
  ctx.save();
  ctx.globalAlpha = 0.16;
  ctx.fillStyle = state.palette.colour(series.colour);
  ctx.beginPath();
  for (const { x, high } of ends) ctx.lineTo(place.x(x), place.y(high));
  for (const { x, low } of ends.toReversed()) ctx.lineTo(place.x(x), place.y(low));
  ctx.fill();
  ctx.restore();
}

function drawField(chart: ChartSurface, state: XyState, series: XySeries): void {
  const { ctx } = chart;
  const { cell } = series;
  if (cell === undefined) return;
  const place = placesOf(chart, state);
  ctx.save();
  for (const { x, y, depth = 0 } of series.points) {
    if (y === null || depth === 0) continue;
    const [left, right] = [place.x(x - cell.width / 2), place.x(x + cell.width / 2)];
    const [top, bottom] = [place.y(y + cell.height / 2), place.y(y - cell.height / 2)];
    ctx.globalAlpha = Math.abs(depth) * FIELD_STRENGTH;
    ctx.fillStyle = state.palette.colour(depth < 0 ? FIELD_COLOURS.below : FIELD_COLOURS.above);
    ctx.fillRect(left, top, right - left, bottom - top);
  }
  ctx.restore();
}

/** Under the lines: fields and bands. */
export function drawUnderLines(chart: ChartSurface, state: XyState): void {
  for (const series of state.model.series) {
    if (series.mark === 'field') drawField(chart, state, series);
    if (series.mark === 'band') drawBand(chart, state, series);
  }
}

function drawRules(chart: ChartSurface, state: XyState): void {
  const { ctx, chartArea } = chart;
  const place = placesOf(chart, state);
  for (const { axis, value, tone } of state.model.rules) {
    const stroke =
      tone === 'limit'
        ? { colour: state.palette.colour('c-ink'), width: 1.5 }
        : { colour: state.palette.colour('c-muted'), dash: RULE_DASH };
    if (axis === 'x') {
      drawLine(ctx, [place.x(value), chartArea.top], [place.x(value), chartArea.bottom], stroke);
    } else {
      drawLine(ctx, [chartArea.left, place.y(value)], [chartArea.right, place.y(value)], stroke);
    }
  }
}

function drawWhiskers(chart: ChartSurface, state: XyState, series: XySeries): void {
  const place = placesOf(chart, state);
  const colour = state.palette.colour(series.colour);
  for (const { x, y, low, high } of series.points) {
    if (y === null || low === undefined || high === undefined) continue;
    drawWhisker(chart.ctx, 'y', place.x(x), [place.y(low), place.y(high)], colour);
  }
}

/** One point: solid, tinted in an outline, hollow, or hollow in dots. */
function drawPoint(chart: ChartSurface, state: XyState, series: XySeries, point: XyPoint): void {
  if (point.y === null) return;
  const { ctx } = chart;
  const { palette } = state;
  const place = placesOf(chart, state);
  const colour = palette.colour(series.colour);
  const isSolid = series.form === 'reported';
  ctx.beginPath();
  ctx.arc(place.x(point.x), place.y(point.y), point.size ?? POINT_RADIUS_PX, 0, 2 * Math.PI);
  ctx.fillStyle = isSolid ? colour : palette.colour('c-paper');
  ctx.fill();
  ctx.strokeStyle = isSolid ? palette.colour('c-paper') : colour;
  ctx.lineWidth = isSolid ? 1 : 1.75;
  ctx.setLineDash(series.form === 'assumption' ? [2, 2] : []);
  ctx.stroke();
  if (series.form !== 'derived') return;
  ctx.globalAlpha = TINT;
  ctx.fillStyle = colour;
  ctx.fill();
  ctx.globalAlpha = 1;
}

function drawPoints(chart: ChartSurface, state: XyState): void {
  const { series } = state.model;
  for (const each of series) if (each.mark !== 'band') drawWhiskers(chart, state, each);
  chart.ctx.save();
  for (const each of series) {
    if (each.mark === 'points') for (const point of each.points) drawPoint(chart, state, each, point);
  }
  chart.ctx.restore();
}

function drawPlaced(
  { ctx, chartArea }: ChartSurface,
  { palette }: XyState,
  label: PlacedLabel,
  style: { readonly token: 'c-ink' | 'c-muted'; readonly isMono?: boolean },
): void {
  const { left, right, top, bottom } = chartArea;
  const x = left + label.x * (right - left) + label.dx;
  const y = top + label.y * (bottom - top) + label.dy;
  const { token, isMono = false } = style;
  drawLabel(ctx, palette, label.text, x, y, { colour: palette.colour(token), align: label.align, isMono });
}

function drawNames(chart: ChartSurface, state: XyState): void {
  const { model, plan, palette } = state;
  const { top, bottom, right } = chart.chartArea;
  const room = roomOf(chart.width);
  for (const label of placeRuleLabels(model, room, bottom - top)) {
    drawPlaced(chart, state, label, { token: 'c-muted' });
  }
  for (const label of plan.pointLabels) {
    if (label.room <= room) drawPlaced(chart, state, label, { token: 'c-ink' });
  }
  if (room === 0) return;
  for (const { series, text, row } of endLabelRows(model, bottom - top)) {
    drawLabel(chart.ctx, palette, text, right + 8, top + row, { colour: palette.colour(series.colour) });
  }
}

function drawAxes(chart: ChartSurface, state: XyState): void {
  const { ctx, chartArea } = chart;
  const { palette, plan } = state;
  const { xAxis, yAxis } = state.model;
  const { left, right, top, bottom } = chartArea;
  const place = placesOf(chart, state);
  const room = roomOf(chart.width);
  const colour = palette.colour('c-muted');
  drawLabel(ctx, palette, yAxis.title, left - 56, top - 16, { colour });
  drawLabel(ctx, palette, xAxis.title, (left + right) / 2, bottom + 34, { colour, align: 'center' });
  for (const { value, label } of yAxis.ticks) {
    drawLabel(ctx, palette, label, left - 8, place.y(value), { colour, align: 'right', isMono: true });
  }
  xAxis.ticks.forEach(({ value, label }, index) => {
    const from = plan.tickRooms[index] ?? null;
    if (from === null || from > room) return;
    const align = isTickTurned(xAxis, value, label, XY_INSETS.right) ? 'right' : 'center';
    drawLabel(ctx, palette, label, place.x(value), bottom + 14, { colour, align, isMono: true });
  });
}

function drawActive(chart: ChartSurface, state: XyState): void {
  const active = state.activeIndex === null ? undefined : state.plan.byCard.get(state.activeIndex);
  if (active === undefined) return;
  const { series, point, y } = active;
  const place = placesOf(chart, state);
  const [left, top] = [place.x(point.x), place.y(y)];
  if (series.mark === 'points') {
    const { ctx } = chart;
    ctx.save();
    ctx.beginPath();
    ctx.arc(left, top, (point.size ?? POINT_RADIUS_PX) + 3, 0, 2 * Math.PI);
    ctx.lineWidth = 2;
    ctx.strokeStyle = state.palette.colour('c-ink');
    ctx.stroke();
    ctx.restore();
  } else {
    drawDot(chart.ctx, state.palette, left, top, state.palette.colour(series.colour));
  }
}

/** Over the lines: rules, points, names, axes and the marked point. */
export function drawOverLines(chart: ChartSurface, state: XyState): void {
  drawRules(chart, state);
  drawPoints(chart, state);
  drawNames(chart, state);
  drawAxes(chart, state);
  drawActive(chart, state);
}
