import { randomUUID } from 'node:crypto';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { makeMember, makeOwner, query, type Send, type TestMember } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const PATH = '/api/v1/me/settings';
const USUAL = {
  theme: 'browser',
  currency: 'native',
  changesSince: 'month',
  singleKeys: true,
  startScenarioId: null,
};

let api: ApiUnderTest;
let send: Send;
let ana: TestMember;
let vic: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: false });
  send = api.sendJson;
  const owner = await makeOwner(send, api.databaseUrl);
  ana = await makeMember(send, owner, 'ana@firm.example', 'analyst');
  vic = await makeMember(send, owner, 'vic@firm.example', 'viewer');
});
afterAll(() => api.close());

async function read(member: TestMember): Promise<unknown> {
  return (await send('GET', PATH, undefined, member.headers)).json();
}

function change(member: TestMember, body: object): Promise<Response> {
  return send('PATCH', PATH, body, member.headers);
}

async function saveScenarioOf(member: TestMember): Promise<string> {
  const id = randomUUID();
  await query(
    api.databaseUrl,
    `INSERT INTO saved_scenario (id, owner_id, name, version, created_at) VALUES ($1, $2, $3, 1, now())`,
    [id, member.id, `mine ${id}`],
  );
  await query(
    api.databaseUrl,
    `INSERT INTO scenario_version (scenario_id, version, name, link, ranges, seed, result, model_version,
                                   data_version, author, recorded_at)
     VALUES ($1, 1, 'mine', 'x=0.3&v=1', '[]', 1, '{"asOf": "2026-11-23", "hbmUsdBn": 1, "baselineHbmUsdBn": 1, "changePct": 0}', '1', 1, $2, now())`,
    [id, member.email],
  );
  return id;
}

describe('settings of a member', () => {
  it('are the usual ones until something is changed, and no row is made by reading', async () => {
    expect(await read(vic)).toEqual(USUAL);
    expect(
      await query(api.databaseUrl, 'SELECT 1 FROM member_settings WHERE member_id = $1', [vic.id]),
    ).toEqual([]);
  });

  it('change one by one, each leaving the others, for this member alone', async () => {
    expect(await (await change(ana, { theme: 'dark' })).json()).toEqual({ ...USUAL, theme: 'dark' });
    expect(await (await change(ana, { singleKeys: false, changesSince: 'sunday' })).json()).toEqual({
      ...USUAL,
      theme: 'dark',
      singleKeys: false,
      changesSince: 'sunday',
    });
    expect(await (await change(ana, {})).json()).toMatchObject({ theme: 'dark', singleKeys: false });
    expect(await read(vic)).toEqual(USUAL);
  });

  it('name what cannot be, all of it at once, and keep what was', async () => {
    const before = await read(ana);
    const refused = await change(ana, { theme: 'neon', currency: 'eur', interval: 0.9 });
    expect(refused.status).toBe(422);
    const { errors } = (await refused.json()) as { errors: { pointer: string }[] };
    expect(errors.map(({ pointer }) => pointer).toSorted()).toEqual(['/currency', '/interval', '/theme']);
    expect(await read(ana)).toEqual(before);
  });

  it('start from a scenario of one’s own, never from another’s', async () => {
    const [own, foreign] = [await saveScenarioOf(ana), await saveScenarioOf(vic)];
    expect((await change(ana, { startScenarioId: own })).status).toBe(200);
    for (const startScenarioId of [foreign, randomUUID()]) {
      const refused = await change(ana, { startScenarioId });
      expect(refused.status).toBe(422);
      expect(await refused.text()).toContain('startScenarioId is not one of your scenarios');
    }
    expect(await read(ana)).toMatchObject({ startScenarioId: own });
  });

  it('are nobody’s without signing in, and words that are none are refused by the database too', async () => {
    expect((await send('GET', PATH)).status).toBe(401);
    expect((await send('PATCH', PATH, { theme: 'dark' })).status).toBe(401);
    const wrong = "UPDATE member_settings SET theme = 'neon' WHERE member_id = $1";
    await expect(query(api.databaseUrl, wrong, [ana.id])).rejects.toThrow('member_settings_theme_is_known');
  });
});
