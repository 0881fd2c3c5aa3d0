import type { ServerResponse } from 'node:http';

import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';

import { TRIES_MAX } from '#lib/core/deliveries/next-try.ts';
import { changeChannel, removeChannel } from '#lib/services/deliveries/change-channel.ts';
import { takeUpDeliveries, tidyDeliveries } from '#lib/services/deliveries/take-up-deliveries.ts';
import { signWebhook } from '#lib/services/deliveries/webhook-secret.ts';
import type { Member } from '#lib/auth/viewer.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { query } from '#tests/support/members.ts';
import {
  findSignatureOf,
  startWebhookReceiver,
  type WebhookReceiver,
} from '#tests/support/webhook-receiver.ts';
import { addWebhook, channelOf, driveDeliveries, insertMember, logOf, queueNotice } from './delivery-rig.ts';

const MINUTE_MS = 60_000;
const DAY_MS = 86_400_000;

let database: OpenDatabase;
let receiver: WebhookReceiver;
let member: Member;
beforeAll(async () => {
  process.env['WATERLINE_SECRET'] = 'a secret of this installation, long enough';
  // Any port of this machine: each test has a receiver of its own.
  process.env['WEBHOOK_ALLOWED_HOSTS'] = '127.0.0.1';
  process.env['WATERLINE_PUBLIC_URL'] = 'https://waterline.firm.example';
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());
beforeEach(async () => {
  receiver = await startWebhookReceiver();
  member = await insertMember(database.url);
});
afterEach(async () => {
  await query(database.url, 'DELETE FROM delivery');
  await receiver.close();
});

describe('a notice on its way to a webhook', () => {
  it('arrives once, signed so that the receiver can check it with the secret that was shown', async () => {
    const { channel, secret } = await addWebhook(member, receiver.url);
    await queueNotice(member);
    const { deps } = driveDeliveries([receiver.host]);

    expect(await takeUpDeliveries(deps)).toBe(1);
    expect(await takeUpDeliveries(deps)).toBe(0);
    const [post] = receiver.received;
    if (post === undefined || secret === null) throw new Error('nothing came');
    expect(receiver.received).toHaveLength(1);
    expect(JSON.parse(post.body)).toEqual({
      type: 'notice',
      timestamp: '2026-11-27T15:00:00.000Z',
      data: {
        subject: 'MU fell through its line',
        lines: ['MU closed at 101.2 USD, below 105 USD.'],
        url: 'https://waterline.firm.example/alerts?rule=1',
      },
    });
    expect(post).toMatchObject({
      id: expect.stringMatching(/^msg_[\da-f-]{36}$/) as string,
      timestamp: String(Math.floor(deps.nowMs() / 1000)),
      contentType: 'application/json',
    });
    expect(await findSignatureOf(secret, post)).toBe(0);
    expect(await findSignatureOf(secret, { ...post, body: `${post.body} ` })).toBe(-1);
    expect(await findSignatureOf(secret, { ...post, id: 'msg_other' })).toBe(-1);
    expect(await findSignatureOf(secret, { ...post, timestamp: '1' })).toBe(-1);
    expect(await logOf(member)).toMatchObject([
      { state: 'sent', tries: 1, lastStatus: 204, lastFault: null },
    ]);
    expect(await channelOf(member, channel.id)).toMatchObject({ isFailing: false, waiting: 0, givenUp: 0 });
  });

  it('is signed as the published example of Standard Webhooks is', () => {
    // From the test vectors that its reference libraries share.
    const signature = signWebhook(['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], {
      id: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      timestamp: 1_614_265_330,
      body: '{"test": 2432232314}',
    });

    expect(signature).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
  });

  it('is tried eight times over about a day under one name, then given up, and says so', async () => {
    const { channel, secret } = await addWebhook(member, receiver.url);
    receiver.answer = (response) => void response.writeHead(500).end('broken inside');
    await queueNotice(member);
    const { deps, pass } = driveDeliveries([receiver.host]);
    const startedMs = deps.nowMs();
    for (let past = 0; past < TRIES_MAX; past += 1) {
      expect(await takeUpDeliveries(deps)).toBe(1);
      const [row] = await logOf(member);
      if (past === 0) {
        expect(row).toMatchObject({
          ...{ state: 'waiting', tries: 1, lastStatus: 500, lastFault: 'it answered 500' },
          nextTryAt: new Date(startedMs + MINUTE_MS).toISOString(),
        });
        expect(await channelOf(member, channel.id)).toMatchObject({ isFailing: true, waiting: 1 });
      }
      if (row?.nextTryAt != null) {
        pass(Date.parse(row.nextTryAt) - deps.nowMs() - 1);
        expect(await takeUpDeliveries(deps), 'not before it is due').toBe(0);
        pass(1);
      }
    }
    pass(DAY_MS);

    expect(await takeUpDeliveries(deps)).toBe(0);
    expect((deps.nowMs() - DAY_MS - startedMs) / DAY_MS).toBeCloseTo(1, 1);
    expect(await logOf(member)).toMatchObject([{ state: 'given-up', tries: 8, nextTryAt: null }]);
    expect(await channelOf(member, channel.id)).toMatchObject({ isFailing: true, waiting: 0, givenUp: 1 });
    expect(new Set(receiver.received.map(({ id, body }) => `${id} ${body}`)).size).toBe(1);
    expect(new Set(receiver.received.map(({ timestamp }) => timestamp)).size).toBe(8);
    for (const post of receiver.received) expect(await findSignatureOf(secret ?? '', post)).toBe(0);
  });

  it('waits as long as the receiver asks', async () => {
    await addWebhook(member, receiver.url);
    receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '3600' }).end();
    await queueNotice(member);
    const { deps, pass } = driveDeliveries([receiver.host]);
    await takeUpDeliveries(deps);
    pass(59 * MINUTE_MS);
    expect(await takeUpDeliveries(deps)).toBe(0);
    receiver.answer = (response) => void response.writeHead(200).end();
    pass(MINUTE_MS);

    expect(await takeUpDeliveries(deps)).toBe(1);
    expect(await logOf(member)).toMatchObject([
      { state: 'sent', tries: 2, lastStatus: 200, lastFault: null },
    ]);
  });

  it('switches the webhook off at 410, says why, and sends what is queued later nowhere', async () => {
    const { channel } = await addWebhook(member, receiver.url);
    receiver.answer = (response) => void response.writeHead(410).end();
    await queueNotice(member);
    await queueNotice(member);
    const { deps } = driveDeliveries([receiver.host]);

    expect(await takeUpDeliveries(deps)).toBe(1);
    await tidyDeliveries(deps);
    await queueNotice(member);
    expect(await takeUpDeliveries(deps)).toBe(0);
    expect(receiver.received).toHaveLength(1);
    expect((await logOf(member)).map(({ state }) => state)).toEqual(['dropped', 'given-up']);
    expect(await channelOf(member, channel.id)).toMatchObject({
      isOn: false,
      silence: 'switched off: its receiver answered 410: it wants nothing any more',
    });
    const audit = await query(
      database.url,
      `SELECT actor, via, action FROM audit_entry WHERE entity_id = $1 ORDER BY id DESC LIMIT 1`,
      [channel.id],
    );
    expect(audit).toEqual([{ actor: 'deliveries', via: 'schedule', action: 'channel.switched-off' }]);

    await changeChannel(member, channel.id, { action: 'on' });
    receiver.answer = (response) => void response.writeHead(200).end();
    await queueNotice(member);
    expect(await takeUpDeliveries(deps)).toBe(1);
    expect(await channelOf(member, channel.id)).toMatchObject({ isOn: true, offReason: null });
  });

  it.each([
    ['hangs', () => undefined, /^it did not answer within 1 s$/],
    [
      'resets',
      (response: ServerResponse) => {
        response.destroy();
      },
      /^it broke the connection off$/,
    ],
  ] as const)('that %s is a fault in words', async (_, answer, fault) => {
    await addWebhook(member, receiver.url);
    receiver.answer = answer;
    await queueNotice(member);
    const { deps } = driveDeliveries([receiver.host]);
    await takeUpDeliveries(deps);

    expect(await logOf(member)).toMatchObject([
      { state: 'waiting', lastStatus: null, lastFault: expect.stringMatching(fault) as string },
    ]);
  });

  it('is not sent on by a redirect to this very machine', async () => {
    const inside = await startWebhookReceiver();
    await addWebhook(member, receiver.url);
    receiver.answer = (response) => void response.writeHead(307, { location: inside.url }).end();
    await queueNotice(member);
    await takeUpDeliveries(driveDeliveries([receiver.host, inside.host]).deps);

    expect(inside.received).toEqual([]);
    expect(await logOf(member)).toMatchObject([
      { lastStatus: 307, lastFault: 'it answered 307, a redirect, which is not followed' },
    ]);
    await inside.close();
  });

  it('goes nowhere once its host is no longer among those allowed', async () => {
    await addWebhook(member, receiver.url);
    await queueNotice(member);
    await takeUpDeliveries(driveDeliveries([]).deps);

    expect(receiver.received).toEqual([]);
    expect(await logOf(member)).toMatchObject([{ lastFault: 'its address must begin with https://' }]);
  });
});

