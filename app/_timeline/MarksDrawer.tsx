'use client';

import { useContext } from 'react';

import type { LaneGroup } from '#lib/charts/timeline/lane-marks.ts';
import { daysWords, noteWords } from '#lib/charts/timeline/lane-words.ts';

import { NotesContext } from '../_notes/notes-context.ts';
import controls from '../_ui/controls.module.css';
import { Drawer } from '../_ui/Drawer.tsx';
import { EventItems } from './EventList.tsx';
import styles from './marks.module.css';

interface MarksDrawerProps {
  readonly group: LaneGroup;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Everything that one mark stands for. */
export function MarksDrawer({ group, isOpen, onClose }: MarksDrawerProps) {
  const { open } = useContext(NotesContext);
  return (
    <Drawer title={group.title} place="side" isOpen={isOpen} onClose={onClose}>
      <ul className={`${styles['list'] ?? ''} ${styles['drawer'] ?? ''}`}>
        <EventItems events={group.events} />
        {group.notes.map((note) => (
          <li key={note.id}>
            <span className={styles['day']}>{daysWords(note.from, note.to)}</span> {noteWords(note)}
            <p className={styles['words']}>{note.words}</p>
            <button
              type="button"
              className={controls['button']}
              onClick={() => {
                onClose();
                open(note);
              }}
            >
              Open the note
            </button>
          </li>
        ))}
      </ul>
    </Drawer>
  );
}
