import { SPARK_HEIGHT, SPARK_WIDTH } from '#lib/charts/watchlists/sparkline.ts';
import type { DrawnCell, DrawnRow } from '#lib/charts/watchlists/watch-table.ts';
import { COLUMN_WORDS } from '#lib/charts/watchlists/watch-table.ts';
import type { WatchColumn } from '#lib/core/watchlist/types.ts';

import styles from './watch.module.css';

/** Headings of the chosen columns. */
export function ColumnHeads({ columns }: { readonly columns: readonly WatchColumn[] }) {
  return columns.map((column) => (
    <th key={column} scope="col" data-trend={column === 'trend' ? true : undefined}>
      {COLUMN_WORDS[column].label}
      <span className={styles['under']}>{COLUMN_WORDS[column].unit}</span>
    </th>
  ));
}

/** Cells of one row under the chosen columns. */
export function WatchCells({
  row,
  columns,
}: {
  readonly row: DrawnRow;
  readonly columns: readonly WatchColumn[];
}) {
  return columns.map((column, index) => <Cell key={column} cell={row.cells[index] ?? null} />);
}

function Cell({ cell }: { readonly cell: DrawnCell | null }) {
  if (cell === null) return <td />;
  const { text, under, isAbsent, spark } = cell;
  if (spark !== null) {
    return (
      <td>
        <svg
          className={styles['spark']}
          viewBox={`0 0 ${String(SPARK_WIDTH)} ${String(SPARK_HEIGHT)}`}
          width={SPARK_WIDTH}
          height={SPARK_HEIGHT}
          role="img"
          aria-label={spark.words}
        >
          <path d={spark.path} />
        </svg>
      </td>
    );
  }
  return (
    <td data-absent={isAbsent ? true : undefined}>
      {text}
      {under === null ? null : <span className={styles['under']}>{under}</span>}
    </td>
  );
}

/** What stands in a row: its name, which opens its page, and what it is. */
export function WatchTitle({ row }: { readonly row: DrawnRow }) {
  const { title, detail, href, isGone } = row;
  return (
    <>
      {href === null ? (
        <span data-gone={isGone ? true : undefined}>{title}</span>
      ) : (
        <a href={href}>{title}</a>
      )}
      <span className={styles['under']}>{detail}</span>
    </>
  );
}
