'use client';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import type { ChartProvenance, ChartTableModel } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
import { ChoiceRow, type LinkedChoice } from '../../_ui/ChoiceRow.tsx';
import { TextTable } from '../../_ui/TextTable.tsx';
import styles from './scenarios.module.css';

interface ScenarioPlotsProps {
  readonly gap: BarPlotModel | null;
  readonly gapAbsence: string;
  readonly dots: BarPlotModel | null;
  readonly below: ChartTableModel | null;
  readonly paths: XyPlotModel | null;
  readonly provenance: ChartProvenance;
  readonly outputs: readonly LinkedChoice[];
}

/** What makes the gap, one output with its ranges, and the paths of HBM revenue. */
export function ScenarioPlots({
  gap,
  gapAbsence,
  dots,
  below,
  paths,
  provenance,
  outputs,
}: ScenarioPlotsProps) {
  const tables = useTables();
  return (
    <>
      <section className={styles['section']} aria-labelledby="gap-title" id="gap">
        <h2 id="gap-title">What makes the gap</h2>
        {gap === null ? (
          <p className={styles['lead']}>{gapAbsence}</p>
        ) : (
          <BarPlot model={gap} provenance={provenance} {...tables} />
        )}
      </section>
      <section className={styles['section']} aria-labelledby="dots-title" id="outputs">
        <h2 id="dots-title">One output with its ranges</h2>
        <ChoiceRow label="Output" choices={outputs} />
        {dots === null ? (
          <p className={styles['lead']}>No scenario has this output.</p>
        ) : (
          <BarPlot model={dots} provenance={provenance} {...tables} />
        )}
        {below === null ? null : <TextTable table={below} />}
      </section>
      {paths === null ? null : (
        <section className={styles['section']} aria-labelledby="paths-title" id="paths">
          <h2 id="paths-title">Paths</h2>
          <XyPlot model={paths} provenance={provenance} heightPx={420} {...tables} />
        </section>
      )}
    </>
  );
}
