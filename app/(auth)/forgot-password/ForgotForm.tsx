'use client';

import Link from 'next/link';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';

import styles from '../../_auth/auth.module.css';
import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { useSending } from '../../_auth/use-sending.ts';

/** Asks for a reset link; the answer is the same whether the address is known or not. */
export function ForgotForm({ hasMail }: { readonly hasMail: boolean }) {
  const sending = useSending();
  const [isAsked, setAsked] = useState(false);
  return (
    <>
      <h1 className={styles['title']}>Choose a new password</h1>
      {!hasMail ? (
        <div className={styles['form']}>
          <p>
            This installation sends no mail. An admin can make you a link that works once, on the Admin page.
          </p>
          <p>
            With access to the machine, <code>npm run reset-link -- your@e-mail</code> prints one.
          </p>
        </div>
      ) : isAsked ? (
        <p role="status">
          If the address is that of a member, a link is on its way. It works once, within two hours.
        </p>
      ) : (
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            const email = new FormData(event.currentTarget).get('email');
            sending.run(
              () => sendJson('POST', '/api/v1/links/request-reset', { email }),
              () => {
                setAsked(true);
              },
            );
          }}
        >
          <Field
            label="E-mail"
            name="email"
            type="email"
            autoComplete="username"
            required
            maxLength={254}
            fault={sending.failure?.byField['email']}
          />
          <FormFailure failure={sending.failure} fields={['email']} />
          <button type="submit" className={styles['submit']} disabled={sending.isBusy}>
            Send me a link
          </button>
        </form>
      )}
      <p>
        <Link href="/sign-in" prefetch={false}>
          Back to sign in
        </Link>
      </p>
    </>
  );
}
