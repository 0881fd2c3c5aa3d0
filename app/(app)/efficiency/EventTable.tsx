'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useContext, useId, useState } from 'react';

import {
  chooseRows,
  toFileTable,
  type CatalogueCell,
  type CatalogueTable,
} from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { PinContext } from '../../_page/pin-context.ts';
import { saveCsv } from '../../_charts/save-chart.ts';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './efficiency.module.css';

interface EventTableProps {
  readonly table: CatalogueTable;
  /** Key of the event whose ladder is shown. */
  readonly chosen: string;
  readonly provenance: ChartProvenance;
}

/** The headlines, sortable; each opens its ladder. */
export function EventTable({ table, chosen, provenance }: EventTableProps) {
  const pin = useContext(PinContext);
  const [sort, setSort] = useState({ key: 'date', isDescending: true });
  const id = useId();
  const rows = chooseRows(table, { words: '', facets: {}, sort });
  return (
    <div className={tableStyles['block']}>
      <div className={styles['tableHead']}>
        <h3 id={id}>{table.title}</h3>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            const summary = `${String(rows.length)} ${table.noun}`;
            const texts = { title: table.title, summary, notes: [], cards: [], fileName: table.fileName };
            saveCsv({ ...texts, table: toFileTable(table, rows) }, provenance, pin);
          }}
        >
          CSV
        </button>
      </div>
      <div className={tableStyles['scroll']} role="region" aria-labelledby={id} tabIndex={0}>
        <table className={`${tableStyles['table'] ?? ''} ${styles['events'] ?? ''}`}>
          <thead>
            <tr>
              {table.columns.map(({ key, label, isNumber }) => {
                const isSorted = sort.key === key;
                const direction = sort.isDescending ? 'descending' : 'ascending';
                return (
                  <th
                    key={key}
                    scope="col"
                    className={isNumber ? undefined : tableStyles['words']}
                    aria-sort={isSorted ? direction : undefined}
                  >
                    <button
                      type="button"
                      className={styles['sort']}
                      onClick={() => {
                        setSort({ key, isDescending: isSorted ? !sort.isDescending : isNumber });
                      }}
                    >
                      {label}
                      <span aria-hidden="true">{isSorted ? (sort.isDescending ? ' ↓' : ' ↑') : ''}</span>
                    </button>
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.key} data-chosen={row.key === chosen}>
                {row.cells.map((cell, index) => {
                  const column = table.columns[index];
                  return index === 0 ? (
                    <th key={column?.key} scope="row">
                      {cell.text}
                    </th>
                  ) : (
                    <td
                      key={column?.key}
                      className={column?.isNumber === true ? undefined : tableStyles['words']}
                    >
                      <Cell cell={cell} isChosen={row.key === chosen} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function Cell({ cell, isChosen }: { readonly cell: CatalogueCell; readonly isChosen: boolean }) {
  const text =
    cell.href === undefined ? (
      cell.text
    ) : (
      <Link href={cell.href as Route} prefetch={false} aria-current={isChosen ? 'true' : undefined}>
        {cell.text}
      </Link>
    );
  return (
    <>
      {text}
      {cell.note === undefined ? null : <span className={styles['cellNote']}>{cell.note}</span>}
    </>
  );
}
