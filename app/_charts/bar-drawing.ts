import {
  BarController,
  BarElement,
  CategoryScale,
  Chart,
  LinearScale,
  type ChartDataset,
  type Scale,
} from 'chart.js';

import { isInColumns, rowNamesWidth, rowValuesWidth } from '#lib/charts/bar-layout.ts';
import { drawnSegments, type BarPlotModel, type BarSegment } from '#lib/charts/bar-plot-model.ts';
import {
  COLUMN_BAR_SHARE,
  COLUMN_INSETS,
  ROW_BAR_SHARE,
  ROW_INSETS,
  roomOf,
} from '#lib/charts/plot-layout.ts';

import { barPlaces, drawOverBars, drawUnderBars, type BarState } from './bar-overlay.ts';
import { clampIndex, replaceDatasets } from './bind-chart.ts';
import { createFormPattern } from './canvas-marks.ts';
import type { MountChart } from './mounted-chart.ts';
import type { Palette } from './palette.ts';

Chart.register(CategoryScale, LinearScale, BarController, BarElement);

type Span = [number, number] | null;
type BarChart = Chart<'bar', Span[], string>;
type Fill = CanvasPattern | string;

/** Fills by form and colour, made once a theme: a pattern costs a canvas of its own. */
class FillStore {
  readonly #fills = new Map<string, Fill>();
  readonly #context: CanvasRenderingContext2D;
  #palette: Palette | null = null;

  constructor(context: CanvasRenderingContext2D) {
    this.#context = context;
  }

  of({ form, colour: token, isStale = false }: BarSegment, palette: Palette): Fill {
    if (palette !== this.#palette) this.#fills.clear();
    this.#palette = palette;
    const colour = palette.colour(token);
    if (form === 'reported' && !isStale) return colour;
    const key = `${form} ${token} ${String(isStale)}`;
    const fill =
      this.#fills.get(key) ??
      createFormPattern(
        this.#context,
        ({ reported: 'pale', derived: 'tinted', estimate: 'hatched', assumption: 'dotted' } as const)[form],
        colour,
        palette.colour('c-paper'),
      );
    this.#fills.set(key, fill);
    return fill;
  }
}

/** One data set a place in the stack; a bar without that part has none. */
function toDatasets({ model, palette }: BarState, fills: FillStore): ChartDataset<'bar', Span[]>[] {
  const stacks = model.bars.map((bar) => (model.isDotPlot === true ? [] : drawnSegments(bar)));
  const parts = Math.max(0, ...stacks.map(({ length }) => length));
  return Array.from({ length: parts }, (_, part) => {
    const segments = stacks.map((stack) => stack[part]);
    return {
      label: String(part),
      data: segments.map((segment): Span => (segment === undefined ? null : [segment.from, segment.to])),
      backgroundColor: segments.map((segment) =>
        segment === undefined ? 'transparent' : fills.of(segment, palette),
      ),
      borderColor: segments.map((segment) =>
        // chart.js knows no dashed borders: the overlay draws the outlines of stale bars.
        segment?.isStale === true
          ? 'transparent'
          : palette.colour(segment === undefined || segment.form === 'reported' ? 'c-paper' : segment.colour),
      ),
      borderWidth: 1,
      borderSkipped: false,
      grouped: false,
      barPercentage: 1,
      categoryPercentage: isInColumns(model) ? COLUMN_BAR_SHARE : ROW_BAR_SHARE,
    };
  });
}

function paddingOf(model: BarPlotModel): { top: number; right: number } {
  return isInColumns(model)
    ? { top: COLUMN_INSETS.top, right: COLUMN_INSETS.right }
    : { top: ROW_INSETS.top, right: rowValuesWidth(model) };
}

function valueScale(state: BarState) {
  return {
    type: 'linear' as const,
    min: state.model.valueAxis.min,
    max: state.model.valueAxis.max,
    border: { display: false },
    // The overlay writes the ticks, as the sketch does; here they only carry the grid.
    ticks: { display: false },
    grid: {
      drawTicks: false,
      color: ({ tick }: { tick: { value: number } }) =>
        state.palette.colour(tick.value === 0 ? 'c-muted' : 'c-rule'),
    },
    afterBuildTicks: (scale: Scale) => {
      scale.ticks = state.model.valueAxis.ticks.map(({ value, label }) => ({ value, label }));
    },
    afterFit: (scale: Scale) => {
      if (isInColumns(state.model)) scale.width = COLUMN_INSETS.left;
      else scale.height = ROW_INSETS.bottom;
    },
  };
}

function nameScale(state: BarState) {
  return {
    type: 'category' as const,
    border: { display: false },
    grid: { display: false },
    ticks: { display: false },
    afterFit: (scale: Scale) => {
      if (isInColumns(state.model)) scale.height = COLUMN_INSETS.bottom;
      else scale.width = rowNamesWidth(roomOf(scale.chart.width));
    },
  };
}

function createChart(canvas: HTMLCanvasElement, state: BarState, fills: FillStore): BarChart {
  const isColumns = isInColumns(state.model);
  const [values, names] = [valueScale(state), nameScale(state)];
  return new Chart<'bar', Span[], string>(canvas, {
    type: 'bar',
    data: { labels: state.model.bars.map(({ label }) => label), datasets: toDatasets(state, fills) },
    options: {
      indexAxis: isColumns ? 'x' : 'y',
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: paddingOf(state.model) },
      scales: isColumns ? { x: names, y: values } : { x: values, y: names },
    },
    plugins: [
      {
        id: 'bars',
        beforeDatasetsDraw: (chart) => {
          drawUnderBars(chart, state);
        },
        afterDatasetsDraw: (chart) => {
          drawOverBars(chart, state);
        },
      },
    ],
  });
}

