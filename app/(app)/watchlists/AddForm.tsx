'use client';

import { useId, useState } from 'react';

import { readField } from '#lib/client/read-field.ts';
import { KIND_WORDS } from '#lib/charts/watchlists/watch-table.ts';
import { WATCH_KINDS, type WatchKind } from '#lib/core/watchlist/types.ts';

import controls from '../../_ui/controls.module.css';
import type { WatchChoices } from './list-on-screen.ts';
import styles from './watchlists.module.css';

interface AddFormProps {
  readonly choices: WatchChoices;
  readonly onAdd: (kind: WatchKind, ref: string, title: string, onAdded: () => void) => void;
}

/** Puts a thing on the list: its kind, then its name, ticker or id. */
export function AddForm({ choices, onAdd }: AddFormProps) {
  const [kind, setKind] = useState<WatchKind>('stock');
  const ids = { kind: useId(), what: useId(), list: useId() };
  const offered = choices[kind];
  return (
    <form
      className={styles['line']}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const written = readField(form, 'ref');
        const found = offered.find(({ ref, title }) => ref === written || title === written);
        onAdd(kind, found?.ref ?? written, found?.title ?? written, () => {
          // Not a reset of the form: the kind stays for the next one.
          const input = form.querySelector('input');
          if (input !== null) input.value = '';
          input?.focus();
        });
      }}
    >
      <div className={controls['field']}>
        <label htmlFor={ids.kind}>Kind</label>
        <select
          id={ids.kind}
          value={kind}
          onChange={(event) => {
            setKind(event.currentTarget.value as WatchKind);
          }}
        >
          {WATCH_KINDS.map((each) => (
            <option key={each} value={each}>
              {KIND_WORDS[each]}
            </option>
          ))}
        </select>
      </div>
      <div className={controls['field']}>
        <label htmlFor={ids.what}>Name, ticker or id</label>
        <input id={ids.what} name="ref" list={ids.list} required maxLength={100} autoComplete="off" />
        <datalist id={ids.list}>
          {offered.map(({ ref, title }) =>
            kind === 'scenario' ? (
              <option key={ref} value={title} />
            ) : (
              <option key={ref} value={ref}>
                {title}
              </option>
            ),
          )}
        </datalist>
      </div>
      <button type="submit" className={controls['button']}>
        Put on the list
      </button>
    </form>
  );
}
