import { BarController, BarElement, CategoryScale, Chart, LinearScale, type ChartDataset } from 'chart.js';

import { formatTick, spreadPositions } from '#lib/charts/axis.ts';
import type { CapexBarsModel, CapexForm } from '#lib/charts/capex-model.ts';
import { formatSignificant } from '#lib/charts/format.ts';

import { bindChart, clampIndex, type DrawingState } from './bind-chart.ts';
import { createFormPattern, drawLabel, drawLine, drawWhisker } from './canvas-marks.ts';
import { NARROW_BELOW_PX, type ChartSurface, type MountChart } from './mounted-chart.ts';

Chart.register(CategoryScale, LinearScale, BarController, BarElement);

type CapexChart = Chart<'bar', (number | null)[], string>;
type CapexDataset = ChartDataset<'bar', (number | null)[]>;

type State = DrawingState<CapexBarsModel>;

/** Insets of the plot in the canvas, px; bar-sketch.module.css holds the same. */
const AXIS_WIDTH = 48;
const AXIS_HEIGHT = 28;
const TOP = 28;
const NAMES_WIDTH = 96;
const NARROW_RIGHT = 8;
/** Of the 12 px mono face. */
const MONO_CHARACTER_PX = 7.2;
const LABEL_HEIGHT_PX = 15;
const FORMS: readonly CapexForm[] = ['reported', 'guided', 'projected'];

function rightInset(widthPx: number): number {
  return widthPx < NARROW_BELOW_PX ? NARROW_RIGHT : NAMES_WIDTH;
}

/** One data set an issuer and form, from the axis upwards; forms that an issuer never has are left out. */
function toDatasets({ model, palette }: State, context: CanvasRenderingContext2D): CapexDataset[] {
  const paper = palette.colour('c-paper');
  return model.issuers.flatMap((issuer, at) =>
    FORMS.flatMap((form): CapexDataset[] => {
      const data = model.years.map(
        ({ cells }) => cells[at]?.segments.find((segment) => segment.form === form)?.usdBn ?? null,
      );
      if (data.every((value) => value === null)) return [];
      const colour = palette.colour(issuer.colour);
      const fill =
        form === 'reported'
          ? colour
          : createFormPattern(context, form === 'guided' ? 'hatched' : 'dotted', colour, paper);
      return [
        {
          label: `${issuer.issuer}, ${form}`,
          data,
          backgroundColor: fill,
          borderColor: form === 'reported' ? paper : colour,
          borderWidth: form === 'reported' ? { top: 1 } : 1,
          borderSkipped: false,
          barPercentage: 1,
          categoryPercentage: 0.52,
        },
      ];
    }),
  );
}

function places(chart: ChartSurface): {
  x: (index: number) => number;
  y: (value: number) => number;
  half: number;
} {
  const { x, y } = chart.scales;
  if (x === undefined || y === undefined) throw new Error('The capex chart has lost its axes.');
  const step = (chart.chartArea.right - chart.chartArea.left) / Math.max(1, x.getLabels().length);
  return {
    x: (index) => x.getPixelForValue(index),
    y: (value) => y.getPixelForValue(value),
    half: step * 0.26,
  };
}

function drawTotals(chart: ChartSurface, { model, palette, activeIndex }: State): void {
  const { ctx } = chart;
  const place = places(chart);
  const ink = palette.colour('c-ink');
  const isNarrow = chart.width < NARROW_BELOW_PX;
  const taken: Box[] = [];
  model.years.forEach((year, index) => {
    const x = place.x(index);
    if (year.lowUsdBn < year.highUsdBn) {
      drawWhisker(ctx, 'y', x, [place.y(year.lowUsdBn), place.y(year.highUsdBn)], ink);
    }
    const { label } = year;
    const y = place.y(Math.max(year.pointUsdBn, year.highUsdBn)) - 12;
    drawLabel(ctx, palette, label, x, y, { colour: ink, align: 'center', isMono: true, isStrong: true });
    const half = (label.length * MONO_CHARACTER_PX) / 2;
    taken.push({ left: x - half, right: x + half, y });
  });
  if (isNarrow) return;
  model.years.forEach((year, index) => {
    if (year.bigFour === null) return;
    const x = place.x(index);
    const y = place.y(year.bigFour.pointUsdBn);
    drawLine(ctx, [x - place.half, y], [x + place.half + 6, y], { colour: ink, width: 1.5 });
    const label = formatSignificant(year.bigFour.pointUsdBn);
    const right = x - place.half - 4;
    const box = { left: right - label.length * MONO_CHARACTER_PX, right, y };
    // The table and the card say it too; two figures on one another say nothing.
    if (box.left < chart.chartArea.left || taken.some((other) => isOver(box, other))) return;
    drawLabel(ctx, palette, label, right, y, {
      colour: palette.colour('c-muted'),
      align: 'right',
      isMono: true,
      isStrong: index === activeIndex,
    });
  });
}

