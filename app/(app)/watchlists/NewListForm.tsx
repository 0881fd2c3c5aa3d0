'use client';

import { sendJson } from '#lib/client/send-json.ts';
import { WATCHLIST_NAME_MAX, type WatchlistBody } from '#lib/contracts/watchlists/watchlists.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import styles from './watchlists.module.css';

/** Makes a list by its name. */
export function NewListForm({ onMade }: { readonly onMade: (made: WatchlistBody) => void }) {
  const sending = useSending();
  return (
    <form
      className={styles['line']}
      onSubmit={(event) => {
        event.preventDefault();
        const form = event.currentTarget;
        const name = new FormData(form).get('name');
        sending.run<WatchlistBody>(
          () => sendJson('POST', '/api/v1/watchlists', { name }),
          (made) => {
            form.reset();
            onMade(made);
          },
        );
      }}
    >
      <input
        className={styles['input']}
        name="name"
        aria-label="Name of a new watchlist"
        placeholder="Name of a new list"
        required
        maxLength={WATCHLIST_NAME_MAX}
        autoComplete="off"
      />
      <button type="submit" className={controls['button']} disabled={sending.isBusy}>
        Make
      </button>
      <FormFailure failure={sending.failure} />
    </form>
  );
}
