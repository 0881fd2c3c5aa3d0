'use client';

import { useRef } from 'react';

import { readField } from '#lib/client/read-field.ts';
import { WATCHLIST_NAME_MAX } from '#lib/contracts/watchlists/watchlists.ts';

import controls from '../../_ui/controls.module.css';
import type { ListHead } from './list-on-screen.ts';
import type { ListEdits } from './use-list-edits.ts';
import styles from './watchlists.module.css';

interface RenameListFormProps {
  readonly list: ListHead;
  readonly edits: ListEdits;
  readonly onSay: (words: string) => void;
}

/** The name of a list. */
export function RenameListForm({ list, edits, onSay }: RenameListFormProps) {
  const disclosure = useRef<HTMLDetailsElement>(null);
  return (
    <details className={styles['details']} ref={disclosure}>
      <summary>Rename</summary>
      <form
        className={styles['line']}
        onSubmit={(event) => {
          event.preventDefault();
          const name = readField(event.currentTarget, 'name');
          edits.change({ name }, () => {
            onSay(`“${list.name}” is “${name}” now.`);
            if (disclosure.current !== null) disclosure.current.open = false;
          });
        }}
      >
        <input
          key={list.name}
          className={styles['input']}
          name="name"
          aria-label={`New name of ${list.name}`}
          defaultValue={list.name}
          required
          maxLength={WATCHLIST_NAME_MAX}
          autoComplete="off"
        />
        <button type="submit" className={controls['button']}>
          Keep
        </button>
      </form>
    </details>
  );
}
