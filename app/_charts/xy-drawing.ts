import {
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartDataset,
  type Scale,
} from 'chart.js';

import { axisMeasure } from '#lib/charts/plot-axis.ts';
import { roomOf, XY_INSETS } from '#lib/charts/plot-layout.ts';
import { hasEndLabels, type XyPlotModel, type XySeries } from '#lib/charts/xy-plot-model.ts';

import { replaceDatasets } from './bind-chart.ts';
import type { MountChart } from './mounted-chart.ts';
import type { Palette } from './palette.ts';
import { lineStroke } from './plot-marks.ts';
import { drawOverLines, drawUnderLines, placesOf, planXyPlot, type XyState } from './xy-overlay.ts';

Chart.register(LinearScale, LineController, LineElement, PointElement);

interface Place {
  x: number;
  y: number;
}
type XyChart = Chart<'line', Place[]>;
type XyDataset = ChartDataset<'line', Place[]>;

/**
 * chart.js draws the lines alone, and measures linearly: logarithms are taken before, so that sketch and canvas agree.
 */
function toDataset(series: XySeries, { xAxis, yAxis }: XyPlotModel, palette: Palette): XyDataset {
  const stroke = lineStroke(series);
  const isLine = series.mark === 'line' || series.mark === 'step';
  return {
    label: series.label,
    data: isLine
      ? series.points.map(({ x, y }) => ({
          x: axisMeasure(xAxis, x),
          y: y === null ? NaN : axisMeasure(yAxis, y),
        }))
      : [],
    stepped: series.mark === 'step' ? 'before' : false,
    borderColor: palette.colour(series.colour),
    borderWidth: stroke.width,
    borderDash: [...stroke.dash],
    borderJoinStyle: 'round',
    pointRadius: 0,
    spanGaps: false,
  };
}

/** In the chart's order the first series lies on top; in the sketch the last does. */
function toDatasets({ model, palette }: XyState): XyDataset[] {
  return model.series.map((series, index) => ({
    ...toDataset(series, model, palette),
    order: model.series.length - index,
  }));
}

function paddingOf(model: XyPlotModel, widthPx: number): { top: number; right: number } {
  const hasEnds = hasEndLabels(model) && roomOf(widthPx) > 0;
  return { top: XY_INSETS.top, right: hasEnds ? XY_INSETS.rightWithEnds : XY_INSETS.right };
}

function boundsOf(model: XyPlotModel, which: 'xAxis' | 'yAxis'): { min: number; max: number } {
  const axis = model[which];
  return { min: axisMeasure(axis, axis.min), max: axisMeasure(axis, axis.max) };
}

function scaleOptions(state: XyState, which: 'xAxis' | 'yAxis') {
  return {
    type: 'linear' as const,
    ...boundsOf(state.model, which),
    border: { display: false },
    // The overlay writes the ticks, as the sketch does; here they only carry the grid.
    ticks: { display: false },
    grid: {
      display: which === 'yAxis',
      drawTicks: false,
      color: ({ tick }: { tick: { value: number } }) =>
        state.palette.colour(state.model[which].kind !== 'log' && tick.value === 0 ? 'c-muted' : 'c-rule'),
    },
    afterBuildTicks: (scale: Scale) => {
      const axis = state.model[which];
      scale.ticks = axis.ticks.map(({ value, label }) => ({ value: axisMeasure(axis, value), label }));
    },
    afterFit: (scale: Scale) => {
      if (which === 'xAxis') scale.height = XY_INSETS.bottom;
      else scale.width = XY_INSETS.left;
    },
  };
}

function createChart(canvas: HTMLCanvasElement, state: XyState): XyChart {
  return new Chart<'line', Place[]>(canvas, {
    type: 'line',
    data: { datasets: toDatasets(state) },
    options: {
      parsing: false,
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: paddingOf(state.model, canvas.clientWidth) },
      onResize: (chart, { width }) => {
        chart.options.layout = { padding: paddingOf(state.model, width) };
      },
      scales: { x: scaleOptions(state, 'xAxis'), y: scaleOptions(state, 'yAxis') },
    },
    plugins: [
      {
        id: 'xy',
        beforeDatasetsDraw: (chart) => {
          drawUnderLines(chart, state);
        },
        afterDatasetsDraw: (chart) => {
          drawOverLines(chart, state);
        },
      },
    ],
  });
}

/** Replaces data, axes and insets of a chart by those of the state's model. */
function updateChart(chart: XyChart, state: XyState): void {
  const { model } = state;
  replaceDatasets(chart.data.datasets, toDatasets(state));
  const { scales } = (chart as Chart).options;
  Object.assign(scales?.['x'] ?? {}, boundsOf(model, 'xAxis'));
  Object.assign(scales?.['y'] ?? {}, boundsOf(model, 'yAxis'));
  chart.options.layout = { padding: paddingOf(model, chart.width) };
  chart.update('none');
}

function nearestCard(chart: XyChart, state: XyState, left: number, top: number): number {
  const place = placesOf(chart, state);
  let nearest = 0;
  let distance = Infinity;
  for (const [index, { point, y }] of state.plan.byCard) {
    const away = Math.hypot(place.x(point.x) - left, place.y(y) - top);
    if (away < distance) [nearest, distance] = [index, away];
  }
  return nearest;
}

/** Draws a plot of points and lines on a canvas and keeps it current. */
export const mountXyPlot: MountChart<XyPlotModel> = (canvas, model, palette) => {
  const plan = planXyPlot(model, canvas.clientHeight);
  const state: XyState = { model, palette, plan, activeIndex: null };
  const chart = createChart(canvas, state);
  return {
    update: (next, nextPalette) => {
      if (next !== state.model) state.plan = planXyPlot(next, chart.height);
      state.model = next;
      state.palette = nextPalette;
      updateChart(chart, state);
    },
    highlight: (index) => {
      state.activeIndex = index;
      chart.draw();
    },
    indexAt: (x, y) => nearestCard(chart, state, x, y),
    anchorOf: (index) => {
      const found = state.plan.byCard.get(index);
      if (found === undefined) return { x: chart.chartArea.left, y: chart.chartArea.top };
      const place = placesOf(chart, state);
      return { x: place.x(found.point.x), y: Math.max(0, place.y(found.y) - 24) };
    },
    destroy: () => {
      chart.destroy();
    },
  };
};
