'use client';

import { useId, useRef, useState, type ReactNode } from 'react';

import { NOTE_WORDS_MAX, type NoteBody } from '#lib/contracts/notes/notes.ts';

import { Field } from '../_auth/Field.tsx';
import { FormFailure } from '../_auth/FormFailure.tsx';
import type { Sending } from '../_auth/use-sending.ts';
import controls from '../_ui/controls.module.css';
import styles from './notes.module.css';

type Content = Pick<NoteBody, 'words' | 'isShared' | 'from' | 'to'>;

interface NoteFormProps {
  /** The point of a chart that it stands on, in words; null for none. */
  readonly on: string | null;
  readonly initial: Content;
  readonly failure: Sending['failure'];
  readonly isBusy: boolean;
  readonly onSend: (content: Content) => void;
  /** Further buttons. */
  readonly children?: ReactNode;
}

/** Words, days and readers of a note. Ctrl-Enter keeps it. */
export function NoteForm({ on, initial, failure, isBusy, onSend, children }: NoteFormProps) {
  const id = useId();
  const form = useRef<HTMLFormElement>(null);
  const [length, setLength] = useState(initial.words.length);
  const fault = failure?.byField['words'];
  return (
    <form
      ref={form}
      className={styles['form']}
      onSubmit={(event) => {
        event.preventDefault();
        onSend(readContent(new FormData(event.currentTarget)));
      }}
    >
      {on === null ? null : <p className={styles['on']}>{on}</p>}
      <div className={styles['words']}>
        <label htmlFor={id}>Note</label>
        <textarea
          id={id}
          name="words"
          rows={6}
          maxLength={NOTE_WORDS_MAX}
          required
          defaultValue={initial.words}
          aria-invalid={fault === undefined ? undefined : true}
          aria-describedby={`${id}-said`}
          // A dialog gives the focus to what carries this when it opens.
          ref={(field) => {
            field?.setAttribute('autofocus', '');
          }}
          onChange={(event) => {
            setLength(event.currentTarget.value.length);
          }}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) form.current?.requestSubmit();
          }}
        />
        <p id={`${id}-said`} className={fault === undefined ? styles['quiet'] : styles['fault']}>
          {fault ?? `${length.toLocaleString('en')} of ${NOTE_WORDS_MAX.toLocaleString('en')} characters`}
        </p>
      </div>
      <div className={styles['days']}>
        <DayField
          label="Day, or first day"
          name="from"
          value={initial.from}
          fault={failure?.byField['from']}
        />
        <DayField label="Last day" name="to" value={initial.to} fault={failure?.byField['to']} />
      </div>
      <label className={styles['check']}>
        <input type="checkbox" name="isShared" defaultChecked={initial.isShared} />
        Every member reads it
      </label>
      <div className={styles['actions']}>
        <button type="submit" className={controls['button']} disabled={isBusy}>
          Keep
        </button>
        {children}
      </div>
      <FormFailure failure={failure} fields={['words', 'from', 'to']} />
    </form>
  );
}

interface DayFieldProps {
  readonly label: string;
  readonly name: string;
  readonly value: string | null;
  readonly fault: string | undefined;
}

function DayField({ label, name, value, fault }: DayFieldProps) {
  return (
    <Field
      label={label}
      name={name}
      defaultValue={value ?? ''}
      placeholder="none"
      inputMode="numeric"
      pattern="\d{4}-\d{2}-\d{2}"
      title="A day as year-month-day, for example 2026-04-30"
      maxLength={10}
      autoComplete="off"
      fault={fault}
    />
  );
}

function readContent(data: FormData): Content {
  const textOf = (name: string): string => {
    const value = data.get(name);
    return typeof value === 'string' ? value.trim() : '';
  };
  const dayOf = (name: string): string | null => (textOf(name) === '' ? null : textOf(name));
  return {
    words: textOf('words'),
    isShared: data.get('isShared') !== null,
    from: dayOf('from'),
    to: dayOf('to'),
  };
}
