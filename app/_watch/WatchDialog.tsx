'use client';

import Link from 'next/link';
import type { Route } from 'next';
import { useEffect, useState } from 'react';

import { sendJson, type Sent } from '#lib/client/send-json.ts';
import {
  WATCHLIST_NAME_MAX,
  type WatchlistBody,
  type Watchlists,
} from '#lib/contracts/watchlists/watchlists.ts';

import { Field } from '../_auth/Field.tsx';
import { FormFailure } from '../_auth/FormFailure.tsx';
import { useSending } from '../_auth/use-sending.ts';
import controls from '../_ui/controls.module.css';
import { Drawer } from '../_ui/Drawer.tsx';
import styles from './watch.module.css';
import type { Watchable } from './watchable.ts';

interface WatchDialogProps {
  readonly thing: Watchable;
  readonly isOpen: boolean;
  readonly onClose: () => void;
}

/** The reader's lists, each to put the thing on, or a new one. */
export function WatchDialog({ thing, isOpen, onClose }: WatchDialogProps) {
  return (
    <Drawer title={`Watch ${thing.title}`} place="centre" isOpen={isOpen} onClose={onClose}>
      <Choices thing={thing} />
    </Drawer>
  );
}

function Choices({ thing }: { readonly thing: Watchable }) {
  const [lists, setLists] = useState<Sent<Watchlists> | null>(null);
  const [done, setDone] = useState<WatchlistBody | null>(null);
  useEffect(() => {
    let isGone = false;
    void sendJson<Watchlists>('GET', '/api/v1/watchlists').then((sent) => {
      if (!isGone) setLists(sent);
    });
    return () => {
      isGone = true;
    };
  }, []);
  if (lists === null) return <p role="status">Reading your lists …</p>;
  if (!lists.ok) return lists.status === 401 ? <SignInFirst /> : <p role="alert">{lists.detail}</p>;
  if (done !== null) {
    return (
      <p role="status">
        {thing.title} is on <Link href={`/watchlists?list=${done.id}` as Route}>{done.name}</Link>.
      </p>
    );
  }
  return <ChoiceForms thing={thing} lists={lists.value.items} onDone={setDone} />;
}

interface ChoiceFormsProps {
  readonly thing: Watchable;
  readonly lists: Watchlists['items'];
  readonly onDone: (list: WatchlistBody) => void;
}

function ChoiceForms({ thing, lists, onDone }: ChoiceFormsProps) {
  const sending = useSending();
  const { kind, ref } = thing;
  return (
    <>
      <ul className={styles['choices']}>
        {lists.map(({ id, name }) => (
          <li key={id}>
            <button
              type="button"
              className={controls['button']}
              disabled={sending.isBusy}
              onClick={() => {
                sending.run<WatchlistBody>(
                  () => sendJson('POST', '/api/v1/watchlists/items', { id, kind, ref }),
                  onDone,
                );
              }}
            >
              {name}
            </button>
          </li>
        ))}
      </ul>
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          const name = new FormData(event.currentTarget).get('name');
          sending.run<WatchlistBody>(
            () => sendJson('POST', '/api/v1/watchlists', { name, items: [{ kind, ref }] }),
            onDone,
          );
        }}
      >
        <Field
          label={lists.length === 0 ? 'Name of your first list' : 'Or a new list'}
          name="name"
          required
          maxLength={WATCHLIST_NAME_MAX}
          autoComplete="off"
          fault={sending.failure?.byField['name']}
        />
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Make it
        </button>
      </form>
      <FormFailure failure={sending.failure} fields={['name']} />
    </>
  );
}

function SignInFirst() {
  const { pathname, search } = window.location;
  return (
    <p>
      Watchlists are kept for members.{' '}
      <a href={`/sign-in?next=${encodeURIComponent(`${pathname}${search}`)}`}>Sign in</a> and you come back
      here.
    </p>
  );
}
