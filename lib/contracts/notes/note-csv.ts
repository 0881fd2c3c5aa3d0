import type { CsvColumn } from '../csv-text.ts';
import type { NoteBody } from './notes.ts';

/** Notes as a file; instants are UTC. */
export const NOTE_COLUMNS: readonly CsvColumn<NoteBody>[] = [
  { heading: 'id', cell: ({ id }) => id },
  { heading: 'kind', cell: ({ kind }) => kind },
  { heading: 'ref', cell: ({ ref }) => ref },
  { heading: 'title', cell: ({ title }) => title },
  { heading: 'chart', cell: ({ chart }) => chart?.id ?? null },
  { heading: 'series', cell: ({ chart }) => chart?.series ?? null },
  { heading: 'x', cell: ({ chart }) => chart?.x ?? null },
  { heading: 'from', cell: ({ from }) => from },
  { heading: 'to', cell: ({ to }) => to },
  { heading: 'note', cell: ({ words }) => words },
  { heading: 'read_by', cell: ({ isShared }) => (isShared ? 'members' : 'author') },
  { heading: 'author', cell: ({ author }) => author },
  { heading: 'written_at', cell: ({ createdAt }) => createdAt },
  { heading: 'changed_at', cell: ({ changedAt }) => changedAt },
];
