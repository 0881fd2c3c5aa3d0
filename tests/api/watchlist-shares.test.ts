/** A watchlist that others may read: by a link, which ends, or as a colleague; and lists as files. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type {
  Colleagues,
  MadeWatchlistShare,
  WatchlistShareItem,
} from '#lib/contracts/watchlists/watchlist-shares.ts';
import type { OpenedWatchlist, WatchlistBody, Watchlists } from '#lib/contracts/watchlists/watchlists.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { askWatchlists, refusalOf, WATCHLISTS_PATH as PATH } from '#tests/support/watchlists.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
let ana: TestMember;
let vic: TestMember;
let list: WatchlistBody;
beforeAll(async () => {
  api = await startApi({ seeded: true });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  ana = await makeMember(api.sendJson, owner, 'ana@firm.example', 'analyst');
  vic = await makeMember(api.sendJson, owner, 'vic@firm.example', 'viewer');
  const saved = (await (
    await api.sendJson(
      'POST',
      '/api/v1/scenarios',
      { name: 'Bear', scenario: { memorySaving: 0.4 } },
      ana.headers,
    )
  ).json()) as SavedScenarioItem;
  list = await ask('makeWatchlist', {
    body: {
      name: 'Shared',
      columns: ['exposure', 'saving', 'breakEven'],
      items: [
        { kind: 'stock', ref: 'MU', note: 'my private thought' },
        { kind: 'technique', ref: 'mla' },
        { kind: 'scenario', ref: saved.id },
      ],
    },
  });
});
afterAll(() => api.close());

function ask<Answer = WatchlistBody>(
  operationId: string,
  options: { readonly id?: string; readonly body?: object } = {},
  member: TestMember | null = ana,
): Promise<Answer> {
  return askWatchlists<Answer>(api.sendJson, member, operationId, options);
}

const tokenOf = ({ url }: MadeWatchlistShare): string => url?.split('/').at(-1) ?? '';
const open = (token: string): Promise<Response> => api.postJson(`${PATH}/open`, { token });

describe('a link', () => {
  it('shows the figures to who is not signed in, and nothing that is the owner’s own', async () => {
    const made = await ask<MadeWatchlistShare>('shareWatchlist', { body: { id: list.id } });
    expect(made.url).toMatch(/^http:\/\/127\.0\.0\.1:3000\/shared\/watchlists\/[\w-]{43}$/);
    const opened = await ask<OpenedWatchlist>('openWatchlist', { body: { token: tokenOf(made) } }, null);
    expect(opened.rows.map(({ title, cells }) => [title, cells])).toEqual(
      list.rows.map(({ title, cells }) => [title, cells]),
    );
    const text = JSON.stringify(opened);
    for (const own of [
      'private thought',
      ana.email,
      ana.id,
      list.id,
      tokenOf(made),
      'memorySaving',
      'x=0.4',
    ]) {
      expect(text, own).not.toContain(own);
    }
    expect(opened.rows[2]).toMatchObject({ title: 'Bear', href: null, note: null });
  });

  it('is kept as a hash alone, ends after 30 days unless said otherwise, and at most after a year', async () => {
    const made = await ask<MadeWatchlistShare>('shareWatchlist', { body: { id: list.id } });
    const kept = JSON.stringify(await query(api.databaseUrl, 'SELECT * FROM watchlist_share'));
    const audit = JSON.stringify(await query(api.databaseUrl, 'SELECT * FROM audit_entry'));
    expect(kept + audit).not.toContain(tokenOf(made));
    const days = (each: WatchlistShareItem): number =>
      (Date.parse(each.expiresAt ?? '') - Date.parse(each.createdAt)) / 86_400_000;
    expect(days(made)).toBeCloseTo(30, 3);
    const long = await ask<MadeWatchlistShare>('shareWatchlist', { body: { id: list.id, days: 365 } });
    expect(days(long)).toBeCloseTo(365, 3);
    for (const wrong of [0, 366, 1.5]) {
      const body = { id: list.id, days: wrong };
      expect((await api.sendJson('POST', `${PATH}/share`, body, ana.headers)).status).toBe(422);
    }
    const { items } = await ask<{ items: WatchlistShareItem[] }>('listWatchlistShares');
    expect(items.map(({ id }) => id)).toEqual(expect.arrayContaining([made.id, long.id]));
    expect(JSON.stringify(items)).not.toContain('http');
  });

  it('answers alike when it is unknown, expired, revoked, or its list is deleted', async () => {
    const share = () => ask<MadeWatchlistShare>('shareWatchlist', { body: { id: list.id } });
    const [expired, revoked, deleted] = [await share(), await share(), await share()];
    await query(
      api.databaseUrl,
      `UPDATE watchlist_share SET expires_at = now() - interval '1 second' WHERE id = $1`,
      [expired.id],
    );
    await ask('endWatchlistShare', { body: { shareId: revoked.id } });
    const again = await api.sendJson('POST', `${PATH}/unshare`, { shareId: revoked.id }, ana.headers);
    expect(again.status).toBe(404);
    const answers = [await open('x'.repeat(43)), await open(tokenOf(expired)), await open(tokenOf(revoked))];
    await ask('deleteWatchlist', { id: list.id });
    answers.push(await open(tokenOf(deleted)));
    await ask('restoreWatchlist', { body: { id: list.id } });
    const texts = await Promise.all(answers.map((answer) => answer.text()));
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404, 404]);
    expect(new Set(texts).size).toBe(1);
    expect((await open(tokenOf(deleted))).status).toBe(200);
    expect((await open('short')).status).toBe(422);
  });

  it('is made and ended by nobody else', async () => {
    const made = await ask<MadeWatchlistShare>('shareWatchlist', { body: { id: list.id } });
    const stolen = await api.sendJson('POST', `${PATH}/unshare`, { shareId: made.id }, vic.headers);
    expect(stolen.status).toBe(404);
    expect((await ask<{ items: unknown[] }>('listWatchlistShares', {}, vic)).items).toEqual([]);
    expect((await open(tokenOf(made))).status).toBe(200);
  });
});

describe('a colleague', () => {
  it('is chosen by name, reads without notes, changes nothing, and stops when it ends', async () => {
    const { items: colleagues } = await ask<Colleagues>('listColleagues');
    expect(colleagues.map(({ name }) => name).toSorted()).toEqual(['Ona Owner', vic.email]);
    expect(JSON.stringify(colleagues)).not.toContain('owner@firm.example');
    const body = { id: list.id, readerId: vic.id };
    const made = await ask<MadeWatchlistShare>('shareWatchlist', { body });
    expect(made).toMatchObject({ url: null, expiresAt: null, reader: { id: vic.id } });
    expect((await ask<MadeWatchlistShare>('shareWatchlist', { body })).id).toBe(made.id);

    const lists = await ask<Watchlists>('listWatchlists', {}, vic);
    expect(lists).toMatchObject({ items: [], sharedWithMe: [{ id: list.id, name: 'Shared' }] });
    const seen = await ask('getWatchlist', { id: list.id }, vic);
    expect(seen).toMatchObject({ isOwn: false, changes: [], unread: 0 });
    expect(JSON.stringify(seen)).not.toContain('private thought');
    for (const [method, target, sent] of [
      ['PATCH', `${PATH}/${list.id}`, { version: list.version, name: 'Mine now' }],
      ['DELETE', `${PATH}/${list.id}`, undefined],
      ['POST', `${PATH}/share`, { id: list.id }],
    ] as const) {
      expect((await api.sendJson(method, target, sent, vic.headers)).status).toBe(404);
    }

    await ask('endWatchlistShare', { body: { shareId: made.id } });
    expect((await api.sendJson('GET', `${PATH}/${list.id}`, undefined, vic.headers)).status).toBe(404);
  });

  it('must be somebody else who may sign in', async () => {
    for (const readerId of [ana.id, '00000000-0000-4000-8000-000000000000']) {
      const response = await api.sendJson('POST', `${PATH}/share`, { id: list.id, readerId }, ana.headers);
      expect(await refusalOf(response)).toMatchObject({ status: 422, pointers: ['/readerId'] });
    }
  });
});

describe('a file', () => {
  it('is read as it was written, formulas and all, and a second time changes nothing', async () => {
    const source = await ask('makeWatchlist', {
      body: {
        name: 'Source',
        items: [
          { kind: 'stock', ref: 'MU', note: '=1+1, "quoted"\nsecond line' },
          { kind: 'issuer', ref: 'OpenAI / Stargate', note: '-5 % of it' },
          { kind: 'technique', ref: 'mla', note: null },
        ],
      },
    });
    const response = await api.call(`${PATH}/${source.id}`, {
      headers: { ...ana.headers, accept: 'text/csv' },
    });
    expect(response.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    const csv = await response.text();
    expect(csv).toContain(`"'=1+1, ""quoted""`);
    expect(csv).toContain(`"'-5 % of it"`);

    const target = await ask('makeWatchlist', {
      body: { name: 'Target', items: [{ kind: 'issuer', ref: 'Amazon' }] },
    });
    const body = { id: target.id, version: 1, csv };
    const read = await ask('importWatchlist', { body });
    expect(read.rows.map(({ ref, note }) => [ref, note])).toEqual([
      ['Amazon', null],
      ...source.rows.map(({ ref, note }) => [ref, note]),
    ]);
    expect((await ask('importWatchlist', { body: { ...body, version: 2 } })).version).toBe(2);
    expect((await api.sendJson('POST', `${PATH}/import`, body, ana.headers)).status).toBe(409);
  });

  it('with one bad line is refused line by line, and nothing of it is kept', async () => {
    const { id } = await ask('makeWatchlist', { body: { name: 'Refusing' } });
    const csv = [
      'kind,id,note',
      'stock,MU,good',
      'stock,MUU,typo',
      'bond,MU,',
      '"technique",mla,"two\nlines"',
      'stock,mu,again',
      'stock,WDC,a\u202Eb',
      'stock,STX,a,b',
    ].join('\n');
    const refused = await refusalOf(
      await api.sendJson('POST', `${PATH}/import`, { id, version: 1, csv }, ana.headers),
    );
    expect(refused.status).toBe(422);
    const { errors } = JSON.parse(refused.text) as { errors: { message: string }[] };
    expect(errors.map(({ message }) => message.slice(0, 24))).toEqual([
      'line 3: “MUU” is no tick',
      'line 4: kind must be one',
      'line 7: “MU” stands on l',
      'line 8: note must not ho',
      'line 9: has 4 cells; kno',
    ]);
    for (const wrong of ['id,kind\n', 'kind,id,note\n"stock,MU', '']) {
      const answer = await api.sendJson(
        'POST',
        `${PATH}/import`,
        { id, version: 1, csv: wrong },
        ana.headers,
      );
      expect(answer.status, wrong).toBe(422);
    }
    expect(await ask('getWatchlist', { id })).toMatchObject({ version: 1, itemCount: 0 });
  });
});
