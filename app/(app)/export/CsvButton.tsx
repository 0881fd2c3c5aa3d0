'use client';

import { useState } from 'react';

import { saveBlob } from '#lib/client/save-blob.ts';

import styles from './CsvButton.module.css';

interface CsvButtonProps {
  readonly path: string;
  readonly fileName: string;
  readonly label: string;
}

type State = 'ready' | 'busy' | 'failed';

/** Saves a table as CSV. A button, not a link: the address answers JSON to whoever does not ask for CSV. */
export function CsvButton({ path, fileName, label }: CsvButtonProps) {
  const [state, setState] = useState<State>('ready');
  const save = async (): Promise<void> => {
    setState('busy');
    const response = await fetch(path, { headers: { Accept: 'text/csv' } }).catch(() => null);
    const blob = response?.ok === true ? await response.blob().catch(() => null) : null;
    if (blob !== null) saveBlob(blob, fileName);
    setState(blob === null ? 'failed' : 'ready');
  };
  return (
    <>
      <span role="status" className={styles['failed']}>
        {state === 'failed' ? 'not saved, try again ' : ''}
      </span>
      <button
        type="button"
        className={styles['button']}
        aria-label={label}
        disabled={state === 'busy'}
        onClick={() => void save()}
      >
        CSV
      </button>
    </>
  );
}
