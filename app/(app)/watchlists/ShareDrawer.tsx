'use client';

import { useEffect, useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import {
  SHARE_DEFAULT_DAYS,
  SHARE_MAX_DAYS,
  type Colleagues,
  type MadeWatchlistShare,
  type WatchlistShareItem,
} from '#lib/contracts/watchlists/watchlist-shares.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { ShownOnce } from '../../_auth/ShownOnce.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import { Drawer } from '../../_ui/Drawer.tsx';
import type { ListHead } from './list-on-screen.ts';
import styles from './watchlists.module.css';

interface ShareDrawerProps {
  readonly list: ListHead;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** Who may read the list: links, which end, and colleagues. */
export function ShareDrawer({ list, isOpen, onClose }: ShareDrawerProps) {
  return (
    <Drawer title={`Share ${list.name}`} place="side" isOpen={isOpen} onClose={onClose}>
      <Shares list={list} />
    </Drawer>
  );
}

function Shares({ list }: { readonly list: ListHead }) {
  const sending = useSending();
  const [shares, setShares] = useState<readonly WatchlistShareItem[] | null>(null);
  const [colleagues, setColleagues] = useState<Colleagues['items']>([]);
  const [made, setMade] = useState<string | null>(null);
  const { run } = sending;
  const [reads, setReads] = useState(0);
  useEffect(() => {
    let isGone = false;
    const read = async (): Promise<void> => {
      const [own, others] = await Promise.all([
        sendJson<{ readonly items: readonly WatchlistShareItem[] }>('GET', '/api/v1/watchlists/share'),
        sendJson<Colleagues>('GET', '/api/v1/colleagues'),
      ]);
      if (isGone) return;
      if (own.ok) setShares(own.value.items.filter(({ watchlistId }) => watchlistId === list.id));
      if (others.ok) setColleagues(others.value.items);
    };
    void read();
    return () => {
      isGone = true;
    };
  }, [list.id, reads]);
  const share = (body: object): void => {
    run<MadeWatchlistShare>(
      () => sendJson('POST', '/api/v1/watchlists/share', { id: list.id, ...body }),
      ({ url }) => {
        setMade(url);
        setReads(reads + 1);
      },
    );
  };
  const readers = new Set(shares?.map(({ reader }) => reader?.id));
  return (
    <div className={styles['sharing']}>
      <p>Others see the figures. Notes, and what is new, stay yours.</p>
      <form
        className={styles['line']}
        onSubmit={(event) => {
          event.preventDefault();
          share({ days: Number(new FormData(event.currentTarget).get('days')) });
        }}
      >
        <Field
          label="Days that the link works"
          name="days"
          type="number"
          min={1}
          max={SHARE_MAX_DAYS}
          defaultValue={SHARE_DEFAULT_DAYS}
          required
          fault={sending.failure?.byField['days']}
        />
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Make a link
        </button>
      </form>
      {made === null ? null : (
        <ShownOnce
          secret={made}
          onDone={() => {
            setMade(null);
          }}
        >
          Whoever holds this link reads the list without an account. It is shown this once.
        </ShownOnce>
      )}
      <form
        className={styles['line']}
        onSubmit={(event) => {
          event.preventDefault();
          share({ readerId: new FormData(event.currentTarget).get('readerId') });
        }}
      >
        <label className={controls['field']}>
          A colleague
          <select name="readerId" required defaultValue="">
            <option value="" disabled>
              choose
            </option>
            {colleagues
              .filter(({ id }) => !readers.has(id))
              .map(({ id, name }) => (
                <option key={id} value={id}>
                  {name}
                </option>
              ))}
          </select>
        </label>
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Let them read
        </button>
      </form>
      <FormFailure failure={sending.failure} fields={['days']} />
      <h3>Who may read it</h3>
      {shares === null ? <p role="status">Reading …</p> : null}
      {shares?.length === 0 ? <p className={styles['muted']}>Nobody but you.</p> : null}
      <ul className={styles['readers']}>
        {shares?.map(({ id, reader, createdAt, expiresAt }) => (
          <li key={id}>
            <span>
              {reader === null ? `A link of ${formatInstant(createdAt)}` : reader.name}
              {expiresAt === null ? null : (
                <span className={styles['note']}>ends {formatInstant(expiresAt)}</span>
              )}
            </span>
            <button
              type="button"
              className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
              disabled={sending.isBusy}
              onClick={() => {
                run(
                  () => sendJson('POST', '/api/v1/watchlists/unshare', { shareId: id }),
                  () => {
                    setReads(reads + 1);
                  },
                );
              }}
            >
              End
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
