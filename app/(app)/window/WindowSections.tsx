'use client';

import { useId } from 'react';

import type { ChartProvenance, ChartTexts } from '#lib/charts/chart-model.ts';
import type { WindowPage } from '#lib/charts/window/window-page.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { saveCsv } from '../../_charts/save-chart.ts';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
import { TextTable } from '../../_ui/TextTable.tsx';
import styles from './window.module.css';

interface WindowSectionsProps {
  readonly page: Pick<WindowPage, 'open' | 'windows' | 'kinds' | 'provenance'>;
  /** Null where no window could be read. */
  readonly plot: XyPlotModel | null;
}

/** Survival, groups, what is open and every window. */
export function WindowSections({ page, plot }: WindowSectionsProps) {
  const tables = useTables();
  const { provenance } = page;
  return (
    <>
      <section className={styles['section']} data-first aria-labelledby="survival-title">
        <h2 id="survival-title">How long windows stay open</h2>
        {plot === null ? (
          <p className={styles['summary']}>No window could be read, so there is nothing to draw.</p>
        ) : (
          <XyPlot model={plot} provenance={provenance} heightPx={340} {...tables} />
        )}
      </section>
      <TableSection texts={page.kinds} provenance={provenance} />
      <TableSection texts={page.open} provenance={provenance} />
      <TableSection texts={page.windows} provenance={provenance} isFolded />
    </>
  );
}

interface TableSectionProps {
  readonly texts: ChartTexts;
  readonly provenance: ChartProvenance;
  readonly isFolded?: boolean;
}

function TableSection({ texts, provenance, isFolded = false }: TableSectionProps) {
  const id = useId();
  const table = <TextTable table={texts.table} />;
  return (
    <section className={styles['section']} aria-labelledby={id}>
      <h2 id={id}>{texts.title}</h2>
      <p className={styles['summary']}>{texts.summary}</p>
      {isFolded ? (
        <details>
          <summary>Table</summary>
          {table}
        </details>
      ) : (
        table
      )}
      {texts.notes.map((note) => (
        <p key={note} className={styles['note']}>
          {note}
        </p>
      ))}
      <button
        type="button"
        className={styles['button']}
        onClick={() => {
          saveCsv(texts, provenance);
        }}
      >
        CSV
      </button>
    </section>
  );
}
