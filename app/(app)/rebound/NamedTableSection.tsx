'use client';

import { useContext, useId } from 'react';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { NamedTable } from '#lib/charts/rebound/named-table.ts';

import { PinContext } from '../../_page/pin-context.ts';
import { saveCsv } from '../../_charts/save-chart.ts';
import { TextTable } from '../../_ui/TextTable.tsx';
import styles from './rebound.module.css';

interface NamedTableSectionProps {
  readonly named: NamedTable;
  readonly provenance: ChartProvenance;
  /** Level of the heading; 3 under a heading of a section. */
  readonly level?: 2 | 3;
  /** Long tables may stand closed. */
  readonly isFolded?: boolean;
}

/** A table with its sentence, notes and CSV. */
export function NamedTableSection({
  named,
  provenance,
  level = 3,
  isFolded = false,
}: NamedTableSectionProps) {
  const pin = useContext(PinContext);
  const id = useId();
  const Heading = level === 2 ? 'h2' : 'h3';
  const table = <TextTable table={named.table} />;
  return (
    <div className={styles['named']} role="group" aria-labelledby={id}>
      <Heading id={id}>{named.title}</Heading>
      <p className={styles['summary']}>{named.summary}</p>
      {isFolded ? (
        <details>
          <summary>Table</summary>
          {table}
        </details>
      ) : (
        table
      )}
      <ul className={styles['notes']}>
        {named.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <button
        type="button"
        className={styles['button']}
        onClick={() => {
          saveCsv({ ...named, cards: [] }, provenance, pin);
        }}
      >
        CSV
      </button>
    </div>
  );
}
