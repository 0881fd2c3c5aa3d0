import 'server-only';

import { createHmac, randomBytes } from 'node:crypto';

import { env } from '#lib/platform/env.ts';
import { AppError } from '#lib/platform/errors.ts';
import { openSealed, sealText, type SealKey } from '#lib/platform/sealed-text.ts';

/** As Standard Webhooks writes secrets. */
const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new signing secret: 256 random bits. */
export function makeWebhookSecret(): string {
  return `${PREFIX}${randomBytes(SECRET_BYTES).toString('base64')}`;
}

/** The form in which a channel's secret is stored. */
export function sealWebhookSecret(secret: string, channelId: string): string {
  return sealText(secret, sealKey(channelId));
}

/** A stored secret; null when it was sealed under another WATERLINE_SECRET. */
export function openWebhookSecret(sealed: string, channelId: string): string | null {
  return openSealed(sealed, sealKey(channelId));
}

/** What is signed: the message's name, the second at which it is sent, and its very bytes. */
export interface SignedContent {
  readonly id: string;
  readonly timestamp: number;
  readonly body: string;
}

/**
 * The header `webhook-signature` of Standard Webhooks 1.0 (https://www.standardwebhooks.com): for each secret `v1,` and
 * the HMAC-SHA256 in base64 of id, timestamp and body with dots between, blanks between those of several secrets.
 */
export function signWebhook(secrets: readonly string[], { id, timestamp, body }: SignedContent): string {
  const content = `${id}.${String(timestamp)}.${body}`;
  const signatures = secrets.map((secret) => {
    const key = Buffer.from(secret.slice(PREFIX.length), 'base64');

    return `v1,${createHmac('sha256', key).update(content).digest('base64')}`;
  });

  return signatures.join(' ');
}

function sealKey(channelId: string): SealKey {
  const { secret } = env();
  if (secret === null) {
    throw new AppError('secret-absent', 'WATERLINE_SECRET is not set: signing secrets cannot be kept.');
  }

  return { secret, purpose: 'webhook signing', boundTo: channelId };
}
