import type { IncomingMessage, ServerResponse } from 'node:http';

import { serveOnLoopback } from './loopback-server.ts';
import { CONSENT_PAGE, spoilText } from './yahoo-faults.ts';
import type { YahooFaultKind } from './yahoo-faults.ts';
import { makeChart, makeQuote, makeStatements } from './yahoo-payloads.ts';
import type { FakeListing } from './yahoo-payloads.ts';
import { rewriteYahooHosts } from './yahoo-rewrite.ts';

/** The paths that a fault can be set on. */
export type YahooPath = 'session' | 'crumb' | 'chart' | 'quote' | 'statements';

export interface FakeYahooRequest {
  readonly path: YahooPath | 'unknown';
  /** The address as the product asked for it. */
  readonly url: string;
  readonly userAgent: string;
  readonly hasCookie: boolean;
}

export interface FakeYahooOptions {
  readonly listings: readonly FakeListing[];
  readonly seed?: number;
  readonly nowMs: () => number;
  /** How long every answer takes, so that requests overlap. */
  readonly delayMs?: number;
}

/** A server on loopback that speaks as Yahoo does. */
export interface FakeYahoo {
  readonly origin: string;
  /** To be injected: what is meant for Yahoo arrives here. */
  readonly fetch: typeof fetch;
  readonly requests: readonly FakeYahooRequest[];
  /** The most requests that were under way at one moment. */
  readonly maxUnderWay: () => number;
  /** Sets a fault on a path, or on the symbol wherever it is asked for; it stays for `times` requests. */
  readonly setFault: (
    target: YahooPath | { readonly symbol: string },
    fault: YahooFaultKind,
    times?: number,
  ) => void;
  readonly clearFaults: () => void;
  /** Makes every crumb given so far invalid. */
  readonly lapseCrumbs: () => void;
  readonly close: () => Promise<void>;
}

interface SetFault {
  readonly fault: YahooFaultKind;
  timesLeft: number;
}

interface Asked {
  readonly path: FakeYahooRequest['path'];
  readonly url: URL;
  readonly symbols: readonly string[];
}

/** Starts a fake Yahoo on a free port. */
export async function startFakeYahoo(options: FakeYahooOptions): Promise<FakeYahoo> {
  const faults = new Map<string, SetFault>();
  const requests: FakeYahooRequest[] = [];
  const state = { underWay: 0, maxUnderWay: 0, crumbNumber: 1 };
  const world = { ...options, seed: options.seed ?? 1, crumbOf: () => `crumb.${state.crumbNumber}` };

  const server = await serveOnLoopback((request, response) => {
    const asked = readRequest(request);
    state.underWay += 1;
    state.maxUnderWay = Math.max(state.maxUnderWay, state.underWay);
    response.on('close', () => (state.underWay -= 1));
    requests.push({
      path: asked.path,
      url: asked.url.href,
      userAgent: request.headers['user-agent'] ?? '',
      hasCookie: (request.headers.cookie ?? '') !== '',
    });
    const fault = takeFault(faults, asked);
    setTimeout(() => {
      if (fault?.kind === 'hang') return;
      if (fault?.kind === 'reset') request.socket.resetAndDestroy();
      else send(response, answer(asked, request, world, fault));
    }, options.delayMs ?? 0);
  });
  return {
    origin: server.origin,
    fetch: rewriteYahooHosts(server.origin),
    requests,
    maxUnderWay: () => state.maxUnderWay,
    setFault: (target, fault, times = Infinity) =>
      faults.set(typeof target === 'string' ? target : target.symbol, { fault, timesLeft: times }),
    clearFaults: () => {
      faults.clear();
    },
    lapseCrumbs: () => (state.crumbNumber += 1),
    close: server.close,
  };
}

function readRequest(request: IncomingMessage): Asked {
  const url = new URL(`https:/${request.url ?? '/'}`);
  const last = decodeURIComponent(url.pathname.split('/').at(-1) ?? '');
  const { pathname } = url;
  if (!/^query[12]\./.test(url.hostname)) return { path: 'session', url, symbols: [] };
  if (pathname === '/v1/test/getcrumb') return { path: 'crumb', url, symbols: [] };
  if (pathname.startsWith('/v8/finance/chart/')) return { path: 'chart', url, symbols: [last] };
  if (pathname.startsWith('/ws/fundamentals-timeseries/'))
    return { path: 'statements', url, symbols: [last] };
  if (pathname === '/v7/finance/quote') {
    return { path: 'quote', url, symbols: (url.searchParams.get('symbols') ?? '').split(',') };
  }

  return { path: 'unknown', url, symbols: [] };
}

