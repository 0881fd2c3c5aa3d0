'use client';

import { useState } from 'react';

import { COLUMN_WORDS } from '#lib/charts/watchlists/watch-table.ts';
import { WATCH_COLUMNS, type WatchColumn } from '#lib/core/watchlist/types.ts';

import type { ListEdits } from './use-list-edits.ts';
import styles from './watchlists.module.css';

interface ColumnsFormProps {
  readonly columns: readonly WatchColumn[];
  readonly edits: ListEdits;
  readonly onSay: (words: string) => void;
}

/** Which columns the list shows; kept with the list. */
export function ColumnsForm({ columns, edits, onSay }: ColumnsFormProps) {
  // A box is ticked at once; what the server says counts when nothing is under way.
  const [known, setKnown] = useState({ columns, chosen: columns });
  if (columns !== known.columns && !edits.isSaving) setKnown({ columns, chosen: columns });
  const { chosen } = known;
  return (
    <details className={styles['details']}>
      <summary>Columns</summary>
      <fieldset className={styles['columns']}>
        <legend>Shown on this list</legend>
        {WATCH_COLUMNS.map((column) => (
          <label key={column}>
            <input
              type="checkbox"
              checked={chosen.includes(column)}
              onChange={(event) => {
                const isWanted = event.currentTarget.checked;
                const wanted = WATCH_COLUMNS.filter((each) =>
                  each === column ? isWanted : chosen.includes(each),
                );
                setKnown({ columns, chosen: wanted });
                edits.change({ columns: wanted }, () => {
                  onSay(`${COLUMN_WORDS[column].label} is ${isWanted ? 'shown' : 'left out'}.`);
                });
              }}
            />
            {COLUMN_WORDS[column].label}
            <span className={styles['muted']}>{COLUMN_WORDS[column].unit}</span>
          </label>
        ))}
      </fieldset>
    </details>
  );
}
