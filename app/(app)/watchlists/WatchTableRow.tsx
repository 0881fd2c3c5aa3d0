'use client';

import Link from 'next/link';
import { useState } from 'react';

import { readField } from '#lib/client/read-field.ts';
import type { DrawnRow } from '#lib/charts/watchlists/watch-table.ts';
import { WATCH_NOTE_MAX } from '#lib/contracts/watchlists/watchlists.ts';
import type { WatchColumn } from '#lib/core/watchlist/types.ts';

import people from '../../_auth/people.module.css';
import controls from '../../_ui/controls.module.css';
import { alertLink } from '../../_ui/alert-link.ts';
import { Icon } from '../../_ui/Icon.tsx';
import { WatchCells, WatchTitle } from '../../_watch/WatchCells.tsx';
import type { RowDrag } from './use-row-drag.ts';
import styles from './watchlists.module.css';

interface WatchTableRowProps {
  readonly row: DrawnRow;
  readonly columns: readonly WatchColumn[];
  /** Such as "place 2 of 5". */
  readonly place: string;
  /** Null where rows do not move. */
  readonly handle: ReturnType<RowDrag['handlersOf']> | null;
  readonly isDragged: boolean;
  readonly isOver: boolean;
  readonly onNote: (note: string | null) => void;
  readonly onTakeOff: () => void;
}

const small = `${controls['button'] ?? ''} ${people['small'] ?? ''}`;

/** One thing of the list. */
export function WatchTableRow({
  row,
  columns,
  place,
  handle,
  isDragged,
  isOver,
  onNote,
  onTakeOff,
}: WatchTableRowProps) {
  const [isNoting, setIsNoting] = useState(false);
  return (
    <tr data-key={row.key} data-dragged={isDragged || undefined} data-over={isOver || undefined}>
      <th scope="row">
        <div className={styles['what']}>
          {handle === null ? null : (
            <button
              type="button"
              className={styles['handle']}
              data-handle
              aria-label={`Move ${row.title}, ${place}`}
              title="Drag, or Alt and the arrows"
              {...handle}
            >
              <Icon name="grip" />
            </button>
          )}
          <div>
            <WatchTitle row={row} />
            {row.unread === 0 ? null : <span className={styles['new']}>{row.unread} new</span>}
            {isNoting ? (
              <NoteForm
                row={row}
                onDone={(note) => {
                  setIsNoting(false);
                  if (note !== undefined) onNote(note);
                }}
              />
            ) : row.note === null ? null : (
              <span className={styles['note']}>{row.note}</span>
            )}
          </div>
        </div>
      </th>
      <WatchCells row={row} columns={columns} />
      <td>
        <span className={styles['actions']}>
          <Link
            className={styles['alert']}
            href={alertLink(begunOf(row))}
            prefetch={false}
            aria-label={`Set an alert on ${row.title}`}
          >
            Alert
          </Link>
          <button
            type="button"
            className={small}
            aria-label={`Note on ${row.title}`}
            aria-expanded={isNoting}
            onClick={() => {
              setIsNoting(!isNoting);
            }}
          >
            Note
          </button>
          <button type="button" className={small} aria-label={`Take off ${row.title}`} onClick={onTakeOff}>
            Take off
          </button>
        </span>
      </td>
    </tr>
  );
}

/** The rule that is nearest to a thing of each kind; the form offers the others. */
function begunOf({ kind, ref }: DrawnRow): Parameters<typeof alertLink>[0] {
  switch (kind) {
    case 'stock':
      return { kind: 'price-level', ticker: ref };
    case 'issuer':
      return { kind: 'guide-revised', issuer: ref };
    case 'scenario':
      return { kind: 'net-sign', scenarioId: ref };
    case 'technique':
      return { kind: 'fact-revised', table: 'technique', key: ref };
    case 'model':
      return { kind: 'fact-revised', table: 'model_architecture', key: ref };
  }
}

interface NoteFormProps {
  readonly row: DrawnRow;
  /** Undefined: the note stays. */
  readonly onDone: (note?: string | null) => void;
}

/** The member's own words on a thing; Esc leaves them as they were. */
function NoteForm({ row, onDone }: NoteFormProps) {
  return (
    <form
      className={styles['noting']}
      onSubmit={(event) => {
        event.preventDefault();
        const written = readField(event.currentTarget, 'note');
        onDone(written === '' ? null : written);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Escape') onDone();
      }}
    >
      <textarea
        name="note"
        aria-label={`Note on ${row.title}`}
        defaultValue={row.note ?? ''}
        maxLength={WATCH_NOTE_MAX}
        rows={2}
        // The button that opened it said so.
        autoFocus
      />
      <button type="submit" className={small}>
        Keep
      </button>
    </form>
  );
}
