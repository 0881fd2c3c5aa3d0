import type { LabTodayRow } from '#lib/charts/labs/labs-figures.ts';

import { noteTargetAttributes } from '../../_notes/note-targets.ts';
import { AgeMark } from '../../_ui/AgeMark.tsx';
import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './labs.module.css';

/** Each lab's flagship today: what the mix sells for, what it costs, what is left. */
export function LabTable({ rows }: { readonly rows: readonly LabTodayRow[] }) {
  return (
    <section className={styles['section']} aria-labelledby="today-title">
      <h2 id="today-title">Flagships now, USD per million tokens of the mix</h2>
      <div className={tableStyles['scroll']} role="region" aria-label="Table: flagships now" tabIndex={0}>
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              <th scope="col">Lab</th>
              <th scope="col" className={tableStyles['words']}>
                Flagship
              </th>
              <th scope="col">Price</th>
              <th scope="col">Cost</th>
              <th scope="col">Cost, range</th>
              <th scope="col">Price / cost</th>
              <th scope="col">Margin before</th>
              <th scope="col">After</th>
              <th scope="col">After, range</th>
              <th scope="col" className={tableStyles['words']}>
                Cost from
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <Row key={row.id} row={row} />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Row({ row }: { readonly row: LabTodayRow }) {
  return (
    <tr {...noteTargetAttributes({ kind: 'lab', ref: row.id, title: row.name })}>
      <th scope="row">{row.name}</th>
      <td className={tableStyles['words']}>
        {row.model}
        <span className={styles['note']}>{row.since === '' ? '' : `since ${row.since}`}</span>
        {row.age === null ? null : (
          <span className={styles['note']}>
            its list: <AgeMark freshness={row.age} />
          </span>
        )}
      </td>
      {row.absence === null ? (
        <>
          <td>
            {row.price}
            {row.priceNote === null ? null : <span className={styles['note']}>{row.priceNote}</span>}
          </td>
          <td>{row.cost}</td>
          <td>{row.costRange}</td>
          <td>{row.multiple}</td>
          <td>{row.before}</td>
          <td>
            {row.evidence === null ? (
              row.after
            ) : (
              <EvidenceNumber evidence={row.evidence}>{row.after}</EvidenceNumber>
            )}
          </td>
          <td>{row.afterRange}</td>
          <td className={tableStyles['words']}>{row.basis}</td>
        </>
      ) : (
        <td className={tableStyles['words']} colSpan={8}>
          {row.absence}
        </td>
      )}
    </tr>
  );
}