describe('senders', () => {
  it('send every row once, however many of them there are at once', async () => {
    const urls = ['/a', '/b', '/c', '/d', '/e'].map((path) => `${new URL(receiver.url).origin}${path}`);
    for (const url of urls) await addWebhook(member, url);
    for (let count = 0; count < 6; count += 1) await queueNotice(member);
    const { deps } = driveDeliveries([receiver.host]);
    receiver.answer = (response) => void setTimeout(() => response.writeHead(200).end(), 20);
    // As the loop does, until nothing is left: each stops when all that is due is in the hands of others.
    const drain = async (): Promise<number> => {
      let sum = 0;
      for (let look = 0; look < 40; look += 1) sum += await takeUpDeliveries(deps);
      return sum;
    };
    const counts = await Promise.all([drain(), drain(), drain(), drain()]);

    expect(counts.reduce((sum, count) => sum + count)).toBe(30);
    expect(receiver.received).toHaveLength(30);
    expect(new Set(receiver.received.map(({ id }) => id)).size).toBe(30);
  });

  it('are not held up by a receiver that hangs, beyond its own notices', async () => {
    const other = await startWebhookReceiver();
    await addWebhook(member, receiver.url, 'hangs');
    await queueNotice(member);
    await queueNotice(member);
    await addWebhook(member, other.url, 'answers');
    receiver.answer = () => undefined;
    await queueNotice(member, { dedupeKey: 'for both' });
    const { deps } = driveDeliveries([receiver.host, other.host]);
    const hanging = takeUpDeliveries(deps);
    await expect.poll(() => receiver.received.length).toBe(1);

    expect(await takeUpDeliveries(deps)).toBe(1);
    expect(other.received).toHaveLength(1);
    await hanging;
    await other.close();
  });

  it('send a notice again, under the same name, when one of them stopped in the middle', async () => {
    await addWebhook(member, receiver.url);
    await queueNotice(member);
    const { deps, pass } = driveDeliveries([receiver.host], { timeoutMs: 60_000 });
    receiver.answer = () => undefined;
    // Never comes back: a process that died with the request under way.
    const stuck = takeUpDeliveries(deps);
    await expect.poll(() => receiver.received.length).toBe(1);
    expect(await logOf(member)).toMatchObject([{ state: 'sending', tries: 1 }]);
    expect(await takeUpDeliveries(deps), 'while the lease runs').toBe(0);
    pass(60_001);
    receiver.answer = (response) => void response.writeHead(200).end();

    expect(await takeUpDeliveries(deps)).toBe(1);
    expect(receiver.received.map(({ id }) => id)).toEqual(Array(2).fill(receiver.received[0]?.id));
    expect(await logOf(member)).toMatchObject([{ state: 'sent', tries: 2 }]);
    await receiver.close();
    await stuck;
    // Who lost the lease writes nothing any more.
    expect(await logOf(member)).toMatchObject([{ state: 'sent', tries: 2, lastFault: null }]);
  });

  it('give up a row whose last try never said how it ended', async () => {
    await addWebhook(member, receiver.url);
    await queueNotice(member);
    const { deps } = driveDeliveries([receiver.host]);
    await query(
      database.url,
      `UPDATE delivery SET tries = 8, lease_number = 8, lease_until = now() - interval '1 second'`,
    );

    expect(await takeUpDeliveries(deps)).toBe(0);
    expect(await tidyDeliveries(deps)).toBe(1);
    expect(await logOf(member)).toMatchObject([
      { state: 'given-up', lastFault: expect.stringContaining('whether it arrived is not known') as string },
    ]);
  });

  it('hand back what was under way when their server stops, without counting the try', async () => {
    await addWebhook(member, receiver.url);
    await queueNotice(member);
    const ending = new AbortController();
    receiver.answer = () => {
      ending.abort();
    };
    await takeUpDeliveries(driveDeliveries([receiver.host], { signal: ending.signal }).deps);

    expect(await logOf(member)).toMatchObject([{ state: 'waiting', tries: 0, lastFault: null }]);
    receiver.answer = (response) => void response.writeHead(200).end();
    expect(await takeUpDeliveries(driveDeliveries([receiver.host]).deps)).toBe(1);
  });

  it('drop what waits for a channel that was switched off or removed, or for a disabled member', async () => {
    const { channel } = await addWebhook(member, receiver.url);
    const { deps } = driveDeliveries([receiver.host]);
    await queueNotice(member);
    await changeChannel(member, channel.id, { action: 'off' });
    expect(await takeUpDeliveries(deps)).toBe(0);
    expect(await tidyDeliveries(deps)).toBe(1);
    await changeChannel(member, channel.id, { action: 'on' });
    await queueNotice(member);
    await query(database.url, 'UPDATE app_user SET disabled_at = now() WHERE id = $1', [member.userId]);
    expect(await takeUpDeliveries(deps)).toBe(0);
    expect(await tidyDeliveries(deps)).toBe(1);
    await query(database.url, 'UPDATE app_user SET disabled_at = NULL WHERE id = $1', [member.userId]);
    await queueNotice(member);
    await removeChannel(member, channel.id);
    expect(await takeUpDeliveries(deps)).toBe(0);
    expect(await tidyDeliveries(deps)).toBe(1);

    expect(receiver.received).toEqual([]);
    expect((await logOf(member)).map(({ lastFault }) => lastFault)).toEqual([
      'the channel was removed before it went out',
      'the member was disabled before it went out',
      'the channel was switched off before it went out',
    ]);
  });

  it('let go what ended ninety days ago, and nothing that waits', async () => {
    await addWebhook(member, receiver.url);
    const { deps, pass } = driveDeliveries([receiver.host]);
    await queueNotice(member);
    await takeUpDeliveries(deps);
    pass(89 * DAY_MS);
    await queueNotice(member);
    expect(await tidyDeliveries(deps)).toBe(0);
    pass(2 * DAY_MS);

    expect(await tidyDeliveries(deps)).toBe(1);
    expect(await logOf(member)).toMatchObject([{ state: 'waiting' }]);
  });
});

