import { NOTE_KINDS } from '#lib/core/notes/types.ts';

import type { NoteTarget } from './notes-context.ts';

/** Attributes of an element that stands for a thing: "n" with the focus in it writes on that thing. */
export function noteTargetAttributes({ kind, ref, title }: NoteTarget) {
  return { 'data-note-kind': kind, 'data-note-ref': ref, 'data-note-title': title };
}

/** The thing, else the figure, under the focus; null when the focus is on neither. */
export function findTargetInFocus(path: string): NoteTarget | null {
  const focused = document.activeElement;
  const thing = focused?.closest<HTMLElement>('[data-note-kind]');
  const kind = NOTE_KINDS.find((each) => each === thing?.dataset['noteKind']);
  const { noteRef: ref, noteTitle: title } = thing?.dataset ?? {};
  if (kind !== undefined && ref !== undefined && title !== undefined) return { kind, ref, title };
  const figure = focused?.closest<HTMLElement>('[data-evidence]')?.dataset['evidence'];
  return figure === undefined ? null : figureTarget(path, figure, `the figure “${figure}”`);
}

/** A figure of a page by the key of its evidence; null for a key that no note can keep. */
export function figureTarget(path: string, figure: string, title: string): NoteTarget | null {
  return /^[\w.:-]+$/.test(figure) ? { kind: 'metric', ref: `${path}#${figure}`, title } : null;
}
