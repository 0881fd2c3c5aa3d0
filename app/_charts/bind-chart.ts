import type { Chart, ChartDataset } from 'chart.js';

import type { AxisScale } from '#lib/charts/axis.ts';

import type { MountedChart } from './mounted-chart.ts';
import type { Palette } from './palette.ts';

/** What a drawing currently shows. */
export interface DrawingState<Model> {
  model: Model;
  palette: Palette;
  activeIndex: number | null;
}

/** What differs from chart to chart. */
interface ChartBinding<Type extends 'line' | 'bar', Model> {
  readonly labels: (model: Model) => readonly string[];
  readonly datasets: () => ChartDataset<Type, (number | null)[]>[];
  readonly valueAxis: 'x' | 'y';
  readonly scale: (model: Model) => AxisScale;
  readonly indexAt: (x: number, y: number) => number;
  readonly anchorOf: MountedChart<Model>['anchorOf'];
}

/** Ties a chart instance to its state: data and value axis are replaced in place, without animation. */
export function bindChart<Type extends 'line' | 'bar', Model>(
  chart: Chart<Type, (number | null)[], string>,
  state: DrawingState<Model>,
  { labels, datasets, valueAxis, scale, indexAt, anchorOf }: ChartBinding<Type, Model>,
): MountedChart<Model> {
  return {
    update: (model, palette) => {
      state.model = model;
      state.palette = palette;
      chart.data.labels = [...labels(model)];
      replaceDatasets(chart.data.datasets, datasets());
      const axis = (chart as Chart).options.scales?.[valueAxis];
      if (axis !== undefined) {
        const { min, max, step } = scale(model);
        Object.assign(axis, { min, max });
        if (axis.ticks !== undefined) Object.assign(axis.ticks, { stepSize: step });
      }
      chart.update('none');
    },
    highlight: (index) => {
      state.activeIndex = index;
      chart.draw();
    },
    indexAt,
    anchorOf,
    destroy: () => {
      chart.destroy();
    },
  };
}

/** Keeps the objects that chart.js already knows, so that it updates instead of rebuilding. */
export function replaceDatasets<Dataset extends object>(known: Dataset[], next: readonly Dataset[]): void {
  next.forEach((dataset, index) => {
    const current = known[index];
    if (current === undefined) known.push(dataset);
    else Object.assign(current, dataset);
  });
  known.length = next.length;
}

/** `index` of the nearest of `count` things, the first and last included. */
export function clampIndex(index: number, count: number): number {
  return Math.min(count - 1, Math.max(0, index));
}
