import {
  areValuesWritten,
  barNames,
  isInColumns,
  isRuleTurned,
  valueTickRooms,
} from '#lib/charts/bar-layout.ts';
import { barEnd, barTop, drawnSegments, type BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import { COLUMN_BAR_SHARE, LABEL_HEIGHT_PX, ROW_BAR_SHARE, roomOf } from '#lib/charts/plot-layout.ts';

import type { DrawingState } from './bind-chart.ts';
import { drawDot, drawLabel, drawLine, drawWhisker } from './canvas-marks.ts';
import type { ChartSurface } from './mounted-chart.ts';
import { DOT_RADIUS_PX, DOT_RIM_PX, RULE_DASH, STALE_OUTLINE } from './plot-marks.ts';

export type BarState = DrawingState<BarPlotModel>;

/** Where values and bars stand, CSS pixels: `value` along the value axis, `bar` the middle across it. */
export interface BarPlaces {
  readonly value: (value: number) => number;
  readonly bar: (index: number) => number;
}

export function barPlaces(chart: ChartSurface, model: BarPlotModel): BarPlaces {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) throw new Error('The bars have lost their axes.');
  const [values, bars] = isInColumns(model) ? [y, x] : [x, y];
  return {
    value: (value) => values.getPixelForValue(value),
    bar: (index) => bars.getPixelForValue(index),
  };
}

function drawRules(chart: ChartSurface, { model, palette }: BarState): void {
  const { ctx, chartArea } = chart;
  const { left, right, top, bottom } = chartArea;
  const place = barPlaces(chart, model);
  const colour = palette.colour('c-muted');
  for (const { value, label, tone } of model.rules) {
    const at = place.value(value);
    const ink = palette.colour('c-ink');
    const stroke = tone === 'limit' ? { colour: ink, width: 1.5 } : { colour: ink, dash: RULE_DASH };
    if (isInColumns(model)) {
      drawLine(ctx, [left, at], [right, at], stroke);
      drawLabel(ctx, palette, label, right, at - 9, { colour, align: 'right' });
    } else {
      drawLine(ctx, [at, top], [at, bottom], stroke);
      const align = isRuleTurned(model, value) ? 'right' : 'left';
      drawLabel(ctx, palette, label, at, top - 12, { colour, align });
    }
  }
}

function drawConnectors(chart: ChartSurface, { model, palette }: BarState): void {
  if (model.connectors !== true) return;
  const place = barPlaces(chart, model);
  const colour = palette.colour('c-muted');
  model.bars.slice(0, -1).forEach((bar, index) => {
    const end = barEnd(bar);
    if (end === null) return;
    const at = place.value(end);
    const [from, to] = [place.bar(index), place.bar(index + 1)];
    if (isInColumns(model)) drawLine(chart.ctx, [from, at], [to, at], { colour });
    else drawLine(chart.ctx, [at, from], [at, to], { colour });
  });
}

function drawWhiskers(chart: ChartSurface, { model, palette }: BarState): void {
  const place = barPlaces(chart, model);
  const axis = isInColumns(model) ? 'y' : 'x';
  model.bars.forEach(({ whisker }, index) => {
    if (whisker === null) return;
    const ends = [place.value(whisker.low), place.value(whisker.high)] as const;
    drawWhisker(chart.ctx, axis, place.bar(index), ends, palette.colour('c-ink'));
  });
}

/** Dots as in plots of points: filled where reported, hollow where not. */
function drawDots(chart: ChartSurface, { model, palette }: BarState): void {
  if (model.isDotPlot !== true) return;
  const { ctx } = chart;
  const place = barPlaces(chart, model);
  model.bars.forEach(({ segments: [segment] }, index) => {
    if (segment === undefined) return;
    const [along, across] = [place.value(segment.to), place.bar(index)];
    const isSolid = segment.form === 'reported';
    const [colour, paper] = [palette.colour(segment.colour), palette.colour('c-paper')];
    ctx.save();
    ctx.beginPath();
    ctx.arc(
      isInColumns(model) ? across : along,
      isInColumns(model) ? along : across,
      DOT_RADIUS_PX,
      0,
      2 * Math.PI,
    );
    ctx.fillStyle = isSolid ? colour : paper;
    ctx.strokeStyle = isSolid ? paper : colour;
    ctx.lineWidth = DOT_RIM_PX;
    if (segment.form === 'assumption') ctx.setLineDash([2, 2]);
    ctx.fill();
    ctx.stroke();
    ctx.restore();
  });
}

function drawMarks(chart: ChartSurface, { model, palette }: BarState): void {
  const place = barPlaces(chart, model);
  model.bars.forEach(({ mark }, index) => {
    if (mark === undefined) return;
    const [along, across] = [place.value(mark), place.bar(index)];
    const [x, y] = isInColumns(model) ? [across, along] : [along, across];
    drawDot(chart.ctx, palette, x, y, palette.colour('c-ink'));
  });
}

