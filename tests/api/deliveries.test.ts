import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import type {
  ChangedChannel,
  ChannelsBody,
  DeliveriesBody,
  MadeChannel,
} from '#lib/contracts/deliveries/channels.ts';
import { DELIVERY_ENDPOINTS } from '#lib/contracts/deliveries/delivery-endpoints.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { startMailServer, type MailServer } from '#tests/support/mail-server.ts';
import {
  findSignatureOf,
  startWebhookReceiver,
  type WebhookReceiver,
} from '#tests/support/webhook-receiver.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const SOME_ID = '00000000-0000-4000-8000-000000000000';

let api: ApiUnderTest;
let mail: MailServer;
let receiver: WebhookReceiver;
let ana: TestMember;
let vic: TestMember;

beforeAll(async () => {
  mail = await startMailServer();
  receiver = await startWebhookReceiver();
  process.env['SMTP_URL'] = mail.url;
  process.env['MAIL_FROM'] = 'Waterline <waterline@firm.example>';
  process.env['WEBHOOK_ALLOWED_HOSTS'] = receiver.host;
  api = await startApi({ seeded: false });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  ana = await makeMember(api.sendJson, owner, 'ana@firm.example', 'analyst');
  vic = await makeMember(api.sendJson, owner, 'vic@firm.example', 'viewer');
});
afterAll(async () => {
  await api.close();
  await receiver.close();
  await mail.close();
});
afterEach(async () => {
  receiver.answer = (response) => void response.writeHead(204).end();
  await query(
    api.databaseUrl,
    `DELETE FROM delivery; DELETE FROM delivery_channel; DELETE FROM rate_limit WHERE key LIKE '%channel%'`,
  );
});

interface Answer<T> {
  readonly status: number;
  readonly body: T;
  readonly text: string;
}

/** Sends a request; a good answer is held against the schema that the document gives for it. */
async function send<T>(method: string, target: string, body?: unknown, who = ana): Promise<Answer<T>> {
  const response = await api.sendJson(method, target, body, who.headers);
  const text = await response.text();
  const answer: unknown = JSON.parse(text);
  const documented = DELIVERY_ENDPOINTS.find(
    (endpoint) =>
      endpoint.method === method.toLowerCase() &&
      new RegExp(`^${endpoint.path.replace('{id}', '[^/]+')}(\\?|$)`).test(target),
  );
  if (response.status === 200) {
    expect(documented?.response.safeParse(answer).error?.issues).toBeUndefined();
    expect(response.headers.get('cache-control')).toBe('no-store');
  } else expect([...(documented?.problems ?? []), 422]).toContain(response.status);

  return { status: response.status, body: answer as T, text };
}

const add = (body: unknown, who = ana) => send<MadeChannel>('POST', '/api/v1/channels', body, who);
const hook = (url = receiver.url, name = 'mine') => ({ kind: 'webhook', name, url });
const change = (id: string, action: string, who = ana) =>
  send<ChangedChannel>('PATCH', `/api/v1/channels/${id}`, { action }, who);
const list = async (who = ana) => (await send<ChannelsBody>('GET', '/api/v1/channels', undefined, who)).body;

