import type { ChartPoint } from '#lib/charts/timeline/chart-point.ts';
import type { NoteBody } from '#lib/contracts/notes/notes.ts';

import type { NoteTarget } from './notes-context.ts';

/** What the dialog shows: a note that there is, or a new one on something. */
export type NoteTask =
  { readonly note: NoteBody } | { readonly target: NoteTarget; readonly point: ChartPoint | null };

/** A note as it is now, or that it is gone. */
export interface NoteChange {
  readonly note: NoteBody;
  readonly isGone: boolean;
}
