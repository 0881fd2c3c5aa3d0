'use client';

import { useContext } from 'react';

import tool from '../_shell/tool.module.css';
import { Icon } from '../_ui/Icon.tsx';
import { NotesContext } from './notes-context.ts';

/** Writes a note on what the page is about; the key for it is "n". */
export function NoteButton() {
  const { isOffered, write } = useContext(NotesContext);
  if (!isOffered) return null;
  return (
    <button type="button" className={tool['tool']} onClick={write} aria-label="Write a note" title="Note (n)">
      <Icon name="note" />
    </button>
  );
}
