'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { XyPlot } from '../../_charts/XyPlot.tsx';
import pageStyles from '../../_page/page.module.css';
import { useTables } from '../../_page/tables-context.ts';

/** Adoption of one technique. */
export function AdoptionPlot({
  curve,
  provenance,
}: {
  readonly curve: XyPlotModel;
  readonly provenance: ChartProvenance;
}) {
  const tables = useTables();
  return (
    <section aria-label="Adoption">
      <h2 className={pageStyles['hidden']}>Adoption</h2>
      <XyPlot model={curve} provenance={provenance} {...tables} />
    </section>
  );
}
