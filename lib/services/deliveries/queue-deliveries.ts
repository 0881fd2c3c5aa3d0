import 'server-only';

import type { Notice } from '#lib/contracts/deliveries/notice.ts';
import { insertDeliveries } from '#lib/db/deliveries/outbox.ts';
import { listActiveChannels } from '#lib/db/deliveries/channels.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { now } from '#lib/platform/clock.ts';

const SUBJECT_MAX = 200;
const LINES_MAX = 50;
const LINE_MAX = 1_000;

/**
 * Writes notices into the outbox, one row for each channel of the member that is on; mail counts as off where this
 * installation has no mail server, and a disabled member has none. Nothing is sent here: the worker sends what is
 * committed, so a notice goes out if and only if the caller's transaction does.
 *
 * @returns how many rows are new: what a channel was given before under the same key is not given again
 * @throws Error when a path does not start inside the product
 */
export async function queueDeliveries(
  transaction: DbTransaction,
  notices: readonly Notice[],
): Promise<number> {
  const memberIds = [...new Set(notices.map(({ memberId }) => memberId))];
  if (memberIds.length === 0) return 0;
  const kinds = canSendMail() ? (['mail', 'webhook'] as const) : (['webhook'] as const);
  const channels = Map.groupBy(
    await listActiveChannels(transaction, memberIds, kinds),
    ({ ownerId }) => ownerId,
  );
  const createdAt = now();
  const rows = notices.flatMap(({ memberId, ...notice }) =>
    (channels.get(memberId) ?? []).map(({ id }) => ({
      channelId: id,
      dedupeKey: notice.dedupeKey,
      isTest: false,
      subject: oneLine(notice.subject, SUBJECT_MAX),
      lines: notice.lines.slice(0, LINES_MAX).map((line) => oneLine(line, LINE_MAX)),
      path: insidePath(notice.path),
      occurredAt: notice.occurredAt,
      createdAt,
      state: 'waiting' as const,
      nextTryAt: createdAt,
    })),
  );

  return insertDeliveries(transaction, rows);
}

/** Text that cannot start a header or a line of its own. */
function oneLine(text: string, most: number): string {
  const line = text
    .toWellFormed()
    .replace(/[\p{Cc}\u2028\u2029]+/gu, ' ')
    .trim();
  const kept = line.length <= most ? line : `${line.slice(0, most - 1).trimEnd()}…`;

  return kept.toWellFormed() === '' ? '(no words)' : kept.toWellFormed();
}

function insidePath(path: string): string {
  if (/^\/([^/\\]|$)/.test(path)) return path;
  throw new Error(`a notice leads outside the product: ${path}`);
}
