import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { failureOfStatus, malformed, refused, stopped } from './http-failure.ts';
import { readLimited } from './read-limited.ts';
import { redactUrl } from './redact-url.ts';
import { createRequestGate } from './request-gate.ts';
import { parseRetryAfter } from './retry-after.ts';
import { retryRequest } from './retry-request.ts';
import type { RawPayload, SourceDeps, SourceFailure } from './source.ts';
import { withinTime } from './within-time.ts';

/** How politely and how patiently a source is asked. */
export interface HttpPolicy {
  /** For one try, from the request to the last byte of the answer. */
  readonly timeoutMs: number;
  readonly maxTries: number;
  readonly maxBytes: number;
  /** Between the starts of two requests. */
  readonly minIntervalMs: number;
  readonly maxUnderWay: number;
  readonly userAgent: string;
}

/** Asks one source; every request of that source goes through the same client, which keeps them apart. */
export interface HttpClient {
  /**
   * Text of an answer of 200 to 299, its address without secrets. Redirects are followed within the host only.
   *
   * @returns failures: `rate-limited`, `refused` (401, 403, sent elsewhere), `not-found`, `unreachable` (5xx, no
   * connection, broken off, or this server stopping), `timed-out`, `malformed` (empty, too large, any other status)
   */
  readonly get: (
    url: URL,
    headers?: Readonly<Record<string, string>>,
  ) => Promise<Result<RawPayload & { readonly bytes?: never }, SourceFailure>>;
}

const MAX_REDIRECTS = 5;

/** A client under `policy`. It tries again what may work later, waiting as the source asks up to 60 s. */
export function createHttpClient(policy: HttpPolicy, deps: SourceDeps): HttpClient {
  const gate = createRequestGate(policy, deps);

  return {
    async get(url, headers = {}) {
      const sent = { ...headers, 'user-agent': policy.userAgent };
      const retry = {
        maxTries: policy.maxTries,
        seed: url.href,
        isWorthRetrying: (failure: SourceFailure) => failure.isRetryable && !deps.signal.aborted,
      };
      try {
        return await retryRequest(() => gate.run(() => tryOnce(url, sent, policy, deps)), retry, deps);
      } catch (error) {
        if (deps.signal.aborted) return err(stopped(url.host));
        throw error;
      }
    },
  };
}

function tryOnce(
  url: URL,
  headers: Readonly<Record<string, string>>,
  policy: HttpPolicy,
  deps: SourceDeps,
): Promise<Result<RawPayload, SourceFailure>> {
  return withinTime({ host: url.host, timeoutMs: policy.timeoutMs }, deps, async (signal) => {
    const response = await follow(url, (target) =>
      deps.fetch(target, { headers, redirect: 'manual', signal }),
    );
    if (!response.ok) return response;

    return readPayload(response.value, { url, maxBytes: policy.maxBytes, signal, deps });
  });
}

/** The first answer that is no redirect, as long as redirects stay with the host. */
async function follow(
  start: URL,
  ask: (url: URL) => Promise<Response>,
): Promise<Result<Response, SourceFailure>> {
  let url = start;
  for (let turn = 0; turn <= MAX_REDIRECTS; turn += 1) {
    const response = await ask(url);
    const location = response.headers.get('location');
    if (response.status < 300 || response.status > 399 || location === null) return ok(response);
    void response.body?.cancel();
    const next = URL.canParse(location, url) ? new URL(location, url) : null;
    if (next === null || next.origin !== start.origin) {
      return err(
        refused(`${start.host} sends this request elsewhere (${next?.host ?? 'no address'}); not followed.`),
      );
    }
    url = next;
  }

  return err(malformed(`${start.host} redirects in a circle.`, false));
}

interface Reading {
  readonly url: URL;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  readonly deps: SourceDeps;
}

async function readPayload(
  response: Response,
  { url, maxBytes, signal, deps }: Reading,
): Promise<Result<RawPayload, SourceFailure>> {
  if (!response.ok) {
    void response.body?.cancel();
    const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), deps.nowMs());
    return err(failureOfStatus(url.host, response.status, retryAfterSeconds));
  }
  const bytes = await readLimited(response, maxBytes, signal);
  if (bytes === null) return err(malformed(`${url.host} sent more than ${maxBytes} bytes.`, false));
  const text = new TextDecoder().decode(bytes);
  if (text.trim() === '') return err(malformed(`${url.host} sent an empty answer.`, true));

  return ok({
    url: redactUrl(url),
    status: response.status,
    receivedAt: new Date(deps.nowMs()).toISOString(),
    mediaType: response.headers.get('content-type') ?? '',
    text,
  });
}
