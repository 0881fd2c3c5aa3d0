'use client';

import type { ReactNode } from 'react';

import { MemberContext } from './member-context.ts';

interface MembershipProps {
  readonly isMember: boolean;
  readonly children: ReactNode;
}

/** Tells the parts of a page whether who reads is signed in. */
export function Membership({ isMember, children }: MembershipProps) {
  return <MemberContext value={isMember}>{children}</MemberContext>;
}
