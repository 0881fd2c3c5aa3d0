'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import { sendJson } from '#lib/client/send-json.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { NEW_PASSWORD } from '../../_auth/new-password.ts';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';

/** Changes the password; every other browser is signed out. */
export function PasswordSection() {
  const sending = useSending();
  const router = useRouter();
  const [isDone, setDone] = useState(false);
  return (
    <section className={section['section']} aria-labelledby="password-title">
      <h2 id="password-title">Password</h2>
      <form
        className={people['form']}
        onSubmit={(event) => {
          event.preventDefault();
          const form = event.currentTarget;
          const data = new FormData(form);
          const body = {
            currentPassword: data.get('current'),
            newPassword: data.get('password'),
            revokeOtherSessions: true,
          };
          setDone(false);
          sending.run(
            () => sendJson('POST', '/api/auth/change-password', body),
            () => {
              form.reset();
              setDone(true);
              router.refresh();
            },
          );
        }}
      >
        <Field
          label="Present password"
          name="current"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        <Field {...NEW_PASSWORD} label="New password" />
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Change password
        </button>
      </form>
      <FormFailure failure={sending.failure} />
      <p role="status">{isDone ? 'Changed. Every other browser is signed out.' : ''}</p>
    </section>
  );
}
