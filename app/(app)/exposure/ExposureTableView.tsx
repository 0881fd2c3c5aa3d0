'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { ExposureCell, ExposureTable } from '#lib/charts/exposure/exposure-table.ts';

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
  return (
    <div className={tableStyles['block']} data-flat>
      <div className={styles['tableHead']}>
        <p className={styles['lead']}>{table.texts.summary}</p>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            saveCsv(table.texts, provenance);
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
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              <th scope="col">Vendor</th>
              {table.heads.map(({ label, unit }) => (
                <th key={label} scope="col">
                  {label}
                  {unit === null ? null : <span className={styles['unit']}>{unit}</span>}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {table.rows.map(({ ticker, name, cells }) => (
              <tr key={ticker}>
                <th scope="row">{name}</th>
                {cells.map((cell, index) => (
                  // Cells have no identity but their column.
                  <td key={index} data-missing={cell.value === null}>
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

function CellText({ cell }: { readonly cell: ExposureCell }) {
  if (cell.value === null) return <span className={styles['missing']}>{cell.text}</span>;
  return cell.evidence === null ? (
    cell.text
  ) : (
    <EvidenceNumber evidence={cell.evidence}>{cell.text}</EvidenceNumber>
  );
}
