import 'server-only';

import http from 'node:http';
import https from 'node:https';

import { checkedLookup, RefusedAddress, type Resolve } from './checked-lookup.ts';
import { checkTarget } from './check-target.ts';

/** What is sent to an address that a member gave. */
export interface OutsidePost {
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** What this installation allows, and the network as it is asked. */
export interface OutsideDeps {
  readonly allowedHosts: readonly string[];
  readonly resolve: Resolve;
  /** For all of it: name, connection, answer. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

/** What came of it; the answer's body is read up to a limit, so that its sender can end well, and not kept. */
export type OutsideAnswer =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'failed'; readonly fault: string };

const BODY_MAX_BYTES = 65_536;

const FAULTS: Readonly<Record<string, string>> = {
  ENOTFOUND: 'its name was not found',
  EAI_AGAIN: 'its name could not be looked up',
  ECONNREFUSED: 'it refused the connection',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  EHOSTUNREACH: 'there was no way to it',
  ENETUNREACH: 'there was no way to it',
  ETIMEDOUT: 'it could not be reached in time',
  CERT_HAS_EXPIRED: 'its certificate has expired',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'its certificate is signed by itself',
  SELF_SIGNED_CERT_IN_CHAIN: 'its certificate is signed by an authority that is not known',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'its certificate is signed by an authority that is not known',
  ERR_TLS_CERT_ALTNAME_INVALID: 'its certificate is for another name',
};

/**
 * Posts to an address that a member gave, guarded against reaching into the networks that this server stands in: see
 * {@link checkTarget} and {@link checkedLookup}. No redirect is followed and no proxy of the environment is used.
 */
export async function postOutside(post: OutsidePost, deps: OutsideDeps): Promise<OutsideAnswer> {
  const target = checkTarget(post.url, deps.allowedHosts);
  if (!target.ok) return { kind: 'failed', fault: `its address ${target.error}` };
  const { url, isExempt } = target.value;
  const { request: send, Agent } = url.protocol === 'https:' ? https : http;
  const timeout = AbortSignal.timeout(deps.timeoutMs);
  // An agent of its own: the global one may go through a proxy that the environment names.
  const agent = new Agent({ keepAlive: false });

  return new Promise((resolve) => {
    let answered: OutsideAnswer | null = null;
    const fail = (error: unknown): void => {
      // The status says what came of it, however the body ends.
      if (answered !== null) return;
      const fault = timeout.aborted
        ? `it did not answer within ${String(deps.timeoutMs / 1000)} s`
        : faultOf(error);
      resolve({ kind: 'failed', fault: deps.signal.aborted ? 'this server stopped' : fault });
    };
    const request = send(url, {
      method: 'POST',
      agent,
      headers: { ...post.headers, 'content-length': String(Buffer.byteLength(post.body)) },
      lookup: checkedLookup(deps.resolve, { isExempt }),
      signal: AbortSignal.any([deps.signal, timeout]),
    });
    request.on('error', fail);
    // Also where neither comes: a switch of protocols ends the request without a word, and its time limit with it.
    request.on('close', () => {
      fail(new Error('closed without an answer'));
    });
    request.on('response', (response) => {
      const { statusCode = 0, headers } = response;
      const answer: OutsideAnswer = {
        kind: 'answered',
        status: statusCode,
        retryAfter: headers['retry-after'] ?? null,
      };
      answered = answer;
      let read = 0;
      response.on('data', (piece: Buffer) => {
        read += piece.length;
        if (read >= BODY_MAX_BYTES) response.destroy();
      });
      response.on('error', fail);
      response.on('close', () => {
        resolve(answer);
      });
    });
    request.end(post.body);
  });
}

function faultOf(error: unknown): string {
  if (error instanceof RefusedAddress) {
    return 'its name leads into a private or reserved network, where only hosts of WEBHOOK_ALLOWED_HOSTS may lie';
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';

  return FAULTS[code] ?? (code === '' ? 'it could not be reached' : `it could not be reached (${code})`);
}
