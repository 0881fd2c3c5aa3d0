import type { BatchItem } from '#lib/contracts/imports/imports.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';
import { describeTables } from './import-words.ts';

interface BatchRowProps {
  readonly batch: BatchItem;
  readonly onUndo: () => void;
}

/** One batch; those of the desk can be undone, once. */
export function BatchRow({ batch, onUndo }: BatchRowProps) {
  const { id, committedAt, origin, summary, author, undoneBy, tables } = batch;
  return (
    <tr>
      <th scope="row">{id}</th>
      <td>{formatInstant(committedAt)}</td>
      <td className={table['words']}>{author}</td>
      <td className={table['words']}>{summary}</td>
      <td className={table['words']}>{describeTables(tables)}</td>
      <td>
        {undoneBy !== null ? (
          `undone by ${String(undoneBy)}`
        ) : origin === 'csv' ? (
          <button
            type="button"
            className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
            aria-label={`Undo batch ${String(id)}`}
            onClick={onUndo}
          >
            Undo
          </button>
        ) : (
          <span className={people['muted']}>not of the desk</span>
        )}
      </td>
    </tr>
  );
}
