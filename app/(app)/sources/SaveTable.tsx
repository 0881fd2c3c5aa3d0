'use client';

import { useContext } from 'react';

import type { ChartProvenance, ChartTableModel } from '#lib/charts/chart-model.ts';

import { PinContext } from '../../_page/pin-context.ts';
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
  const pin = useContext(PinContext);
  return (
    <button
      type="button"
      className={styles['button']}
      aria-label={`CSV: ${table.caption}`}
      onClick={() => {
        const summary = `${String(table.rows.length)} rows`;
        saveCsv({ title: table.caption, summary, notes: [], cards: [], fileName, table }, provenance, pin);
      }}
    >
      CSV
    </button>
  );
}
