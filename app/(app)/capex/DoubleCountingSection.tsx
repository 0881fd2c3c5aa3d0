import type { DoubleCounting } from '#lib/charts/capex/double-counting.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import { Sentence } from '../../_page/Sentence.tsx';
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
      <ul className={styles['groups']} aria-label="Left out, by reason">
        {doubles.groups.map(({ kind, title, total, range, count, rule, evidence }) => (
          <li key={kind} className={styles['group']}>
            <p className={styles['amount']}>
              <EvidenceNumber evidence={evidence}>{total}</EvidenceNumber>
              {range === null ? null : <span className={styles['note']}>{range}</span>}
            </p>
            <div>
              <h3>{title}</h3>
              <p>{rule}</p>
              <p className={styles['note']}>{count}</p>
            </div>
          </li>
        ))}
      </ul>
      <ExcludedTable table={doubles.table} provenance={provenance} />
    </section>
  );
}
