'use client';

import { useRouter } from 'next/navigation';
import type { Route } from 'next';
import { useState } from 'react';

import type { DrawnRow } from '#lib/charts/watchlists/watch-table.ts';
import { sendJson } from '#lib/client/send-json.ts';
import type { Watchlists, WatchlistSummary } from '#lib/contracts/watchlists/watchlists.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import type { ListHead, Say, WatchChoices } from './list-on-screen.ts';
import { NewListForm } from './NewListForm.tsx';
import { OpenList } from './OpenList.tsx';
import styles from './watchlists.module.css';

interface WatchDeskProps {
  readonly lists: readonly WatchlistSummary[];
  readonly sharedWithMe: Watchlists['sharedWithMe'];
  readonly openId: string | null;
  /** The list that is open, when it is the member's own. */
  readonly list: ListHead | null;
  readonly rows: readonly DrawnRow[];
  readonly choices: WatchChoices;
  readonly isUnreadFirst: boolean;
}

/** The member's lists, the one that is open, and what was just done. */
export function WatchDesk({
  lists,
  sharedWithMe,
  openId,
  list,
  rows,
  choices,
  isUnreadFirst,
}: WatchDeskProps) {
  const router = useRouter();
  const sending = useSending();
  const [said, setSaid] = useState<{ words: string; undo: (() => void) | null }>({ words: '', undo: null });
  const say: Say = (words, undo = null) => {
    setSaid({ words, undo });
  };
  const restore = (gone: { readonly id: string; readonly name: string }): void => {
    sending.run(
      () => sendJson('POST', '/api/v1/watchlists/restore', { id: gone.id }),
      () => {
        say(`“${gone.name}” is back.`);
        router.replace(addressOf(gone.id));
        router.refresh();
      },
    );
  };
  return (
    <>
      <div className={styles['lists']}>
        {lists.length === 0 ? null : (
          <ChoiceRow
            label="Lists"
            name="Your watchlists"
            choices={lists.map(({ id, name, unread }) => ({
              key: id,
              text: unread === 0 ? name : `${name} (${String(unread)} new)`,
              href: addressOf(id),
              isChosen: id === openId,
            }))}
          />
        )}
        {sharedWithMe.length === 0 ? null : (
          <ChoiceRow
            label="Shared"
            name="Lists of colleagues"
            choices={sharedWithMe.map(({ id, name, ownerName }) => ({
              key: id,
              text: `${name}, ${ownerName}`,
              href: addressOf(id),
              isChosen: id === openId,
            }))}
          />
        )}
        <NewListForm
          onMade={(made) => {
            say(`“${made.name}” is made.`);
            router.push(addressOf(made.id));
            router.refresh();
          }}
        />
        <p className={styles['said']} role="status">
          {said.words}{' '}
          {said.undo === null ? null : (
            <button
              type="button"
              className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
              disabled={sending.isBusy}
              onClick={said.undo}
            >
              Undo
            </button>
          )}
        </p>
        <FormFailure failure={sending.failure} />
      </div>
      {list === null ? null : (
        <OpenList
          key={list.id}
          list={list}
          lists={lists}
          shown={rows}
          choices={choices}
          isUnreadFirst={isUnreadFirst}
          onSay={say}
          onDeleted={(gone) => {
            say(`“${gone.name}” is deleted.`, () => {
              restore(gone);
            });
            router.replace('/watchlists');
            router.refresh();
          }}
        />
      )}
    </>
  );
}

/** Where a list is shown. */
function addressOf(id: string): Route {
  return `/watchlists?list=${id}`;
}
