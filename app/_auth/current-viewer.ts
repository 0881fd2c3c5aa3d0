import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { cache } from 'react';

import { findRefusal } from '#lib/auth/access.ts';
import { findViewer } from '#lib/auth/find-viewer.ts';
import type { Access } from '#lib/contracts/accounts/access.ts';
import type { Member, Viewer } from '#lib/auth/viewer.ts';
import { REQUESTED_PATH_HEADER } from '#lib/http/requested-path.ts';
import { env } from '#lib/platform/env.ts';

/** Who asks for this page; looked up once however many parts of the page ask. */
export const currentViewer = cache(async (): Promise<Viewer> => findViewer(await headers()));

/** Sends whoever may not read the dashboards to the sign-in page, and back to where they were from there. */
export async function requireReader(): Promise<void> {
  if (env().access === 'open') return;
  if ((await currentViewer()).kind === 'anonymous') await goToSignIn();
}

async function goToSignIn(): Promise<never> {
  const path = (await headers()).get(REQUESTED_PATH_HEADER) ?? '/';

  redirect(`/sign-in?next=${encodeURIComponent(path)}`);
}

/**
 * The member who asks for a page of members. Whoever is not signed in is sent to sign in.
 *
 * @returns the member, or why this member may not see the page
 */
export async function requireMember(
  access: Exclude<Access, 'public' | 'dashboards'>,
): Promise<{ readonly member: Member } | { readonly refusal: string }> {
  const viewer = await currentViewer();
  if (viewer.kind === 'anonymous') return goToSignIn();
  const refusal = findRefusal(viewer, { access, isChange: false, mode: env().access });

  return refusal === null ? { member: viewer } : { refusal: refusal.detail };
}
