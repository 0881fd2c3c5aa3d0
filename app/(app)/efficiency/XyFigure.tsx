'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';

interface XyFigureProps {
  readonly model: XyPlotModel;
  readonly provenance: ChartProvenance;
  readonly heightPx?: number;
}

/** A plot of points and lines whose table follows the page's key. */
export function XyFigure({ model, provenance, heightPx = 400 }: XyFigureProps) {
  return <XyPlot model={model} provenance={provenance} heightPx={heightPx} {...useTables()} />;
}
