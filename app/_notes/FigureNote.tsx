'use client';

import { useContext } from 'react';

import controls from '../_ui/controls.module.css';
import { NotesContext } from './notes-context.ts';

interface FigureNoteProps {
  /** Key of its evidence. */
  readonly figure: string;
  readonly title: string;
  /** Closes the drawer that this stands in: one dialog at a time. */
  readonly onClose: () => void;
}

/** Writes a note on the figure whose evidence is open. */
export function FigureNote({ figure, title, onClose }: FigureNoteProps) {
  const { writeOnFigure } = useContext(NotesContext);
  if (writeOnFigure === null) return null;
  return (
    <p>
      <button
        type="button"
        className={controls['button']}
        onClick={() => {
          onClose();
          writeOnFigure(figure, title);
        }}
      >
        Write a note on it
      </button>
    </p>
  );
}
