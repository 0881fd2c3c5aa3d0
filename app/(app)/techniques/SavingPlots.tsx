'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { XyPlot } from '../../_charts/XyPlot.tsx';
import pageStyles from '../../_page/page.module.css';
import { useTables } from '../../_page/tables-context.ts';

interface SavingPlotsProps {
  readonly scatter: XyPlotModel | null;
  readonly timeline: XyPlotModel | null;
  readonly provenance: ChartProvenance;
}

/** Capacity against bandwidth, and savings over time. */
export function SavingPlots({ scatter, timeline, provenance }: SavingPlotsProps) {
  const tables = useTables();
  return (
    <div className={pageStyles['pair']}>
      <h2 className={pageStyles['hidden']}>Savings of all techniques</h2>
      {scatter === null ? null : (
        <XyPlot model={scatter} provenance={provenance} heightPx={420} {...tables} />
      )}
      {timeline === null ? null : (
        <XyPlot model={timeline} provenance={provenance} heightPx={420} {...tables} />
      )}
    </div>
  );
}
