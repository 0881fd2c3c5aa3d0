'use client';

import type { Route } from 'next';
import Link from 'next/link';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
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
        <HistoryChoices rows={historyChoices} />
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

function HistoryChoices({ rows }: { readonly rows: readonly HistoryChoiceRow[] }) {
  return (
    <div className={styles['choices']}>
      {rows.map(({ label, choices }) => (
        <nav key={label} className={styles['row']} aria-label={`${label} shown`}>
          <span className={styles['label']}>{label}</span>
          <ul className={styles['options']}>
            {choices.map(({ key, text, href, isChosen }) => (
              <li key={key}>
                <Link
                  href={href as Route}
                  className={styles['option']}
                  aria-current={isChosen ? 'true' : undefined}
                  scroll={false}
                  prefetch={false}
                >
                  {text}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
      ))}
    </div>
  );
}