describe('a signing secret', () => {
  it('signs beside the one before for a day after it was rotated, then alone', async () => {
    const { channel, secret: before } = await addWebhook(member, receiver.url);
    const changed = await changeChannel(member, channel.id, { action: 'rotate-secret' });
    const after = changed.ok ? changed.value.secret : null;
    if (before === null || after === null) throw new Error('no secret was shown');
    expect(after).not.toBe(before);
    const { deps, pass } = driveDeliveries([receiver.host]);
    await queueNotice(member);
    await takeUpDeliveries(deps);
    pass(DAY_MS);
    await queueNotice(member);
    await takeUpDeliveries(deps);
    const [first, second] = receiver.received;
    if (first === undefined || second === undefined) throw new Error('nothing came');

    expect([await findSignatureOf(after, first), await findSignatureOf(before, first)]).toEqual([0, 1]);
    expect([await findSignatureOf(after, second), await findSignatureOf(before, second)]).toEqual([0, -1]);
  });

  it('stands nowhere in the database as it was shown', async () => {
    const { secret } = await addWebhook(member, receiver.url);
    await queueNotice(member);
    await takeUpDeliveries(driveDeliveries([receiver.host]).deps);
    const bare = (secret ?? '').replace('whsec_', '');
    const tables = ['delivery_channel', 'delivery', 'audit_entry'];
    for (const table of tables) {
      const rows = await query<{ row: string }>(database.url, `SELECT t::text AS row FROM ${table} t`);
      expect(rows.length).toBeGreaterThan(0);
      for (const { row } of rows) {
        expect(row).not.toContain(bare);
        expect(row).not.toContain(Buffer.from(bare, 'base64').toString('hex'));
      }
    }
  });

  it('that no longer opens is said to be so, and nothing is sent unsigned', async () => {
    const { channel } = await addWebhook(member, receiver.url);
    await addWebhook(member, `${receiver.url}/other`);
    await query(
      database.url,
      `UPDATE delivery_channel SET secret_sealed = (SELECT secret_sealed FROM delivery_channel WHERE id <> $1 AND owner_id = $2)
        WHERE id = $1`,
      [channel.id, member.userId],
    );
    await queueNotice(member);
    const { deps } = driveDeliveries([receiver.host]);
    await takeUpDeliveries(deps);

    expect(receiver.received).toHaveLength(1);
    expect((await channelOf(member, channel.id))?.last?.lastFault).toMatch(/WATERLINE_SECRET changed/);
  });
});
