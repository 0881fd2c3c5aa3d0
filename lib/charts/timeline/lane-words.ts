/** Words of dated marks. */
import type { NoteBody } from '../../contracts/notes/notes.ts';
import type { TimelineEvent } from '../../core/timeline/types.ts';
import { formatDate } from '../format.ts';

/** The page of an event. */
export function eventHref(id: string): string {
  return `/events/${encodeURIComponent(id)}`;
}

/** "efficiency paper". */
export function kindWords(kind: string): string {
  return kind.replaceAll('-', ' ');
}

/** "26 Mar 2026", or from one day to another. */
export function daysWords(from: string, to: string): string {
  return from === to ? formatDate(from) : `${formatDate(from)} – ${formatDate(to)}`;
}

/** What one mark says: a single event or note by itself, several by their number and their days. */
export function groupTitle(
  events: readonly TimelineEvent[],
  notes: readonly Pick<NoteBody, 'author' | 'isOwn' | 'from' | 'to'>[],
): string {
  const [event] = events;
  const [note] = notes;
  if (events.length === 1 && notes.length === 0 && event !== undefined) {
    return `${formatDate(event.on)}: ${event.title}`;
  }
  if (notes.length === 1 && events.length === 0 && note !== undefined) {
    return `${daysWords(note.from ?? '', note.to ?? '')}: ${noteWords(note)}`;
  }
  const days = [
    ...events.map(({ on }) => on),
    ...notes.flatMap(({ from, to }) => [from ?? '', to ?? '']),
  ].toSorted();
  const counts = [countWords(events.length, 'event'), countWords(notes.length, 'note')].filter(
    (words) => words !== '',
  );
  // The number that is drawn stands in the words for it.
  const sum = counts.length === 1 ? '' : `${String(events.length + notes.length)} marks: `;
  return `${sum}${counts.join(' and ')}, ${daysWords(days[0] ?? '', days.at(-1) ?? '')}`;
}

/** Whose note it is. */
export function noteWords({ author, isOwn }: Pick<NoteBody, 'author' | 'isOwn'>): string {
  return isOwn ? 'a note of yours' : `a note of ${author}`;
}

function countWords(count: number, what: string): string {
  return count === 0 ? '' : `${String(count)} ${what}${count === 1 ? '' : 's'}`;
}
