'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';

interface StudyChartProps {
  readonly model: XyPlotModel;
  readonly provenance: ChartProvenance;
}

/** Cumulative abnormal returns; the table follows the page's key. */
export function StudyChart({ model, provenance }: StudyChartProps) {
  return <XyPlot model={model} provenance={provenance} heightPx={440} {...useTables()} />;
}
