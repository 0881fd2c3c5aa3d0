import type { Chart } from 'chart.js';

import type { Palette } from './palette.ts';

/** A chart on a canvas: one instance, its data replaced in place. */
export interface MountedChart<Model> {
  readonly update: (model: Model, palette: Palette) => void;
  /** Marks a point (index of its card), or none. */
  readonly highlight: (index: number | null) => void;
  /** The point nearest to a place in the canvas, CSS pixels. */
  readonly indexAt: (x: number, y: number) => number;
  /** Where the card of a point belongs, CSS pixels. */
  readonly anchorOf: (index: number) => { readonly x: number; readonly y: number };
  readonly destroy: () => void;
}

export type MountChart<Model> = (
  canvas: HTMLCanvasElement,
  model: Model,
  palette: Palette,
) => MountedChart<Model>;

/** Below this width labels leave the line ends for a legend; the sketches' style sheets use the same figure. */
export const NARROW_BELOW_PX = 560;

/** What an overlay may see of a chart. */
export type ChartSurface = Pick<Chart, 'ctx' | 'chartArea' | 'scales' | 'width'>;
