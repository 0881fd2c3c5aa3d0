import type { Role } from '#lib/contracts/accounts/role.ts';
import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** A member as an admin sees one. */
export interface MemberRecord {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  readonly createdAt: string;
  /** When a session of theirs was last in use; null when there is none. */
  readonly lastSeenAt: string | null;
  /** How they sign in: `credential` (password) or the name of a provider. */
  readonly providers: readonly string[];
}

/** Somebody to be added. */
export interface NewUser {
  readonly id: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  /** As the auth library hashes it. */
  readonly passwordHash: string;
}

const MEMBER = {
  id: true,
  name: true,
  email: true,
  role: true,
  disabledAt: true,
  createdAt: true,
  accounts: { select: { providerId: true } },
  sessions: { select: { updatedAt: true }, orderBy: { updatedAt: 'desc' }, take: 1 },
} as const;

/** Everybody, in the order they joined. */
export async function listMembers(): Promise<readonly MemberRecord[]> {
  const rows = await db().user.findMany({ select: MEMBER, orderBy: [{ createdAt: 'asc' }, { id: 'asc' }] });

  return rows.map(({ accounts, sessions, disabledAt, createdAt, ...row }) => ({
    ...row,
    isDisabled: disabledAt !== null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: sessions[0]?.updatedAt.toISOString() ?? null,
    providers: accounts.map(({ providerId }) => providerId),
  }));
}

/** The member with this address, in any case of letters. */
export async function findUserByEmail(
  email: string,
): Promise<{ readonly id: string; readonly name: string; readonly isDisabled: boolean } | null> {
  const user = await db().user.findUnique({
    where: { email: email.toLowerCase() },
    select: { id: true, name: true, disabledAt: true },
  });

  return user === null ? null : { id: user.id, name: user.name, isDisabled: user.disabledAt !== null };
}

/** Adds a member who signs in with a password. */
export async function insertUser(tx: DbTransaction, user: NewUser): Promise<void> {
  const { id, name, email, role, passwordHash } = user;
  await tx.user.create({
    data: {
      id,
      name,
      email,
      role,
      emailVerified: true,
      accounts: {
        create: {
          id: crypto.randomUUID(),
          accountId: id,
          providerId: 'credential',
          password: passwordHash,
        },
      },
    },
  });
}

/** Makes members wait for each other until the transaction ends: the last admin is counted under this lock. */
export async function lockMembers(tx: DbTransaction): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext('waterline.members'))`;
}

/** A member as it stands inside the transaction; null for no such id. */
export async function findMember(
  tx: DbTransaction,
  id: string,
): Promise<{ readonly email: string; readonly role: Role; readonly isDisabled: boolean } | null> {
  const user = await tx.user.findUnique({
    where: { id },
    select: { email: true, role: true, disabledAt: true },
  });

  return user === null ? null : { email: user.email, role: user.role, isDisabled: user.disabledAt !== null };
}

/** How many members there are at all, and how many of them are admins that may sign in. */
export async function countMembers(
  tx: DbTransaction,
): Promise<{ readonly all: number; readonly admins: number }> {
  const all = await tx.user.count();
  const admins = await tx.user.count({ where: { role: 'admin', disabledAt: null } });

  return { all, admins };
}

/** Changes a member. Who is disabled loses every session at once. */
export async function updateMember(
  tx: DbTransaction,
  id: string,
  change: { readonly role: Role; readonly isDisabled: boolean },
): Promise<void> {
  await tx.user.update({
    where: { id },
    data: { role: change.role, disabledAt: change.isDisabled ? now() : null },
  });
  if (change.isDisabled) await tx.session.deleteMany({ where: { userId: id } });
}

/** Sets a password, also for who had none; every session of theirs ends. */
export async function setPassword(tx: DbTransaction, userId: string, passwordHash: string): Promise<void> {
  const credential = { providerId: 'credential', accountId: userId };
  await tx.account.upsert({
    where: { providerId_accountId: credential },
    create: { ...credential, id: crypto.randomUUID(), userId, password: passwordHash },
    update: { password: passwordHash },
  });
  await tx.session.deleteMany({ where: { userId } });
}

/** Whether a user may not sign in; an unknown one may not either. */
export async function isUserDisabled(id: string): Promise<boolean> {
  const user = await db().user.findUnique({ where: { id }, select: { disabledAt: true } });

  return user === null || user.disabledAt !== null;
}
