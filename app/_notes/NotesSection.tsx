'use client';

import { useContext } from 'react';

import controls from '../_ui/controls.module.css';
import { MemberContext } from './member-context.ts';
import { NoteFacts } from './NoteFacts.tsx';
import { NotesContext, type NoteTarget } from './notes-context.ts';
import styles from './notes.module.css';

interface NotesSectionProps {
  /** What the page is about; left out, the section shows only where there are notes. */
  readonly target?: NoteTarget | undefined;
}

/** Notes of the page, one's own and those that others share, newest first. */
export function NotesSection({ target }: NotesSectionProps) {
  const isMember = useContext(MemberContext);
  const { notes, open, write } = useContext(NotesContext);
  if (target === undefined && notes.length === 0) return null;
  return (
    <section className={styles['section']} aria-labelledby="notes-title">
      <div className={styles['head']}>
        <h2 id="notes-title">Notes</h2>
        <button type="button" className={controls['button']} onClick={write}>
          Write a note
        </button>
      </div>
      {notes.length > 0 ? null : (
        <p className={styles['quiet']}>
          {isMember
            ? 'None yet: yours and those that colleagues share stand here and on the time axes.'
            : 'Members keep notes here, for their own eyes or for all of the firm.'}
        </p>
      )}
      <ul className={styles['list']}>
        {notes.map((note) => (
          <li key={note.id}>
            {note.title === target?.title ? null : <p className={styles['about']}>{aboutWords(note)}</p>}
            <NoteFacts note={note} />
            {note.isOwn ? (
              <button
                type="button"
                className={controls['button']}
                onClick={() => {
                  open(note);
                }}
              >
                Change
              </button>
            ) : null}
          </li>
        ))}
      </ul>
    </section>
  );
}

/** What it stands on, where that is not the page's own thing. */
function aboutWords({ kind, title }: { readonly kind: string; readonly title: string }): string {
  return kind === 'page' ? 'This page' : title;
}
