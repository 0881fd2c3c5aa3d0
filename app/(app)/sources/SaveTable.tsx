'use client';

import type { ChartProvenance, ChartTableModel } from '#lib/charts/chart-model.ts';

import { saveCsv } from '../../_charts/save-chart.ts';
import styles from './sources.module.css';

interface SaveTableProps {
  readonly table: ChartTableModel;
  /** Without extension. */
  readonly fileName: string;
  readonly provenance: ChartProvenance;
}

/** Saves a table of the page as CSV. */
export function SaveTable({ table, fileName, provenance }: SaveTableProps) {
  return (
    <button
      type="button"
      className={styles['button']}
      aria-label={`CSV: ${table.caption}`}
      onClick={() => {
        const summary = `${String(table.rows.length)} rows`;
        saveCsv({ title: table.caption, summary, notes: [], cards: [], fileName, table }, provenance);
      }}
    >
      CSV
    </button>
  );
}
