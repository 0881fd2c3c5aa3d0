/** Watchlists over the API: what is kept and in which order, bounds, two editors at once, and nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';
import {
  WATCH_ITEMS_MAX,
  WATCHLISTS_MAX,
  type WatchlistBody,
  type Watchlists,
} from '#lib/contracts/watchlists/watchlists.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { askWatchlists, refusalOf, WATCHLISTS_PATH as PATH } from '#tests/support/watchlists.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
let ana: TestMember;
let vic: TestMember;
beforeAll(async () => {
  api = await startApi({ seeded: true });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  ana = await makeMember(api.sendJson, owner, 'ana@firm.example', 'analyst');
  vic = await makeMember(api.sendJson, owner, 'vic@firm.example', 'viewer');
});
afterAll(() => api.close());

const send = (method: string, target: string, body?: object, member = ana): Promise<Response> =>
  api.sendJson(method, target, body, member.headers);
const make = (body: object, member = ana): Promise<WatchlistBody> =>
  askWatchlists(api.sendJson, member, 'makeWatchlist', { body });
const revise = (id: string, body: object): Promise<WatchlistBody> =>
  askWatchlists(api.sendJson, ana, 'reviseWatchlist', { id, body });
const read = (id: string, member = ana): Promise<WatchlistBody> =>
  askWatchlists(api.sendJson, member, 'getWatchlist', { id });
const list = (member = ana): Promise<Watchlists> =>
  askWatchlists<Watchlists>(api.sendJson, member, 'listWatchlists');
const keysOf = ({ rows }: WatchlistBody): readonly string[] => rows.map(({ kind, ref }) => `${kind} ${ref}`);

describe('a list', () => {
  it('keeps its things in their order, each with a note, and finds them by id or name whatever the case', async () => {
    const made = await make({
      name: 'Memory',
      columns: ['price', 'saving', 'guide'],
      items: [
        { kind: 'stock', ref: 'mu', note: 'long\r\nsince May' },
        { kind: 'technique', ref: 'Multi-query attention' },
        { kind: 'issuer', ref: 'microsoft' },
        { kind: 'model', ref: 'gpt2-xl' },
      ],
    });
    expect(keysOf(made)).toEqual(['stock MU', 'technique mqa', 'issuer Microsoft', 'model gpt2-xl']);
    expect(made).toMatchObject({ version: 1, changedBy: ana.email, isOwn: true, unread: 0 });
    expect(made.rows[0]).toMatchObject({ title: 'Micron', note: 'long\nsince May', href: '/companies/MU' });
    expect(await read(made.id)).toMatchObject({ rows: made.rows, version: 1 });

    const items = made.rows.map(({ kind, ref, note }) => ({ kind, ref, note })).toReversed();
    const moved = await revise(made.id, { version: 1, items });
    expect(keysOf(moved)).toEqual(['model gpt2-xl', 'issuer Microsoft', 'technique mqa', 'stock MU']);
    expect(moved.version).toBe(2);
    expect(moved.rows.at(-1)?.note).toBe('long\nsince May');
  });

  it('is refused by the name of what does not exist, with the nearest that do, and nothing of it is kept', async () => {
    const before = (await list()).items.length;
    const answer = await refusalOf(
      await send('POST', PATH, {
        name: 'Typos',
        items: [
          { kind: 'stock', ref: 'MUU' },
          { kind: 'stock', ref: 'MU' },
          { kind: 'technique', ref: 'mla2' },
          { kind: 'scenario', ref: '00000000-0000-4000-8000-000000000000' },
        ],
      }),
    );
    expect(answer.status).toBe(422);
    expect(answer.pointers).toEqual(['/items/0/ref', '/items/2/ref', '/items/3/ref']);
    expect(answer.text).toContain('“MUU” is no ticker of a listing; nearest are MU,');
    expect(answer.text).toContain('“mla2” is no id of a technique; nearest are mla,');
    expect((await list()).items).toHaveLength(before);
  });

  it('refuses bad input field by field', async () => {
    const answer = await refusalOf(
      await send('POST', PATH, {
        name: 'a\u200Bb',
        columns: ['price', 'price'],
        items: [{ kind: 'bond', ref: 'x' }],
        colour: 1,
      }),
    );
    expect(answer.status).toBe(422);
    expect(answer.pointers.toSorted()).toEqual(['/colour', '/columns', '/items/0/kind', '/name']);
    for (const name of [' ', 'a\u202Eb', 'x'.repeat(81), 'x'.repeat(5_000_000)]) {
      expect([413, 422]).toContain((await send('POST', PATH, { name })).status);
    }
    const twice = [
      { kind: 'stock', ref: 'MU' },
      { kind: 'stock', ref: 'mu' },
    ];
    expect((await refusalOf(await send('POST', PATH, { name: 'Twice', items: twice }))).text).toContain(
      'stands on the list twice',
    );
    const note = { kind: 'stock', ref: 'MU', note: 'x'.repeat(301) };
    expect((await send('POST', PATH, { name: 'Long note', items: [note] })).status).toBe(422);
    const many = Array.from({ length: WATCH_ITEMS_MAX + 1 }, (_, i) => ({
      kind: 'stock',
      ref: `T${String(i)}`,
    }));
    expect((await refusalOf(await send('POST', PATH, { name: 'Many', items: many }))).text).toContain(
      'at most 500 entries',
    );
  });

  it('has a name of its own, whatever its case', async () => {
    const { id } = await make({ name: 'Names' });
    expect((await send('POST', PATH, { name: ' nAMES ' })).status).toBe(409);
    const other = await make({ name: 'Other names' });
    expect((await send('PATCH', `${PATH}/${other.id}`, { version: 1, name: 'names' })).status).toBe(409);
    expect((await revise(id, { version: 1, name: 'NAMES' })).name).toBe('NAMES');
    expect((await make({ name: 'Names' }, vic)).name).toBe('Names');
  });
});

describe('changes', () => {
  it('of two at once, one is made and the others are told by whom and when; nothing is lost', async () => {
    const { id } = await make({ name: 'Contested', items: [{ kind: 'stock', ref: 'MU' }] });
    const answers = await Promise.all(
      ['A', 'B', 'C', 'D'].map((name) => send('PATCH', `${PATH}/${id}`, { version: 1, name: `By ${name}` })),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    const told = answers.find(({ status }) => status === 409);
    expect((await told?.text()) ?? '').toContain(`version 2 was saved by ${ana.email} at 20`);
    expect(await read(id)).toMatchObject({ version: 2, itemCount: 1 });
  });

  it('that say what stands already make no version, and none at all are refused', async () => {
    const { id, columns } = await make({ name: 'Still', items: [{ kind: 'stock', ref: 'MU', note: 'a' }] });
    const same = { version: 1, columns, items: [{ kind: 'stock', ref: 'MU', note: 'a' }] };
    expect((await revise(id, same)).version).toBe(1);
    expect((await send('PATCH', `${PATH}/${id}`, { version: 1 })).status).toBe(422);
  });

  it('are written down, the words of notes left out', async () => {
    const { id } = await make({ name: 'Audited', items: [{ kind: 'stock', ref: 'MU' }] });
    await revise(id, { version: 1, items: [{ kind: 'stock', ref: 'MU', note: 'secret thought' }] });
    await revise(id, { version: 2, name: 'Renamed' });
    const rows = await query<{ action: string; after: object }>(
      api.databaseUrl,
      'SELECT action, after FROM audit_entry WHERE entity_id = $1 ORDER BY id',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual([
      'watchlist.made',
      'watchlist.revised',
      'watchlist.revised',
    ]);
    expect(rows[1]?.after).toEqual({ version: 2, notesOf: ['stock MU'] });
    expect(rows[2]?.after).toEqual({ version: 3, name: 'Renamed' });
    expect(JSON.stringify(rows)).not.toContain('secret thought');
  });

  it('add a thing from any number of pages at once, once each', async () => {
    const { id } = await make({ name: 'Adding' });
    const refs = ['MU', 'WDC', 'STX', 'SNDK', 'MU'];
    await Promise.all(
      refs.map((ref) =>
        askWatchlists(api.sendJson, ana, 'addWatchlistItem', { body: { id, kind: 'stock', ref } }),
      ),
    );
    const { rows, version } = await read(id);
    expect(rows.map(({ ref }) => ref).toSorted()).toEqual(['MU', 'SNDK', 'STX', 'WDC']);
    expect(version).toBe(5);
    const bad = await refusalOf(await send('POST', `${PATH}/items`, { id, kind: 'stock', ref: 'NOPE' }));
    expect(bad).toMatchObject({ status: 422, pointers: ['/ref'] });
  });
});

describe('the order of lists', () => {
  it('is the member’s, and is refused when it is not of all of them', async () => {
    const ids = (await list()).items.map(({ id }) => id);
    const turned = await askWatchlists<Watchlists>(api.sendJson, ana, 'orderWatchlists', {
      body: { ids: ids.toReversed() },
    });
    expect(turned.items.map(({ id }) => id)).toEqual(ids.toReversed());
    expect((await send('POST', `${PATH}/order`, { ids: ids.slice(1) })).status).toBe(409);
    const [vics] = (await list(vic)).items;
    const stolen = [...ids.slice(1), vics?.id ?? ''];
    expect((await send('POST', `${PATH}/order`, { ids: stolen })).status).toBe(409);
    expect((await list()).items.map(({ id }) => id)).toEqual(ids.toReversed());
  });
});

describe('deletion and strangers', () => {
  it('is taken back with all that stood there, unless the name is used by then', async () => {
    const { id } = await make({ name: 'Gone', items: [{ kind: 'stock', ref: 'MU', note: 'kept' }] });
    await askWatchlists(api.sendJson, ana, 'deleteWatchlist', { id });
    expect((await send('GET', `${PATH}/${id}`)).status).toBe(404);
    expect((await send('DELETE', `${PATH}/${id}`)).status).toBe(404);
    const other = await make({ name: 'gone' });
    expect((await send('POST', `${PATH}/restore`, { id })).status).toBe(409);
    await askWatchlists(api.sendJson, ana, 'deleteWatchlist', { id: other.id });
    const back = await askWatchlists(api.sendJson, ana, 'restoreWatchlist', { body: { id } });
    expect(back.rows[0]).toMatchObject({ ref: 'MU', note: 'kept' });
    expect((await send('POST', `${PATH}/restore`, { id })).status).toBe(404);
  });

  it('of a scenario leaves its row, which says so and can be kept, moved and taken off', async () => {
    const saved = (await (
      await send('POST', '/api/v1/scenarios', { name: 'Bear', scenario: { memorySaving: 0.4 } })
    ).json()) as SavedScenarioItem;
    const { id } = await make({
      name: 'With a scenario',
      columns: ['breakEven'],
      items: [
        { kind: 'scenario', ref: saved.id, note: 'mine' },
        { kind: 'stock', ref: 'MU' },
      ],
    });
    await send('DELETE', `/api/v1/scenarios/${saved.id}`);
    const [gone] = (await read(id)).rows;
    expect(gone).toMatchObject({
      title: 'Deleted scenario',
      absence: 'deleted scenario',
      note: 'mine',
      cells: {},
    });
    const kept = await revise(id, {
      version: 1,
      items: [
        { kind: 'stock', ref: 'MU' },
        { kind: 'scenario', ref: saved.id, note: 'mine' },
      ],
    });
    expect(keysOf(kept)).toEqual(['stock MU', `scenario ${saved.id}`]);
    await send('POST', '/api/v1/scenarios/restore', { id: saved.id });
    expect((await read(id)).rows[1]).toMatchObject({ title: 'Bear', absence: null });
    const foreign = { name: 'Not mine', items: [{ kind: 'scenario', ref: saved.id }] };
    expect((await send('POST', PATH, foreign, vic)).status).toBe(422);
  });

  it('shows nobody anything of somebody else', async () => {
    const { id } = await make({ name: 'Secret plan', items: [{ kind: 'stock', ref: 'MU' }] });
    expect(JSON.stringify(await list(vic))).not.toContain('Secret plan');
    const at = '2026-01-01T00:00:00.000Z';
    for (const [method, target, body] of [
      ['GET', `${PATH}/${id}`, undefined],
      ['PATCH', `${PATH}/${id}`, { version: 1, name: 'Stolen' }],
      ['DELETE', `${PATH}/${id}`, undefined],
      ['POST', `${PATH}/restore`, { id }],
      ['POST', `${PATH}/items`, { id, kind: 'stock', ref: 'MU' }],
      ['POST', `${PATH}/seen`, { id, at, dataVersion: 0 }],
      ['POST', `${PATH}/import`, { id, version: 1, csv: 'kind,id,note\n' }],
      ['POST', `${PATH}/share`, { id }],
    ] as const) {
      expect((await send(method, target, body, vic)).status, `${method} ${target}`).toBe(404);
    }
    expect(await read(id)).toMatchObject({ name: 'Secret plan', version: 1, itemCount: 1 });
  });
});

describe('bounds', () => {
  it('hold however many requests come at once', async () => {
    const room = WATCHLISTS_MAX - (await list(vic)).items.length;
    const answers = await Promise.all(
      Array.from({ length: room + 3 }, (_, i) => send('POST', PATH, { name: `L${String(i)}` }, vic)),
    );
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(room);
    const refused = answers.find(({ status }) => status !== 200);
    expect(await refusalOf(refused ?? new Response('{}'))).toMatchObject({
      status: 422,
      pointers: ['/name'],
    });
    expect((await list(vic)).items).toHaveLength(WATCHLISTS_MAX);
  });

  it('are the database’s too', async () => {
    const { id } = await make({ name: 'Full' });
    const put = (kind: string, position: number, note: string | null) =>
      query(
        api.databaseUrl,
        `INSERT INTO watchlist_item (watchlist_id, kind, ref, position, note, added_at)
         VALUES ($1, $2, 'x', $3, $4, now())`,
        [id, kind, position, note],
      );
    await expect(put('stock', 500, null)).rejects.toThrow(/watchlist_item_has_a_place/);
    await expect(put('bond', 0, null)).rejects.toThrow(/watchlist_item_kind_is_known/);
    await expect(put('stock', 0, '')).rejects.toThrow(/watchlist_item_note_is_short/);
  });
});
