'use client';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import styles from './labs.module.css';
import type { HistoryChoiceRow } from './prepare-choices.ts';

interface LabPlotsProps {
  /** Null when no shown lab lists such a price. */
  readonly history: XyPlotModel | null;
  readonly historyChoices: readonly HistoryChoiceRow[];
  /** Null when no lab has a margin. */
  readonly margins: BarPlotModel | null;
  readonly provenance: ChartProvenance;
}

/** Prices over time and margins before and after. */
export function LabPlots({ history, historyChoices, margins, provenance }: LabPlotsProps) {
  const tables = useTables();
  return (
    <>
      <section className={styles['section']} data-first aria-labelledby="prices-title">
        <h2 id="prices-title">Prices over time</h2>
        <div className={styles['choices']}>
          {historyChoices.map(({ label, choices }) => (
            <ChoiceRow key={label} label={label} name={`${label} shown`} choices={choices} />
          ))}
        </div>
        {history === null ? (
          <p className={styles['caution']}>No lab shown listed such a price by then.</p>
        ) : (
          <XyPlot model={history} provenance={provenance} heightPx={460} {...tables} />
        )}
      </section>
      <section className={styles['section']} aria-labelledby="margins-title">
        <h2 id="margins-title">Margins</h2>
        {margins === null ? (
          <p className={styles['caution']}>No lab had both a price at this mix and a cost by then.</p>
        ) : (
          <BarPlot model={margins} provenance={provenance} {...tables} />
        )}
      </section>
    </>
  );
}
