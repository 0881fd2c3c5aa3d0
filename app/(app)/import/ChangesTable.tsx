'use client';

import { useState } from 'react';

import type { Preview } from '#lib/contracts/imports/imports.ts';

import controls from '../../_ui/controls.module.css';
import { ChangeRows } from './ChangeRows.tsx';
import styles from './ChangesTable.module.css';
import { formatCount } from './import-words.ts';

/** More fields than a person reads at once; the rest is one press away. */
const FIRST_CHANGES = 40;

interface ChangesTableProps {
  readonly changes: Preview['changes'];
  /** All changes, also those that are not listed. */
  readonly total: number;
}

/** What would change, field by field: what stands now and what would stand. */
export function ChangesTable({ changes, total }: ChangesTableProps) {
  const [isWhole, setWhole] = useState(false);
  const shown = isWhole ? changes : changes.slice(0, FIRST_CHANGES);
  const rest = changes.length - shown.length;
  return (
    <div className={styles['block']}>
      <h3>
        {shown.length < total
          ? `The first ${formatCount(shown.length)} of ${formatCount(total)} changes`
          : `Changes, all ${formatCount(total)}`}
      </h3>
      <div className={styles['scroll']} tabIndex={0} role="region" aria-label="Changes, field by field">
        <table className={styles['table']}>
          <thead>
            <tr>
              <th scope="col">Line</th>
              <th scope="col">Change</th>
              <th scope="col">Fact</th>
              <th scope="col">Column</th>
              <th scope="col">Stands now</th>
              <th scope="col">After the import</th>
            </tr>
          </thead>
          {shown.map((change) => (
            <ChangeRows key={`${change.status} ${change.key}`} change={change} />
          ))}
        </table>
      </div>
      {rest === 0 ? null : (
        <p>
          <button
            type="button"
            className={controls['button']}
            onClick={() => {
              setWhole(true);
            }}
          >
            Show {formatCount(rest)} more
          </button>
        </p>
      )}
    </div>
  );
}
