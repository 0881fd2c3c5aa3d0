import type { Role } from '#lib/contracts/accounts/role.ts';
import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** What a one-time link is for. */
export type LinkPurpose = 'setup' | 'invitation' | 'reset';

/** A link that may still be used. */
export interface OpenLink {
  readonly id: string;
  readonly purpose: LinkPurpose;
  readonly email: string | null;
  readonly role: Role | null;
  readonly userId: string | null;
  readonly expiresAt: string;
}

/** An invitation as an admin sees it. */
export interface InvitationRecord {
  readonly id: string;
  readonly email: string;
  readonly role: Role;
  readonly createdAt: string;
  readonly expiresAt: string;
}

/** A link to be made. */
export interface NewLink {
  readonly purpose: LinkPurpose;
  readonly tokenHash: string;
  readonly email: string | null;
  readonly role: Role | null;
  readonly userId: string | null;
  readonly createdById: string | null;
  readonly expiresAt: Date;
}

const OPEN = { usedAt: null, revokedAt: null } as const;

const LINK = { id: true, purpose: true, email: true, role: true, userId: true, expiresAt: true } as const;

/** Stores a link; earlier open ones for the same end stop working, so that only the newest opens. */
export async function insertLink(tx: DbTransaction, link: NewLink): Promise<string> {
  const { purpose, email, userId } = link;
  await tx.oneTimeLink.updateMany({
    where: { ...OPEN, purpose, email, userId },
    data: { revokedAt: now() },
  });
  const { id } = await tx.oneTimeLink.create({ data: link, select: { id: true } });

  return id;
}

/** The link with this hash, if it may be used now. */
export async function findOpenLink(tokenHash: string): Promise<OpenLink | null> {
  const link = await db().oneTimeLink.findUnique({
    where: { tokenHash, ...OPEN, expiresAt: { gt: now() } },
    select: LINK,
  });

  return link === null ? null : { ...link, expiresAt: link.expiresAt.toISOString() };
}

/** The open invitation of an address, for who signs in another way than by its link. */
export async function findOpenInvitation(email: string): Promise<OpenLink | null> {
  const link = await db().oneTimeLink.findFirst({
    where: { ...OPEN, purpose: 'invitation', email, expiresAt: { gt: now() } },
    select: LINK,
  });

  return link === null ? null : { ...link, expiresAt: link.expiresAt.toISOString() };
}

/**
 * Marks a link as used.
 *
 * @returns false when somebody else used it first, or it was revoked or ran out meanwhile
 */
export async function useLink(tx: DbTransaction, id: string): Promise<boolean> {
  const { count } = await tx.oneTimeLink.updateMany({
    where: { id, ...OPEN, expiresAt: { gt: now() } },
    data: { usedAt: now() },
  });

  return count === 1;
}

/** Invitations that may still be used, newest first. */
export async function listOpenInvitations(): Promise<readonly InvitationRecord[]> {
  const rows = await db().oneTimeLink.findMany({
    where: { ...OPEN, purpose: 'invitation', expiresAt: { gt: now() } },
    orderBy: { createdAt: 'desc' },
    select: { id: true, email: true, role: true, createdAt: true, expiresAt: true },
  });

  return rows.map(({ id, email, role, createdAt, expiresAt }) => ({
    id,
    email: email ?? '',
    role: role ?? 'viewer',
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  }));
}

/** Closes an open invitation. Returns whom it was for, or null when there is no such open one. */
export async function revokeInvitation(tx: DbTransaction, id: string): Promise<string | null> {
  const found = await tx.oneTimeLink.findUnique({ where: { id, ...OPEN, purpose: 'invitation' } });
  if (found === null) return null;
  await tx.oneTimeLink.update({ where: { id }, data: { revokedAt: now() } });

  return found.email;
}
