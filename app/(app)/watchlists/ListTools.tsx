'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { lazy, useRef, useState } from 'react';

import { toCsv } from '#lib/contracts/csv-text.ts';
import { saveBlob } from '#lib/client/save-blob.ts';
import { sendJson } from '#lib/client/send-json.ts';
import { WATCHLIST_COLUMNS } from '#lib/contracts/watchlists/watchlist-csv.ts';
import type { WatchlistSummary } from '#lib/contracts/watchlists/watchlists.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import { Lazily } from '../../_ui/Lazily.tsx';
import { ColumnsForm } from './ColumnsForm.tsx';
import type { ListHead, Say } from './list-on-screen.ts';
import { RenameListForm } from './RenameListForm.tsx';
import type { ListEdits } from './use-list-edits.ts';
import styles from './watchlists.module.css';

const ShareDrawer = lazy(async () => ({ default: (await import('./ShareDrawer.tsx')).ShareDrawer }));

interface ListToolsProps {
  readonly list: ListHead;
  readonly lists: readonly WatchlistSummary[];
  readonly edits: ListEdits;
  readonly isUnreadFirst: boolean;
  readonly onSay: Say;
  readonly onDeleted: (gone: ListHead) => void;
}

/** What can be done to a list as a whole. */
export function ListTools({ list, lists, edits, isUnreadFirst, onSay, onDeleted }: ListToolsProps) {
  const router = useRouter();
  const sending = useSending();
  const file = useRef<HTMLInputElement>(null);
  const [isSharing, setIsSharing] = useState(false);
  const at = lists.findIndex(({ id }) => id === list.id);
  const mark = (
    seen: { at: string; dataVersion: number },
    words: string,
    undo: (() => void) | null,
  ): void => {
    sending.run(
      () => sendJson('POST', '/api/v1/watchlists/seen', { id: list.id, ...seen }),
      () => {
        onSay(words, undo);
        router.refresh();
      },
    );
  };
  const order = (by: 1 | -1): void => {
    const ids = lists.map(({ id }) => id);
    const moved = ids.toSpliced(at, 1).toSpliced(at + by, 0, list.id);
    sending.run(
      () => sendJson('POST', '/api/v1/watchlists/order', { ids: moved }),
      () => {
        onSay(`“${list.name}” is list ${String(at + by + 1)} of ${String(ids.length)}.`);
        router.refresh();
      },
    );
  };
  const unread = lists[at]?.unread ?? 0;
  return (
    <>
      <div className={styles['tools']}>
        <button
          type="button"
          className={controls['button']}
          disabled={sending.isBusy || unread === 0}
          onClick={() => {
            const { seenAt, seenDataVersion, readAt, dataVersion } = list;
            mark({ at: readAt, dataVersion }, `“${list.name}” is marked as read.`, () => {
              mark({ at: seenAt, dataVersion: seenDataVersion }, `“${list.name}” is as it was.`, null);
            });
          }}
        >
          Mark as read
        </button>
        <Link
          className={styles['link']}
          href={`/watchlists?list=${list.id}${isUnreadFirst ? '' : '&first=unread'}` as Route}
          scroll={false}
          prefetch={false}
        >
          {isUnreadFirst ? 'In your order' : 'Unread first'}
        </Link>
        <button
          type="button"
          className={controls['button']}
          disabled={sending.isBusy || at <= 0}
          onClick={() => {
            order(-1);
          }}
        >
          Earlier
        </button>
        <button
          type="button"
          className={controls['button']}
          disabled={sending.isBusy || at === lists.length - 1}
          onClick={() => {
            order(1);
          }}
        >
          Later
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            setIsSharing(true);
          }}
        >
          Share
        </button>
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            const text = toCsv(WATCHLIST_COLUMNS, edits.rows);
            saveBlob(new Blob([text], { type: 'text/csv' }), `${list.name}.csv`);
          }}
        >
          CSV
        </button>
        <input
          ref={file}
          className={styles['hidden']}
          type="file"
          accept=".csv,text/csv"
          aria-label="CSV file with kind, id, note"
          tabIndex={-1}
          onChange={(event) => {
            const [chosen] = event.currentTarget.files ?? [];
            if (chosen === undefined) return;
            const { name } = chosen;
            edits.send(
              async (version) =>
                sendJson('POST', '/api/v1/watchlists/import', {
                  id: list.id,
                  version,
                  csv: await chosen.text(),
                }),
              () => {
                onSay(`${name} is read.`);
              },
            );
            event.currentTarget.value = '';
          }}
        />
        <button
          type="button"
          className={controls['button']}
          onClick={() => {
            file.current?.click();
          }}
        >
          Import CSV
        </button>
        <button
          type="button"
          className={controls['button']}
          disabled={sending.isBusy}
          onClick={() => {
            sending.run(
              () => sendJson('DELETE', `/api/v1/watchlists/${list.id}`),
              () => {
                onDeleted(list);
              },
            );
          }}
        >
          Delete
        </button>
      </div>
      <div className={styles['settings']}>
        <RenameListForm list={list} edits={edits} onSay={onSay} />
        <ColumnsForm columns={list.columns} edits={edits} onSay={onSay} />
      </div>
      <FormFailure failure={sending.failure} />
      <Lazily isWanted={isSharing}>
        <ShareDrawer
          list={list}
          isOpen={isSharing}
          onClose={() => {
            setIsSharing(false);
          }}
        />
      </Lazily>
    </>
  );
}
