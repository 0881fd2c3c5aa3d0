import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { malformed, refused } from '../http-failure.ts';
import type { HttpPolicy } from '../http.ts';
import { readLimited } from '../read-limited.ts';
import { redactUrl } from '../redact-url.ts';
import { parseRetryAfter } from '../retry-after.ts';
import { retryRequest } from '../retry-request.ts';
import type { RawPayload, SourceDeps, SourceFailure } from '../source.ts';
import { withinTime } from '../within-time.ts';
import { askedForConsent, judgeAnswer, toRole } from './judge-answer.ts';
import type { RequestRole } from './judge-answer.ts';

/** Carries a failure out through yahoo-finance2, which knows only errors. */
export class YahooFault extends Error {
  readonly failure: SourceFailure;

  constructor(failure: SourceFailure) {
    super(failure.detail);
    this.name = 'YahooFault';
    this.failure = failure;
  }
}

interface Answer {
  readonly response: Response;
  readonly payload: RawPayload;
}

/**
 * The `fetch` that yahoo-finance2 is given. It asks only Yahoo and only over https, gives one try its time, tries a
 * broken connection again, reads no more than allowed, and throws `YahooFault` instead of handing on an answer that
 * may not be used, so that no message is ever taken for a crumb and no consent page for data.
 *
 * @param keep gets every usable answer with data, crumbs cut out of its address
 */
export function createGuardedFetch(
  policy: HttpPolicy,
  deps: SourceDeps,
  keep: (payload: RawPayload) => void,
): typeof fetch {
  return async (input, init) => {
    const url = new URL(input instanceof Request ? input.url : input);
    const fault = findAddressFault(url, init);
    if (fault !== null) throw new YahooFault(fault);
    const answer = await retryRequest(
      () => askOnce(url, init, policy, deps),
      {
        maxTries: policy.maxTries,
        seed: url.pathname,
        isWorthRetrying: ({ kind }) => kind === 'unreachable' && !deps.signal.aborted,
      },
      deps,
    );
    if (!answer.ok) throw new YahooFault(answer.error);
    if (toRole(url) === 'data') keep(answer.value.payload);

    return answer.value.response;
  };
}

function findAddressFault(url: URL, init: RequestInit | undefined): SourceFailure | null {
  if (url.protocol !== 'https:' || !/(^|\.)yahoo\.com$/.test(url.hostname)) {
    return refused(`Yahoo sends this request elsewhere (${url.host.slice(0, 80)}); not followed.`);
  }
  const isConsent = url.pathname.includes('collectConsent') || (init?.method ?? 'GET') !== 'GET';

  return isConsent ? askedForConsent(url.host) : null;
}

function askOnce(
  url: URL,
  init: RequestInit | undefined,
  policy: HttpPolicy,
  deps: SourceDeps,
): Promise<Result<Answer, SourceFailure>> {
  const headers = new Headers(init?.headers);
  headers.set('user-agent', policy.userAgent);

  return withinTime({ host: url.host, timeoutMs: policy.timeoutMs }, deps, async (signal) => {
    const response = await deps.fetch(url, { headers, redirect: 'manual', signal });
    const text = await readText(response, { url, signal, maxBytes: policy.maxBytes });
    if (text === null) return err(malformed(`${url.host} sent more than ${policy.maxBytes} bytes.`, false));
    const retryAfterSeconds = parseRetryAfter(response.headers.get('retry-after'), deps.nowMs());
    const { status } = response;
    const failure = judgeAnswer({ host: url.host, role: toRole(url), status, text, retryAfterSeconds });
    if (failure !== null) return err(failure);

    return ok({
      response: toHandOn(response, toRole(url), text),
      payload: {
        url: redactUrl(url),
        status,
        receivedAt: new Date(deps.nowMs()).toISOString(),
        mediaType: response.headers.get('content-type') ?? '',
        text,
      },
    });
  });
}

/**
 * What yahoo-finance2 is told. Of data it gets the cookies and an empty object: it would parse and check a second time
 * what our parsers judge, and print what it stumbles over together with the crumb.
 */
function toHandOn({ status, headers }: Response, role: RequestRole, text: string): Response {
  if (role === 'data') return new Response('{}', { headers });

  return new Response(text === '' ? null : text, { status, headers });
}

/** Null when the body is too large. Of the session page only the cookies are wanted, not its megabytes. */
async function readText(
  response: Response,
  { url, signal, maxBytes }: { readonly url: URL; readonly signal: AbortSignal; readonly maxBytes: number },
): Promise<string | null> {
  if (toRole(url) === 'session') {
    void response.body?.cancel();
    return '';
  }
  const bytes = await readLimited(response, maxBytes, signal);

  return bytes === null ? null : new TextDecoder().decode(bytes);
}
