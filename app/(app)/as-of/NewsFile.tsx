'use client';

import { newsFileTable, type NewsGroup } from '#lib/charts/as-of/news-list.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { saveCsv } from '../../_charts/save-chart.ts';
import styles from './as-of.module.css';

interface NewsFileProps {
  readonly groups: readonly NewsGroup[];
  readonly provenance: ChartProvenance;
}

/** The list as a file. */
export function NewsFile({ groups, provenance }: NewsFileProps) {
  return (
    <button
      type="button"
      className={styles['button']}
      onClick={() => {
        const table = newsFileTable(groups);
        const summary = `${String(table.rows.length)} rows`;
        const texts = { title: table.caption, summary, notes: [], cards: [], fileName: 'waterline-news' };
        saveCsv({ ...texts, table }, provenance);
      }}
    >
      CSV
    </button>
  );
}
