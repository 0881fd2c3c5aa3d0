/** Notes over the API: what they stand on, bounds, two windows at once, who reads what, and taking back. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { NOTE_ENDPOINTS } from '#lib/contracts/notes/note-endpoints.ts';
import type { NoteBody, NotesPage } from '#lib/contracts/notes/notes.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { refusalOf } from '#tests/support/watchlists.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const PATH = '/api/v1/notes';

let api: ApiUnderTest;
let owner: TestMember;
let ana: TestMember;
let vic: TestMember;
beforeAll(async () => {
  api = await startApi({ seeded: true });
  owner = await makeOwner(api.sendJson, api.databaseUrl);
  ana = await makeMember(api.sendJson, owner, 'ana@firm.example', 'analyst');
  vic = await makeMember(api.sendJson, owner, 'vic@firm.example', 'viewer');
  await query(api.databaseUrl, `UPDATE app_user SET name = 'Ana Lyst' WHERE id = $1`, [ana.id]);
});
afterAll(() => api.close());

const send = (method: string, target: string, body?: object, member = ana): Promise<Response> =>
  api.sendJson(method, target, body, member.headers);

/** Asks for an operation, expects it to work and its answer to be as documented. */
async function ask<Answer = NoteBody>(
  operationId: string,
  { target, body, member = ana }: { target?: string; body?: object; member?: TestMember } = {},
): Promise<Answer> {
  const endpoint = NOTE_ENDPOINTS.find((each) => each.operationId === operationId);
  if (endpoint === undefined) throw new Error(`no endpoint ${operationId}`);
  const response = await send(endpoint.method.toUpperCase(), target ?? endpoint.path, body, member);
  const answer: unknown = await response.json();
  expect(response.status, `${operationId}: ${JSON.stringify(answer)}`).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(endpoint.response.safeParse(answer).error?.issues ?? [], operationId).toEqual([]);

  return answer as Answer;
}

const write = (body: object, member = ana): Promise<NoteBody> => ask('writeNote', { body, member });
const list = async (filter = '', member = ana): Promise<readonly NoteBody[]> =>
  (await ask<NotesPage>('listNotes', { target: `${PATH}${filter}`, member })).items;
const MU = { kind: 'company', ref: 'MU' };

