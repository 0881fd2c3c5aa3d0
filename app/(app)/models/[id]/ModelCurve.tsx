'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { XyPlot } from '../../../_charts/XyPlot.tsx';
import { useTables } from '../../../_page/tables-context.ts';

interface ModelCurveProps {
  readonly curve: XyPlotModel;
  readonly provenance: ChartProvenance;
}

/** A model's cache over its context. */
export function ModelCurve(props: ModelCurveProps) {
  const tables = useTables();
  return <XyPlot model={props.curve} provenance={props.provenance} {...tables} />;
}
