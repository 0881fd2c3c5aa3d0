'use client';

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
  return (
    <details className={styles['details']}>
      <summary>Columns</summary>
      <fieldset className={styles['columns']}>
        <legend>Shown on this list</legend>
        {WATCH_COLUMNS.map((column) => (
          <label key={column}>
            <input
              type="checkbox"
              checked={columns.includes(column)}
              disabled={edits.isSaving}
              onChange={(event) => {
                const isWanted = event.currentTarget.checked;
                const chosen = WATCH_COLUMNS.filter((each) =>
                  each === column ? isWanted : columns.includes(each),
                );
                edits.change({ columns: chosen }, () => {
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
