'use client';

import { createContext } from 'react';

import type { ChartPoint } from '#lib/charts/timeline/chart-point.ts';
import type { NoteBody } from '#lib/contracts/notes/notes.ts';
import type { NoteRef } from '#lib/core/notes/types.ts';

/** A thing to write a note on, with what it is called on the page. */
export interface NoteTarget extends NoteRef {
  readonly title: string;
}

/** Notes that the page shows, and what opens one. */
export interface NotesState {
  /** False where nothing can be noted, such as in a page for everybody. */
  readonly isOffered: boolean;
  readonly notes: readonly NoteBody[];
  readonly open: (note: NoteBody) => void;
  /** Writes on what is in hand: a point of a chart, a thing or figure in focus, else on the page's own thing. */
  readonly write: () => void;
  /** Writes on a figure of the page, by the key of its evidence; null where no figure can be noted. */
  readonly writeOnFigure: ((figure: string, title: string) => void) | null;
  /** Says which point of a chart the reader has in hand; null for none. */
  readonly hold: (point: ChartPoint | null) => void;
}

export const NO_NOTES: NotesState = {
  isOffered: false,
  notes: [],
  open: () => undefined,
  write: () => undefined,
  writeOnFigure: null,
  hold: () => undefined,
};

export const NotesContext = createContext<NotesState>(NO_NOTES);
