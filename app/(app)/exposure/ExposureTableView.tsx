'use client';

import { useContext } from 'react';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { ExposureCell, ExposureTable } from '#lib/charts/exposure/exposure-table.ts';

import { PinContext } from '../../_page/pin-context.ts';
import { saveCsv } from '../../_charts/save-chart.ts';
import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './exposure.module.css';

interface ExposureTableViewProps {
  readonly table: ExposureTable;
  readonly provenance: ChartProvenance;
}

/** One column a tier, one row a vendor; each figure opens its chain, each gap says why. */
export function ExposureTableView({ table, provenance }: ExposureTableViewProps) {
  const pin = useContext(PinContext);
  return (
    <div className={tableStyles['block']} data-flat>
      <div className={styles['tableHead']}>
        <p className={styles['lead']}>{table.texts.summary}</p>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            saveCsv(table.texts, provenance, pin);
          }}
        >
          CSV
        </button>
      </div>
      <div
        className={tableStyles['scroll']}
        tabIndex={0}
        role="region"
        aria-label="Table: exposure by tier and vendor"
      >
        <table className={`${tableStyles['table'] ?? ''} ${styles['table'] ?? ''}`}>
          <TableHead heads={table.heads} />
          <tbody>
            {table.rows.map(({ ticker, name, cells }) => (
              <tr key={ticker}>
                <th scope="row">{name}</th>
                {joinCells(table.heads, cells).map(({ cell, span }, index) => (
                  // Cells have no identity but their column.
                  <td key={index} colSpan={span}>
                    <CellText cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

function TableHead({ heads }: Pick<ExposureTable, 'heads'>) {
  const groups = [...new Set(heads.flatMap(({ group }) => group ?? []))];
  const single = heads.filter(({ group }) => group === null);
  return (
    <thead>
      <tr>
        <th scope="col" rowSpan={2}>
          Vendor
        </th>
        {groups.map((group) => (
          <th
            key={group}
            scope="colgroup"
            className={styles['tier']}
            colSpan={heads.filter((head) => head.group === group).length}
          >
            {group}
          </th>
        ))}
        {single.map(({ label, unit }) => (
          <th key={label} scope="col" rowSpan={2}>
            {label}
            <span className={styles['unit']}>{unit}</span>
          </th>
        ))}
      </tr>
      <tr>
        {heads
          .filter(({ group }) => group !== null)
          .map(({ group, label }) => (
            <th key={`${group ?? ''} ${label}`} scope="col">
              {label}
            </th>
          ))}
      </tr>
    </thead>
  );
}

/** Cells with their width in columns: one reason stands once for all columns of a tier. */
function joinCells(
  heads: ExposureTable['heads'],
  cells: readonly ExposureCell[],
): readonly { readonly cell: ExposureCell; readonly span: number }[] {
  return cells.flatMap((cell, index) => {
    const isAsBefore = (at: number): boolean => {
      const [one, other] = [cells[at - 1], cells[at]];
      return (
        one?.value === null &&
        other?.value === null &&
        one.text === other.text &&
        heads[at]?.group !== null &&
        heads[at - 1]?.group === heads[at]?.group
      );
    };
    if (isAsBefore(index)) return [];
    let span = 1;
    while (isAsBefore(index + span)) span += 1;
    return [{ cell, span }];
  });
}

function CellText({ cell }: { readonly cell: ExposureCell }) {
  if (cell.value === null) return <span className={styles['missing']}>{cell.text}</span>;
  return (
    <>
      {cell.evidence === null ? (
        cell.text
      ) : (
        <EvidenceNumber evidence={cell.evidence}>{cell.text}</EvidenceNumber>
      )}
      {cell.note === null ? null : <span className={styles['note']}>{cell.note}</span>}
    </>
  );
}
