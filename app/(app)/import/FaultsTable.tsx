import type { Preview } from '#lib/contracts/imports/imports.ts';

import table from '../../_ui/data-table.module.css';
import styles from './FaultsTable.module.css';
import { formatCount } from './import-words.ts';

interface FaultsTableProps {
  readonly faults: Preview['faults'];
  /** All of them, also those that are not listed. */
  readonly faultCount: number;
}

/** Every refusal by line: where, what is wrong, what to do. */
export function FaultsTable({ faults, faultCount }: FaultsTableProps) {
  return (
    <div className={styles['block']}>
      <h3>
        Faults by line
        {faultCount > faults.length
          ? `, the first ${formatCount(faults.length)} of ${formatCount(faultCount)}`
          : `, all ${formatCount(faultCount)}`}
      </h3>
      <div
        className={`${table['scroll'] ?? ''} ${styles['scroll'] ?? ''}`}
        tabIndex={0}
        role="region"
        aria-label="Faults of the file"
      >
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col" className={table['words']}>
                Column
              </th>
              <th scope="col" className={table['words']}>
                As written
              </th>
              <th scope="col" className={table['words']}>
                What is wrong
              </th>
              <th scope="col" className={table['words']}>
                What to do
              </th>
            </tr>
          </thead>
          <tbody>
            {faults.map(({ line, column, value, what, remedy }, index) => (
              <tr key={index}>
                <th scope="row">{line}</th>
                <td className={table['words']}>
                  {column === null ? 'whole line or file' : <code>{column}</code>}
                </td>
                <td className={`${table['words'] ?? ''} ${styles['written'] ?? ''}`}>{value ?? '–'}</td>
                <td className={table['words']}>{what}</td>
                <td className={table['words']}>{remedy}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
