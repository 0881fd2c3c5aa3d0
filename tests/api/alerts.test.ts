/** Alerts over the API: rules, previews and the inbox; bounds, two editors at once, and nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ALERT_ENDPOINTS } from '#lib/contracts/alerts/alert-endpoints.ts';
import { ALERTS_MAX, type AlertBody, type AlertPreview, type Alerts } from '#lib/contracts/alerts/alerts.ts';
import type { Inbox } from '#lib/contracts/alerts/inbox.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { refusalOf } from '#tests/support/watchlists.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const PATH = '/api/v1/alerts';
const SIGN = { kind: 'net-sign' };
/** Holds today in the base scenario, whatever the facts: a saving loses revenue. */
const LOSS = { kind: 'exposure-level', metric: 'total-change', direction: 'below', level: -0.001 };

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

/** Asks for an operation, expects it to work and holds the answer against the schema that documents it. */
async function ask<Answer>(
  operationId: string,
  {
    id = '',
    suffix = '',
    body,
    member = ana,
  }: { id?: string; suffix?: string; body?: object; member?: TestMember } = {},
): Promise<Answer> {
  const endpoint = ALERT_ENDPOINTS.find((each) => each.operationId === operationId);
  if (endpoint === undefined) throw new Error(`no endpoint ${operationId}`);
  const response = await send(
    endpoint.method.toUpperCase(),
    endpoint.path.replace('{id}', id) + suffix,
    body,
    member,
  );
  const answer: unknown = await response.json();
  expect(response.status, `${operationId}: ${JSON.stringify(answer)}`).toBe(200);
  expect(response.headers.get('cache-control')).toBe('no-store');
  expect(endpoint.response.safeParse(answer).error?.issues ?? [], operationId).toEqual([]);
  return answer as Answer;
}

let count = 0;
function make(body: object, member = ana): Promise<AlertBody> {
  count += 1;
  return ask('makeAlert', { body: { name: `rule ${String(count)}`, ...body }, member });
}

