'use client';

import { useRef, useState } from 'react';

import type { DriverRow } from '#lib/charts/sensitivity/driver-rows.ts';
import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import { RangeEditor } from './RangeEditor.tsx';
import styles from './sensitivity.module.css';

interface DriverTableProps {
  readonly rows: readonly DriverRow[];
  readonly ranges: readonly OwnRange[];
  readonly onRanges: (ranges: readonly OwnRange[]) => void;
  readonly onScatter: (input: string) => void;
}

/** The inputs behind the bars: each opens its evidence, and its range can be set anew in place. */
export function DriverTable({ rows, ranges, onRanges, onScatter }: DriverTableProps) {
  const [edited, setEdited] = useState<string | null>(null);
  // The editor goes when it is done with; the focus goes back to what opened it.
  const returnTo = useRef<string | null>(null);
  const close = (id: string): void => {
    returnTo.current = id;
    setEdited(null);
  };
  const without = (id: string): readonly OwnRange[] => ranges.filter((range) => range.id !== id);
  return (
    <section aria-labelledby="drivers-title">
      <h2 id="drivers-title">The inputs behind the bars</h2>
      <p className={styles['hint']}>
        A range opens its sources. Set one anew to see what it changes: it counts as yours, stays in the
        address, and the evidence stays as it was.
      </p>
      <div className={tableStyles['scroll']} tabIndex={0} role="group" aria-labelledby="drivers-title">
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              <th scope="col">Input</th>
              <th scope="col">Point</th>
              <th scope="col">Range</th>
              <th scope="col">Moves it from … to …</th>
              <th scope="col">Share of the variance</th>
              <th scope="col">Do</th>
              <th scope="col" className={tableStyles['words']}>
                Basis
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={row.id} data-own={row.isOwnRange}>
                <th scope="row" className={styles['name']}>
                  <div>{row.name}</div>
                </th>
                <td>{row.point}</td>
                <td>
                  {edited === row.id ? (
                    <RangeEditor
                      row={row}
                      onSet={(range) => {
                        onRanges([...without(row.id), range]);
                        close(row.id);
                      }}
                      onCancel={() => {
                        close(row.id);
                      }}
                    />
                  ) : row.evidence === null ? (
                    row.range
                  ) : (
                    <EvidenceNumber evidence={row.evidence}>{row.range}</EvidenceNumber>
                  )}
                  {row.isOwnRange ? <span className={styles['own']}> yours</span> : null}
                  {row.reason === null || edited === row.id ? null : (
                    <div className={styles['why']}>{row.reason}</div>
                  )}
                </td>
                <td>{row.swing}</td>
                <td>{row.share ?? '—'}</td>
                <td className={styles['actions']}>
                  {row.evidence === null || edited === row.id ? null : (
                    <button
                      type="button"
                      className={styles['button']}
                      aria-label={`Set the range of ${row.name}`}
                      ref={(button) => {
                        if (returnTo.current !== row.id) return;
                        returnTo.current = null;
                        button?.focus();
                      }}
                      onClick={() => {
                        setEdited(row.id);
                      }}
                    >
                      Set range
                    </button>
                  )}
                  {row.isOwnRange ? (
                    <button
                      type="button"
                      className={styles['button']}
                      aria-label={`Back to the evidence for ${row.name}`}
                      onClick={() => {
                        onRanges(without(row.id));
                      }}
                    >
                      Back to evidence
                    </button>
                  ) : null}
                  <button
                    type="button"
                    className={styles['button']}
                    aria-label={`Plot ${row.name}`}
                    onClick={() => {
                      onScatter(row.id);
                    }}
                  >
                    Plot
                  </button>
                </td>
                <td className={tableStyles['words']}>
                  <div className={styles['basis']}>{row.basis}</div>
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
