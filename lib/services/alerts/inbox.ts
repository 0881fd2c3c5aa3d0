import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { markInboxSchema, type Inbox, type InboxQuery } from '#lib/contracts/alerts/inbox.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { countUnreadEntries, listInboxEntries, markEntries } from '#lib/db/alert-inbox.ts';

const PAGE = 30;

/** A page of what the member's rules fired for, newest first. */
export async function listInbox(member: Member, { cursor, limit = PAGE, only }: InboxQuery): Promise<Inbox> {
  const [found, unread] = await Promise.all([
    listInboxEntries(member.userId, {
      beforeId: cursor === undefined ? null : BigInt(cursor),
      // One more tells whether there is another page.
      limit: limit + 1,
      isUnreadOnly: only === 'unread',
    }),
    countUnreadEntries(member.userId),
  ]);
  const items = found.slice(0, limit);

  return { items, unread, next: found.length > limit ? (items.at(-1)?.id ?? null) : null };
}

/** How many entries the member has not read. */
export async function countUnread(member: Member): Promise<number> {
  return countUnreadEntries(member.userId);
}

/** Marks entries of the member as read or unread; ids of others' entries change nothing. */
export async function markInbox(
  member: Member,
  input: unknown,
): Promise<Result<{ readonly unread: number }, RequestFault>> {
  const parsed = parseInput(markInboxSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { ids, upTo, isRead } = parsed.value;
  const which = ids === undefined ? { upTo: BigInt(upTo ?? 0) } : { ids: ids.map(BigInt) };
  await markEntries(member.userId, which, isRead);

  return ok({ unread: await countUnreadEntries(member.userId) });
}
