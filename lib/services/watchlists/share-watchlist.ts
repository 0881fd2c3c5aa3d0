import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import {
  SHARE_DEFAULT_DAYS,
  SHARES_MAX,
  shareWatchlistSchema,
  unshareWatchlistSchema,
  type Colleagues,
  type MadeWatchlistShare,
  type WatchlistShareItem,
} from '#lib/contracts/watchlists/watchlist-shares.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import {
  countShares,
  findReaderShare,
  insertShare,
  listColleagues,
  listShares,
  revokeShare,
  type StoredShare,
} from '#lib/db/watchlist-shares.ts';
import { findWatchlist, lockWatchlistsOf } from '#lib/db/watchlists.ts';
import { now } from '#lib/platform/clock.ts';
import { hashSecretToken, makeSecretToken } from '#lib/platform/secret-token.ts';

import { toActor } from '../accounts/actor.ts';
import { publicOrigin } from '../accounts/make-link.ts';
import { noWatchlist } from './no-watchlist.ts';

const DAY_MS = 86_400_000;

/** Shares of the member's lists that work, links without what opens them. */
export async function getShares(member: Member): Promise<{ readonly items: readonly WatchlistShareItem[] }> {
  return { items: await listShares(member.userId) };
}

/** Who a list can be shared with: other members by name. */
export async function getColleagues(member: Member): Promise<Colleagues> {
  return { items: await listColleagues(member.userId) };
}

/**
 * Lets others read one of the member's lists: a link of 256 random bits, which ends and of which only the hash is kept,
 * or a colleague. Nobody gets notes, tokens or the owner's address with it.
 */
export async function shareWatchlist(
  member: Member,
  input: unknown,
): Promise<Result<MadeWatchlistShare, RequestFault>> {
  const parsed = parseInput(shareWatchlistSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { id, readerId, days = SHARE_DEFAULT_DAYS } = parsed.value;
  const colleagues = readerId === null ? [] : await listColleagues(member.userId);
  if (readerId !== null && !colleagues.some((each) => each.id === readerId)) {
    return err(invalidField('readerId', 'is nobody whom a list can be shared with; choose a colleague'));
  }
  const token = makeSecretToken();
  const made = await inTransaction(async (tx) => {
    await lockWatchlistsOf(tx, member.userId);
    if ((await findWatchlist(tx, member.userId, id)) === null) return err(noWatchlist());
    const existing = readerId === null ? null : await findReaderShare(tx, id, readerId);
    if (existing !== null) return ok(existing);
    if ((await countShares(tx, id)) >= SHARES_MAX) {
      return err(invalidField('id', `has ${String(SHARES_MAX)} readers and links; end one first`));
    }
    const share = await insertShare(
      tx,
      id,
      readerId === null
        ? { tokenHash: hashSecretToken(token), expiresAt: new Date(now().getTime() + days * DAY_MS) }
        : { readerId },
    );
    await audit(tx, member, 'watchlist.shared', share);

    return ok(share);
  });
  if (!made.ok) return made;

  return ok({
    ...made.value,
    url: readerId === null ? `${publicOrigin()}/shared/watchlists/${token}` : null,
  });
}

/** Ends a share of one of the member's lists; it stops working at once. */
export async function endShare(
  member: Member,
  input: unknown,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  const parsed = parseInput(unshareWatchlistSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));

  return inTransaction(async (tx) => {
    const share = await revokeShare(tx, member.userId, parsed.value.shareId);
    if (share === null) {
      return err({ kind: 'not-found', detail: 'You have no share with this id that works.' });
    }
    await audit(tx, member, 'watchlist.unshared', share);

    return ok({ done: true });
  });
}

async function audit(tx: DbTransaction, member: Member, action: string, share: StoredShare): Promise<void> {
  const said = {
    share: share.id,
    reader: share.reader?.name ?? 'whoever holds the link',
    expiresAt: share.expiresAt,
  };
  await recordAudit(tx, {
    ...toActor(member),
    action,
    entityType: 'watchlist',
    entityId: share.watchlistId,
    ...(action === 'watchlist.shared' ? { after: said } : { before: said }),
  });
}
