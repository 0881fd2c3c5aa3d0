'use client';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';

/** From the product of headlines to what a set saves. */
export function StackBars({
  bars,
  provenance,
}: {
  readonly bars: BarPlotModel;
  readonly provenance: ChartProvenance;
}) {
  const tables = useTables();
  return <BarPlot model={bars} provenance={provenance} {...tables} />;
}
