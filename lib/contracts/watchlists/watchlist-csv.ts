import type { CsvColumn } from '../csv-text.ts';
import type { WatchRow } from './watchlists.ts';

/** A list as a file, and what an import takes. */
export const WATCHLIST_COLUMNS: readonly CsvColumn<Pick<WatchRow, 'kind' | 'ref' | 'note'>>[] = [
  { heading: 'kind', cell: ({ kind }) => kind },
  { heading: 'id', cell: ({ ref }) => ref },
  { heading: 'note', cell: ({ note }) => note },
];
