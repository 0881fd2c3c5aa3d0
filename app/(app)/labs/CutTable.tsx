import { formatDate } from '#lib/charts/format.ts';
import type { CutRow } from '#lib/charts/labs/cached-cuts.ts';

import tableStyles from '../../_ui/data-table.module.css';
import styles from './labs.module.css';

interface CutTableProps {
  readonly rows: readonly CutRow[];
  readonly asOf: string;
}

/** Cuts of the price of cached input, each with its source. */
export function CutTable({ rows, asOf }: CutTableProps) {
  return (
    <section className={styles['section']} aria-labelledby="cuts-title" id="cuts">
      <h2 id="cuts-title">Cuts of cached billing, USD per million tokens</h2>
      <p className={styles['lead']}>
        Found in the price table: a cached price that fell to a fifth or less, or came down to a tenth of
        input. A model is compared with itself; list, promotion, peak and off-peak prices are series of their
        own, so a cut that changed the name of the series is not counted.
      </p>
      {rows.length === 0 ? (
        <p className={styles['caution']}>No cut was known by {formatDate(asOf)}.</p>
      ) : (
        <div className={tableStyles['scroll']} role="region" aria-label="Table: cuts" tabIndex={0}>
          <table className={tableStyles['table']}>
            <thead>
              <tr>
                <th scope="col">From</th>
                <th scope="col" className={tableStyles['words']}>
                  Provider
                </th>
                <th scope="col" className={tableStyles['words']}>
                  Model
                </th>
                <th scope="col">Before</th>
                <th scope="col">After</th>
                <th scope="col">Factor</th>
                <th scope="col">Of the input price</th>
                <th scope="col" className={tableStyles['words']}>
                  What fell
                </th>
                <th scope="col" className={tableStyles['words']}>
                  Source
                </th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.key}>
                  <th scope="row">{row.from}</th>
                  <td className={tableStyles['words']}>{row.provider}</td>
                  <td className={tableStyles['words']}>{row.model}</td>
                  <td>{row.before}</td>
                  <td>{row.after}</td>
                  <td>{row.factor}</td>
                  <td>{row.ofInput}</td>
                  <td className={tableStyles['words']}>{row.whatFell}</td>
                  <td className={tableStyles['words']}>
                    <Source {...row.source} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
    </section>
  );
}

function Source({ title, url }: CutRow['source']) {
  if (url === null) return title;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {title}
    </a>
  );
}