describe('a note', () => {
  it('is private, of several lines, and says who wrote it and when', async () => {
    const before = Date.now();
    const note = await write({ ...MU, words: ' long\r\nsince May ' });
    expect(note).toMatchObject({
      ...MU,
      title: 'Micron',
      href: '/companies/MU',
      words: 'long\nsince May',
      isShared: false,
      isOwn: true,
      from: null,
      to: null,
      chart: null,
      version: 1,
    });
    expect(note.author).toBe('Ana Lyst');
    expect(Date.parse(note.createdAt)).toBeGreaterThanOrEqual(before);
    expect(note.changedAt).toBe(note.createdAt);
    expect(await ask('getNote', { target: `${PATH}/${note.id}` })).toEqual(note);
  });

  it('stands on everything that can be named, and is refused by name on what does not exist', async () => {
    const [value] = await query<{ id: string }>(
      api.databaseUrl,
      `SELECT left(encode(sha256('x'), 'hex'), 12) AS id`,
    );
    const good = [
      ['issuer', 'Microsoft', 'Microsoft'],
      ['lab', 'deepseek', 'DeepSeek'],
      ['technique', 'mla', 'Multi-head latent attention (DeepSeek)'],
      ['model', 'gpt2-xl', 'GPT-2 XL'],
      ['event', 'ev087', 'Google blogs TurboQuant'],
      ['metric', '/exposure#change', 'change on /exposure'],
      ['page', '/', '/'],
    ] as const;
    for (const [kind, ref, title] of good) {
      expect((await write({ kind, ref, words: 'x' })).title.startsWith(title), `${kind} ${ref}`).toBe(true);
    }
    const bad = [
      ['company', 'MUU', 'nearest are MU'],
      ['issuer', 'Microsft', 'nearest are Microsoft'],
      ['lab', 'open-ai', 'nearest are openai'],
      ['technique', 'mla2', 'nearest are mla'],
      ['model', 'gpt2-xxl', 'nearest are gpt2-xl'],
      ['event', 'ev999', 'is no id of an event'],
      ['ledger', value?.id ?? '', 'is no short name of a value'],
      ['scenario', '00000000-0000-4000-8000-000000000000', 'no scenario of yours'],
      ['metric', '/exposure', 'must be the path of a page and its figure'],
      ['page', 'https://evil.example', 'must be a path'],
      ['page', 'javascript:alert(1)', 'must be a path'],
      ['page', '//evil.example', 'must be a path'],
    ] as const;
    for (const [kind, ref, words] of bad) {
      const answer = await refusalOf(await send('POST', PATH, { kind, ref, words: 'x' }));
      expect(answer, `${kind} ${ref}`).toMatchObject({ status: 422, pointers: ['/ref'] });
      expect(answer.text).toContain(words);
    }
  });

  it('stands on a value of the ledger by the name that the Sources page gives it', async () => {
    const { getLedger } = await import('#lib/services/sources/get-ledger.ts');
    const ledger = await getLedger({});
    const row = ledger.ok ? ledger.value.rows.find(({ table }) => table === 'hbm_market') : undefined;
    const note = await write({ kind: 'ledger', ref: row?.id, words: 'disputed' });
    expect(note.href).toBe(`/sources?open=${String(row?.id)}#value`);
    expect(note.title).toContain(row?.what);
  });

  it('may speak of a day, a range or a point of a chart', async () => {
    const day = await write({ ...MU, words: 'day', from: '2026-03-26' });
    expect(day).toMatchObject({ from: '2026-03-26', to: '2026-03-26' });
    const chart = { id: 'waterline-revenue', series: 'with-saving', x: '2026Q3' };
    const point = await write({
      ...{ kind: 'page', ref: '/', words: 'point', chart },
      ...{ from: '2026-07-01', to: '2026-09-30' },
    });
    expect(point.chart).toEqual(chart);
    expect((await list('?chart=waterline-revenue')).map(({ id }) => id)).toEqual([point.id]);
    expect((await list('?from=2026-03-26&to=2026-03-26')).map(({ id }) => id)).toEqual([day.id]);
    const figure = await write({ kind: 'metric', ref: '/rebound#offset', words: 'late' });
    await write({ kind: 'metric', ref: '/rebound/other#offset', words: 'elsewhere' });
    const page = await write({ kind: 'page', ref: '/rebound', words: 'all of it' });
    expect((await list('?path=/rebound')).map(({ id }) => id)).toEqual([page.id, figure.id]);
    expect((await send('GET', `${PATH}?path=/rebound&kind=page`)).status).toBe(422);
    expect((await list('?from=2026-09-30')).map(({ id }) => id)).toEqual([point.id]);
    expect((await list('?to=2026-06-30')).map(({ id }) => id)).toEqual([day.id]);
  });

  it('refuses bad input field by field, and keeps nothing of it', async () => {
    const before = (await list('?limit=500')).length;
    const bad: readonly (readonly [object, readonly string[]])[] = [
      [{ ...MU }, ['/words']],
      [{ ...MU, words: ' \n ' }, ['/words']],
      [{ ...MU, words: 'x'.repeat(2001) }, ['/words']],
      [{ ...MU, words: 'a\u200Bb' }, ['/words']],
      [{ ...MU, words: 'a\u202Eb' }, ['/words']],
      [{ ...MU, words: 'a\u0000b' }, ['/words']],
      [{ ...MU, words: 'x', from: '2026-02-30' }, ['/from']],
      [{ ...MU, words: 'x', to: '2026-02-03' }, ['/to']],
      [{ ...MU, words: 'x', from: '2026-02-04', to: '2026-02-03' }, ['/to']],
      [{ ...MU, words: 'x', chart: { id: 'c', x: '1' } }, ['/chart/series']],
      [{ ...MU, words: 'x', chart: { id: 'a\u2066b', series: null, x: '1' } }, ['/chart/id']],
      [{ kind: 'bond', ref: 'x', words: 'x', colour: 1 }, ['/kind', '/colour']],
    ];
    for (const [body, pointers] of bad) {
      const answer = await refusalOf(await send('POST', PATH, body));
      expect(answer, JSON.stringify(body).slice(0, 80)).toMatchObject({ status: 422 });
      expect(answer.pointers.toSorted()).toEqual(pointers.toSorted());
    }
    expect((await send('POST', PATH, { ...MU, words: 'x'.repeat(5_000_000) })).status).toBe(413);
    expect((await list('?limit=500')).length).toBe(before);
    for (const filter of ['?ref=MU', '?kind=bond', '?from=2026-02-02&to=2026-01-01', '?cursor=1~2', '?q=x']) {
      expect((await send('GET', `${PATH}${filter}`)).status, filter).toBe(422);
    }
  });

  it('keeps what looks like a tag or a formula as the words they are, and disarms the formula in the file', async () => {
    const words = '<img src=x onerror=alert(1)> שלום';
    const note = await write({ kind: 'technique', ref: 'mqa', words });
    expect(note.words).toBe(words);
    await write({ kind: 'technique', ref: 'mqa', words: '=HYPERLINK("http://evil")' });
    const file = await api.call(`${PATH}?kind=technique&ref=mqa`, {
      headers: { ...ana.headers, accept: 'text/csv' },
    });
    expect(file.headers.get('content-type')).toContain('text/csv');
    const lines = (await file.text()).trimEnd().split('\r\n');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toBe(
      'id,kind,ref,title,chart,series,x,from,to,note,read_by,author,written_at,changed_at',
    );
    expect(lines[1]).toContain(`"'=HYPERLINK(""http://evil"")"`);
    expect(lines[2]).toContain(words);
  });

  it('is listed newest first, a page at a time, without a gap or a double', async () => {
    const made: string[] = [];
    for (let i = 0; i < 5; i++) made.push((await write({ kind: 'lab', ref: 'xai', words: String(i) })).id);
    const seen: string[] = [];
    let cursor: string | null = '';
    while (cursor !== null) {
      const from: string = cursor === '' ? '' : `&cursor=${encodeURIComponent(cursor)}`;
      const target = `${PATH}?kind=lab&ref=xai&limit=2${from}`;
      const page: NotesPage = await ask<NotesPage>('listNotes', { target });
      seen.push(...page.items.map(({ id }) => id));
      cursor = page.nextCursor;
    }
    expect(seen).toEqual(made.toReversed());
  });
});

