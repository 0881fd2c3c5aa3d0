import { useEffect, useId, useState } from 'react';

import styles from './FilePicker.module.css';
import { formatBytes } from './import-words.ts';

interface FilePickerProps {
  readonly file: File | null;
  readonly isBusy: boolean;
  readonly onPick: (file: File) => void;
}

/** One file, picked or dropped. */
export function FilePicker({ file, isBusy, onPick }: FilePickerProps) {
  const id = useId();
  const [isOver, setOver] = useState(false);
  const [fault, setFault] = useState('');
  useKeptPage();
  const take = (files: FileList | null): void => {
    const [first] = files ?? [];
    if (first === undefined || isBusy) return;
    setFault(files !== null && files.length > 1 ? 'Several files were dropped: bring them one by one.' : '');
    if (files?.length === 1) onPick(first);
  };
  return (
    <div
      className={styles['area']}
      data-over={isOver ? true : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => {
        setOver(false);
      }}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        take(event.dataTransfer.files);
      }}
    >
      <input
        id={id}
        className={styles['input']}
        type="file"
        accept=".csv,.tsv,.txt,text/csv,text/plain"
        disabled={isBusy}
        aria-describedby={`${id}-chosen`}
        onChange={(event) => {
          take(event.currentTarget.files);
          // So that the same file can be chosen again once it is corrected.
          event.currentTarget.value = '';
        }}
      />
      <label className={styles['label']} htmlFor={id}>
        {file === null ? 'Choose a CSV file' : 'Choose another CSV file'}
      </label>
      <p id={`${id}-chosen`} className={styles['chosen']}>
        {file === null ? 'or drop it here' : `${file.name}, ${formatBytes(file.size)}`}
      </p>
      <p className={styles['fault']} role="alert">
        {fault}
      </p>
    </div>
  );
}

/** A file that is dropped beside the area would replace the page, and with it all that was chosen. */
function useKeptPage(): void {
  useEffect(() => {
    const keep = (event: DragEvent): void => {
      event.preventDefault();
    };
    window.addEventListener('dragover', keep);
    window.addEventListener('drop', keep);
    return () => {
      window.removeEventListener('dragover', keep);
      window.removeEventListener('drop', keep);
    };
  }, []);
}
