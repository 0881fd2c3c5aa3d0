'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';

interface PastLinesProps {
  readonly model: XyPlotModel;
  readonly provenance: ChartProvenance;
  readonly heightPx: number;
}

/** Lines or points whose table follows the page's key. */
export function PastLines({ model, provenance, heightPx }: PastLinesProps) {
  return <XyPlot model={model} provenance={provenance} heightPx={heightPx} {...useTables()} />;
}
