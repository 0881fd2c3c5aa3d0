import {
  CategoryScale,
  Chart,
  LinearScale,
  LineController,
  LineElement,
  PointElement,
  type ChartDataset,
} from 'chart.js';

import { formatTick } from '#lib/charts/axis.ts';
import type { WaterlineModel, WaterlineSeries } from '#lib/charts/waterline-model.ts';

import { bindChart, clampIndex } from './bind-chart.ts';
import { NARROW_BELOW_PX, type MountChart } from './mounted-chart.ts';
import { drawAreas, drawOverLines, placesOf, type WaterlineState } from './waterline-overlay.ts';

Chart.register(CategoryScale, LinearScale, LineController, LineElement, PointElement);

type LineChart = Chart<'line', (number | null)[], string>;
type LineDataset = ChartDataset<'line', (number | null)[]>;

/** Insets of the plot in the canvas, px; WaterlineSketch.module.css holds the same. */
const AXIS_WIDTH = 44;
const AXIS_HEIGHT = 28;
const TOP = 20;
const LABELS_WIDTH = 124;
const NARROW_RIGHT = 12;
const LINE_WIDTH = { strong: 2.5, normal: 2, pale: 1.5 } as const;

function rightInset(widthPx: number): number {
  return widthPx < NARROW_BELOW_PX ? NARROW_RIGHT : LABELS_WIDTH;
}

function toDataset({ palette }: WaterlineState, series: WaterlineSeries): LineDataset {
  return {
    label: series.label,
    data: [...series.values],
    borderColor: palette.colour(series.colour),
    borderWidth: LINE_WIDTH[series.weight],
    pointRadius: 0,
    segment: {
      borderDash: ({ p1DataIndex }) =>
        series.solidUntilIndex !== null && p1DataIndex > series.solidUntilIndex ? [6, 4] : undefined,
    },
  };
}

/** True for the quarters that are named on the axis: the first and third of a year, on phones only the first. */
function isNamed(quarter: string, widthPx: number): boolean {
  return quarter.endsWith('Q1') || (widthPx >= NARROW_BELOW_PX && quarter.endsWith('Q3'));
}

function createLineChart(canvas: HTMLCanvasElement, state: WaterlineState): LineChart {
  const font = (): { family: string; size: number } => ({ family: state.palette.mono, size: 12 });
  const muted = (): string => state.palette.colour('c-muted');
  return new Chart<'line', (number | null)[], string>(canvas, {
    type: 'line',
    data: {
      labels: [...state.model.xLabels],
      datasets: state.model.series.map((each) => toDataset(state, each)),
    },
    options: {
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: { top: TOP, right: rightInset(canvas.clientWidth) } },
      onResize: (chart, { width }) => {
        chart.options.layout = { padding: { top: TOP, right: rightInset(width) } };
      },
      scales: {
        x: {
          offset: true,
          grid: { display: false },
          border: { display: false },
          afterFit: (scale) => {
            scale.height = AXIS_HEIGHT;
          },
          ticks: {
            autoSkip: false,
            maxRotation: 0,
            color: muted,
            font,
            callback(_, index) {
              const quarter = state.model.quarters[index];
              return quarter !== undefined && isNamed(quarter, this.chart.width)
                ? state.model.xLabels[index]
                : '';
            },
          },
        },
        y: {
          min: state.model.yAxis.min,
          max: state.model.yAxis.max,
          border: { display: false },
          grid: {
            color: ({ tick }) => state.palette.colour(tick.value === 0 ? 'c-muted' : 'c-rule'),
            tickLength: 0,
          },
          afterFit: (scale) => {
            scale.width = AXIS_WIDTH;
          },
          ticks: {
            stepSize: state.model.yAxis.step,
            color: muted,
            font,
            callback: (tick) => formatTick(Number(tick), state.model.yAxis.step),
          },
        },
      },
    },
    plugins: [
      {
        id: 'water',
        beforeDatasetsDraw: (chart) => {
          drawAreas(chart, state);
        },
        afterDatasetsDraw: (chart) => {
          drawOverLines(chart, state);
        },
      },
    ],
  });
}

/** Draws the Waterline chart on a canvas and keeps it current. */
export const mountWaterline: MountChart<WaterlineModel> = (canvas, model, palette) => {
  const state: WaterlineState = { model, palette, activeIndex: null };
  const chart = createLineChart(canvas, state);
  return bindChart(chart, state, {
    labels: (shown) => shown.xLabels,
    datasets: () => state.model.series.map((series) => toDataset(state, series)),
    valueAxis: 'y',
    scale: (shown) => shown.yAxis,
    indexAt: (x) => {
      const place = placesOf(chart);
      const nearest = Math.round((x - place.x(0)) / (place.x(1) - place.x(0)));
      return clampIndex(nearest, state.model.quarters.length);
    },
    anchorOf: (index) => ({ x: placesOf(chart).x(index), y: chart.chartArea.top }),
  });
};
