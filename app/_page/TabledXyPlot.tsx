'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { XyPlot } from '../_charts/XyPlot.tsx';
import { useTables } from './tables-context.ts';

interface TabledXyPlotProps {
  readonly model: XyPlotModel;
  readonly provenance: ChartProvenance;
  readonly heightPx: number;
}

/** Lines or points whose table follows the page's key. */
export function TabledXyPlot({ model, provenance, heightPx }: TabledXyPlotProps) {
  return <XyPlot model={model} provenance={provenance} heightPx={heightPx} {...useTables()} />;
}
