/** A source on loopback that answers over HTTP as the real one does, until it is told to fail. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the source has for a request. */
export interface FakeAnswer {
  readonly status: number;
  readonly mediaType: string;
  readonly body: string;
}

/** How the next requests go wrong. */
export type FakeFault =
  | { readonly kind: 'status'; readonly status: number; readonly retryAfter?: string }
  /** 200 without a byte. */
  | { readonly kind: 'empty' }
  /** A whole answer over HTTP whose text ends in the middle. */
  | { readonly kind: 'truncated' }
  /** Takes the request and says nothing. */
  | { readonly kind: 'hang' }
  /** The connection breaks: before the first byte, or in the middle of the body. */
  | { readonly kind: 'reset'; readonly isInBody: boolean }
  /** The text is another: a renamed field, a date in the future, an element twice. */
  | { readonly kind: 'rewritten'; readonly rewrite: (body: string) => string };

/** What was asked of a fake source since it was started. */
export interface FakeTraffic {
  readonly paths: readonly string[];
  readonly userAgents: readonly string[];
  readonly maxUnderWay: number;
  /** Most requests that arrived within any one second. */
  readonly maxPerSecond: number;
}

/** A running fake source. */
export interface FakeSource {
  /** Ends with a slash. */
  readonly url: URL;
  /** The next `times` requests meet `fault`; all that follow when `times` is left out. */
  readonly fail: (fault: FakeFault, times?: number) => void;
  readonly traffic: () => FakeTraffic;
  readonly close: () => Promise<void>;
}

/** Starts a source; `answer` says what it has, `delayMs` how long it takes. */
export async function startFakeSource(
  answer: (path: string, request: IncomingMessage) => FakeAnswer,
  { delayMs = 0 } = {},
): Promise<FakeSource> {
  const faults: FakeFault[] = [];
  let lastingFault: FakeFault | null = null;
  const arrivals: { readonly path: string; readonly userAgent: string; readonly atMs: number }[] = [];
  let underWay = 0;
  let maxUnderWay = 0;
  const server = createServer((request, response) => {
    const path = request.url ?? '/';
    arrivals.push({ path, userAgent: request.headers['user-agent'] ?? '', atMs: performance.now() });
    underWay += 1;
    maxUnderWay = Math.max(maxUnderWay, underWay);
    response.on('close', () => (underWay -= 1));
    const fault = faults.shift() ?? lastingFault;
    setTimeout(() => {
      reply(response, answer(path, request), fault);
    }, delayMs);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;

  return {
    url: new URL(`http://127.0.0.1:${port}/`),
    fail(fault, times) {
      if (times === undefined) lastingFault = fault;
      else faults.push(...Array.from({ length: times }, () => fault));
    },
    traffic: () => ({
      paths: arrivals.map(({ path }) => path),
      userAgents: arrivals.map(({ userAgent }) => userAgent),
      maxUnderWay,
      maxPerSecond: countMaxPerSecond(arrivals.map(({ atMs }) => atMs)),
    }),
    close: () =>
      new Promise((resolve) => {
        server.close(() => {
          resolve();
        });
        server.closeAllConnections();
      }),
  };
}

function countMaxPerSecond(arrivalsMs: readonly number[]): number {
  return Math.max(
    0,
    ...arrivalsMs.map((start) => arrivalsMs.filter((atMs) => atMs >= start && atMs < start + 1000).length),
  );
}

function reply(response: ServerResponse, answer: FakeAnswer, fault: FakeFault | null): void {
  if (fault?.kind === 'hang') return;
  if (fault?.kind === 'reset' && !fault.isInBody) {
    response.destroy();
    return;
  }
  if (fault?.kind === 'status') {
    const headers = fault.retryAfter === undefined ? {} : { 'retry-after': fault.retryAfter };
    response.writeHead(fault.status, { 'content-type': 'text/html', ...headers }).end('<html>No.</html>');
    return;
  }
  const body = Buffer.from(fault === null ? answer.body : spoil(answer.body, fault));
  response.writeHead(answer.status, { 'content-type': answer.mediaType, 'content-length': body.length });
  if (fault?.kind !== 'reset') {
    response.end(body);
    return;
  }
  response.write(body.subarray(0, body.length / 2), () => {
    response.destroy();
  });
}

function spoil(body: string, fault: FakeFault): string {
  if (fault.kind === 'empty') return '';
  if (fault.kind === 'truncated') return body.slice(0, body.length / 2);

  return fault.kind === 'rewritten' ? fault.rewrite(body) : body;
}