/** Room that a label takes; `y` is its middle. */
interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
}

function isOver(a: Box, b: Box): boolean {
  return a.left < b.right + 4 && b.left < a.right + 4 && Math.abs(a.y - b.y) < LABEL_HEIGHT_PX;
}

function drawIssuerNames(chart: ChartSurface, { model, palette }: State): void {
  const last = model.years.at(-1);
  if (last === undefined || chart.width < NARROW_BELOW_PX) return;
  const place = places(chart);
  let top = 0;
  const names = model.issuers.flatMap((issuer, index) => {
    const usdBn = last.cells[index]?.pointUsdBn ?? null;
    if (usdBn === null) return [];
    top += usdBn;
    return [{ issuer, y: place.y(top - usdBn / 2) }];
  });
  const { top: min, bottom: max } = chart.chartArea;
  const rows = spreadPositions(
    names.map(({ y }) => y),
    15,
    min,
    max - 6,
  );
  const x = place.x(model.years.length - 1) + place.half + 12;
  names.forEach(({ issuer, y }, index) => {
    const { ctx } = chart;
    drawLabel(ctx, palette, issuer.issuer, x, rows[index] ?? y, { colour: palette.colour(issuer.colour) });
  });
}

function drawActive(chart: ChartSurface, { palette, activeIndex }: State): void {
  if (activeIndex === null) return;
  const place = places(chart);
  const x = place.x(activeIndex);
  const { bottom } = chart.chartArea;
  const stroke = { colour: palette.colour('c-ink'), width: 3 };
  drawLine(chart.ctx, [x - place.half, bottom + 1.5], [x + place.half, bottom + 1.5], stroke);
}

function createBarChart(
  canvas: HTMLCanvasElement,
  context: CanvasRenderingContext2D,
  state: State,
): CapexChart {
  const muted = (): string => state.palette.colour('c-muted');
  const font = (): { family: string; size: number } => ({ family: state.palette.mono, size: 12 });
  return new Chart<'bar', (number | null)[], string>(canvas, {
    type: 'bar',
    data: {
      labels: state.model.years.map(({ year }) => String(year)),
      datasets: toDatasets(state, context),
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
          stacked: true,
          border: { display: false },
          grid: { display: false },
          ticks: { color: muted, font, maxRotation: 0, autoSkip: false },
          afterFit: (scale) => {
            scale.height = AXIS_HEIGHT;
          },
        },
        y: {
          stacked: true,
          min: state.model.yAxis.min,
          max: state.model.yAxis.max,
          border: { display: false },
          grid: {
            color: ({ tick }) => state.palette.colour(tick.value === 0 ? 'c-muted' : 'c-rule'),
            tickLength: 0,
          },
          ticks: {
            stepSize: state.model.yAxis.step,
            color: muted,
            font,
            callback: (tick) => formatTick(Number(tick), state.model.yAxis.step),
          },
          afterFit: (scale) => {
            scale.width = AXIS_WIDTH;
          },
        },
      },
    },
    plugins: [
      {
        id: 'capex',
        afterDatasetsDraw: (chart) => {
          drawTotals(chart, state);
          drawIssuerNames(chart, state);
          drawActive(chart, state);
        },
      },
    ],
  });
}

/** Draws the capex bars on a canvas and keeps them current. */
export const mountCapexBars: MountChart<CapexBarsModel> = (canvas, model, palette) => {
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2d canvas; the table holds the same figures.');
  const state: State = { model, palette, activeIndex: null };
  const chart = createBarChart(canvas, context, state);
  return bindChart(chart, state, {
    labels: (shown) => shown.years.map(({ year }) => String(year)),
    datasets: () => toDatasets(state, context),
    valueAxis: 'y',
    scale: (shown) => shown.yAxis,
    indexAt: (x) => {
      const { left, right } = chart.chartArea;
      const count = state.model.years.length;
      return clampIndex(Math.floor(((x - left) / (right - left)) * count), count);
    },
    anchorOf: (index) => ({ x: places(chart).x(index), y: chart.chartArea.top }),
  });
};
