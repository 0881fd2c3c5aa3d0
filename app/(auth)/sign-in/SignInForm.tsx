'use client';

import Link from 'next/link';

import { sendJson } from '#lib/client/send-json.ts';

import styles from '../../_auth/auth.module.css';
import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import { openAnew } from '../../_auth/open-anew.ts';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';

interface SignInFormProps {
  readonly next: string;
  /** Null where single sign-on is not set up. */
  readonly providerName: string | null;
  readonly hasMail: boolean;
  readonly isOpen: boolean;
  /** What came of a try at the provider. */
  readonly refusal: string | null;
}

/** E-mail and password, or the button of the firm's own sign-on. */
export function SignInForm({ next, providerName, hasMail, isOpen, refusal }: SignInFormProps) {
  const sending = useSending();
  // A whole new page: what was drawn for somebody who was not signed in must not be kept.
  const goOn = (): void => {
    openAnew(next);
  };
  const signIn = (data: FormData): void => {
    const [email, password] = [data.get('email'), data.get('password')];
    sending.run(() => sendJson('POST', '/api/auth/sign-in/email', { email, password }), goOn);
  };
  const signInElsewhere = (): void => {
    const body = { provider: 'oidc', callbackURL: next, errorCallbackURL: '/sign-in' };
    sending.run(
      () => sendJson<{ readonly url: string }>('POST', '/api/auth/sign-in/social', body),
      ({ url }) => {
        openAnew(url);
      },
    );
  };
  return (
    <>
      <h1 className={styles['title']}>Sign in</h1>
      {refusal === null ? null : (
        <p role="alert" className={styles['failure']}>
          {refusal}
        </p>
      )}
      <form
        className={styles['form']}
        onSubmit={(event) => {
          event.preventDefault();
          signIn(new FormData(event.currentTarget));
        }}
      >
        <Field label="E-mail" name="email" type="email" autoComplete="username" required maxLength={254} />
        <Field
          label="Password"
          name="password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={128}
        />
        <FormFailure failure={sending.failure} />
        <button type="submit" className={styles['submit']} disabled={sending.isBusy}>
          Sign in
        </button>
      </form>
      {providerName === null ? null : (
        <>
          <p className={styles['or']}>or</p>
          <button
            type="button"
            className={controls['button']}
            disabled={sending.isBusy}
            onClick={signInElsewhere}
          >
            Go on with {providerName}
          </button>
        </>
      )}
      <p className={styles['links']}>
        <Link href="/forgot-password" prefetch={false}>
          {hasMail ? 'Forgot your password?' : 'No password, or forgot it?'}
        </Link>
        {isOpen ? (
          <Link href="/" prefetch={false}>
            Read without signing in
          </Link>
        ) : null}
      </p>
    </>
  );
}
