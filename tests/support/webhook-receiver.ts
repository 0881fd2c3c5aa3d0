import type { IncomingMessage, ServerResponse } from 'node:http';

import { serveOnLoopback } from './loopback-server.ts';

/** A post as a receiver got it. */
export interface ReceivedPost {
  readonly id: string;
  readonly timestamp: string;
  readonly signature: string;
  readonly contentType: string;
  readonly body: string;
}

/** A webhook receiver on loopback that keeps what it gets; how it answers is set as it goes. */
export interface WebhookReceiver {
  readonly url: string;
  /** For WEBHOOK_ALLOWED_HOSTS. */
  readonly host: string;
  readonly received: readonly ReceivedPost[];
  /** How posts are answered from now on, once they have come in; 204 until it is set. */
  answer: (response: ServerResponse, request: IncomingMessage) => void;
  readonly close: () => Promise<void>;
}

export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedPost[] = [];
  const server = await serveOnLoopback((request, response) => {
    const pieces: Buffer[] = [];
    request.on('data', (piece: Buffer) => pieces.push(piece));
    request.on('end', () => {
      const header = (name: string) => String(request.headers[name]);
      received.push({
        id: header('webhook-id'),
        timestamp: header('webhook-timestamp'),
        signature: header('webhook-signature'),
        contentType: header('content-type'),
        body: Buffer.concat(pieces).toString('utf8'),
      });
      receiver.answer(response, request);
    });
  });
  const receiver: WebhookReceiver = {
    url: `${server.origin}/in`,
    host: new URL(server.origin).host,
    received,
    answer: (response) => void response.writeHead(204).end(),
    close: server.close,
  };

  return receiver;
}

/**
 * Checks a post as a receiver would, by Standard Webhooks and the Web Crypto of the platform: which of the signatures
 * it carries was made with `secret`. None: -1.
 */
export async function findSignatureOf(
  secret: string,
  { id, timestamp, signature, body }: ReceivedPost,
): Promise<number> {
  const raw = Uint8Array.from(atob(secret.replace(/^whsec_/, '')), (character) => character.charCodeAt(0));
  const key = await crypto.subtle.importKey('raw', raw, { name: 'HMAC', hash: 'SHA-256' }, false, ['verify']);
  const content = new TextEncoder().encode(`${id}.${timestamp}.${body}`);
  const checks = await Promise.all(
    signature.split(' ').map(async (part) => {
      const [version, text = ''] = part.split(',');
      const bytes = Uint8Array.from(atob(text), (character) => character.charCodeAt(0));
      return version === 'v1' && (await crypto.subtle.verify('HMAC', key, bytes, content));
    }),
  );

  return checks.indexOf(true);
}
