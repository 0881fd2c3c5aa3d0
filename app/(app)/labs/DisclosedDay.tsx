import { formatDate } from '#lib/charts/format.ts';
import type { DayRow } from '#lib/charts/labs/disclosed-day.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './labs.module.css';

interface DisclosedDayProps {
  /** Null before the disclosure. */
  readonly rows: readonly DayRow[] | null;
  readonly asOf: string;
}

/** The check: the one day that a lab disclosed, recomputed. */
export function DisclosedDay({ rows, asOf }: DisclosedDayProps) {
  return (
    <section className={styles['section']} aria-labelledby="day-title" id="check">
      <h2 id="day-title">The check: DeepSeek’s disclosed day</h2>
      {rows === null ? (
        <p className={styles['caution']}>Nothing of it was public by {formatDate(asOf)}.</p>
      ) : (
        <>
          <p className={styles['lead']}>
            27 to 28 February 2025 is the only day of which a lab published tokens, nodes and prices together.
            It sets how much of the roofline a fleet is taken to realise:{' '}
            <EvidenceNumber evidence="realisedShare">see the range</EvidenceNumber>.
          </p>
          <div className={tableStyles['scroll']} role="region" aria-label="Table: the check" tabIndex={0}>
            <table className={tableStyles['table']}>
              <thead>
                <tr>
                  <th scope="col">Figure</th>
                  <th scope="col">Disclosed</th>
                  <th scope="col">Recomputed</th>
                  <th scope="col" className={tableStyles['words']}>
                    How
                  </th>
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.label}>
                    <th scope="row">{row.label}</th>
                    <td>{row.disclosed}</td>
                    <td>{row.recomputed}</td>
                    <td className={tableStyles['words']}>{row.how}</td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}
