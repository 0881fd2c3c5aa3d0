import { BarController, BarElement, CategoryScale, Chart, LinearScale, type ChartDataset } from 'chart.js';

import { formatTick } from '#lib/charts/axis.ts';
import { formatPct, formatSigned } from '#lib/charts/format.ts';
import type { VendorBarsModel } from '#lib/charts/prepare-vendor-bars.ts';

import { bindChart, clampIndex, type DrawingState } from './bind-chart.ts';
import { drawLabel, drawLine, drawWhisker } from './canvas-marks.ts';
import { NARROW_BELOW_PX, type ChartSurface, type MountChart } from './mounted-chart.ts';

Chart.register(CategoryScale, LinearScale, BarController, BarElement);

type VendorChart = Chart<'bar', (number | null)[], string>;
type VendorDataset = ChartDataset<'bar', (number | null)[]>;

type State = DrawingState<VendorBarsModel>;

/** Insets of the plot in the canvas, px; bar-sketch.module.css holds the same. */
const NAMES_WIDTH = 136;
const AXIS_HEIGHT = 28;
const VALUES_WIDTH = 124;
const NARROW_VALUES_WIDTH = 56;

function rightInset(widthPx: number): number {
  return widthPx < NARROW_BELOW_PX ? NARROW_VALUES_WIDTH : VALUES_WIDTH;
}

function toDatasets({ model, palette }: State): VendorDataset[] {
  const colours = model.bars.map(({ colour }) => palette.colour(colour));
  const hbm: VendorDataset = {
    label: 'HBM revenue',
    data: model.bars.map(({ changeUsdBn }) => changeUsdBn),
    backgroundColor: colours,
    barPercentage: 0.8,
    categoryPercentage: 0.7,
  };
  if (!model.bars.some(({ isDramOpposed }) => isDramOpposed)) return [hbm];
  const dram: VendorDataset = {
    label: 'Whole DRAM revenue',
    data: model.bars.map(({ isDramOpposed, dramChangeUsdBn }) => (isDramOpposed ? dramChangeUsdBn : null)),
    backgroundColor: palette.colour('c-paper'),
    borderColor: colours,
    borderWidth: 1.5,
    borderSkipped: false,
    barPercentage: 0.8,
    categoryPercentage: 0.7,
  };
  return [hbm, dram];
}

function rowPlaces(chart: ChartSurface): { x: (value: number) => number; y: (index: number) => number } {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) throw new Error('The vendor chart has lost its axes.');
  return { x: (value) => x.getPixelForValue(value), y: (index) => y.getPixelForValue(index) };
}

/** Middle of the HBM bar in its row: it moves up when a DRAM bar lies beneath it. */
function hbmBarMiddle(chart: ChartSurface, model: VendorBarsModel, index: number): number {
  const { chartArea } = chart;
  const rowHeight = (chartArea.bottom - chartArea.top) / Math.max(1, model.bars.length);
  const isSplit = model.bars[index]?.isDramOpposed === true;
  return rowPlaces(chart).y(index) - (isSplit ? rowHeight * 0.175 : 0);
}

function drawOverBars(chart: ChartSurface, { model, palette, activeIndex }: State): void {
  const { ctx, chartArea } = chart;
  const place = rowPlaces(chart);
  const ink = palette.colour('c-ink');
  const zero = place.x(0);
  drawLine(ctx, [zero, chartArea.top], [zero, chartArea.bottom], { colour: palette.colour('c-muted') });
  model.bars.forEach((bar, index) => {
    const y = hbmBarMiddle(chart, model, index);
    if (bar.lowUsdBn !== null && bar.highUsdBn !== null) {
      drawWhisker(ctx, 'x', y, [place.x(bar.lowUsdBn), place.x(bar.highUsdBn)], ink);
    }
    const isNarrow = chart.width < NARROW_BELOW_PX;
    const percent = bar.changePct === null || isNarrow ? '' : `  ${formatPct(bar.changePct)}`;
    drawLabel(ctx, palette, `${formatSigned(bar.changeUsdBn)}${percent}`, chart.width, place.y(index), {
      colour: ink,
      align: 'right',
      isMono: true,
      isStrong: index === activeIndex,
    });
    drawLabel(ctx, palette, bar.name, 0, place.y(index), { colour: ink, isStrong: index === activeIndex });
  });
}

function createBarChart(canvas: HTMLCanvasElement, state: State): VendorChart {
  const muted = (): string => state.palette.colour('c-muted');
  return new Chart<'bar', (number | null)[], string>(canvas, {
    type: 'bar',
    data: { labels: state.model.bars.map(({ name }) => name), datasets: toDatasets(state) },
    options: {
      indexAxis: 'y',
      skipNull: true,
      animation: false,
      events: [],
      maintainAspectRatio: false,
      layout: { padding: { right: rightInset(canvas.clientWidth) } },
      onResize: (chart, { width }) => {
        chart.options.layout = { padding: { right: rightInset(width) } };
      },
      scales: {
        x: {
          min: state.model.xAxis.min,
          max: state.model.xAxis.max,
          border: { display: false },
          grid: { color: () => state.palette.colour('c-rule'), tickLength: 0 },
          afterFit: (scale) => {
            scale.height = AXIS_HEIGHT;
          },
          ticks: {
            stepSize: state.model.xAxis.step,
            maxRotation: 0,
            color: muted,
            font: () => ({ family: state.palette.mono, size: 12 }),
            callback: (tick) => formatTick(Number(tick), state.model.xAxis.step),
          },
        },
        y: {
          border: { display: false },
          grid: { display: false },
          ticks: { display: false },
          afterFit: (scale) => {
            scale.width = NAMES_WIDTH;
          },
        },
      },
    },
    plugins: [
      {
        id: 'vendors',
        afterDatasetsDraw: (chart) => {
          drawOverBars(chart, state);
        },
      },
    ],
  });
}

/** Draws the vendor bars on a canvas and keeps them current. */
export const mountVendorBars: MountChart<VendorBarsModel> = (canvas, model, palette) => {
  const state: State = { model, palette, activeIndex: null };
  const chart = createBarChart(canvas, state);
  return bindChart(chart, state, {
    labels: (shown) => shown.bars.map(({ name }) => name),
    datasets: () => toDatasets(state),
    valueAxis: 'x',
    scale: (shown) => shown.xAxis,
    indexAt: (_, y) => {
      const { top, bottom } = chart.chartArea;
      const count = state.model.bars.length;
      return clampIndex(Math.floor(((y - top) / (bottom - top)) * count), count);
    },
    anchorOf: (index) => ({ x: rowPlaces(chart).x(0), y: rowPlaces(chart).y(index) }),
  });
};