describe('channels', () => {
  it('are made, tested, switched, given another secret and removed by their owner', async () => {
    const { body: made } = await add(hook());
    const { id } = made.channel;
    expect(made.channel).toMatchObject({ kind: 'webhook', name: 'mine', address: receiver.url, isOn: true });

    const { body: tested } = await change(id, 'test');
    expect(tested.test).toMatchObject({ state: 'sent', isTest: true, lastStatus: 204, tries: 1 });
    expect(tested.secret).toBeNull();
    const post = receiver.received.at(-1);
    if (post === undefined || made.secret === null) throw new Error('nothing came');
    expect(JSON.parse(post.body)).toMatchObject({ type: 'test' });
    expect(await findSignatureOf(made.secret, post)).toBe(0);

    expect((await change(id, 'off')).body.channel).toMatchObject({
      isOn: false,
      silence: 'you switched it off',
    });
    expect((await change(id, 'on')).body.channel.isOn).toBe(true);
    const { body: rotated } = await change(id, 'rotate-secret');
    expect(rotated.secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    expect(rotated.secret).not.toBe(made.secret);

    expect((await send('DELETE', `/api/v1/channels/${id}`)).status).toBe(200);
    expect((await list()).items).toEqual([]);
    expect((await change(id, 'on')).status).toBe(404);
    expect((await send('DELETE', `/api/v1/channels/${id}`)).status).toBe(404);
  });

  it('show their secret when it is made and nowhere afterwards, the audit and the log of deliveries included', async () => {
    const { body: made } = await add(hook(`${receiver.url}/T0KEN-IN-PATH`));
    await change(made.channel.id, 'test');
    const bare = (made.secret ?? '').replace('whsec_', '');
    const owner = await api.sendJson('GET', '/api/v1/deliveries', undefined, ana.headers);
    for (const text of [JSON.stringify(await list()), await owner.text()]) expect(text).not.toContain(bare);
    const audit = await query<{ row: string }>(
      api.databaseUrl,
      `SELECT t::text AS row FROM audit_entry t WHERE entity_id = $1`,
      [made.channel.id],
    );
    expect(audit).toHaveLength(1);
    expect(audit[0]?.row).toContain(receiver.host);
    expect(audit[0]?.row).not.toMatch(/T0KEN|whsec_|v1\./);
  });

  it('say in words what a failed test met, failing ones first', async () => {
    await add(hook());
    const { body: other } = await add(hook(`${receiver.url}/other`, 'other'));
    receiver.answer = (response) => void response.writeHead(503).end();
    const { body } = await change(other.channel.id, 'test');

    expect(body.test).toMatchObject({ state: 'given-up', lastStatus: 503, lastFault: 'it answered 503' });
    expect((await list()).items.map(({ name, isFailing }) => [name, isFailing])).toEqual([
      ['other', true],
      ['mine', false],
    ]);
  });

  it('take five webhooks and one e-mail of a member, each address once, and count for nobody else', async () => {
    for (const part of ['a', 'b', 'c', 'd']) await add(hook(`${receiver.url}/${part}`));
    const { status, text } = await add(hook(`${receiver.url}/a#again`));
    expect([status, text]).toEqual([409, expect.stringContaining('this address already') as string]);
    // Two at once for the one place that is left.
    const both = await Promise.all([add(hook(`${receiver.url}/e`)), add(hook(`${receiver.url}/f`))]);
    expect(both.map((answer) => answer.status).toSorted()).toEqual([200, 422]);
    expect((await add({ kind: 'mail' })).status).toBe(200);
    expect((await add({ kind: 'mail' })).status).toBe(409);
    expect((await list()).items).toHaveLength(6);
    expect((await add(hook(`${receiver.url}/a`), vic)).status).toBe(200);
  });

  it.each([
    ['http://hooks.example.org/', /begin with https/],
    ['https://hooks.example.org:8443/', /usual port/],
    ['https://user:pw@hooks.example.org/', /user name/],
    ['https://127.0.0.1/', /private or reserved/],
    ['https://[::ffff:169.254.169.254]/', /private or reserved/],
    ['javascript:alert(1)', /begins with https/],
    ['', /url/],
  ])('refuse the address %s', async (url, words) => {
    const { status, text } = await add(hook(url));

    expect(status).toBe(422);
    expect(text).toMatch(words);
    expect(text).toContain('/url');
  });

  it.each([
    [{}],
    [{ kind: 'pigeon' }],
    [{ kind: 'mail', url: 'https://a.example' }],
    [{ ...hook('https://hooks.example.org/'), name: 'a\u202Eb' }],
    [{ ...hook('https://hooks.example.org/'), name: '' }],
    [{ ...hook('https://hooks.example.org/'), ownerId: SOME_ID }],
  ])('refuse the body %j', async (body) => {
    expect((await add(body)).status).toBe(422);
  });

  it('are nobody else’s: another member is told that there is none, before what they ask is read', async () => {
    const { body: made } = await add(hook());
    const { id } = made.channel;
    for (const body of [{ action: 'test' }, { action: 'nonsense' }, []]) {
      expect((await send('PATCH', `/api/v1/channels/${id}`, body, vic)).status).toBe(404);
    }
    expect((await send('DELETE', `/api/v1/channels/${id}`, undefined, vic)).status).toBe(404);
    await change(id, 'test');
    expect((await list(vic)).items).toEqual([]);
    expect((await send<DeliveriesBody>('GET', '/api/v1/deliveries', undefined, vic)).body.items).toEqual([]);
    expect((await change(id, 'nonsense')).status).toBe(422);
    expect((await list()).items).toMatchObject([{ id, isOn: true }]);
  });

  it('are tested twenty times a minute at most', async () => {
    const { body: made } = await add(hook());
    const statuses: number[] = [];
    for (let count = 0; count < 22; count += 1) statuses.push((await change(made.channel.id, 'on')).status);

    expect(statuses.filter((status) => status === 200)).toHaveLength(20);
    expect(statuses.at(-1)).toBe(429);
  });
});

describe('mail', () => {
  it('goes to the address of the account, and only its owner’s words stand in it', async () => {
    const { body: made } = await add({ kind: 'mail' });
    expect(made).toMatchObject({ secret: null, channel: { name: 'E-mail', address: 'ana@firm.example' } });
    const { body } = await change(made.channel.id, 'test');

    expect(body.test).toMatchObject({ state: 'sent', lastStatus: null, lastFault: null });
    const received = mail.received.at(-1);
    expect(received?.to).toEqual(['ana@firm.example']);
    expect(received?.text).toContain('Subject: Waterline: a test of this channel');
    expect(received?.text).toContain('http://127.0.0.1:3000/account');
    const { status, text } = await change(made.channel.id, 'rotate-secret');
    expect([status, text]).toEqual([422, expect.stringContaining('only webhooks have a secret') as string]);
  });
});

describe('deliveries', () => {
  it('are listed newest first, a page at a time', async () => {
    const { body: made } = await add(hook());
    for (let count = 0; count < 5; count += 1) await change(made.channel.id, 'test');
    const seen: string[] = [];
    let cursor = '';
    do {
      const target = `/api/v1/deliveries?limit=2${cursor}`;
      const { body } = await send<DeliveriesBody>('GET', target);
      seen.push(...body.items.map(({ id }) => id));
      cursor = body.nextCursor === null ? '' : `&cursor=${body.nextCursor}`;
    } while (cursor !== '');

    expect(seen).toHaveLength(5);
    expect(seen).toEqual(seen.toSorted((a, b) => Number(b) - Number(a)));
    for (const bad of ['limit=0', 'limit=201', 'cursor=x', 'cursor=-1', 'other=1']) {
      expect((await send('GET', `/api/v1/deliveries?${bad}`)).status).toBe(422);
    }
  });
});
