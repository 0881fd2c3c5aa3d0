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
  return figure === undefined || !/^[\w.:-]+$/.test(figure)
    ? null
    : { kind: 'metric', ref: `${path}#${figure}`, title: `the figure “${figure}”` };
}
