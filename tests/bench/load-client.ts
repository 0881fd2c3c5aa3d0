/**
 * A small HTTP load generator: keep-alive connections over plain sockets, one request under way on each. It runs
 * as a process of its own, so that its work is not the server's: `node load-client.ts '<LoadOrder as JSON>'`.
 */
import { fork } from 'node:child_process';
import { connect } from 'node:net';

export interface LoadOrder {
  readonly port: number;
  readonly path: string;
  readonly connections: number;
  readonly seconds: number;
  readonly headers?: Readonly<Record<string, string>>;
  /** JSON text: makes the request a POST. */
  readonly body?: string;
}

export interface LoadResult {
  readonly requestsPerSecond: number;
  readonly p50Ms: number;
  readonly p99Ms: number;
  /** Answers other than 2xx and 304, and broken connections. */
  readonly errors: number;
  /** Of one answer, head included. */
  readonly bytes: number;
}

/** Loads a server from a process of its own and returns what that process measured. */
export function load(order: LoadOrder): Promise<LoadResult> {
  return new Promise((resolve, reject) => {
    const child = fork(import.meta.filename, [JSON.stringify(order)]);
    child.once('message', (result) => {
      resolve(result as LoadResult);
    });
    child.once('exit', (code) => {
      reject(new Error(`the load client ended with code ${String(code)} and no result`));
    });
  });
}

interface Tally {
  readonly latenciesMs: number[];
  errors: number;
  bytes: number;
}

async function run(order: LoadOrder): Promise<LoadResult> {
  const tally: Tally = { latenciesMs: [], errors: 0, bytes: 0 };
  const start = performance.now();
  const until = start + order.seconds * 1000;
  await Promise.all(Array.from({ length: order.connections }, () => keepAsking(order, tally, until)));

  const elapsedSeconds = (performance.now() - start) / 1000;
  const sorted = tally.latenciesMs.sort((a, b) => a - b);
  const at = (share: number): number => sorted[Math.floor(sorted.length * share)] ?? Number.NaN;

  return {
    requestsPerSecond: sorted.length / elapsedSeconds,
    p50Ms: at(0.5),
    p99Ms: at(0.99),
    errors: tally.errors,
    bytes: tally.bytes,
  };
}

function keepAsking(order: LoadOrder, tally: Tally, untilMs: number): Promise<void> {
  const request = writeRequest(order);

  return new Promise((resolve) => {
    const socket = connect({ port: order.port, host: '127.0.0.1', noDelay: true });
    let received = '';
    let sentAt = 0;
    const ask = (): void => {
      received = '';
      sentAt = performance.now();
      socket.write(request);
    };

    socket.setEncoding('latin1');
    socket.on('connect', ask);
    socket.on('data', (chunk: string) => {
      received += chunk;
      if (!isComplete(received)) return;
      tally.latenciesMs.push(performance.now() - sentAt);
      tally.bytes = received.length;
      if (!/^HTTP\/1\.1 (2\d\d|304) /.test(received)) tally.errors += 1;
      if (performance.now() < untilMs) ask();
      else socket.end();
    });
    socket.on('error', () => {
      tally.errors += 1;
    });
    socket.on('close', () => {
      resolve();
    });
  });
}

function writeRequest({ port, path, headers = {}, body }: LoadOrder): string {
  const all = {
    Host: `127.0.0.1:${String(port)}`,
    ...headers,
    ...(body !== undefined && { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }),
  };
  const lines = Object.entries(all).map(([name, value]) => `${name}: ${value}\r\n`);

  return `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body ?? ''}`;
}

/** Answers come one at a time, so the end of the text is the end of the answer. */
function isComplete(received: string): boolean {
  const headEnd = received.indexOf('\r\n\r\n');
  if (headEnd < 0) return false;
  const head = received.slice(0, headEnd).toLowerCase();
  const length = /\r\ncontent-length: (\d+)/.exec(head)?.[1];
  if (length !== undefined) return received.length >= headEnd + 4 + Number(length);

  return head.includes('\r\ntransfer-encoding: chunked') ? received.endsWith('0\r\n\r\n') : true;
}

if (process.argv[1] === import.meta.filename) {
  const order = JSON.parse(process.argv[2] ?? '') as LoadOrder;
  process.send?.(await run(order), () => {
    process.disconnect();
  });
}
