import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartDataset,
  type Scale,
} from 'chart.js';

import { axisMeasure, type PlotAxis } from '#lib/charts/plot-axis.ts';
import { hasEndLabels, type XyPlotModel, type XyPoint, type XySeries } from '#lib/charts/xy-plot-model.ts';

import { drawDot, drawLabel, drawLine, drawWhisker } from './canvas-marks.ts';
import { NARROW_BELOW_PX, type ChartSurface, type MountChart } from './mounted-chart.ts';
import type { Palette } from './palette.ts';
import { endLabelRows, LINE_DASHES, XY_INSETS } from './plot-marks.ts';

Chart.register(LinearScale, LineController, LineElement, PointElement);

interface Point {
  x: number;
  y: number;
}
type XyChart = Chart<'line', Point[]>;
type XyDataset = ChartDataset<'line', Point[]>;

interface State {
  model: XyPlotModel;
  palette: Palette;
  activeIndex: number | null;
}

/** Of the 12 px sans face, on average. */
const CHARACTER_PX = 6.4;
const LABEL_HEIGHT_PX = 15;

/** chart.js measures linearly; logarithms are taken before, so that sketch and canvas agree. */
function toDataset(series: XySeries, { model, palette }: State): XyDataset {
  const colour = palette.colour(series.colour);
  const isPoints = series.mark === 'points';
  const isReported = series.form === 'reported';
  return {
    label: series.label,
    data:
      series.mark === 'band'
        ? []
        : series.points.map(({ x, y }) => ({
            x: axisMeasure(model.xAxis, x),
            y: y === null ? NaN : axisMeasure(model.yAxis, y),
          })),
    showLine: !isPoints,
    stepped: series.mark === 'step' ? 'before' : false,
    borderColor: isPoints && isReported ? palette.colour('c-paper') : colour,
    borderWidth: isPoints ? (isReported ? 1 : 2) : isReported ? 2.25 : 1.75,
    borderDash: [...LINE_DASHES[series.form]],
    backgroundColor: isReported ? colour : palette.colour('c-paper'),
    pointRadius: isPoints ? 4.5 : 0,
    spanGaps: false,
  };
}

function rightInset(model: XyPlotModel, widthPx: number): number {
  return hasEndLabels(model) && widthPx >= NARROW_BELOW_PX ? XY_INSETS.rightWithEnds : XY_INSETS.right;
}

interface Places {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

function placesOf(chart: ChartSurface, { model }: State): Places {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) throw new Error('The plot has lost its axes.');
  return {
    x: (value) => x.getPixelForValue(axisMeasure(model.xAxis, value)),
    y: (value) => y.getPixelForValue(axisMeasure(model.yAxis, value)),
  };
}

function drawBands(chart: ChartSurface, state: State): void {
  const { ctx } = chart;
  const place = placesOf(chart, state);
  for (const series of state.model.series) {
    if (series.mark !== 'band') continue;
    const ends = series.points.filter(({ low, high }) => low !== undefined && high !== undefined);
    ctx.save();
    ctx.globalAlpha = 0.16;
    ctx.fillStyle = state.palette.colour(series.colour);
    ctx.beginPath();
    ends.forEach(({ x, high }, index) => {
      if (index === 0) ctx.moveTo(place.x(x), place.y(high ?? 0));
      else ctx.lineTo(place.x(x), place.y(high ?? 0));
    });
    ends.toReversed().forEach(({ x, low }) => {
      ctx.lineTo(place.x(x), place.y(low ?? 0));
    });
    ctx.fill();
    ctx.restore();
  }
}

