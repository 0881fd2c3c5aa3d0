'use client';

import { useRef, type KeyboardEvent } from 'react';

import type { DrawnRow } from '#lib/charts/watchlists/watch-table.ts';
import type { WatchColumn } from '#lib/core/watchlist/types.ts';

import { stepRows } from '../../_hooks/step-rows.ts';
import { useShortcuts } from '../../_hooks/use-shortcuts.ts';
import table from '../../_watch/watch.module.css';
import { ColumnHeads } from '../../_watch/WatchCells.tsx';
import type { Say } from './list-on-screen.ts';
import type { ListEdits } from './use-list-edits.ts';
import { useRowDrag } from './use-row-drag.ts';
import styles from './watchlists.module.css';
import { WatchTableRow } from './WatchTableRow.tsx';

interface WatchTableProps {
  readonly name: string;
  readonly columns: readonly WatchColumn[];
  readonly edits: ListEdits;
  /** False where another order than the member's is shown. */
  readonly canMove: boolean;
  readonly onSay: Say;
}

/** Things of the list with their figures. Rows move by Alt and the arrows, or by their handles. */
export function WatchTable({ name, columns, edits, canMove, onSay }: WatchTableProps) {
  const { rows, place } = edits;
  const body = useRef<HTMLTableSectionElement>(null);
  const move = (key: string, to: number): void => {
    const from = rows.findIndex((row) => row.key === key);
    const row = rows[from];
    if (!canMove || row === undefined || to < 0 || to >= rows.length || to === from) return;
    place(rows.toSpliced(from, 1).toSpliced(to, 0, row));
    onSay(`${row.title}, place ${String(to + 1)} of ${String(rows.length)}.`);
  };
  const takeOff = (row: DrawnRow): void => {
    const at = rows.findIndex(({ key }) => key === row.key);
    edits.change({ items: toItems(rows.toSpliced(at, 1)) }, () => {
      onSay(`${row.title} is taken off.`, () => {
        edits.change({ items: toItems(rows) }, () => {
          onSay(`${row.title} is back.`);
        });
      });
    });
  };
  const { drag, handlersOf } = useRowDrag((key, overKey) => {
    move(
      key,
      rows.findIndex((row) => row.key === overKey),
    );
  });
  useRowKeys(body);
  if (rows.length === 0) return <p className={styles['muted']}>Nothing stands on this list yet.</p>;
  return (
    <div className={table['scroll']} tabIndex={0} role="region" aria-label={`Table of ${name}`}>
      <table className={table['table']} aria-busy={edits.isSaving}>
        <thead>
          <tr>
            <th scope="col">What</th>
            <ColumnHeads columns={columns} />
            <th scope="col">Actions</th>
          </tr>
        </thead>
        <tbody
          ref={body}
          onKeyDown={(event) => {
            const wanted = wantedMove(event);
            if (wanted === null) return;
            event.preventDefault();
            move(wanted.key, rows.findIndex(({ key }) => key === wanted.key) + wanted.by);
          }}
        >
          {rows.map((row, index) => (
            <WatchTableRow
              key={row.key}
              row={row}
              columns={columns}
              place={`place ${String(index + 1)} of ${String(rows.length)}`}
              handle={canMove ? handlersOf(row.key) : null}
              isDragged={drag?.key === row.key}
              isOver={drag !== null && drag.overKey === row.key && drag.key !== row.key}
              onNote={(note) => {
                place(rows.map((each) => (each.key === row.key ? { ...each, note } : each)));
                onSay(note === null ? `${row.title} has no note now.` : `The note of ${row.title} is kept.`);
              }}
              onTakeOff={() => {
                takeOff(row);
              }}
            />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function toItems(rows: readonly DrawnRow[]) {
  return rows.map(({ kind, ref, note }) => ({ kind, ref, note }));
}

/** Alt and an arrow anywhere in a row, or the arrow alone on its handle. */
function wantedMove(event: KeyboardEvent): { readonly key: string; readonly by: 1 | -1 } | null {
  const { target, altKey } = event;
  if (!(target instanceof HTMLElement) || target.closest('input, textarea') !== null) return null;
  if (!altKey && target.dataset['handle'] === undefined) return null;
  if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return null;
  const key = target.closest<HTMLElement>('tr[data-key]')?.dataset['key'];
  return key === undefined ? null : { key, by: event.key === 'ArrowUp' ? -1 : 1 };
}

/** "j" and "k" bring the focus to the first control of the next or previous row. */
function useRowKeys(body: React.RefObject<HTMLTableSectionElement | null>): void {
  const step = (by: 1 | -1): void => {
    stepRows(body.current?.rows ?? [], by);
  };
  useShortcuts({
    j: () => {
      step(1);
    },
    k: () => {
      step(-1);
    },
  });
}
