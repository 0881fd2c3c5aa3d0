import diagnostics from 'node:diagnostics_channel';
import { createServer as createTlsServer } from 'node:https';
import { createServer as createTcpServer, type AddressInfo, type Socket } from 'node:net';

import { afterEach, describe, expect, it } from 'vitest';

import type { Resolve } from '#lib/outbound/checked-lookup.ts';
import { postOutside, type OutsideAnswer } from '#lib/outbound/post-outside.ts';
import { serveOnLoopback } from '#tests/support/loopback-server.ts';

/** In the block of public addresses, but handed out to nobody: nobody is asked. */
const NOBODY = '2000::1';

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0)) await close();
});

interface Given {
  readonly allowedHosts?: readonly string[];
  readonly resolve?: Resolve;
  readonly timeoutMs?: number;
  readonly signal?: AbortSignal;
}

function post(url: string, given: Given = {}): Promise<OutsideAnswer> {
  return postOutside(
    { url, headers: { 'content-type': 'application/json' }, body: '{"a":"ü"}' },
    {
      allowedHosts: [],
      resolve: () => Promise.reject(new Error('nothing was to be resolved')),
      timeoutMs: 5_000,
      signal: new AbortController().signal,
      ...given,
    },
  );
}

async function serve(listener: Parameters<typeof serveOnLoopback>[0]): Promise<string> {
  const server = await serveOnLoopback(listener);
  closing.push(server.close);
  return server.origin;
}

/** Posts to a server of ours, which the installation allows. */
const postHome = (origin: string, given: Given = {}) =>
  post(origin, { allowedHosts: [new URL(origin).host], ...given });

/** Addresses that sockets of this process begin to connect to while `work` runs. */
async function attemptsDuring(work: () => Promise<unknown>): Promise<readonly string[]> {
  const attempts: string[] = [];
  const onSocket = (message: unknown): void => {
    const { socket } = message as { socket: Socket };
    socket.on('connectionAttempt', (address: string) => attempts.push(address));
  };
  diagnostics.subscribe('net.client.socket', onSocket);
  try {
    await work();
  } finally {
    diagnostics.unsubscribe('net.client.socket', onSocket);
  }
  return attempts;
}

