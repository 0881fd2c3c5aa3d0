'use client';

import { useContext } from 'react';

import type { Route } from 'next';
import Link from 'next/link';

import type { ChartProvenance, ChartTableModel } from '#lib/charts/chart-model.ts';
import { COMPANY_COLUMNS, type CompanyCell, type CompanyRow } from '#lib/charts/companies/companies-page.ts';

import { PinContext } from '../../_page/pin-context.ts';
import { saveCsv } from '../../_charts/save-chart.ts';
import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import { AgeMark } from '../../_ui/AgeMark.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './companies.module.css';

interface CompaniesTableProps {
  readonly rows: readonly CompanyRow[];
  /** The same with exact values, for the file. */
  readonly table: ChartTableModel;
  /** Query that keeps the date, `''` for today. */
  readonly dated: string;
  readonly provenance: ChartProvenance;
}

/** The vendors side by side: HBM, tiers, newest quarter, market value, exposure. */
export function CompaniesTable({ rows, table, dated, provenance }: CompaniesTableProps) {
  const pin = useContext(PinContext);
  return (
    <section className={styles['section']} data-first aria-labelledby="vendors-title">
      <div className={styles['heading']}>
        <h2 id="vendors-title">The vendors</h2>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            saveCsv(
              {
                title: 'Memory vendors',
                summary: 'HBM, tiers, newest quarter, market value and exposure of each vendor.',
                notes: [],
                cards: [],
                fileName: 'memory-vendors',
                table,
              },
              provenance,
              pin,
            );
          }}
        >
          CSV
        </button>
      </div>
      <div className={tableStyles['scroll']} role="region" aria-label="Table: vendors" tabIndex={0}>
        <table className={`${tableStyles['table'] ?? ''} ${styles['vendors'] ?? ''}`}>
          <thead>
            <tr>
              <th scope="col">Vendor</th>
              {COMPANY_COLUMNS.map((column) => (
                <th key={column} scope="col">
                  {column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.ticker}>
                <th scope="row">
                  <Link href={`/companies/${row.ticker}${dated}` as Route} prefetch={false}>
                    {row.name}
                  </Link>
                  <span className={styles['note']}>{row.ticker}</span>
                </th>
                {row.cells.map((cell, index) => (
                  <td key={COMPANY_COLUMNS[index]}>
                    <Cell cell={cell} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Cell({ cell: { text, note, evidence, age } }: { readonly cell: CompanyCell }) {
  return (
    <>
      {evidence === null ? text : <EvidenceNumber evidence={evidence}>{text}</EvidenceNumber>}
      {note === null ? null : <span className={styles['note']}>{note}</span>}
      {age == null ? null : (
        <span className={styles['note']}>
          <AgeMark freshness={age} />
        </span>
      )}
    </>
  );
}