function drawRules(chart: ChartSurface, state: State): void {
  const { ctx, chartArea } = chart;
  const place = placesOf(chart, state);
  const colour = state.palette.colour('c-muted');
  for (const rule of state.model.rules) {
    if (rule.axis === 'x') {
      const x = place.x(rule.value);
      drawLine(ctx, [x, chartArea.top], [x, chartArea.bottom], { colour, dash: [4, 3] });
      drawLabel(ctx, state.palette, rule.label, x + 4, chartArea.top + 8, { colour });
    } else {
      const y = place.y(rule.value);
      drawLine(ctx, [chartArea.left, y], [chartArea.right, y], { colour, dash: [4, 3] });
      drawLabel(ctx, state.palette, rule.label, chartArea.right - 4, y - 9, { colour, align: 'right' });
    }
  }
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

function isOver(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && Math.abs(a.y - b.y) < LABEL_HEIGHT_PX;
}

/** Names of points, the first come first; one that would lie on another is left to card and table. */
function drawPointLabels(chart: ChartSurface, state: State): void {
  const place = placesOf(chart, state);
  const taken: Box[] = [];
  for (const { x, y, label } of state.model.series.flatMap(({ points }) => points)) {
    if (label === undefined || y === null) continue;
    const left = place.x(x);
    const isAtEnd = left > chart.chartArea.right - label.length * CHARACTER_PX - 12;
    const width = label.length * CHARACTER_PX;
    const box = isAtEnd
      ? { left: left - 8 - width, right: left - 8, y: place.y(y) }
      : { left: left + 8, right: left + 8 + width, y: place.y(y) };
    if (taken.some((other) => isOver(box, other))) continue;
    taken.push(box);
    drawLabel(chart.ctx, state.palette, label, isAtEnd ? box.right : box.left, box.y, {
      colour: state.palette.colour('c-ink'),
      align: isAtEnd ? 'right' : 'left',
    });
  }
}

function drawWhiskers(chart: ChartSurface, state: State): void {
  const place = placesOf(chart, state);
  for (const series of state.model.series) {
    if (series.mark === 'band') continue;
    for (const { x, y, low, high } of series.points) {
      if (y === null || low === undefined || high === undefined) continue;
      drawWhisker(
        chart.ctx,
        'y',
        place.x(x),
        [place.y(low), place.y(high)],
        state.palette.colour(series.colour),
      );
    }
  }
}

function drawEndLabels(chart: ChartSurface, state: State): void {
  if (chart.width < NARROW_BELOW_PX) return;
  const { top, bottom, right } = chart.chartArea;
  for (const { series, row } of endLabelRows(state.model, bottom - top, LABEL_HEIGHT_PX)) {
    drawLabel(chart.ctx, state.palette, series.endLabel ?? '', right + 8, top + row, {
      colour: state.palette.colour(series.colour),
    });
  }
}

function drawTitles(chart: ChartSurface, { model, palette }: State): void {
  const { ctx, chartArea } = chart;
  const colour = palette.colour('c-muted');
  drawLabel(ctx, palette, model.yAxis.title, chartArea.left - 56, chartArea.top - 14, { colour });
  const middle = (chartArea.left + chartArea.right) / 2;
  drawLabel(ctx, palette, model.xAxis.title, middle, chartArea.bottom + 32, { colour, align: 'center' });
}

/** Points that open a card, by its index; of several the first. */
function pointsByCard(model: XyPlotModel): Map<number, { series: XySeries; point: XyPoint }> {
  const found = new Map<number, { series: XySeries; point: XyPoint }>();
  for (const series of model.series) {
    for (const point of series.points) {
      if (point.cardIndex !== null && point.y !== null && !found.has(point.cardIndex)) {
        found.set(point.cardIndex, { series, point });
      }
    }
  }
  return found;
}

function drawActive(chart: ChartSurface, state: State): void {
  if (state.activeIndex === null) return;
  const active = pointsByCard(state.model).get(state.activeIndex);
  if (active === undefined || active.point.y === null) return;
  const place = placesOf(chart, state);
  const colour = state.palette.colour(active.series.colour);
  drawDot(chart.ctx, state.palette, place.x(active.point.x), place.y(active.point.y), colour);
}

function scaleOptions(state: State, which: 'xAxis' | 'yAxis') {
  const axis = (): PlotAxis => state.model[which];
  const muted = (): string => state.palette.colour('c-muted');
  return {
    type: 'linear' as const,
    min: axisMeasure(axis(), axis().min),
    max: axisMeasure(axis(), axis().max),
    border: { display: false },
    grid:
      which === 'xAxis'
        ? { display: false }
        : {
            tickLength: 0,
            color: ({ tick }: { tick: { value: number } }) =>
              state.palette.colour(axis().kind !== 'log' && tick.value === 0 ? 'c-muted' : 'c-rule'),
          },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = axis().ticks.map(({ value, label }) => ({ value: axisMeasure(axis(), value), label }));
    },
    ticks: {
      color: muted,
      font: () => ({ family: state.palette.mono, size: 12 }),
      maxRotation: 0,
      autoSkip: false,
      callback: (_: number | string, index: number) => axis().ticks[index]?.label ?? '',
    },
    afterFit: (scale: Scale) => {
      if (which === 'xAxis') scale.height = XY_INSETS.bottom;
      else scale.width = XY_INSETS.left;
    },
  };
}