describe('postOutside', () => {
  it('sends the body and says what was answered', async () => {
    let got = '';
    const origin = await serve((request, response) => {
      request.on('data', (piece: Buffer) => (got += piece.toString()));
      request.on('end', () => response.writeHead(429, { 'retry-after': '7' }).end('later'));
    });

    expect(await postHome(origin)).toEqual({ kind: 'answered', status: 429, retryAfter: '7' });
    expect(got).toBe('{"a":"ü"}');
  });

  it('follows no redirect, whatever it leads to', async () => {
    let reached = 0;
    const inside = await serve((_, response) => {
      reached += 1;
      response.end();
    });
    for (const status of [301, 302, 303, 307, 308]) {
      const origin = await serve((_, response) => response.writeHead(status, { location: inside }).end());
      expect(await postHome(origin)).toMatchObject({ kind: 'answered', status });
    }
    expect(reached).toBe(0);
  });

  it('reads no more of a huge or endless body than its limit', async () => {
    let written = 0;
    const origin = await serve((_, response) => {
      const write = (): void => {
        while (!response.destroyed && response.write(Buffer.alloc(65_536))) written += 65_536;
        response.once('drain', write);
      };
      write();
    });

    expect(await postHome(origin)).toMatchObject({ kind: 'answered', status: 200 });
    // What the kernels on both sides hold was written, but not read.
    expect(written).toBeLessThan(32_000_000);
  });

  it('takes the status of an answer whose body never ends, once time is up', async () => {
    const origin = await serve((_, response) => void response.writeHead(200).write('begun'));

    expect(await postHome(origin, { timeoutMs: 300 })).toMatchObject({ kind: 'answered', status: 200 });
  });

  it('gives up on what does not answer, within its limit in all', async () => {
    const origin = await serve(() => undefined);
    const startedAt = performance.now();

    expect(await postHome(origin, { timeoutMs: 300 })).toEqual({
      kind: 'failed',
      fault: 'it did not answer within 0.3 s',
    });
    expect(performance.now() - startedAt).toBeLessThan(3_000);
  });

  it('gives up on a name that is never resolved, and on one that is not there', async () => {
    const never = { resolve: () => new Promise<never>(() => undefined), timeoutMs: 200 };
    const absent = { resolve: () => Promise.reject(Object.assign(new Error('x'), { code: 'ENOTFOUND' })) };

    expect(await post('https://a.example/', never)).toMatchObject({
      fault: 'it did not answer within 0.2 s',
    });
    expect(await post('https://a.example/', absent)).toMatchObject({ fault: 'its name was not found' });
  });

  it('says that a connection was refused or broken off, or that this server stopped', async () => {
    const resets = createTcpServer((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await new Promise<void>((resolve) => resets.listen(0, '127.0.0.1', resolve));
    const { port } = resets.address() as AddressInfo;
    const origin = `http://127.0.0.1:${String(port)}`;
    expect(await postHome(origin)).toEqual({ kind: 'failed', fault: 'it broke the connection off' });
    await new Promise<void>((resolve) => {
      resets.close(() => {
        resolve();
      });
    });
    expect(await postHome(origin)).toEqual({ kind: 'failed', fault: 'it refused the connection' });
    expect(await postHome(origin, { signal: AbortSignal.abort() })).toEqual({
      kind: 'failed',
      fault: 'this server stopped',
    });
  });

  it('fails at once where protocols are switched, which ends a request without a word', async () => {
    const switches = createTcpServer((socket) =>
      socket.once('data', () => {
        socket.write('HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: x\r\n\r\n');
      }),
    );
    await new Promise<void>((resolve) => switches.listen(0, '127.0.0.1', resolve));
    closing.push(
      () =>
        new Promise((resolve) => {
          switches.close(() => {
            resolve();
          });
        }),
    );
    const { port } = switches.address() as AddressInfo;
    expect(await postHome(`http://127.0.0.1:${String(port)}`)).toMatchObject({ kind: 'failed' });
  });

  it('connects to no address that is not public, however its name hides it', async () => {
    const answers = [
      ['127.0.0.1'],
      ['8.8.8.8', '127.0.0.1'],
      ['10.0.0.1', '8.8.8.8'],
      ['::ffff:127.0.0.1'],
      ['64:ff9b::7f00:1'],
      [],
    ];
    for (const addresses of answers) {
      const resolve: Resolve = () =>
        Promise.resolve(addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 })));
      const attempts = await attemptsDuring(async () => {
        expect(await post('https://inside.example/', { resolve })).toMatchObject({
          fault: expect.stringMatching(/^its name leads into a private or reserved network/) as string,
        });
      });
      expect(attempts).toEqual([]);
    }
  });

  it('connects to what was checked: a name that answers publicly once and with loopback then gains nothing', async () => {
    const asked: string[] = [];
    const rebinding: Resolve = (hostname) => {
      asked.push(hostname);
      return Promise.resolve([
        asked.length === 1 ? { address: NOBODY, family: 6 } : { address: '127.0.0.1', family: 4 },
      ]);
    };
    const given = { resolve: rebinding, timeoutMs: 500 };
    const first = await attemptsDuring(() => post('https://rebind.example/', given));
    expect(first).toEqual([NOBODY]);
    expect(asked).toEqual(['rebind.example']);

    const second = await attemptsDuring(() => post('https://rebind.example/', given));
    expect(second).toEqual([]);
    expect(asked).toHaveLength(2);
  });

  it('resolves an allowed name wherever it leads, and only that', async () => {
    const origin = await serve((_, response) => response.end());
    const { port } = new URL(origin);
    const resolve: Resolve = () => Promise.resolve([{ address: '127.0.0.1', family: 4 }]);
    const given = { resolve, allowedHosts: [`hooks.firm.example:${port}`] };

    expect(await post(`http://hooks.firm.example:${port}/`, given)).toMatchObject({ status: 200 });
    expect(await post(`http://other.firm.example:${port}/`, given)).toMatchObject({
      fault: 'its address must begin with https://',
    });
  });

  it('goes through no proxy that the environment names', async () => {
    let proxied = 0;
    const proxy = await serve((_, response) => {
      proxied += 1;
      response.end();
    });
    const before = { ...process.env };
    Object.assign(process.env, {
      NODE_USE_ENV_PROXY: '1',
      HTTP_PROXY: proxy,
      HTTPS_PROXY: proxy,
      http_proxy: proxy,
    });
    try {
      const origin = await serve((_, response) => response.writeHead(204).end());
      expect(await postHome(origin)).toMatchObject({ status: 204 });
    } finally {
      process.env = before;
    }
    expect(proxied).toBe(0);
  });

  it('trusts no certificate that nobody known has signed', async () => {
    const server = createTlsServer({}, (_, response) => response.end());
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    closing.push(
      () =>
        new Promise((resolve) => {
          server.close(() => {
            resolve();
          });
        }),
    );
    const { port } = server.address() as AddressInfo;

    expect(await postHome(`https://127.0.0.1:${String(port)}`)).toMatchObject({ kind: 'failed' });
  });
});
