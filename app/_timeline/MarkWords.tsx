import { formatDate } from '#lib/charts/format.ts';
import type { LaneGroup } from '#lib/charts/timeline/lane-marks.ts';
import { daysWords, kindWords, noteWords } from '#lib/charts/timeline/lane-words.ts';

import styles from './marks.module.css';

/** How many a card names; the list has them all. */
const MOST_NAMED = 5;

/** What a mark stands for, in the words of a card. */
export function MarkWords({ group: { title, events, notes } }: { readonly group: LaneGroup }) {
  const count = events.length + notes.length;
  const [event] = events;
  const [note] = notes;
  if (count === 1 && event !== undefined) {
    return (
      <>
        <p className={styles['title']}>{event.title}</p>
        <p>
          {formatDate(event.on)}, {kindWords(event.kind)}
        </p>
        <p className={styles['quiet']}>
          {event.grade}: {event.source.title ?? 'source not named'}. Enter opens it.
        </p>
      </>
    );
  }
  if (count === 1 && note !== undefined) {
    return (
      <>
        <p className={styles['title']}>{daysWords(note.from, note.to)}</p>
        <p className={styles['words']}>{note.words}</p>
        <p className={styles['quiet']}>{noteWords(note)}. Enter opens it.</p>
      </>
    );
  }
  const lines = [
    ...events.map(({ id, on, title: name }) => ({ id, text: `${formatDate(on)}: ${name}` })),
    ...notes.map((each) => ({ id: each.id, text: `${daysWords(each.from, each.to)}: ${noteWords(each)}` })),
  ];
  return (
    <>
      <p className={styles['title']}>{title}</p>
      {lines.slice(0, MOST_NAMED).map(({ id, text }) => (
        <p key={id} className={styles['line']}>
          {text}
        </p>
      ))}
      <p className={styles['quiet']}>
        {count > MOST_NAMED ? `and ${String(count - MOST_NAMED)} more. ` : ''}Enter lists them.
      </p>
    </>
  );
}
