import type { DoubleCounting } from '#lib/charts/capex/double-counting.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import { Sentence } from '../../_page/Sentence.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './capex.module.css';
import { ExcludedTable } from './ExcludedTable.tsx';

interface DoubleCountingSectionProps {
  readonly doubles: DoubleCounting;
  readonly provenance: ChartProvenance;
}

/** What stays out of the sum and why, with the dollars by reason and every row behind them. */
export function DoubleCountingSection({ doubles, provenance }: DoubleCountingSectionProps) {
  return (
    <section className={styles['section']} aria-labelledby="doubles-title" id="double-counting">
      <h2 id="doubles-title">No dollar twice</h2>
      <p className={styles['lead']}>
        <Sentence parts={doubles.sentence} />
      </p>
      <div
        className={tableStyles['scroll']}
        role="region"
        aria-label="Table: left out by reason"
        tabIndex={0}
      >
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              <th scope="col">Left out</th>
              <th scope="col">Stated, USD bn</th>
              <th scope="col" className={tableStyles['words']}>
                Announcements
              </th>
              <th scope="col" className={tableStyles['words']}>
                Rule
              </th>
            </tr>
          </thead>
          <tbody>
            {doubles.groups.map(({ kind, title, total, range, count, rule, evidence }) => (
              <tr key={kind}>
                <th scope="row">{title}</th>
                <td>
                  <EvidenceNumber evidence={evidence}>{total}</EvidenceNumber>
                  {range === null ? null : <span className={styles['note']}>{range}</span>}
                </td>
                <td className={tableStyles['words']}>{count}</td>
                <td className={`${tableStyles['words'] ?? ''} ${styles['rule'] ?? ''}`}>{rule}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <ExcludedTable table={doubles.table} provenance={provenance} />
    </section>
  );
}