/** Replaces bars, value axis and insets of a chart by those of the state's model. */
function updateChart(chart: BarChart, state: BarState, fills: FillStore): void {
  const { model } = state;
  chart.data.labels = model.bars.map(({ label }) => label);
  replaceDatasets(chart.data.datasets, toDatasets(state, fills));
  const { min, max } = model.valueAxis;
  Object.assign((chart as Chart).options.scales?.[isInColumns(model) ? 'y' : 'x'] ?? {}, { min, max });
  chart.options.layout = { padding: paddingOf(model) };
  chart.update('none');
}

/** Index of the bar whose row or column a place lies in. */
function barAt(chart: BarChart, model: BarPlotModel, x: number, y: number): number {
  const { left, right, top, bottom } = chart.chartArea;
  const along = isInColumns(model) ? (x - left) / (right - left) : (y - top) / (bottom - top);
  return clampIndex(Math.floor(along * model.bars.length), model.bars.length);
}

/** Draws bars on a canvas and keeps them current. */
export const mountBarPlot: MountChart<BarPlotModel> = (canvas, model, palette) => {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2d canvas; the table holds the same figures.');
  const fills = new FillStore(context);
  const state: BarState = { model, palette, activeIndex: null };
  let chart = createChart(canvas, state, fills);
  return {
    update: (next, nextPalette) => {
      const isTurned = isInColumns(next) !== isInColumns(state.model);
      state.model = next;
      state.palette = nextPalette;
      if (!isTurned) {
        updateChart(chart, state, fills);
        return;
      }
      chart.destroy();
      chart = createChart(canvas, state, fills);
    },
    highlight: (index) => {
      state.activeIndex = index;
      chart.draw();
    },
    indexAt: (x, y) => barAt(chart, state.model, x, y),
    anchorOf: (index) => {
      const along = barPlaces(chart, state.model).bar(index);
      return isInColumns(state.model)
        ? { x: along, y: chart.chartArea.top }
        : { x: chart.chartArea.left, y: along };
    },
    destroy: () => {
      chart.destroy();
    },
  };
};
