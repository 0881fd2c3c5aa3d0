import 'server-only';

import type { HeldDelivery } from '#lib/db/deliveries/take-delivery.ts';
import { tryMail } from '#lib/mail/send-mail.ts';
import { postOutside } from '#lib/outbound/post-outside.ts';
import { parseRetryAfter } from '#lib/sources/retry-after.ts';

import { publicOrigin } from '../accounts/make-link.ts';
import type { DeliveryDeps } from './delivery-deps.ts';
import { openWebhookSecret, signWebhook } from './webhook-secret.ts';

/** What came of one try. */
export interface SendOutcome {
  readonly status: number | null;
  /** Null when it arrived. */
  readonly fault: string | null;
  readonly retryAfterSeconds: number | null;
  /** Whether the receiver said that it wants nothing any more. */
  readonly isGone: boolean;
}

const GONE = 410;
const NOTHING_SAID = { status: null, retryAfterSeconds: null, isGone: false } as const;

/** Sends a notice once, by mail or to a webhook. The message has the same name and the same words at every try. */
export async function sendDelivery(held: HeldDelivery, deps: DeliveryDeps): Promise<SendOutcome> {
  return held.channel.kind === 'mail' ? sendByMail(held) : sendToWebhook(held, deps);
}

async function sendByMail({ messageId, subject, lines, path, channel }: HeldDelivery): Promise<SendOutcome> {
  const origin = publicOrigin();
  const fault = await tryMail({
    to: channel.email,
    subject: `Waterline: ${subject}`,
    text: [
      ...lines,
      '',
      `${origin}${path}`,
      '',
      'You get this because you let notices go to this address; your account page switches it off.',
    ].join('\n'),
    messageId: `<${messageId}@${new URL(origin).hostname}>`,
  });

  return { ...NOTHING_SAID, fault };
}

async function sendToWebhook(held: HeldDelivery, deps: DeliveryDeps): Promise<SendOutcome> {
  const { channel } = held;
  if (channel.url === null) return { ...NOTHING_SAID, fault: 'the channel was removed' };
  const secrets = readSecrets(channel, deps.nowMs());
  if (secrets === null) {
    const fault =
      'its signing secret cannot be read any more, because WATERLINE_SECRET changed; give it a new one';
    return { ...NOTHING_SAID, fault };
  }
  const id = `msg_${held.messageId}`;
  const timestamp = Math.floor(deps.nowMs() / 1000);
  const body = webhookBody(held);
  const answer = await postOutside(
    {
      url: channel.url,
      headers: {
        'content-type': 'application/json',
        'user-agent': 'Waterline',
        'webhook-id': id,
        'webhook-timestamp': String(timestamp),
        'webhook-signature': signWebhook(secrets, { id, timestamp, body }),
      },
      body,
    },
    deps,
  );
  if (answer.kind === 'failed') return { ...NOTHING_SAID, fault: answer.fault };
  const { status, retryAfter } = answer;

  return {
    status,
    fault: faultOfStatus(status),
    retryAfterSeconds: parseRetryAfter(retryAfter, deps.nowMs()),
    isGone: status === GONE,
  };
}

function webhookBody({ isTest, occurredAt, subject, lines, path }: HeldDelivery): string {
  return JSON.stringify({
    type: isTest ? 'test' : 'notice',
    timestamp: occurredAt.toISOString(),
    data: { subject, lines, url: `${publicOrigin()}${path}` },
  });
}

/** The secrets that sign, the present one first; null when that one does not open. */
function readSecrets(channel: HeldDelivery['channel'], nowMs: number): readonly string[] | null {
  const { id, secretSealed, priorSecretSealed, priorSecretUntil } = channel;
  const present = secretSealed === null ? null : openWebhookSecret(secretSealed, id);
  if (present === null) return null;
  const isPriorGood = priorSecretUntil !== null && priorSecretUntil.getTime() > nowMs;
  const prior = isPriorGood && priorSecretSealed !== null ? openWebhookSecret(priorSecretSealed, id) : null;

  return prior === null ? [present] : [present, prior];
}

function faultOfStatus(status: number): string | null {
  if (status >= 200 && status < 300) return null;
  if (status === GONE) return 'it answered 410: it wants nothing any more';
  if (status >= 300 && status < 400)
    return `it answered ${String(status)}, a redirect, which is not followed`;

  return `it answered ${String(status)}`;
}
