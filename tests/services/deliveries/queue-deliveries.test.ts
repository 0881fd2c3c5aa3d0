import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Notice } from '#lib/contracts/deliveries/notice.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { queueDeliveries } from '#lib/services/deliveries/queue-deliveries.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { query } from '#tests/support/members.ts';

const AT = new Date('2026-11-27T15:00:00Z');

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

/** A member with two webhooks that are on, one that is off and one removed, and mail. */
async function makeMember({ isDisabled = false } = {}): Promise<{ id: string; on: readonly string[] }> {
  const id = randomUUID();
  await query(
    database.url,
    `INSERT INTO app_user (id, name, email, disabled_at) VALUES ($1, 'A', $2, CASE WHEN $3 THEN now() END)`,
    [id, `${id}@firm.example`, isDisabled],
  );
  const add = async (kind: string, url: string | null, ended: { off?: boolean; removed?: boolean } = {}) => {
    const channel = randomUUID();
    await query(
      database.url,
      `INSERT INTO delivery_channel (id, owner_id, kind, name, url, secret_sealed, created_at, switched_off_at, removed_at)
       VALUES ($1, $2, $3, 'mine', $4, CASE WHEN $4::text IS NOT NULL THEN 'v1.sealed' END, now(),
               CASE WHEN $5 THEN now() END, CASE WHEN $6 THEN now() END)`,
      [channel, id, kind, url, ended.off ?? false, ended.removed ?? false],
    );
    return channel;
  };
  const on = [await add('webhook', 'https://a.example/'), await add('webhook', 'https://b.example/')];
  await add('webhook', 'https://c.example/', { off: true });
  await add('webhook', null, { removed: true });
  await add('mail', null);

  return { id, on: on.toSorted() };
}

const notice = (memberId: string, given: Partial<Notice> = {}): Notice => ({
  memberId,
  dedupeKey: 'rule 1 @ 2026-11-27',
  subject: 'MU fell through its line',
  lines: ['MU closed at 101.2 USD, below 105 USD.'],
  path: '/alerts?rule=1',
  occurredAt: AT,
  ...given,
});

const queue = (notices: readonly Notice[]) => inTransaction((tx) => queueDeliveries(tx, notices));

const rowsOf = (memberId: string) =>
  query<{ channel_id: string; subject: string; lines: string[]; state: string; dedupe_key: string }>(
    database.url,
    `SELECT d.channel_id, subject, lines, state, dedupe_key FROM delivery d JOIN delivery_channel c ON c.id = channel_id
      WHERE owner_id = $1 ORDER BY channel_id`,
    [memberId],
  );

describe('queueDeliveries', () => {
  it('writes one row for each channel that is on; the same notice again adds nothing, another key does', async () => {
    const member = await makeMember();

    expect(await queue([notice(member.id)])).toBe(2);
    expect(await queue([notice(member.id), notice(member.id)])).toBe(0);
    expect((await rowsOf(member.id)).map(({ channel_id }) => channel_id)).toEqual(member.on);
    expect(await queue([notice(member.id), notice(member.id, { dedupeKey: 'another' })])).toBe(2);
  });

  it('keeps one row a channel however many transactions queue the notice at once', async () => {
    const member = await makeMember();
    const added = await Promise.all(Array.from({ length: 8 }, () => queue([notice(member.id)])));

    expect(added.reduce((sum, count) => sum + count)).toBe(2);
    expect(await rowsOf(member.id)).toHaveLength(2);
  });

  it('leaves nothing behind when the transaction of its caller is undone', async () => {
    const member = await makeMember();
    const undone = inTransaction(async (tx) => {
      expect(await queueDeliveries(tx, [notice(member.id)])).toBe(2);
      throw new Error('the evaluation failed');
    });

    await expect(undone).rejects.toThrow('the evaluation failed');
    expect(await rowsOf(member.id)).toEqual([]);
  });

  it('gives nothing to a disabled or unknown member, and gives each member what is theirs', async () => {
    const [one, other] = [await makeMember(), await makeMember()];
    const disabled = await makeMember({ isDisabled: true });
    const added = await queue(
      [one.id, other.id, disabled.id, randomUUID()].map((id) => notice(id, { subject: `for ${id}` })),
    );

    expect(added).toBe(4);
    expect((await rowsOf(one.id)).map(({ subject }) => subject)).toEqual([`for ${one.id}`, `for ${one.id}`]);
    expect(await rowsOf(disabled.id)).toEqual([]);
    expect(await queue([])).toBe(0);
  });

  it('makes one line of every text, so that none starts a header, and cuts what is long between characters', async () => {
    const member = await makeMember();
    await queue([
      notice(member.id, {
        subject: `MU fell\r\nBcc: all@firm.example\u0000\u2028 ${'𝄞'.repeat(200)}`,
        lines: ['one\ntwo', ...Array.from({ length: 80 }, () => 'x')],
      }),
      notice(member.id, { dedupeKey: 'empty', subject: '\n', lines: [] }),
    ]);
    const [first, , third] = (await rowsOf(member.id)).toSorted(
      (a, b) => b.subject.length - a.subject.length,
    );

    expect(first?.subject).toMatch(/^MU fell Bcc: all@firm\.example {2}(𝄞)+…$/u);
    expect(first?.subject.length).toBeLessThanOrEqual(200);
    expect(first?.lines).toHaveLength(50);
    expect(first?.lines[0]).toBe('one two');
    expect(third?.subject).toBe('(no words)');
  });

  it.each(['https://elsewhere.example', '//elsewhere.example', '/\\elsewhere.example', 'alerts', ''])(
    'refuses the path %s, which leads elsewhere',
    async (path) => {
      const member = await makeMember();
      await expect(queue([notice(member.id, { path })])).rejects.toThrow(/leads outside the product/);
    },
  );

  it('takes as many as ten thousand rules write in one transaction', async () => {
    const member = await makeMember();
    const notices = Array.from({ length: 10_000 }, (_, index) =>
      notice(member.id, { dedupeKey: `rule ${String(index)}` }),
    );

    expect(await queue(notices)).toBe(20_000);
    expect(await queue(notices)).toBe(0);
  });
});
