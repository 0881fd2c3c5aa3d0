import type { RequestListener } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';

import { createHttpClient } from '#lib/sources/http.ts';
import type { HttpPolicy } from '#lib/sources/http.ts';
import { serveOnLoopback } from '#tests/support/loopback-server.ts';
import type { LoopbackServer } from '#tests/support/loopback-server.ts';
import { driveDeps } from '#tests/support/source-deps.ts';

const NOW_MS = Date.parse('2026-11-20T21:30:00Z');
const POLICY: HttpPolicy = {
  timeoutMs: 5000,
  maxTries: 3,
  maxBytes: 10_000,
  minIntervalMs: 0,
  maxUnderWay: 2,
  userAgent: 'Waterline tests',
};

const servers: LoopbackServer[] = [];
afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

async function serve(listener: RequestListener): Promise<URL> {
  const server = await serveOnLoopback(listener);
  servers.push(server);

  return new URL(`${server.origin}/data?crumb=secret&symbol=MU`);
}

/** Answers the first requests with `statuses` in turn, then with 200. */
function answering(statuses: readonly number[], headers: Readonly<Record<string, string>> = {}) {
  const asked: string[] = [];
  const listener: RequestListener = (request, response) => {
    const status = statuses[asked.length] ?? 200;
    asked.push(request.url ?? '');
    response.writeHead(status, status === 200 ? { 'content-type': 'text/plain' } : headers).end('fine');
  };

  return { asked, listener };
}

