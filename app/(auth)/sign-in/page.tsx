import type { Route } from 'next';
import { redirect } from 'next/navigation';

import { env } from '#lib/platform/env.ts';

import { currentViewer } from '../../_auth/current-viewer.ts';
import { safeNext } from '../../_auth/safe-next.ts';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { SignInForm } from './SignInForm.tsx';

export const metadata = { title: 'Sign in' };

/** What came of a try at the provider; null when none came back refused. */
function describeRefusal(error: string | undefined): string | null {
  switch (error) {
    case undefined:
      return null;
    case 'unable_to_create_user':
      return 'You are known there, but not invited here. Ask an admin of Waterline for an invitation.';
    case 'unable_to_create_session':
      return 'Your account here is disabled. Ask an admin of Waterline.';
    case 'access_denied':
      return 'The sign-on was broken off there. Try again.';
    default:
      return 'The sign-on did not work. Try again; the log of Waterline says why.';
  }
}

/** Sign-in by password, and by single sign-on where it is set up. Who is signed in already goes on. */
export default async function SignInPage({ searchParams }: { readonly searchParams: SearchParams }) {
  const query = new Map(toPairs(await searchParams));
  const next = safeNext(query.get('next'));
  if ((await currentViewer()).kind === 'member') redirect(next as Route);
  const { oidc, smtp, access } = env();

  return (
    <SignInForm
      next={next}
      providerName={oidc?.name ?? null}
      hasMail={smtp !== null}
      isOpen={access === 'open'}
      refusal={describeRefusal(query.get('error'))}
    />
  );
}
