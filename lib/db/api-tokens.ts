import type { Role, Scope } from '#lib/contracts/accounts/role.ts';
import { now } from '#lib/platform/clock.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** A token as its owner sees it. */
export interface ApiTokenRecord {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: readonly Scope[];
  readonly createdAt: string;
  readonly expiresAt: string;
  readonly lastUsedAt: string | null;
}

/** Whose token it is and what it may do. */
export interface TokenHolder {
  readonly tokenId: string;
  readonly scopes: readonly Scope[];
  readonly user: {
    readonly id: string;
    readonly name: string;
    readonly email: string;
    readonly role: Role;
  };
}

const TOKEN = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  createdAt: true,
  expiresAt: true,
  lastUsedAt: true,
} as const;

type Row = {
  readonly id: string;
  readonly name: string;
  readonly prefix: string;
  readonly scopes: string[];
  readonly createdAt: Date;
  readonly expiresAt: Date;
  readonly lastUsedAt: Date | null;
};

function toRecord({ scopes, createdAt, expiresAt, lastUsedAt, ...row }: Row): ApiTokenRecord {
  return {
    ...row,
    // The table's own check lets nothing else in.
    scopes: scopes as Scope[],
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
    lastUsedAt: lastUsedAt?.toISOString() ?? null,
  };
}

/** Tokens of one user that are neither revoked nor expired, newest first. */
export async function listApiTokens(userId: string): Promise<readonly ApiTokenRecord[]> {
  const rows = await db().apiToken.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now() } },
    orderBy: { createdAt: 'desc' },
    select: TOKEN,
  });

  return rows.map(toRecord);
}

/** Stores a token's hash. */
export async function insertApiToken(
  tx: DbTransaction,
  token: {
    readonly userId: string;
    readonly name: string;
    readonly tokenHash: string;
    readonly prefix: string;
    readonly scopes: readonly Scope[];
    readonly expiresAt: Date;
  },
): Promise<ApiTokenRecord> {
  return toRecord(await tx.apiToken.create({ data: { ...token, scopes: [...token.scopes] }, select: TOKEN }));
}

/** Revokes one token of a user. Returns its name, or null when they have no such working token. */
export async function revokeApiToken(tx: DbTransaction, userId: string, id: string): Promise<string | null> {
  const found = await tx.apiToken.findUnique({
    where: { id, userId, revokedAt: null },
    select: { name: true },
  });
  if (found === null) return null;
  await tx.apiToken.update({ where: { id }, data: { revokedAt: now() } });

  return found.name;
}

/** Who holds a working token with this hash; null for an unknown, expired or revoked one, or a disabled owner. */
export async function findTokenHolder(tokenHash: string): Promise<TokenHolder | null> {
  const found = await db().apiToken.findUnique({
    where: { tokenHash, revokedAt: null, expiresAt: { gt: now() }, user: { disabledAt: null } },
    select: { id: true, scopes: true, user: { select: { id: true, name: true, email: true, role: true } } },
  });

  return found === null ? null : { tokenId: found.id, scopes: found.scopes as Scope[], user: found.user };
}

/** Notes that a token was used, to the minute. */
export async function touchApiToken(id: string): Promise<void> {
  await db().apiToken.updateMany({
    where: { id, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: new Date(now().getTime() - 60_000) } }] },
    data: { lastUsedAt: now() },
  });
}
