/** Saved scenarios over the API: what is kept, what a revision tells, two editors at once, and nobody else's. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { SCENARIO_ENDPOINTS } from '#lib/contracts/scenarios/scenario-endpoints.ts';
import type { SavedScenarioItem, ScenarioHistory } from '#lib/contracts/scenarios/saved-scenarios.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const PATH = '/api/v1/scenarios';

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

function send(method: string, target: string, body?: object, member = ana): Promise<Response> {
  return api.sendJson(method, target, body, member.headers);
}

async function save(body: object, member = ana): Promise<SavedScenarioItem> {
  const response = await send('POST', PATH, body, member);
  const answer: unknown = await response.json();
  expect(response.status, JSON.stringify(answer)).toBe(200);
  const schema = SCENARIO_ENDPOINTS.find(({ operationId }) => operationId === 'saveScenario')?.response;
  expect(schema?.safeParse(answer).error?.issues ?? []).toEqual([]);
  return answer as SavedScenarioItem;
}

async function list(member = ana): Promise<readonly SavedScenarioItem[]> {
  return ((await (await send('GET', PATH, undefined, member)).json()) as { items: SavedScenarioItem[] })
    .items;
}

async function history(id: string): Promise<ScenarioHistory> {
  const answer: unknown = await (await send('GET', `${PATH}/${id}`)).json();
  const schema = SCENARIO_ENDPOINTS.find(({ operationId }) => operationId === 'getScenario')?.response;
  expect(schema?.safeParse(answer).error?.issues ?? []).toEqual([]);
  return answer as ScenarioHistory;
}

describe('a scenario that is saved', () => {
  it('gives what the exposure endpoint gives, then and now, and opens by its link', async () => {
    const scenario = { memorySaving: 0.3, usageElasticity: 1.4, horizonQuarters: 9 };
    const saved = await save({ name: 'Nov base', scenario, note: 'after\r\nTurboQuant' });
    const exposure = (await (await api.postJson('/api/v1/exposure', scenario)).json()) as {
      asOf: string;
      total: { hbmUsdBn: number; baselineHbmUsdBn: number; changePct: number };
    };
    expect(saved.then).toEqual({ asOf: exposure.asOf, ...exposure.total });
    expect(saved.now).toMatchObject(saved.then);
    expect(saved).toMatchObject({
      version: 1,
      scenario,
      author: ana.email,
      asOf: null,
      note: 'after\nTurboQuant',
    });

    const { decodeScenario } = await import('#lib/core/scenario/codec.ts');
    const opened = decodeScenario(new URLSearchParams(saved.link), exposure.asOf);
    expect(opened).toEqual({ asOf: null, pin: null, scenario, faults: [] });
  });

  it('holds the day it is pinned to, and ranges of one’s own with their reasons', async () => {
    const ranges = [{ id: 'usage_elasticity', low: 0.8, high: 1.6, reason: 'survey of five clouds' }];
    const saved = await save({
      name: 'Pinned',
      scenario: { memorySaving: 0.5 },
      asOf: '2026-11-23',
      ranges,
      seed: 7,
    });
    expect(saved).toMatchObject({ asOf: '2026-11-23', ranges, seed: 7, then: { asOf: '2026-11-23' } });
    expect(new URLSearchParams(saved.link).get('asOf')).toBe('2026-11-23');
    expect(new URLSearchParams(saved.link).get('r')).toBe('usage_elasticity:0.8:1.6');
  });

  it('is refused field by field, and nothing of it is kept', async () => {
    const before = (await list()).length;
    const bad = await send('POST', PATH, {
      name: ' ',
      scenario: { memorySaving: 'half' },
      seed: -1,
      colour: 1,
    });
    const pointers = ((await bad.json()) as { errors: { pointer: string }[] }).errors.map(
      ({ pointer }) => pointer,
    );
    expect(bad.status).toBe(422);
    expect(pointers.toSorted()).toEqual(['/colour', '/name', '/scenario/memorySaving', '/seed']);

    const refused = await send('POST', PATH, { name: 'Too much', scenario: { memorySaving: 1.5 } });
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('/scenario/memorySaving');
    const unknown = await send('POST', PATH, { name: 'Range', ranges: [{ id: 'nothing', low: 1, high: 2 }] });
    expect(unknown.status).toBe(422);
    expect(await unknown.text()).toContain('/ranges/0');
    for (const name of ['a\u200Bb', 'a\u202Eb', 'x'.repeat(81), 'x'.repeat(5_000_000)]) {
      const status = (await send('POST', PATH, { name, scenario: {} })).status;
      expect([413, 422]).toContain(status);
    }
    expect(await list()).toHaveLength(before);
  });

  it('has a name of its own, whatever its case', async () => {
    await save({ name: 'Bear' });
    expect((await send('POST', PATH, { name: ' bEAR ' })).status).toBe(409);
    expect((await save({ name: 'Bear' }, vic)).name).toBe('Bear');
  });
});

describe('a revision', () => {
  it('says field by field what changed, and keeps what stood', async () => {
    const { id } = await save({ name: 'Moving', scenario: { memorySaving: 0.2 } });
    const change = { version: 1, name: 'Moved', scenario: { memorySaving: 0.4, usageElasticity: 2 } };
    const revised = (await (await send('PATCH', `${PATH}/${id}`, change)).json()) as SavedScenarioItem;
    expect(revised).toMatchObject({ version: 2, name: 'Moved', scenario: change.scenario });

    const { versions } = await history(id);
    expect(versions.map(({ version, name }) => [version, name])).toEqual([
      [2, 'Moved'],
      [1, 'Moving'],
    ]);
    expect(versions[0]?.changes).toEqual([
      { field: 'scenario.memorySaving', before: 0.2, after: 0.4 },
      { field: 'scenario.usageElasticity', before: null, after: 2 },
      { field: 'name', before: 'Moving', after: 'Moved' },
    ]);
    expect(versions[1]?.changes).toEqual([]);
    const audit = await query<{ action: string; after: { version?: number } }>(
      api.databaseUrl,
      `SELECT action, after FROM audit_entry WHERE entity_id = $1 ORDER BY id`,
      [id],
    );
    expect(audit.map(({ action }) => action)).toEqual(['scenario.saved', 'scenario.revised']);
  });

  it('that says what stands already makes no version', async () => {
    const { id, scenario } = await save({ name: 'Still', scenario: { memorySaving: 0.2 } });
    const same = await send('PATCH', `${PATH}/${id}`, { version: 1, scenario, name: 'Still' });
    expect(((await same.json()) as SavedScenarioItem).version).toBe(1);
    expect((await send('PATCH', `${PATH}/${id}`, { version: 1 })).status).toBe(422);
  });

  it('of two at once, one is made and the other is told by whom and when', async () => {
    const { id } = await save({ name: 'Contested' });
    const answers = await Promise.all(
      [0.1, 0.2, 0.3, 0.4].map((memorySaving) =>
        send('PATCH', `${PATH}/${id}`, { version: 1, scenario: { memorySaving } }),
      ),
    );
    expect(answers.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409, 409, 409]);
    const told = answers.find(({ status }) => status === 409);
    expect(((await told?.json()) as { detail: string }).detail).toContain(
      `version 2 was saved by ${ana.email}`,
    );
    expect((await history(id)).versions).toHaveLength(2);
  });

  it('cannot be written over, not even by hand', async () => {
    await expect(query(api.databaseUrl, `UPDATE scenario_version SET name = 'forged'`, [])).rejects.toThrow(
      /append-only/,
    );
  });
});

describe('deletion, copy and strangers', () => {
  it('is taken back with all its versions, unless the name is used by then', async () => {
    const { id } = await save({ name: 'Gone' });
    expect((await send('DELETE', `${PATH}/${id}`)).status).toBe(200);
    expect((await send('DELETE', `${PATH}/${id}`)).status).toBe(404);
    expect((await list()).map(({ name }) => name)).not.toContain('Gone');
    const other = await save({ name: 'Gone' });
    expect((await send('POST', `${PATH}/restore`, { id })).status).toBe(409);
    await send('DELETE', `${PATH}/${other.id}`);
    expect((await send('POST', `${PATH}/restore`, { id })).status).toBe(200);
    expect((await send('POST', `${PATH}/restore`, { id })).status).toBe(404);
  });

  it('copies one under a free name', async () => {
    const { id } = await save({ name: 'Original', scenario: { memorySaving: 0.33 } });
    const names: string[] = [];
    for (let copies = 0; copies < 2; copies += 1) {
      const copy = (await (await send('POST', `${PATH}/duplicate`, { id })).json()) as SavedScenarioItem;
      expect(copy).toMatchObject({ version: 1, scenario: { memorySaving: 0.33 } });
      names.push(copy.name);
    }
    expect(names).toEqual(['Original copy', 'Original copy 2']);
  });

  it('shows nobody anything of somebody else', async () => {
    const { id } = await save({ name: 'Secret plan' });
    expect(JSON.stringify(await list(vic))).not.toContain('Secret plan');
    for (const [method, target, body] of [
      ['GET', `${PATH}/${id}`, undefined],
      ['PATCH', `${PATH}/${id}`, { version: 1, name: 'Stolen' }],
      ['DELETE', `${PATH}/${id}`, undefined],
      ['POST', `${PATH}/duplicate`, { id }],
      ['POST', `${PATH}/restore`, { id }],
    ] as const) {
      expect((await send(method, target, body, vic)).status, `${method} ${target}`).toBe(404);
    }
    expect((await history(id)).name).toBe('Secret plan');
  });
});

describe('a scenario of long ago', () => {
  it('opens as it was, and says why it gives nothing now', async () => {
    const { id } = await save({ name: 'Old', scenario: { memorySaving: 0.3 } });
    await query(
      api.databaseUrl,
      `INSERT INTO scenario_version (scenario_id, version, name, link, ranges, seed, result, model_version,
                                     data_version, author, recorded_at)
       VALUES ($1, 2, 'Old', 'x=0.3&h=2025Q4&v=1', '[]', 1,
               '{"asOf": "2024-11-23", "hbmUsdBn": 90, "baselineHbmUsdBn": 100, "changePct": -10}', '0.9', 1, $2, now())`,
      [id, ana.email],
    );
    await query(api.databaseUrl, `UPDATE saved_scenario SET version = 2 WHERE id = $1`, [id]);
    const found = (await list()).find((each) => each.id === id);
    expect(found).toMatchObject({ then: { changePct: -10 }, modelVersion: '0.9', now: null });
    expect(found?.nowAbsence).toContain('2025Q4 must not lie before');
  });
});
