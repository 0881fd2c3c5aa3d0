'use client';

import { useState } from 'react';
import Link from 'next/link';

import { sendJson } from '#lib/client/send-json.ts';

import styles from '../../_auth/auth.module.css';
import { DeadLink } from '../../_auth/DeadLink.tsx';
import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { NEW_PASSWORD } from '../../_auth/new-password.ts';
import { openAnew } from '../../_auth/open-anew.ts';
import { useOpenedLink } from '../../_auth/use-opened-link.ts';
import { useSending } from '../../_auth/use-sending.ts';

const FIELDS = ['name', 'email', 'password'];

/** Name, e-mail where the link does not say it, and a password; then straight in. */
export function JoinForm() {
  const opened = useOpenedLink();
  const sending = useSending();
  const [hasJoined, setJoined] = useState(false);
  const link = opened.state === 'open' ? opened.link : null;
  const join = (data: FormData, token: string): void => {
    const password = data.get('password');
    const own = link?.email === null ? { email: data.get('email') } : {};
    sending.run(
      () =>
        sendJson<{ readonly email: string }>('POST', '/api/v1/links/join', {
          token,
          name: data.get('name'),
          password,
          ...own,
        }),
      ({ email }) => {
        setJoined(true);
        sending.run(
          () => sendJson('POST', '/api/auth/sign-in/email', { email, password }),
          () => {
            openAnew('/account');
          },
        );
      },
    );
  };
  return (
    <>
      <h1 className={styles['title']}>
        {link?.purpose === 'setup' ? 'Set up your Waterline' : 'Join Waterline'}
      </h1>
      {opened.state !== 'open' || opened.link.purpose === 'reset' ? (
        <DeadLink
          opened={
            opened.state === 'open' ? { state: 'dead', detail: 'This link is for a new password.' } : opened
          }
        />
      ) : hasJoined ? (
        <p role="status">
          Welcome. <Link href="/sign-in">Sign in</Link> if you are not taken there.
        </p>
      ) : (
        <form
          className={styles['form']}
          onSubmit={(event) => {
            event.preventDefault();
            join(new FormData(event.currentTarget), opened.token);
          }}
        >
          <p>
            {opened.link.purpose === 'setup'
              ? 'You become the first admin: you invite the others and say what each may do.'
              : `You join as ${opened.link.role ?? ''} with the address ${opened.link.email ?? ''}.`}
          </p>
          <Field
            label="Name"
            name="name"
            autoComplete="name"
            required
            maxLength={100}
            fault={sending.failure?.byField['name']}
          />
          {opened.link.email === null ? (
            <Field
              label="E-mail"
              name="email"
              type="email"
              autoComplete="username"
              required
              maxLength={254}
              fault={sending.failure?.byField['email']}
            />
          ) : null}
          <Field {...NEW_PASSWORD} label="Password" fault={sending.failure?.byField['password']} />
          <FormFailure failure={sending.failure} fields={FIELDS} />
          <button type="submit" className={styles['submit']} disabled={sending.isBusy}>
            {opened.link.purpose === 'setup' ? 'Become the owner' : 'Join'}
          </button>
        </form>
      )}
    </>
  );
}