describe('a rule', () => {
  it('is evaluated when it is made, changed and read; names are found whatever their case', async () => {
    const made = await make({
      name: 'Micron',
      spec: { kind: 'price-level', ticker: 'micron', direction: 'above', level: 250 },
    });
    expect(made).toMatchObject({
      spec: { ticker: 'MU', band: 0 },
      version: 1,
      isFailing: true,
      quiet: { kind: 'failing' },
    });
    const sign = await make({ spec: SIGN, isOneShot: true });
    expect(sign).toMatchObject({ unit: '%', quiet: { kind: 'sign-stands', side: 'negative' }, log: [] });
    const changed = await ask<AlertBody>('reviseAlert', {
      id: sign.id,
      body: { version: 1, spec: { ...LOSS, level: -50 }, deliver: 'inbox-and-channels' },
    });
    expect(changed).toMatchObject({
      version: 2,
      deliver: 'inbox-and-channels',
      quiet: { kind: 'not-reached' },
    });
    expect(changed.quiet).toMatchObject({ distance: changed.distance });
    expect(changed.distance).toBeCloseTo(50 + (changed.last?.value ?? 0), 9);
    // What fails stands first.
    const { items } = await ask<Alerts>('listAlerts');
    expect(items.map(({ isFailing }) => isFailing)).toEqual([true, false]);
  });

  it('is refused field by field', async () => {
    const refused = async (spec: object, rest: object = {}) =>
      refusalOf(await send('POST', PATH, { name: 'Bad', spec, ...rest }));
    expect(await refused({ kind: 'price-level', ticker: 'MUU', direction: 'above', level: 1 })).toMatchObject(
      {
        status: 422,
        pointers: ['/spec/ticker'],
        text: expect.stringContaining('nearest are MU,') as string,
      },
    );
    expect(await refused({ ...LOSS, metric: 'vendor-hbm-change' })).toMatchObject({
      pointers: ['/spec/ticker'],
    });
    expect(await refused({ ...LOSS, ticker: 'MU' })).toMatchObject({ pointers: ['/spec/ticker'] });
    expect(await refused({ ...SIGN, scenarioId: '00000000-0000-4000-8000-000000000000' })).toMatchObject({
      pointers: ['/spec/scenarioId'],
    });
    expect(await refused({ kind: 'guide-revised', issuer: 'Macrosoft' })).toMatchObject({
      pointers: ['/spec/issuer'],
    });
    expect(await refused({ kind: 'fact-revised', table: 'app_user', key: 'x' })).toMatchObject({
      pointers: ['/spec/table'],
    });
    expect(await refused({ kind: 'fact-revised', table: 'technique', key: 'nothing' })).toMatchObject({
      pointers: ['/spec/key'],
    });
    for (const spec of [
      { kind: 'bond' },
      { ...SIGN, band: -1 },
      { ...LOSS, level: '5' },
      { kind: 'stale', ticker: 'MU', sessions: 0 },
    ]) {
      expect((await refused(spec)).status, JSON.stringify(spec)).toBe(422);
    }
    for (const name of [' ', 'a\u200Bb', 'a\u202Eb', 'x'.repeat(81), 'x'.repeat(5_000_000)]) {
      expect([413, 422]).toContain((await send('POST', PATH, { name, spec: SIGN })).status);
    }
    expect(await refused(SIGN, { colour: 1 })).toMatchObject({ pointers: ['/colour'] });
  });

  it('has a name of its own, whatever its case, and gives it back when it is deleted', async () => {
    const { id } = await make({ name: 'Names', spec: SIGN });
    expect((await send('POST', PATH, { name: ' nAMES', spec: SIGN })).status).toBe(409);
    expect((await make({ name: 'Names', spec: SIGN }, vic)).name).toBe('Names');
    await ask('deleteAlert', { id });
    expect((await send('GET', `${PATH}/${id}`)).status).toBe(404);
    await ask('deleteAlert', { id: (await make({ name: 'Names', spec: SIGN })).id });
  });

  it('of two changes at once keeps one, and the others are told by whom and when', async () => {
    const { id } = await make({ spec: SIGN });
    const answers = await Promise.all(
      [1, 2, 3, 4].map((band) => send('PATCH', `${PATH}/${id}`, { version: 1, spec: { ...SIGN, band } })),
    );
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409, 409, 409]);
    const told = answers.find(({ status }) => status === 409);
    expect(await told?.text()).toContain(`version 2 was saved by ${ana.email} at 20`);
    // What says what stands makes no version; nothing at all is refused.
    const now = await ask<AlertBody>('getAlert', { id });
    expect((await ask<AlertBody>('reviseAlert', { id, body: { version: 2, spec: now.spec } })).version).toBe(
      2,
    );
    expect((await send('PATCH', `${PATH}/${id}`, { version: 2 })).status).toBe(422);
  });

  it('is written down with what was before', async () => {
    const { id } = await make({ name: 'Audited', spec: SIGN });
    const until = '2027-01-01T00:00:00.000Z';
    await ask('reviseAlert', { id, body: { version: 1, name: 'Renamed', muteUntil: until } });
    await ask('deleteAlert', { id });
    const rows = await query<{ action: string; before: object | null; after: object | null }>(
      api.databaseUrl,
      'SELECT action, before, after FROM audit_entry WHERE entity_id = $1 ORDER BY id',
      [id],
    );
    expect(rows.map(({ action }) => action)).toEqual(['alert.made', 'alert.revised', 'alert.deleted']);
    expect(rows[1]).toMatchObject({
      before: { version: 1, name: 'Audited', muteUntil: null },
      after: { version: 2, name: 'Renamed', muteUntil: until },
    });
  });

  it('cannot be one too many', async () => {
    await query(
      api.databaseUrl,
      `INSERT INTO alert_rule (id, owner_id, name, kind, spec, is_one_shot, deliver, version, epoch, created_at, changed_at, changed_by, state)
       SELECT gen_random_uuid(), $1, 'many ' || n, 'call-matured', '{"kind": "call-matured"}', false, 'inbox', 1, 1, now(), now(), 'x',
              '{"family": "events", "events": {"mark": {"on": "2026-11-27", "dataVersion": 2, "at": "2026-11-27T00:00:00Z"}, "isSpent": false}}'
         FROM generate_series(1, $2::int) AS n`,
      [vic.id, ALERTS_MAX - 1],
    );
    expect(await refusalOf(await send('POST', PATH, { name: 'One more', spec: SIGN }, vic))).toMatchObject({
      status: 422,
      text: expect.stringContaining(`you keep ${String(ALERTS_MAX)} alerts`) as string,
    });
    await query(api.databaseUrl, 'DELETE FROM alert_rule WHERE owner_id = $1', [vic.id]);
  });

  it('is held to its bounds by the database itself', async () => {
    const put = (column: string, value: string) =>
      query(api.databaseUrl, `UPDATE alert_rule SET ${column} = $1 WHERE owner_id = $2`, [value, ana.id]);
    await expect(put('deliver', 'pigeon')).rejects.toThrow(/alert_rule_is_delivered_somewhere/);
    await expect(put('kind', 'stale')).rejects.toThrow(/alert_rule_spec_names_its_kind/);
    await expect(put('name', '')).rejects.toThrow(/alert_rule_name_is_short/);
  });
});

