'use client';

import { useContext } from 'react';

import { toFileTable, type CatalogueCell, type CatalogueTable } from '#lib/charts/catalogue-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { PinContext } from '../../_page/pin-context.ts';
import { saveCsv } from '../../_charts/save-chart.ts';
import { CellText } from '../../_ui/CellText.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './capex.module.css';

interface ExcludedTableProps {
  readonly table: CatalogueTable;
  readonly provenance: ChartProvenance;
}

/** Every announcement that stays out, behind a disclosure; as CSV with sources. */
export function ExcludedTable({ table, provenance }: ExcludedTableProps) {
  const pin = useContext(PinContext);
  return (
    <details className={styles['rows']}>
      <summary>
        {table.title}: {table.rows.length} {table.noun}
      </summary>
      <button
        type="button"
        className={styles['button']}
        onClick={() => {
          const summary = `${String(table.rows.length)} ${table.noun}`;
          const texts = { title: table.title, summary, notes: [], cards: [], fileName: table.fileName };
          saveCsv({ ...texts, table: toFileTable(table, table.rows) }, provenance, pin);
        }}
      >
        CSV
      </button>
      <div className={styles['list']} role="region" aria-label={`Table: ${table.title}`} tabIndex={0}>
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              {table.columns.map(({ key, label, unit, isNumber }) => (
                <th key={key} scope="col" className={isNumber ? undefined : tableStyles['words']}>
                  {label}
                  {unit === null ? '' : `, ${unit}`}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((row) => (
              <tr key={row.key}>
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
                      <Cell cell={cell} />
                    </td>
                  );
                })}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </details>
  );
}

function Cell({ cell }: { readonly cell: CatalogueCell }) {
  return (
    <>
      <CellText cell={cell} />
      {cell.note === undefined ? null : <span className={styles['note']}>{cell.note}</span>}
    </>
  );
}
