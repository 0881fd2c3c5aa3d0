'use client';

import Link from 'next/link';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';

import styles from '../../_auth/auth.module.css';
import { DeadLink } from '../../_auth/DeadLink.tsx';
import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { NEW_PASSWORD } from '../../_auth/new-password.ts';
import { useOpenedLink } from '../../_auth/use-opened-link.ts';
import { useSending } from '../../_auth/use-sending.ts';

/** A new password by a link that works once; every session of the member ends. */
export function ResetForm() {
  const opened = useOpenedLink();
  const sending = useSending();
  const [isDone, setDone] = useState(false);
  const isOther = opened.state === 'open' && opened.link.purpose !== 'reset';
  return (
    <>
      <h1 className={styles['title']}>Choose a new password</h1>
      {isDone ? (
        <p role="status">
          Your password is changed, and every browser is signed out.{' '}
          <Link href="/sign-in" prefetch={false}>
            Sign in
          </Link>
        </p>
      ) : opened.state !== 'open' || isOther ? (
        <DeadLink
          opened={opened.state === 'open' ? { state: 'dead', detail: 'This link is an invitation.' } : opened}
        />
      ) : (
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            const password = new FormData(event.currentTarget).get('password');
            sending.run(
              () => sendJson('POST', '/api/v1/links/reset', { token: opened.token, password }),
              () => {
                setDone(true);
              },
            );
          }}
        >
          <Field {...NEW_PASSWORD} label="New password" fault={sending.failure?.byField['password']} />
          <FormFailure failure={sending.failure} fields={['password']} />
          <button type="submit" className={styles['submit']} disabled={sending.isBusy}>
            Change it
          </button>
        </form>
      )}
    </>
  );
}