describe('a change', () => {
  it('makes the next version, and whoever changed an older one is told', async () => {
    const { id, createdAt } = await write({ ...MU, words: 'one', from: '2026-01-05' });
    const target = `${PATH}/${id}`;
    const two = await ask('reviseNote', { target, body: { version: 1, words: 'two', isShared: true } });
    expect(two).toMatchObject({ version: 2, words: 'two', isShared: true, createdAt, from: '2026-01-05' });
    const answer = await refusalOf(await send('PATCH', target, { version: 1, words: 'lost' }));
    expect(answer.status).toBe(409);
    expect(answer.text).toContain('version 2');
    const same = await ask('reviseNote', { target, body: { version: 2, words: 'two' } });
    expect(same).toEqual(two);
    const undated = await ask('reviseNote', { target, body: { version: 2, from: null } });
    expect(undated).toMatchObject({ version: 3, from: null, to: null });
    const wrong = await refusalOf(await send('PATCH', target, { version: 3, to: '2026-01-01' }));
    expect(wrong).toMatchObject({ status: 422, pointers: ['/to'] });
  });

  it('by two windows at once is taken once', async () => {
    const { id } = await write({ ...MU, words: 'race' });
    const answers = await Promise.all(
      ['a', 'b', 'c'].map((words) => send('PATCH', `${PATH}/${id}`, { version: 1, words })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409]);
  });

  it('of deleting is taken back whole, twice in a row', async () => {
    const note = await write({ ...MU, words: 'gone' });
    const target = `${PATH}/${note.id}`;
    for (let i = 0; i < 2; i++) {
      await ask('deleteNote', { target });
      expect((await send('GET', target)).status).toBe(404);
      expect((await send('DELETE', target)).status).toBe(404);
      expect((await list('?kind=company&ref=MU')).some(({ id }) => id === note.id)).toBe(false);
      expect((await send('POST', `${PATH}/restore`, { id: note.id }, vic)).status).toBe(404);
      expect(await ask('restoreNote', { body: { id: note.id } })).toEqual(note);
      expect((await send('POST', `${PATH}/restore`, { id: note.id })).status).toBe(404);
    }
  });

  it('is written down with who and when, and never with the words of the note', async () => {
    const { id } = await write({ ...MU, words: 'a secret thought' });
    await ask('reviseNote', { target: `${PATH}/${id}`, body: { version: 1, words: 'another thought' } });
    await ask('deleteNote', { target: `${PATH}/${id}` });
    await ask('restoreNote', { body: { id } });
    const entries = await query<{ action: string; actor: string; before: unknown; after: unknown }>(
      api.databaseUrl,
      `SELECT action, actor, before, after FROM audit_entry WHERE entity_type = 'note' AND entity_id = $1 ORDER BY at, id`,
      [id],
    );
    expect(entries.map(({ action }) => action)).toEqual([
      'note.written',
      'note.revised',
      'note.deleted',
      'note.restored',
    ]);
    expect(new Set(entries.map(({ actor }) => actor))).toEqual(new Set([ana.email]));
    expect(JSON.stringify(entries)).not.toContain('thought');
  });
});

