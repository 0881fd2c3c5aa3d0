import type { Member } from '#lib/auth/viewer.ts';
import { isAtLeast } from '#lib/contracts/accounts/role.ts';
import { newApiTokenSchema, type ApiTokenItem, type MadeApiToken } from '#lib/contracts/accounts/tokens.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { insertApiToken, listApiTokens, revokeApiToken } from '#lib/db/api-tokens.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';
import { hashSecretToken, makeSecretToken } from '#lib/platform/secret-token.ts';

import { toActor } from './actor.ts';

const DAY_MS = 86_400_000;
const TOKENS_MAX = 50;
const PREFIX_CHARACTERS = 9;

/** The member's own tokens that still work. */
export async function getTokens(member: Member): Promise<{ readonly items: readonly ApiTokenItem[] }> {
  return { items: await listApiTokens(member.userId) };
}

/** Makes a token for the member. It can do nothing that the member may not. */
export async function makeToken(member: Member, input: unknown): Promise<Result<MadeApiToken, RequestFault>> {
  const parsed = parseInput(newApiTokenSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { name, scopes, days } = parsed.value;
  if (scopes.includes('data') && !isAtLeast(member.role, 'editor')) {
    return err(invalidField('scopes', `hold data, which needs the role editor; you are ${member.role}`));
  }
  if ((await listApiTokens(member.userId)).length >= TOKENS_MAX) {
    return err(
      invalidField('name', `is one too many: ${String(TOKENS_MAX)} tokens work already; revoke one first`),
    );
  }
  const token = `wl_${makeSecretToken()}`;
  const made = await inTransaction(async (tx) => {
    const stored = await insertApiToken(tx, {
      userId: member.userId,
      name,
      scopes,
      tokenHash: hashSecretToken(token),
      prefix: token.slice(0, PREFIX_CHARACTERS),
      expiresAt: new Date(now().getTime() + days * DAY_MS),
    });
    await recordAudit(tx, {
      ...toActor(member),
      action: 'token.made',
      entityType: 'token',
      entityId: stored.id,
      after: { name, scopes: [...scopes], expiresAt: stored.expiresAt },
    });

    return stored;
  });

  return ok({ ...made, token });
}

/** Revokes one of the member's own tokens; it stops working at once. */
export async function revokeToken(
  member: Member,
  id: string,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  return inTransaction(async (tx) => {
    const name = await revokeApiToken(tx, member.userId, id);
    if (name === null) return err({ kind: 'not-found', detail: 'You have no working token with this id.' });
    await recordAudit(tx, {
      ...toActor(member),
      action: 'token.revoked',
      entityType: 'token',
      entityId: id,
      before: { name },
    });

    return ok({ done: true });
  });
}