describe('a saved scenario', () => {
  it('that is edited is evaluated anew; one that is deleted silences the rule, which stays and says why', async () => {
    const saved = await send('POST', '/api/v1/scenarios', {
      ...{ name: 'Nov base', scenario: { memorySaving: 0.3 }, ranges: [], asOf: null, note: null },
    });
    const scenario = (await saved.json()) as SavedScenarioItem;
    const { id, last } = await make({ spec: { ...SIGN, scenarioId: scenario.id } });
    expect(last?.value).toBeLessThan(0);
    // Elastic enough that demand outgrows the saving.
    const revised = await send('PATCH', `/api/v1/scenarios/${scenario.id}`, {
      ...{
        version: 1,
        scenario: { memorySaving: 0.3, usageMultiple: 3 },
        ranges: [],
        asOf: null,
        note: null,
      },
    });
    expect(revised.status).toBe(200);
    const { evaluateAlerts } = await import('#lib/services/alerts/evaluate-alerts.ts');
    await evaluateAlerts();
    const fired = await ask<AlertBody>('getAlert', { id });
    expect(fired.log).toHaveLength(1);
    expect(fired.log[0]?.content).toMatchObject({
      title: 'Net effect on HBM revenue in “Nov base” is positive now',
      before: { value: last?.value },
      details: ['Scenario “Nov base”, version 2.'],
      unit: '%',
    });
    expect(fired.log[0]?.content.path).toBe('/?x=0.3&u=3&v=1');

    expect((await send('DELETE', `/api/v1/scenarios/${scenario.id}`)).status).toBe(200);
    await evaluateAlerts();
    const silent = await ask<AlertBody>('getAlert', { id });
    expect(silent).toMatchObject({
      isFailing: true,
      scenarioName: null,
      quiet: { kind: 'failing', reason: 'its scenario was deleted; restore it or choose another' },
    });
    expect(silent.log).toHaveLength(1);
    // It can still be renamed and muted, and goes on when the scenario is back.
    await ask('reviseAlert', { id, body: { version: 1, name: 'Of a deleted one' } });
    await send('POST', '/api/v1/scenarios/restore', { id: scenario.id });
    await evaluateAlerts();
    expect(await ask('getAlert', { id })).toMatchObject({ isFailing: false, quiet: { side: 'positive' } });
  });
});

describe('the inbox', () => {
  it('pages without a gap, counts what is unread, and marks some or all up to one', async () => {
    for (let index = 0; index < 5; index += 1) await make({ spec: LOSS, tellsStanding: true });
    const first = await ask<Inbox>('listInbox', { suffix: '?limit=2' });
    expect(first.items).toHaveLength(2);
    const seen = [...first.items];
    for (let next = first.next; next !== null;) {
      const page: Inbox = await ask('listInbox', { suffix: `?limit=2&cursor=${next}` });
      seen.push(...page.items);
      next = page.next;
    }
    expect(seen).toHaveLength(first.unread);
    expect(new Set(seen.map(({ id }) => id)).size).toBe(seen.length);
    expect(seen[0]).toMatchObject({ readAt: null, content: { before: null, unit: '%', path: '/exposure' } });

    const [newest, second] = seen;
    await ask('markInbox', { body: { ids: [newest?.id] } });
    expect((await ask<Inbox>('listInbox', { suffix: '?only=unread' })).items[0]?.id).toBe(second?.id);
    await ask('markInbox', { body: { ids: [newest?.id], isRead: false } });
    expect((await ask<Inbox>('listInbox')).unread).toBe(first.unread);
    expect(await ask('markInbox', { body: { upTo: second?.id } })).toEqual({ unread: 1 });
    expect((await ask<Alerts>('listAlerts')).unread).toBe(1);
    for (const body of [{}, { ids: [] }, { ids: ['x'] }, { ids: ['1'], upTo: '1' }]) {
      expect((await send('PATCH', '/api/v1/inbox', body)).status).toBe(422);
    }
    expect((await send('GET', '/api/v1/inbox?cursor=-1')).status).toBe(422);
  });

  it('says for good what it said', async () => {
    await expect(
      query(api.databaseUrl, `UPDATE alert_firing SET content = '{}' WHERE owner_id = $1`, [ana.id]),
    ).rejects.toThrow('not rewritten');
    await expect(query(api.databaseUrl, `UPDATE alert_firing SET owner_id = $1`, [vic.id])).rejects.toThrow();
  });
});

