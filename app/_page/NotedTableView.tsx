'use client';

import { useContext, useId } from 'react';

import type { NotedCell, NotedColumn, NotedTable } from '#lib/charts/as-of/noted-table.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { saveCsv } from '../_charts/save-chart.ts';
import tableStyles from '../_ui/data-table.module.css';
import { EvidenceNumber } from './EvidenceNumber.tsx';
import styles from './NotedTableView.module.css';
import { PinContext } from './pin-context.ts';

interface NotedTableViewProps {
  readonly table: NotedTable;
  readonly provenance: ChartProvenance;
}

/** A table whose figures open their evidence, with its CSV. */
export function NotedTableView({ table, provenance }: NotedTableViewProps) {
  const pin = useContext(PinContext);
  const id = useId();
  return (
    <div className={tableStyles['block']}>
      <div className={styles['tableHead']}>
        <h3 id={id}>{table.caption}</h3>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            const summary = `${String(table.rows.length)} rows`;
            const texts = { title: table.caption, summary, notes: [], cards: [], fileName: table.fileName };
            saveCsv({ ...texts, table }, provenance, pin);
          }}
        >
          CSV
        </button>
      </div>
      <div className={tableStyles['scroll']} role="region" aria-labelledby={id} tabIndex={0}>
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              {table.columns
                .filter(({ isFileOnly }) => isFileOnly !== true)
                .map((column) => (
                  <th key={column.label} scope="col" className={classOf(column)}>
                    {column.label}
                  </th>
                ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map((cells, index) => (
              <Row key={index} cells={cells} columns={table.columns} />
            ))}
          </tbody>
          {table.totals === null ? null : (
            <tfoot>
              <Row cells={table.totals} columns={table.columns} isStrong />
            </tfoot>
          )}
        </table>
      </div>
    </div>
  );
}

/** Columns with a unit hold numbers, which carry it; a unit of '' marks numbers without one. */
function classOf({ unit, isShort }: NotedColumn): string | undefined {
  if (unit !== null) return undefined;
  return isShort === true ? tableStyles['short'] : tableStyles['words'];
}

interface RowProps {
  readonly cells: readonly NotedCell[];
  readonly columns: readonly NotedColumn[];
  readonly isStrong?: boolean;
}

function Row({ cells, columns, isStrong = false }: RowProps) {
  return (
    <tr data-strong={isStrong ? true : undefined}>
      {cells.map((cell, index) => {
        const column = columns[index];
        if (column === undefined || column.isFileOnly === true) return null;
        return index === 0 ? (
          <th key={column.label} scope="row">
            <Cell cell={cell} />
          </th>
        ) : (
          <td key={column.label} className={classOf(column)}>
            <Cell cell={cell} />
          </td>
        );
      })}
    </tr>
  );
}

function Cell({ cell }: { readonly cell: NotedCell }) {
  return (
    <>
      <CellText cell={cell} />
      {cell.note === undefined ? null : <span className={styles['note']}>{cell.note}</span>}
    </>
  );
}

function CellText({ cell: { text, evidence, href } }: { readonly cell: NotedCell }) {
  if (evidence !== undefined) return <EvidenceNumber evidence={evidence}>{text}</EvidenceNumber>;
  if (href === undefined || href === null) return text;
  return (
    <a href={href} target="_blank" rel="noreferrer">
      {text}
    </a>
  );
}
