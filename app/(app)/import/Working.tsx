import { useEffect, useRef } from 'react';

import { formatBytes } from './import-words.ts';
import styles from './Working.module.css';

interface WorkingProps {
  readonly working: 'preview' | 'commit' | null;
  readonly file: File | null;
  /** What came of the last commit; empty before one. */
  readonly done: string;
}

/** Says what is under way with the file, or what came of it, in a room that is always kept. */
export function Working({ working, file, done }: WorkingProps) {
  const room = useRef<HTMLDivElement>(null);
  useEffect(() => {
    // What was committed leaves the page below; its outcome must not be out of sight.
    if (done !== '') room.current?.scrollIntoView({ block: 'nearest' });
  }, [done]);
  const name = file === null ? 'the file' : `${file.name}, ${formatBytes(file.size)}`;
  const words =
    working === 'preview'
      ? `Sending and reading ${name}. A large file takes minutes; nothing is written.`
      : `Importing ${name}. A large file takes minutes; leave this page open.`;
  return (
    <div className={styles['room']} ref={room}>
      {working === null ? null : <progress className={styles['bar']} aria-label="Working" />}
      <p role="status">{working === null ? done : words}</p>
    </div>
  );
}