describe('asking a source over HTTP', () => {
  it('returns the text with the instant it came at, and an address without secrets', async () => {
    const url = await serve(answering([]).listener);
    const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(url);
    expect(answer).toEqual({
      ok: true,
      value: {
        url: `${url.origin}/data?crumb=REDACTED&symbol=MU`,
        status: 200,
        receivedAt: '2026-11-20T21:30:00.000Z',
        mediaType: 'text/plain',
        text: 'fine',
      },
    });
  });

  it('says who asks, and sends the headers given', async () => {
    const url = await serve((request, response) => {
      response.end(JSON.stringify([request.headers['user-agent'], request.headers.accept]));
    });
    const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(url, { accept: 'application/json' });
    expect(answer).toMatchObject({ ok: true, value: { text: '["Waterline tests","application/json"]' } });
  });

  it.each([
    [429, 'rate-limited', true, 3],
    [503, 'unreachable', true, 3],
    [500, 'unreachable', true, 3],
    [408, 'timed-out', true, 3],
    [401, 'refused', false, 1],
    [403, 'refused', false, 1],
    [404, 'not-found', false, 1],
    [418, 'malformed', false, 1],
  ] as const)(
    'calls status %i %s and asks as often as that may help',
    async (status, kind, isRetryable, tries) => {
      const { asked, listener } = answering([status, status, status, status]);
      const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(await serve(listener));
      expect(answer).toMatchObject({ ok: false, error: { kind, isRetryable, retryAfterSeconds: null } });
      expect(asked).toHaveLength(tries);
    },
  );

  it('waits longer from try to try, the same way every time', async () => {
    const waitsOf = async () => {
      const deps = driveDeps(NOW_MS, () => Promise.resolve(new Response('no', { status: 503 })));
      await createHttpClient({ ...POLICY, maxTries: 5 }, deps).get(new URL('https://source.test/a'));
      return deps.waits;
    };
    const waits = await waitsOf();
    expect(waits).toHaveLength(4);
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeGreaterThanOrEqual(250 * 2 ** index);
      expect(wait).toBeLessThanOrEqual(750 * 2 ** index);
    }
    expect(await waitsOf()).toEqual(waits);
  });

  it('two requests that fail together do not come back together', async () => {
    const waitOf = async (path: string) => {
      const deps = driveDeps(NOW_MS, () => Promise.resolve(new Response('no', { status: 503 })));
      await createHttpClient({ ...POLICY, maxTries: 2 }, deps).get(new URL(path, 'https://source.test'));
      return deps.waits[0];
    };
    const waits = await Promise.all(['/a', '/b', '/c', '/d', '/e', '/f'].map(waitOf));
    expect(new Set(waits).size).toBeGreaterThanOrEqual(5);
  });

  it.each([
    ['seconds', '7', 7000],
    ['a date', 'Fri, 20 Nov 2026 21:30:20 GMT', 20_000],
    ['exactly a minute', '60', 60_000],
  ])('waits as long as Retry-After says in %s, then succeeds', async (_, retryAfter, waited) => {
    const { listener } = answering([429], { 'retry-after': retryAfter });
    const deps = driveDeps(NOW_MS);
    const answer = await createHttpClient(POLICY, deps).get(await serve(listener));
    expect(answer.ok).toBe(true);
    expect(deps.waits).toEqual([waited]);
  });

  it('does not wait longer than a minute; what the source asked for stands in the failure', async () => {
    const { asked, listener } = answering([429, 429], { 'retry-after': '3600' });
    const deps = driveDeps(NOW_MS);
    const answer = await createHttpClient(POLICY, deps).get(await serve(listener));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'rate-limited', retryAfterSeconds: 3600 } });
    expect(asked).toHaveLength(1);
    expect(deps.waits).toEqual([]);
  });

  it('tries again after a connection that broke off, before or inside the answer', async () => {
    let count = 0;
    const url = await serve((request, response) => {
      count += 1;
      if (count === 1) request.socket.resetAndDestroy();
      else if (count === 2) {
        response.writeHead(200, { 'content-length': '100' });
        response.write('half');
        setTimeout(() => request.socket.resetAndDestroy(), 10);
      } else response.end('whole');
    });
    const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(url);
    expect(answer).toMatchObject({ ok: true, value: { text: 'whole' } });
    expect(count).toBe(3);
  });

  it('names the code of a connection that cannot be made', async () => {
    const server = await serveOnLoopback(answering([]).listener);
    await server.close();
    const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(new URL(server.origin));
    expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable', isRetryable: true } });
    expect(answer.ok ? '' : answer.error.detail).toContain('ECONNREFUSED');
  });

  it('stops waiting for a server that hangs, before or inside its answer', async () => {
    const hung = await serve(() => undefined);
    const stuck = await serve((_, response) => {
      response.writeHead(200).write('half');
    });
    const policy = { ...POLICY, timeoutMs: 60, maxTries: 1 };
    for (const url of [hung, stuck]) {
      const answer = await createHttpClient(policy, driveDeps(NOW_MS)).get(url);
      expect(answer).toMatchObject({ ok: false, error: { kind: 'timed-out', isRetryable: true } });
    }
  });

  it('reads no more than allowed', async () => {
    const url = await serve((_, response) => {
      response.end('x'.repeat(10_001));
    });
    const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(url);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed', isRetryable: false } });
    const whole = await serve((_, response) => {
      response.end('x'.repeat(10_000));
    });
    expect((await createHttpClient(POLICY, driveDeps(NOW_MS)).get(whole)).ok).toBe(true);
  });

  it('does not take an empty 200 for an answer, but tries again', async () => {
    let count = 0;
    const url = await serve((_, response) => {
      count += 1;
      response.end(' \n');
    });
    const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(url);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed' } });
    expect(count).toBe(3);
  });

  it('follows a redirect within the host, never to another one', async () => {
    const other = await serve(answering([]).listener);
    const url = await serve((request, response) => {
      if (request.url === '/moved') response.end('moved');
      else response.writeHead(302, { location: request.url === '/away' ? other.href : '/moved' }).end();
    });
    const client = createHttpClient(POLICY, driveDeps(NOW_MS));
    expect(await client.get(url)).toMatchObject({ ok: true, value: { text: 'moved' } });
    expect(await client.get(new URL('/away', url))).toMatchObject({
      ok: false,
      error: { kind: 'refused', isRetryable: false },
    });
  });

  it('gives up on redirects in a circle', async () => {
    const url = await serve((_, response) => {
      response.writeHead(302, { location: '/data' }).end();
    });
    const answer = await createHttpClient(POLICY, driveDeps(NOW_MS)).get(url);
    expect(answer).toMatchObject({ ok: false, error: { kind: 'malformed' } });
  });

  it('has never more requests under way than allowed, and all are answered', async () => {
    let underWay = 0;
    let most = 0;
    const url = await serve((_, response) => {
      underWay += 1;
      most = Math.max(most, underWay);
      setTimeout(() => {
        underWay -= 1;
        response.end('fine');
      }, 15);
    });
    const client = createHttpClient(POLICY, driveDeps(NOW_MS));
    const answers = await Promise.all(Array.from({ length: 9 }, () => client.get(url)));
    expect(answers.filter(({ ok }) => ok)).toHaveLength(9);
    expect(most).toBe(2);
  });

  it('keeps the starts of requests apart', async () => {
    const starts: number[] = [];
    const deps = driveDeps(NOW_MS, () => {
      starts.push(deps.nowMs());
      return Promise.resolve(new Response('fine'));
    });
    const client = createHttpClient({ ...POLICY, minIntervalMs: 125, maxUnderWay: 1 }, deps);
    const url = new URL('https://source.test/a');
    await Promise.all([client.get(url), client.get(url), client.get(url)]);
    expect(starts.map((start) => start - NOW_MS)).toEqual([0, 125, 250]);
  });

  it('a clock that is set back by a day does not hold requests for a day', async () => {
    const deps = driveDeps(NOW_MS, () => Promise.resolve(new Response('fine')));
    const client = createHttpClient({ ...POLICY, minIntervalMs: 125 }, deps);
    await client.get(new URL('https://source.test/a'));
    deps.moveTo(NOW_MS - 86_400_000);
    await client.get(new URL('https://source.test/b'));
    expect(Math.max(0, ...deps.waits)).toBeLessThanOrEqual(250);
  });

  it('ends what is under way and what waits when this server stops', async () => {
    const deps = driveDeps(NOW_MS);
    const url = await serve(() => undefined);
    const client = createHttpClient(POLICY, deps);
    const answers = Promise.all([client.get(url), client.get(url), client.get(url)]);
    setTimeout(deps.stop, 30);
    for (const answer of await answers) {
      expect(answer).toMatchObject({ ok: false, error: { kind: 'unreachable' } });
      expect(answer.ok ? '' : answer.error.detail).toContain('stopping');
    }
  });
});