function createChart(canvas: HTMLCanvasElement, state: State): XyChart {
  return new Chart<'line', Point[]>(canvas, {
    type: 'line',
    data: { datasets: state.model.series.map((series) => toDataset(series, state)) },
    options: {
      parsing: false,
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: { top: XY_INSETS.top, right: rightInset(state.model, canvas.clientWidth) } },
      onResize: (chart, { width }) => {
        chart.options.layout = { padding: { top: XY_INSETS.top, right: rightInset(state.model, width) } };
      },
      scales: { x: scaleOptions(state, 'xAxis'), y: scaleOptions(state, 'yAxis') },
    },
    plugins: [
      {
        id: 'xy',
        beforeDatasetsDraw: (chart) => {
          drawBands(chart, state);
          drawWhiskers(chart, state);
        },
        afterDatasetsDraw: (chart) => {
          drawRules(chart, state);
          drawPointLabels(chart, state);
          drawEndLabels(chart, state);
          drawTitles(chart, state);
          drawActive(chart, state);
        },
      },
    ],
  });
}

function nearestCard(chart: ChartSurface, state: State, left: number, top: number): number {
  const place = placesOf(chart, state);
  let nearest = 0;
  let distance = Infinity;
  for (const [index, { point }] of pointsByCard(state.model)) {
    const away = Math.hypot(place.x(point.x) - left, place.y(point.y ?? 0) - top);
    if (away < distance) [nearest, distance] = [index, away];
  }
  return nearest;
}

/** Draws a plot of points and lines on a canvas and keeps it current. */
export const mountXyPlot: MountChart<XyPlotModel> = (canvas, model, palette) => {
  const state: State = { model, palette, activeIndex: null };
  const chart = createChart(canvas, state);
  return {
    update: (next, nextPalette) => {
      state.model = next;
      state.palette = nextPalette;
      next.series.forEach((series, index) => {
        const dataset = toDataset(series, state);
        const known = chart.data.datasets[index];
        if (known === undefined) chart.data.datasets.push(dataset);
        else Object.assign(known, dataset);
      });
      chart.data.datasets.length = next.series.length;
      for (const [name, axis] of [
        ['x', next.xAxis],
        ['y', next.yAxis],
      ] as const) {
        Object.assign((chart as Chart).options.scales?.[name] ?? {}, {
          min: axisMeasure(axis, axis.min),
          max: axisMeasure(axis, axis.max),
        });
      }
      chart.update('none');
    },
    highlight: (index) => {
      state.activeIndex = index;
      chart.draw();
    },
    indexAt: (x, y) => nearestCard(chart, state, x, y),
    anchorOf: (index) => {
      const found = pointsByCard(state.model).get(index);
      const place = placesOf(chart, state);
      if (found === undefined) return { x: chart.chartArea.left, y: chart.chartArea.top };
      return { x: place.x(found.point.x), y: Math.max(0, place.y(found.point.y ?? 0) - 24) };
    },
    destroy: () => {
      chart.destroy();
    },
  };
};
