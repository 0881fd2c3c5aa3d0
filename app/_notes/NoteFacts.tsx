import { daysWords } from '#lib/charts/timeline/lane-words.ts';
import type { NoteBody } from '#lib/contracts/notes/notes.ts';

import { formatInstant } from '../_auth/format-instant.ts';
import styles from './notes.module.css';

/** A note as text: its words, whose they are, when, and what they speak of. */
export function NoteFacts({ note }: { readonly note: NoteBody }) {
  const { chart, from, to, words, createdAt, changedAt, author, isOwn, isShared } = note;
  const about = [
    chart === null ? null : [chart.series, chart.x].filter(Boolean).join(', '),
    from === null || to === null ? null : daysWords(from, to),
  ].filter((part) => part !== null);
  return (
    <>
      {about.length === 0 ? null : <p className={styles['on']}>{about.join('; ')}</p>}
      <p className={styles['text']}>{words}</p>
      <p className={styles['quiet']}>
        {isOwn ? 'You' : author}, {formatInstant(createdAt)}
        {changedAt === createdAt ? '' : `, changed ${formatInstant(changedAt)}`};{' '}
        {isShared ? 'every member reads it' : 'for your eyes'}
      </p>
    </>
  );
}
