import type { ImportTable } from '#lib/contracts/imports/imports.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import type { Sending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import styles from './ChooseSection.module.css';
import { FilePicker } from './FilePicker.tsx';
import { formatBytes, nameTable, type TableChoice } from './import-words.ts';
import { Working } from './Working.tsx';

/** What is asked of the desk: a file, the table it is for, and how it is meant. */
export interface Choice {
  readonly table: ImportTable;
  readonly isComplete: boolean;
  readonly mayHaveNewNames: boolean;
  readonly file: File | null;
}

interface ChooseSectionProps {
  readonly choice: Choice;
  readonly tables: readonly TableChoice[];
  readonly maxBytes: number;
  readonly isBusy: boolean;
  /** What is under way with the file; null when nothing is. */
  readonly working: 'preview' | 'commit' | null;
  readonly failure: Sending['failure'];
  /** What came of the last commit; empty before one. */
  readonly done: string;
  readonly onChange: (choice: Choice) => void;
  readonly onPreview: () => void;
}

/** Choosing table, file and options. */
export function ChooseSection(props: ChooseSectionProps) {
  const { choice, tables, maxBytes, isBusy, working, failure, done, onChange, onPreview } = props;
  const { table, file, isComplete, mayHaveNewNames } = choice;
  const columns = tables.find((each) => each.table === table)?.columns ?? [];
  const isTooLarge = file !== null && file.size > maxBytes;
  return (
    <section className={section['section']} data-first aria-labelledby="file-title">
      <h2 id="file-title">Import a CSV file</h2>
      <p className={people['muted']}>
        A file is previewed first: nothing is written until you commit it, then all of it or nothing.{' '}
        <a href="/export">Export</a> gives every table in the form that is taken here.
      </p>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (file !== null && !isTooLarge && !isBusy) onPreview();
        }}
      >
        <label className={`${controls['field'] ?? ''} ${styles['table'] ?? ''}`}>
          Table
          <select
            value={table}
            disabled={isBusy}
            onChange={(event) => {
              onChange({ ...choice, table: event.currentTarget.value as ImportTable });
            }}
          >
            {tables.map((each) => (
              <option key={each.table} value={each.table}>
                {nameTable(each.table)}
              </option>
            ))}
          </select>
        </label>
        <details className={styles['columns']}>
          <summary>The {columns.length} columns of its file</summary>
          <p>
            <code>{columns.join(', ')}</code>
          </p>
        </details>
        <FilePicker
          file={file}
          isBusy={isBusy}
          onPick={(picked) => {
            onChange({ ...choice, file: picked });
          }}
        />
        <fieldset className={styles['options']} disabled={isBusy} aria-label="Options">
          <label>
            <input
              type="checkbox"
              checked={isComplete}
              onChange={(event) => {
                onChange({ ...choice, isComplete: event.currentTarget.checked });
              }}
            />
            The file is the complete table: facts that it lacks are withdrawn
          </label>
          <label>
            <input
              type="checkbox"
              checked={mayHaveNewNames}
              onChange={(event) => {
                onChange({ ...choice, mayHaveNewNames: event.currentTarget.checked });
              }}
            />
            Accept new names: issuers that no stored row has are meant, not misspelt
          </label>
        </fieldset>
        <p className={styles['fault']} role="alert">
          {isTooLarge ? `The file is larger than ${formatBytes(maxBytes)}. Split it into smaller files.` : ''}
        </p>
        <button
          type="submit"
          className={controls['button']}
          disabled={isBusy || file === null || isTooLarge}
          aria-describedby="preview-needs"
        >
          Preview
        </button>
        <p id="preview-needs" className={people['muted']}>
          {file === null ? 'Choose a file first.' : 'Reads the whole file and writes nothing.'}
        </p>
      </form>
      <FormFailure failure={failure} />
      <Working working={working} file={file} done={done} />
    </section>
  );
}
