import 'server-only';

import { createHash } from 'node:crypto';

import { datedWords } from '#lib/charts/alerts/alert-words.ts';
import type { Member } from '#lib/auth/viewer.ts';
import type { Notice } from '#lib/contracts/deliveries/notice.ts';
import type { DueAlert, NewFiring } from '#lib/db/alert-evaluation.ts';
import { listActiveChannels } from '#lib/db/deliveries/channels.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';

import { queueDeliveries } from '../deliveries/queue-deliveries.ts';

/**
 * Queues what goes beyond the inbox, in the transaction that keeps the firings: what a mute hides goes nowhere, and a
 * rule says whether its owner's channels are used at all.
 */
export async function tellMembers(
  tx: DbTransaction,
  firings: readonly NewFiring[],
  rules: readonly DueAlert[],
): Promise<void> {
  const toChannels = new Set(
    rules.filter(({ deliver }) => deliver === 'inbox-and-channels').map(({ id }) => id),
  );
  const told = firings.filter(({ isMuted, ruleId }) => !isMuted && toChannels.has(ruleId));
  if (told.length > 0) await queueDeliveries(tx, told.map(toNotice));
}

/** Whether a rule of the member can reach them anywhere but in the inbox. */
export async function hasChannels(member: Member): Promise<boolean> {
  const kinds = canSendMail() ? (['mail', 'webhook'] as const) : (['webhook'] as const);
  const channels = await inTransaction((tx) => listActiveChannels(tx, [member.userId], kinds));

  return channels.length > 0;
}

function toNotice({ ownerId, ruleId, ruleName, dedupeKey, occurredOn, content }: NewFiring): Notice {
  const { title, before, after, unit, details, path } = content;
  const values =
    after === null
      ? []
      : [`${before === null ? 'no value before' : datedWords(before, unit)} → ${datedWords(after, unit)}`];

  return {
    memberId: ownerId,
    // Keys of facts may be longer than a channel keeps.
    dedupeKey: `alert ${ruleId} ${createHash('sha256').update(dedupeKey).digest('hex')}`,
    subject: title,
    lines: [title, ...values, ...details, `Alert “${ruleName}”.`],
    path,
    occurredAt: new Date(`${occurredOn}T00:00:00Z`),
  };
}
