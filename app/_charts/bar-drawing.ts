import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  type ChartDataset,
  type Scale,
} from 'chart.js';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';

import { clampIndex } from './bind-chart.ts';
import { createFormPattern, drawLabel, drawLine, drawWhisker } from './canvas-marks.ts';
import { NARROW_BELOW_PX, type ChartSurface, type MountChart } from './mounted-chart.ts';
import type { Palette } from './palette.ts';
import { BAR_INSETS } from './plot-marks.ts';

Chart.register(CategoryScale, LinearScale, BarController, BarElement);

type Span = [number, number] | null;
type RowChart = Chart<'bar', Span[], string>;

interface State {
  model: BarPlotModel;
  palette: Palette;
  activeIndex: number | null;
}

/** One data set a place in the stack; a bar without that part has none. */
function toDatasets(
  { model, palette }: State,
  context: CanvasRenderingContext2D,
): ChartDataset<'bar', Span[]>[] {
  const paper = palette.colour('c-paper');
  const parts = Math.max(0, ...model.bars.map(({ segments }) => segments.length));
  return Array.from({ length: parts }, (_, part) => ({
    label: String(part),
    data: model.bars.map(({ segments }): Span => {
      const segment = segments[part];
      return segment === undefined ? null : [segment.from, segment.to];
    }),
    backgroundColor: model.bars.map(({ segments }) => {
      const segment = segments[part];
      if (segment === undefined) return 'transparent';
      const colour = palette.colour(segment.colour);
      if (segment.form === 'estimate') return createFormPattern(context, 'hatched', colour, paper);
      return segment.form === 'assumption' ? createFormPattern(context, 'dotted', colour, paper) : colour;
    }),
    borderColor: model.bars.map(({ segments }) => {
      const segment = segments[part];
      const isSolid = segment?.form === 'reported' || segment?.form === 'derived';
      return segment === undefined || isSolid ? paper : palette.colour(segment.colour);
    }),
    borderWidth: 1,
    borderSkipped: false,
    grouped: false,
    barPercentage: 1,
    categoryPercentage: 0.56,
  }));
}

function insets(widthPx: number): { readonly names: number; readonly values: number } {
  return widthPx < NARROW_BELOW_PX
    ? { names: BAR_INSETS.narrowNames, values: BAR_INSETS.narrowValues }
    : { names: BAR_INSETS.names, values: BAR_INSETS.values };
}

function placesOf(chart: ChartSurface): { x: (value: number) => number; y: (index: number) => number } {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) throw new Error('The bars have lost their axes.');
  return { x: (value) => x.getPixelForValue(value), y: (index) => y.getPixelForValue(index) };
}

function drawOverBars(chart: ChartSurface, { model, palette, activeIndex }: State): void {
  const { ctx, chartArea } = chart;
  const place = placesOf(chart);
  const ink = palette.colour('c-ink');
  const muted = palette.colour('c-muted');
  for (const { value, label } of model.rules) {
    const x = place.x(value);
    drawLine(ctx, [x, chartArea.top], [x, chartArea.bottom], { colour: ink, dash: [4, 3] });
    const isRight = (x - chartArea.left) / (chartArea.right - chartArea.left) > 0.6;
    drawLabel(ctx, palette, label, x, chartArea.top - 12, {
      colour: muted,
      align: isRight ? 'right' : 'left',
    });
  }
  model.bars.forEach((bar, index) => {
    const y = place.y(index);
    const isStrong = index === activeIndex;
    if (bar.whisker !== null) {
      drawWhisker(ctx, 'x', y, [place.x(bar.whisker.low), place.x(bar.whisker.high)], ink);
    }
    const x = chartArea.left - 8;
    drawLabel(ctx, palette, bar.label, x, y - (bar.sublabel === null ? 0 : 7), {
      colour: ink,
      align: 'right',
      isStrong,
    });
    if (bar.sublabel !== null)
      drawLabel(ctx, palette, bar.sublabel, x, y + 8, { colour: muted, align: 'right' });
    drawLabel(ctx, palette, bar.valueLabel, chartArea.right + 8, y, { colour: ink, isMono: true, isStrong });
  });
}

function createChart(canvas: HTMLCanvasElement, context: CanvasRenderingContext2D, state: State): RowChart {
  const padding = (widthPx: number) => ({ top: BAR_INSETS.top, right: insets(widthPx).values });
  return new Chart<'bar', Span[], string>(canvas, {
    type: 'bar',
    data: { labels: state.model.bars.map(({ label }) => label), datasets: toDatasets(state, context) },
    options: {
      indexAxis: 'y',
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: padding(canvas.clientWidth) },
      onResize: (chart, { width }) => {
        chart.options.layout = { padding: padding(width) };
      },
      scales: {
        x: {
          min: state.model.valueAxis.min,
          max: state.model.valueAxis.max,
          border: { display: false },
          grid: {
            tickLength: 0,
            color: ({ tick }) => state.palette.colour(tick.value === 0 ? 'c-muted' : 'c-rule'),
          },
          afterBuildTicks: (scale: Scale) => {
            scale.ticks = state.model.valueAxis.ticks.map(({ value, label }) => ({ value, label }));
          },
          afterFit: (scale: Scale) => {
            scale.height = BAR_INSETS.bottom;
          },
          ticks: {
            maxRotation: 0,
            autoSkip: false,
            color: () => state.palette.colour('c-muted'),
            font: () => ({ family: state.palette.mono, size: 12 }),
            callback: (_, index) => state.model.valueAxis.ticks[index]?.label ?? '',
          },
        },
        y: {
          border: { display: false },
          grid: { display: false },
          ticks: { display: false },
          afterFit: (scale: Scale) => {
            scale.width = insets(scale.chart.width).names;
          },
        },
      },
    },
    plugins: [
      {
        id: 'rows',
        afterDatasetsDraw: (chart) => {
          drawOverBars(chart, state);
        },
      },
    ],
  });
}

/** Draws bars in rows on a canvas and keeps them current. */
export const mountBarPlot: MountChart<BarPlotModel> = (canvas, model, palette) => {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2d canvas; the table holds the same figures.');
  const state: State = { model, palette, activeIndex: null };
  const chart = createChart(canvas, context, state);
  return {
    update: (next, nextPalette) => {
      state.model = next;
      state.palette = nextPalette;
      chart.data.labels = next.bars.map(({ label }) => label);
      const datasets = toDatasets(state, context);
      datasets.forEach((dataset, index) => {
        const known = chart.data.datasets[index];
        if (known === undefined) chart.data.datasets.push(dataset);
        else Object.assign(known, dataset);
      });
      chart.data.datasets.length = datasets.length;
      Object.assign((chart as Chart).options.scales?.['x'] ?? {}, {
        min: next.valueAxis.min,
        max: next.valueAxis.max,
      });
      chart.update('none');
    },
    highlight: (index) => {
      state.activeIndex = index;
      chart.draw();
    },
    indexAt: (_, y) => {
      const { top, bottom } = chart.chartArea;
      const count = state.model.bars.length;
      return clampIndex(Math.floor(((y - top) / (bottom - top)) * count), count);
    },
    anchorOf: (index) => ({ x: chart.chartArea.left, y: placesOf(chart).y(index) }),
    destroy: () => {
      chart.destroy();
    },
  };
};
