import type { ReactNode } from 'react';

import type { Preview } from '#lib/contracts/imports/imports.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import { ChangesTable } from './ChangesTable.tsx';
import { FaultsTable } from './FaultsTable.tsx';
import { describeCounts, describeOutcome, differencesOf, formatCount, nameTable } from './import-words.ts';
import styles from './PreviewSection.module.css';

interface PreviewSectionProps {
  readonly preview: Preview;
  readonly fileName: string;
  /** What can be done with it. */
  readonly children: ReactNode;
}

/** What importing the file would do, or why it cannot be imported. */
export function PreviewSection({ preview, fileName, children }: PreviewSectionProps) {
  const { table, dataVersion, accepted, notes, counts, changes, faults, faultCount } = preview;
  return (
    <section className={section['section']} aria-labelledby="preview-title">
      <h2 id="preview-title">Preview</h2>
      <p role="status" className={accepted ? undefined : styles['refused']}>
        {describeOutcome(preview)}
      </p>
      <p className={styles['file']}>
        {fileName} as {nameTable(table)}
        {counts === null ? '' : `, ${describeCounts(counts)}`}.{' '}
        <span className={people['muted']}>Compared with data version {formatCount(dataVersion)}.</span>
      </p>
      {notes.length === 0 ? null : (
        <ul className={styles['notes']} aria-label="How the file was read">
          {notes.map((note) => (
            <li key={note}>{note}</li>
          ))}
        </ul>
      )}
      {faults.length === 0 ? null : <FaultsTable faults={faults} faultCount={faultCount} />}
      {changes.length === 0 ? null : <ChangesTable changes={changes} total={differencesOf(counts)} />}
      {children}
    </section>
  );
}