describe('another member', () => {
  it('sees nothing of what is private, reads what is shared, and changes neither', async () => {
    const hidden = await write({ kind: 'technique', ref: 'gqa', words: 'for me' });
    const shared = await write({ kind: 'technique', ref: 'gqa', words: 'for all', isShared: true });
    const seen = await list('?kind=technique&ref=gqa', vic);
    expect(seen.map(({ words }) => words)).toEqual(['for all']);
    expect(seen[0]).toMatchObject({ isOwn: false, author: shared.author, createdAt: shared.createdAt });
    expect(JSON.stringify(seen)).not.toContain(ana.email);
    expect(await ask('getNote', { target: `${PATH}/${shared.id}`, member: vic })).toMatchObject({
      isOwn: false,
      words: 'for all',
    });
    expect((await send('GET', `${PATH}/${hidden.id}`, undefined, vic)).status).toBe(404);
    for (const { id } of [hidden, shared]) {
      expect((await send('PATCH', `${PATH}/${id}`, { version: 1, words: 'mine' }, vic)).status).toBe(404);
      expect((await send('DELETE', `${PATH}/${id}`, undefined, vic)).status).toBe(404);
      // The owner of the firm is no exception.
      expect((await send('PATCH', `${PATH}/${id}`, { version: 1, words: 'mine' }, owner)).status).toBe(404);
    }
    expect(await list('?kind=technique&ref=gqa', owner)).toHaveLength(1);
    await ask('reviseNote', { target: `${PATH}/${shared.id}`, body: { version: 1, isShared: false } });
    expect(await list('?kind=technique&ref=gqa', vic)).toEqual([]);
    expect((await send('GET', `${PATH}/${shared.id}`, undefined, vic)).status).toBe(404);
  });

  it('who is let in no more leaves what was shared, and reads nothing', async () => {
    const eve = await makeMember(api.sendJson, owner, 'eve@firm.example', 'analyst');
    await write({ kind: 'model', ref: 'gpt2-xl', words: 'from eve', isShared: true }, eve);
    await send('PATCH', `/api/v1/members/${eve.id}`, { isDisabled: true }, owner);
    const left = await list('?kind=model&ref=gpt2-xl', vic);
    expect(left.map(({ words }) => words)).toEqual(['from eve']);
    expect((await send('GET', PATH, undefined, eve)).status).toBe(401);
  });

  it('nobody signed in reads nothing', async () => {
    expect((await api.call(PATH)).status).toBe(401);
  });
});
