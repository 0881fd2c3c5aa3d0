import type { ReactNode } from 'react';

import tableStyles from '../../_ui/data-table.module.css';
import styles from './sources.module.css';

interface LedgerFrameProps {
  /** What the table holds, for who hears it. */
  readonly label: string;
  readonly columns: readonly {
    readonly name: string;
    /** Words to the left; numbers stand to the right. */
    readonly isShort?: boolean;
  }[];
  /** Rows; their first cell names them. */
  readonly children: ReactNode;
}

/** Table of stored values: the ledger, the rivals of a value, its revisions. */
export function LedgerFrame({ label, columns, children }: LedgerFrameProps) {
  return (
    <div className={tableStyles['scroll']} role="region" aria-label={`Table: ${label}`} tabIndex={0}>
      <table className={`${tableStyles['table'] ?? ''} ${styles['ledger'] ?? ''}`}>
        <thead>
          <tr>
            {columns.map(({ name, isShort = false }) => (
              <th key={name} scope="col" className={isShort ? styles['short'] : undefined}>
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>{children}</tbody>
      </table>
    </div>
  );
}
