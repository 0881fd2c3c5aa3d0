'use client';

import { useRouter } from 'next/navigation';

import type { DrawnRow } from '#lib/charts/watchlists/watch-table.ts';
import { sendJson } from '#lib/client/send-json.ts';
import type { WatchlistSummary } from '#lib/contracts/watchlists/watchlists.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import controls from '../../_ui/controls.module.css';
import { AddForm } from './AddForm.tsx';
import type { ListHead, Say, WatchChoices } from './list-on-screen.ts';
import { ListTools } from './ListTools.tsx';
import { useListEdits } from './use-list-edits.ts';
import { WatchTable } from './WatchTable.tsx';
import styles from './watchlists.module.css';

interface OpenListProps {
  readonly list: ListHead;
  readonly lists: readonly WatchlistSummary[];
  readonly shown: readonly DrawnRow[];
  readonly choices: WatchChoices;
  readonly isUnreadFirst: boolean;
  readonly onSay: Say;
  readonly onDeleted: (gone: ListHead) => void;
}

/** One list with all that can be done to it. */
export function OpenList({ list, lists, shown, choices, isUnreadFirst, onSay, onDeleted }: OpenListProps) {
  const router = useRouter();
  const edits = useListEdits(list, shown);
  return (
    <div className={styles['open']}>
      <ListTools
        list={list}
        lists={lists}
        edits={edits}
        isUnreadFirst={isUnreadFirst}
        onSay={onSay}
        onDeleted={onDeleted}
      />
      <AddForm
        choices={choices}
        onAdd={(kind, ref, title, onAdded) => {
          edits.send(
            () => sendJson('POST', '/api/v1/watchlists/items', { id: list.id, kind, ref }),
            () => {
              onAdded();
              onSay(`${title} is on the list.`);
            },
          );
        }}
      />
      <FormFailure failure={edits.failure} />
      {edits.failure?.status === 409 ? (
        <button
          type="button"
          className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
          onClick={() => {
            router.refresh();
          }}
        >
          Show the newer version
        </button>
      ) : null}
      <WatchTable
        name={list.name}
        columns={list.columns}
        edits={edits}
        canMove={!isUnreadFirst}
        onSay={onSay}
      />
    </div>
  );
}
