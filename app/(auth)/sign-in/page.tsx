import type { Route } from 'next';
import { redirect } from 'next/navigation';

import { env } from '#lib/platform/env.ts';

import { currentViewer } from '../../_auth/current-viewer.ts';
import { safeNext } from '../../_auth/safe-next.ts';
import { toPairs, type SearchParams } from '../../_page/read-search-params.ts';
import { SignInForm } from './SignInForm.tsx';

export const metadata = { title: 'Sign in' };

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
      wasRefusedByProvider={query.has('error')}
    />
  );
}
