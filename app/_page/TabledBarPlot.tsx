'use client';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { BarPlot } from '../_charts/BarPlot.tsx';
import { useTables } from './tables-context.ts';

interface TabledBarPlotProps {
  readonly model: BarPlotModel;
  readonly provenance: ChartProvenance;
}

/** Bars whose table follows the page's key. */
export function TabledBarPlot({ model, provenance }: TabledBarPlotProps) {
  return <BarPlot model={model} provenance={provenance} {...useTables()} />;
}
