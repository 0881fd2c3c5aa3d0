'use client';

import { useContext } from 'react';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { CompareCell, CompareRow, CompareTable } from '#lib/charts/scenarios/compare-model.ts';

import { PinContext } from '../../_page/pin-context.ts';
import { saveCsv } from '../../_charts/save-chart.ts';
import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import styles from './scenarios.module.css';

interface CompareSectionProps {
  readonly table: CompareTable;
  readonly provenance: ChartProvenance;
}

/** Inputs that differ, then outputs, one column a scenario; the same as CSV. */
export function CompareSection({ table, provenance }: CompareSectionProps) {
  const pin = useContext(PinContext);
  const { names, inputs, outputs, summary } = table;
  const columns = names.length + 3;
  return (
    <section className={styles['section']} aria-labelledby="compare-title" id="compare">
      <div className={styles['heading']}>
        <h2 id="compare-title">Differences and outputs</h2>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            saveCsv({ ...table, table: table.file, notes: [], cards: [] }, provenance, pin);
          }}
        >
          CSV
        </button>
      </div>
      <p className={styles['lead']}>
        {summary} Inputs that are alike are left out. A value that a scenario sets is its assumption; the
        source is that of the default. <Mark /> marks what reads otherwise than in {names[0]}.
      </p>
      <div className={styles['scroll']} role="region" aria-label="Table: scenarios compared" tabIndex={0}>
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Quantity</th>
              {names.map((name) => (
                <th key={name} scope="col">
                  {name}
                </th>
              ))}
              <th scope="col">Default</th>
              <th scope="col" className={styles['words']}>
                Source
              </th>
            </tr>
          </thead>
          <Rows
            title="Inputs that differ"
            rows={inputs}
            columns={columns}
            empty="None: every input is alike."
          />
          <Rows title="Outputs, computed" rows={outputs} columns={columns} empty="" />
        </table>
      </div>
    </section>
  );
}

interface RowsProps {
  readonly title: string;
  readonly rows: readonly CompareRow[];
  readonly columns: number;
  readonly empty: string;
}

function Rows({ title, rows, columns, empty }: RowsProps) {
  return (
    <tbody>
      <tr className={styles['group']}>
        <th scope="colgroup" colSpan={columns}>
          {title}
        </th>
      </tr>
      {rows.length === 0 ? (
        <tr>
          <td colSpan={columns} className={styles['words']}>
            {empty}
          </td>
        </tr>
      ) : null}
      {rows.map((row) => (
        <tr key={row.key}>
          <th scope="row">
            {row.label}
            <span className={styles['note']}>{row.unitNote}</span>
          </th>
          {row.cells.map((cell, i) => (
            <Cell key={i} cell={cell} />
          ))}
          <td data-words={row.fallback?.isNumber === true ? undefined : true}>
            {row.fallback?.text}
            <span className={styles['note']}>{row.fallback?.range}</span>
          </td>
          <td className={styles['words']}>{row.source === null ? null : <Source {...row.source} />}</td>
        </tr>
      ))}
    </tbody>
  );
}

function Cell({ cell }: { readonly cell: CompareCell }) {
  const { text, note, evidence, isDifferent, value } = cell;
  return (
    <td data-different={isDifferent} data-words={typeof value === 'number' ? undefined : true}>
      {isDifferent ? <Mark /> : null}
      {evidence === null ? text : <EvidenceNumber evidence={evidence}>{text}</EvidenceNumber>}
      <span className={styles['note']}>{note}</span>
    </td>
  );
}

/** Sign of a cell that differs. */
function Mark() {
  return (
    <span className={styles['mark']} role="img" aria-label="differs:">
      ≠
    </span>
  );
}

function Source({ title, url }: NonNullable<CompareRow['source']>) {
  if (url === null) return title;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {title}
    </a>
  );
}