function drawNames(chart: ChartSurface, { model, palette, activeIndex }: BarState): void {
  const { ctx, chartArea } = chart;
  const place = barPlaces(chart, model);
  const isColumns = isInColumns(model);
  barNames(model, roomOf(chart.width)).forEach((lines, index) => {
    const first = isColumns ? 14 : (-(lines.length - 1) * LABEL_HEIGHT_PX) / 2;
    const align = isColumns ? 'center' : 'right';
    lines.forEach(({ text, isQuiet }, line) => {
      const offset = first + line * LABEL_HEIGHT_PX;
      const [x, y] = isColumns
        ? [place.bar(index), chartArea.bottom + offset]
        : [chartArea.left - 8, place.bar(index) + offset];
      const colour = palette.colour(isQuiet ? 'c-muted' : 'c-ink');
      drawLabel(ctx, palette, text, x, y, { colour, align, isStrong: !isQuiet && index === activeIndex });
    });
  });
}

function drawValues(chart: ChartSurface, { model, palette, activeIndex }: BarState): void {
  if (!areValuesWritten(model, roomOf(chart.width))) return;
  const place = barPlaces(chart, model);
  const isColumns = isInColumns(model);
  model.bars.forEach((bar, index) => {
    const [x, y] = isColumns
      ? [place.bar(index), place.value(barTop(bar)) - 11]
      : [chart.chartArea.right + 8, place.bar(index)];
    drawLabel(chart.ctx, palette, bar.valueLabel, x, y, {
      colour: palette.colour('c-ink'),
      align: isColumns ? 'center' : 'left',
      isMono: true,
      isStrong: index === activeIndex,
    });
  });
}

function drawTicks(chart: ChartSurface, { model, palette }: BarState): void {
  const { ctx, chartArea } = chart;
  const { left, right, top, bottom } = chartArea;
  const { ticks, title } = model.valueAxis;
  const place = barPlaces(chart, model);
  const colour = palette.colour('c-muted');
  const rooms = valueTickRooms(model);
  ticks.forEach(({ value, label }, index) => {
    const room = rooms[index] ?? null;
    if (room === null || room > roomOf(chart.width)) return;
    const at = place.value(value);
    if (isInColumns(model)) {
      drawLabel(ctx, palette, label, left - 8, at, { colour, align: 'right', isMono: true });
    } else {
      drawLabel(ctx, palette, label, at, bottom + 14, { colour, align: 'center', isMono: true });
    }
  });
  if (isInColumns(model)) drawLabel(ctx, palette, title, left - 56, top - 24, { colour });
  else drawLabel(ctx, palette, title, (left + right) / 2, bottom + 32, { colour, align: 'center' });
}

/** Under the bars: the lines that join the steps of a waterfall. */
export function drawUnderBars(chart: ChartSurface, state: BarState): void {
  drawConnectors(chart, state);
}

/** Dashed outlines of the parts of stale series. */
function drawStaleOutlines(chart: ChartSurface, { model, palette }: BarState): void {
  if (model.isDotPlot === true) return;
  const { ctx, chartArea } = chart;
  const { left, right, top, bottom } = chartArea;
  const isColumns = isInColumns(model);
  const place = barPlaces(chart, model);
  const length = isColumns ? right - left : bottom - top;
  const thick = (length / Math.max(1, model.bars.length)) * (isColumns ? COLUMN_BAR_SHARE : ROW_BAR_SHARE);
  ctx.save();
  ctx.setLineDash([...STALE_OUTLINE]);
  ctx.lineWidth = 1;
  model.bars.forEach((bar, index) => {
    for (const { from, to, colour, isStale } of drawnSegments(bar)) {
      if (isStale !== true) continue;
      const [start, end] = [place.value(from), place.value(to)];
      const across = place.bar(index) - thick / 2;
      ctx.strokeStyle = palette.colour(colour);
      if (isColumns) ctx.strokeRect(across, Math.min(start, end), thick, Math.abs(end - start));
      else ctx.strokeRect(Math.min(start, end), across, Math.abs(end - start), thick);
    }
  });
  ctx.restore();
}

/** Over the bars: outlines of stale ones, rules, whiskers, dots, names, values and ticks. */
export function drawOverBars(chart: ChartSurface, state: BarState): void {
  drawStaleOutlines(chart, state);
  drawRules(chart, state);
  drawWhiskers(chart, state);
  drawDots(chart, state);
  drawMarks(chart, state);
  drawTicks(chart, state);
  drawNames(chart, state);
  drawValues(chart, state);
}