describe('a second member', () => {
  it('sees nothing of the first’s: rules, inbox, scenarios', async () => {
    const { items } = await ask<Alerts>('listAlerts');
    const [mine] = items;
    if (mine === undefined) throw new Error('no rule');
    expect(await ask('listAlerts', { member: vic })).toEqual({ items: [], unread: 0 });
    expect(await ask('listInbox', { member: vic })).toEqual({ items: [], unread: 0, next: null });
    for (const [method, body] of [
      ['GET'],
      ['PATCH', { version: 1, name: 'Taken' }],
      ['PATCH', { nonsense: 1 }],
      ['DELETE'],
    ] as const) {
      expect((await send(method, `${PATH}/${mine.id}`, body, vic)).status, method).toBe(404);
    }
    const before = await ask<Inbox>('listInbox');
    await ask('markInbox', { body: { upTo: before.items[0]?.id }, member: vic });
    await ask('markInbox', { body: { ids: [before.items[0]?.id] }, member: vic });
    expect((await ask<Inbox>('listInbox')).unread).toBe(before.unread);
    const scenarioId = items
      .map(({ spec }) => ('scenarioId' in spec ? spec.scenarioId : null))
      .find((id) => id !== null);
    for (const target of [PATH, `${PATH}/preview`]) {
      const body =
        target === PATH ? { name: 'Peek', spec: { ...SIGN, scenarioId } } : { spec: { ...SIGN, scenarioId } };
      expect((await refusalOf(await send('POST', target, body, vic))).pointers).toEqual(['/spec/scenarioId']);
    }
    expect((await api.sendJson('GET', PATH)).status).toBe(401);
    expect((await api.sendJson('GET', '/api/v1/inbox')).status).toBe(401);
  });
});

describe('a preview', () => {
  it('of guides counts those of the table itself, by the day they were said', async () => {
    const shown = await ask<AlertPreview>('previewAlert', { body: { spec: { kind: 'guide-revised' } } });
    const rows = await query<{ issuer: string; on: string }>(
      api.databaseUrl,
      `SELECT guide.issuer, guide.visible_from::text AS "on" FROM capex_announcement AS guide
         JOIN capex_announcement AS before ON before.id = guide.supersedes_id
        WHERE guide.kind = 'guidance' AND before.kind = 'guidance' AND guide.visible_from BETWEEN $1 AND $2
          AND (guide.low_usd_bn, guide.point_usd_bn, guide.high_usd_bn)
              IS DISTINCT FROM (before.low_usd_bn, before.point_usd_bn, before.high_usd_bn)`,
      [shown.fromOn, shown.asOf],
    );
    expect(shown.count).toBe(rows.length);
    expect(shown.count).toBeGreaterThan(5);
    const own = await ask<AlertPreview>('previewAlert', {
      body: { spec: { kind: 'guide-revised', issuer: 'microsoft' } },
    });
    expect(own.firings.map(({ on }) => on)).toEqual(
      rows
        .filter(({ issuer }) => issuer === 'Microsoft')
        .map(({ on }) => on)
        .toSorted(),
    );
  });

  it('of the model samples what was known then, and keeps nothing', async () => {
    const rules = (await ask<Alerts>('listAlerts')).items.length;
    const shown = await ask<AlertPreview>('previewAlert', { body: { spec: { ...LOSS, level: -8 } } });
    expect(shown.sampled).toContain('at every end of a month');
    // By the exposure of each day that the preview names, as the engine answers it.
    for (const { on, value } of shown.firings) {
      const answer = await send('POST', '/api/v1/exposure', { asOf: on });
      expect(((await answer.json()) as { total: { changePct: number } }).total.changePct).toBe(value);
      expect(value).toBeLessThanOrEqual(-8);
    }
    const now = (await (await send('POST', '/api/v1/exposure', {})).json()) as {
      total: { changePct: number };
    };
    expect(shown.now?.value).toBe(now.total.changePct);
    expect(shown.holdsNow).toBe(now.total.changePct <= -8);
    expect((await ask<Alerts>('listAlerts')).items).toHaveLength(rules);
  });
});
