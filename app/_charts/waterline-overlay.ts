import { splitAreaBetween } from '#lib/charts/area-between.ts';
import { spreadPositions } from '#lib/charts/axis.ts';
import type { WaterlineModel, WaterlineSeries } from '#lib/charts/waterline-model.ts';

import type { DrawingState } from './bind-chart.ts';
import { drawDot, drawLabel, drawLine } from './canvas-marks.ts';
import { NARROW_BELOW_PX, type ChartSurface } from './mounted-chart.ts';

/** What the Waterline drawing currently shows. */
export type WaterlineState = DrawingState<WaterlineModel>;

/** Pixel places of positions between the points of the axis and of values. */
export function placesOf(chart: ChartSurface): {
  x: (position: number) => number;
  y: (value: number) => number;
} {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) throw new Error('The Waterline chart has lost its axes.');
  const first = x.getPixelForValue(0);
  const step = x.getPixelForValue(1) - first;
  return { x: (position) => first + position * step, y: (value) => y.getPixelForValue(value) };
}

function fillBetween(
  chart: ChartSurface,
  upper: readonly (number | null)[],
  lower: readonly (number | null)[],
  fill: { above: string; below: string; alpha: number },
): void {
  const { ctx } = chart;
  const place = placesOf(chart);
  ctx.save();
  ctx.globalAlpha = fill.alpha;
  for (const isUpperAbove of [true, false]) {
    ctx.beginPath();
    for (const piece of splitAreaBetween(upper, lower)) {
      if (piece.isUpperAbove !== isUpperAbove) continue;
      piece.corners.forEach(([position, value], corner) => {
        if (corner === 0) ctx.moveTo(place.x(position), place.y(value));
        else ctx.lineTo(place.x(position), place.y(value));
      });
      ctx.closePath();
    }
    ctx.fillStyle = isUpperAbove ? fill.above : fill.below;
    ctx.fill();
  }
  ctx.restore();
}

/** What lies under the lines: the band, and the water that is missing or gained. */
export function drawAreas(chart: ChartSurface, { model, palette }: WaterlineState): void {
  const valuesOf = (id: WaterlineSeries['id']): readonly (number | null)[] =>
    model.series.find((series) => series.id === id)?.values ?? [];
  const deep = palette.colour('c-deep');
  if (model.band !== null) {
    fillBetween(chart, model.band.high, model.band.low, { above: deep, below: deep, alpha: 0.1 });
  }
  const upper = valuesOf(model.isOrders ? 'supply' : 'baseline');
  const sand = palette.colour('c-sand');
  if (model.isOrders) {
    fillBetween(chart, valuesOf('with-saving'), upper, {
      above: palette.colour('c-water'),
      below: deep,
      alpha: 0.18,
    });
    return;
  }
  fillBetween(chart, upper, valuesOf('with-saving'), { above: deep, below: sand, alpha: 0.26 });
}

function drawToday(chart: ChartSurface, { model, palette }: WaterlineState): void {
  const { ctx, chartArea } = chart;
  const x = placesOf(chart).x(model.todayPosition);
  const colour = palette.colour('c-muted');
  drawLine(ctx, [x, chartArea.top - 6], [x, chartArea.bottom], { colour, dash: [2, 3] });
  drawLabel(ctx, palette, 'today', x, chartArea.top - 13, { colour, align: 'center' });
}

/** Words of the turning points stand in the open water near the axis, each tied to its point by a hairline. */
function drawMarks(chart: ChartSurface, { model, palette }: WaterlineState): void {
  const { ctx, chartArea } = chart;
  const place = placesOf(chart);
  const area = model.area;
  const marks = [
    ...model.marks.map(({ position, value, label }) => ({ position, value, label, isStrong: false })),
  ];
  if (area !== null && /[1-9]/.test(area.label)) {
    const withSaving = model.series.find(({ id }) => id === 'with-saving')?.values[area.labelIndex] ?? null;
    marks.push({ position: area.labelIndex, value: withSaving, label: area.label, isStrong: true });
  }
  marks.forEach(({ position, value, label, isStrong }, row) => {
    const x = place.x(position);
    const y = chartArea.bottom - 14 - row * 20;
    const top = value === null ? chartArea.top : place.y(value);
    const colour = palette.colour(isStrong ? 'c-deep' : 'c-ink');
    drawLine(ctx, [x, top], [x, y], { colour: palette.colour('c-muted') });
    if (value !== null) drawDot(ctx, palette, x, top, colour);
    const isRightHalf = x > (chartArea.left + chartArea.right) / 2;
    drawLabel(ctx, palette, label, isRightHalf ? x - 6 : x + 6, y, {
      colour,
      align: isRightHalf ? 'right' : 'left',
      isStrong,
    });
  });
}

function drawEndLabels(chart: ChartSurface, { model, palette }: WaterlineState): void {
  if (chart.width < NARROW_BELOW_PX) return;
  const { ctx, chartArea } = chart;
  const place = placesOf(chart);
  const ends = model.series.flatMap((series) => {
    const last = series.values.at(-1) ?? null;
    return last === null ? [] : [{ series, y: place.y(last) }];
  });
  const rows = spreadPositions(
    ends.map(({ y }) => y),
    16,
    chartArea.top,
    chartArea.bottom,
  );
  const x = place.x(model.quarters.length - 1) + 10;
  ends.forEach(({ series, y }, index) => {
    drawLabel(ctx, palette, series.endLabel, x, rows[index] ?? y, {
      colour: palette.colour(series.colour),
      isStrong: series.weight === 'strong',
    });
  });
}

function drawActive(chart: ChartSurface, { model, palette, activeIndex }: WaterlineState): void {
  if (activeIndex === null) return;
  const { ctx, chartArea } = chart;
  const place = placesOf(chart);
  const x = place.x(activeIndex);
  drawLine(ctx, [x, chartArea.top], [x, chartArea.bottom], { colour: palette.colour('c-ink') });
  for (const { values, colour } of model.series) {
    const value = values[activeIndex] ?? null;
    if (value !== null) drawDot(ctx, palette, x, place.y(value), palette.colour(colour));
  }
}

/** What lies over the lines: today, turning points, names of the lines, the point in hand. */
export function drawOverLines(chart: ChartSurface, state: WaterlineState): void {
  drawToday(chart, state);
  drawMarks(chart, state);
  drawEndLabels(chart, state);
  drawActive(chart, state);
}
