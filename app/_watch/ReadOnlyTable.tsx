import type { DrawnRow } from '#lib/charts/watchlists/watch-table.ts';
import type { WatchColumn } from '#lib/core/watchlist/types.ts';

import styles from './watch.module.css';
import { ColumnHeads, WatchCells, WatchTitle } from './WatchCells.tsx';

interface ReadOnlyTableProps {
  readonly name: string;
  readonly rows: readonly DrawnRow[];
  readonly columns: readonly WatchColumn[];
}

/** A list as others see it: figures, nothing to change. */
export function ReadOnlyTable({ name, rows, columns }: ReadOnlyTableProps) {
  if (rows.length === 0) return <p>Nothing stands on this list yet.</p>;
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={`Table of ${name}`}>
      <table className={styles['table']}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <ColumnHeads columns={columns} />
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.key}>
              <th scope="row">
                <WatchTitle row={row} />
              </th>
              <WatchCells row={row} columns={columns} />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
