import 'server-only';

import { randomUUID } from 'node:crypto';

import type { Member } from '#lib/auth/viewer.ts';
import { newChannelSchema, WEBHOOKS_MAX, type MadeChannel } from '#lib/contracts/deliveries/channels.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { insertChannel, listChannels, lockChannelsOf } from '#lib/db/deliveries/channels.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { canSendMail } from '#lib/mail/send-mail.ts';
import { checkTarget } from '#lib/outbound/check-target.ts';
import { env } from '#lib/platform/env.ts';

import { toActor } from '../accounts/actor.ts';
import { noChannel } from './no-channel.ts';
import { listMemberChannels } from './show-channels.ts';
import { makeWebhookSecret, sealWebhookSecret } from './webhook-secret.ts';

/** What is to be made. */
interface DraftChannel {
  readonly kind: 'mail' | 'webhook';
  readonly name: string;
  readonly url: string | null;
  readonly secret: string | null;
}

/** Lets notices go to the member's e-mail address or to a webhook, whose secret is in the answer and nowhere else. */
export async function makeChannel(
  member: Member,
  input: unknown,
): Promise<Result<MadeChannel, RequestFault>> {
  const draft = readDraft(input);
  if (!draft.ok) return draft;
  const { kind, name, url, secret } = draft.value;
  const id = randomUUID();
  const made = await inTransaction(async (tx): Promise<Result<null, RequestFault>> => {
    await lockChannelsOf(tx, member.userId);
    const standing = await listChannels(tx, member.userId);
    if (kind === 'mail' && standing.some((other) => other.kind === 'mail')) {
      return err({ kind: 'conflict', detail: 'Notices go to your e-mail address already.' });
    }
    if (kind === 'webhook' && standing.filter((other) => other.kind === 'webhook').length >= WEBHOOKS_MAX) {
      const most = String(WEBHOOKS_MAX);
      return err(invalidField('url', `is one too many: you keep ${most} webhooks; remove one first`));
    }
    if (url !== null && standing.some((other) => other.url === url)) {
      return err({ kind: 'conflict', detail: 'You have a webhook with this address already.' });
    }
    const secretSealed = secret === null ? null : sealWebhookSecret(secret, id);
    await insertChannel(tx, { id, ownerId: member.userId, kind, name, url, secretSealed });
    await recordAudit(tx, {
      ...toActor(member),
      action: 'channel.made',
      entityType: 'channel',
      entityId: id,
      // The host alone: the rest of such an address often opens something by itself.
      after: { kind, name, ...(url !== null && { host: new URL(url).host }) },
    });

    return ok(null);
  });
  if (!made.ok) return made;
  const channel = (await listMemberChannels(member)).items.find((item) => item.id === id);

  return channel === undefined ? err(noChannel()) : ok({ channel, secret });
}

function readDraft(input: unknown): Result<DraftChannel, RequestFault> {
  const parsed = parseInput(newChannelSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  if (parsed.value.kind === 'mail') {
    if (canSendMail()) return ok({ kind: 'mail', name: 'E-mail', url: null, secret: null });
    const remedy = 'is mail, but this installation has no mail server: whoever runs it sets SMTP_URL';
    return err(invalidField('kind', remedy));
  }
  const { name, url } = parsed.value;
  const target = checkTarget(url, env().webhookAllowedHosts);
  if (!target.ok) return err(invalidField('url', target.error));

  return ok({ kind: 'webhook', name, url: target.value.url.href, secret: makeWebhookSecret() });
}