function takeFault(faults: Map<string, SetFault>, asked: Asked): YahooFaultKind | undefined {
  for (const key of [asked.path, ...asked.symbols]) {
    const set = faults.get(key);
    if (set === undefined || set.timesLeft <= 0) continue;
    set.timesLeft -= 1;

    return set.fault;
  }

  return undefined;
}

interface Sent {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

interface World extends FakeYahooOptions {
  readonly seed: number;
  readonly crumbOf: () => string;
}

const json = (body: unknown, status = 200): Sent => ({
  status,
  headers: { 'content-type': 'application/json;charset=utf-8' },
  body: JSON.stringify(body),
});
const html = (body: string, headers: Readonly<Record<string, string>> = {}, status = 200): Sent => ({
  status,
  headers: { 'content-type': 'text/html; charset=utf-8', ...headers },
  body,
});
const SESSION_COOKIE = {
  'set-cookie': 'A3=session; Max-Age=31557600; Domain=.yahoo.com; Path=/; SameSite=None; Secure; HttpOnly',
};

function answer(
  asked: Asked,
  request: IncomingMessage,
  world: World,
  fault: YahooFaultKind | undefined,
): Sent {
  if (fault?.kind === 'status') {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
    return { status: fault.status, headers, body: fault.body ?? 'no' };
  }
  if (fault?.kind === 'body') return html(fault.body);
  if (fault?.kind === 'consent-page') return html(CONSENT_PAGE);
  if (asked.path === 'session') return openSession(asked.url, fault);
  const right = answerRightly(asked, request, world);

  return fault === undefined || right.status !== 200
    ? right
    : { ...right, body: spoilText(right.body, fault) };
}

function openSession(url: URL, fault: YahooFaultKind | undefined): Sent {
  const redirect = (location: string, headers = {}) => html('', { location, ...headers }, 302);
  if (url.hostname === 'guce.yahoo.com') {
    return url.searchParams.get('to') === 'consent'
      ? redirect('https://consent.yahoo.com/v2/collectConsent?sessionId=abc')
      : redirect('https://finance.yahoo.com/quote/AAPL?guccounter=1');
  }
  if (fault?.kind === 'consent-redirect') return redirect('https://guce.yahoo.com/consent?to=consent');
  if (fault?.kind === 'detour') return redirect('https://guce.yahoo.com/consent?to=quote', SESSION_COOKIE);

  return html('<html>the page of a share</html>', SESSION_COOKIE);
}

function answerRightly({ path, url, symbols }: Asked, request: IncomingMessage, world: World): Sent {
  const [symbol = ''] = symbols;
  const listing = world.listings.find((each) => each.symbol === symbol);
  const hasSession = (request.headers.cookie ?? '').includes('A3=session');
  const question = {
    fromSeconds: Number(url.searchParams.get('period1')),
    toSeconds: Number(url.searchParams.get('period2')),
    nowMs: world.nowMs(),
    seed: world.seed,
  };
  if (path === 'crumb') return hasSession ? html(world.crumbOf()) : html('', {}, 401);
  if (path === 'chart') {
    return listing === undefined ? json(NO_CHART, 404) : json(makeChart(listing, question));
  }
  if (path === 'statements') {
    const types = (url.searchParams.get('type') ?? '').split(',');
    return json(
      listing === undefined || listing.instrumentType === 'CURRENCY'
        ? {
            timeseries: {
              result: types.map((type) => ({ meta: { symbol: [symbol], type: [type] } })),
              error: null,
            },
          }
        : makeStatements(symbol, types, question),
    );
  }
  if (path !== 'quote')
    return json({ finance: { result: null, error: { code: 'Not Found', description: '' } } }, 404);
  if (!hasSession || url.searchParams.get('crumb') !== world.crumbOf()) return json(INVALID_CRUMB, 401);
  const known = world.listings.filter((each) => symbols.includes(each.symbol));

  return json({
    quoteResponse: { result: known.map((each) => makeQuote(each, world.nowMs(), world.seed)), error: null },
  });
}

const NO_CHART = {
  chart: { result: null, error: { code: 'Not Found', description: 'No data found, symbol may be delisted' } },
};
const INVALID_CRUMB = {
  finance: { result: null, error: { code: 'Unauthorized', description: 'Invalid Crumb' } },
};

function send(response: ServerResponse, { status, headers, body }: Sent): void {
  response.writeHead(status, headers);
  response.end(body);
}
