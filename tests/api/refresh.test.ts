import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { healthSchema } from '#lib/contracts/health.ts';
import { refreshAnswerSchema, refreshStateSchema } from '#lib/contracts/refresh.ts';
import { NEW_BREAKER } from '#lib/core/schedule/circuit-breaker.ts';
import { db } from '#lib/db/client.ts';
import { insertRun, lockSource, takeRunOf } from '#lib/db/refresh-runs.ts';
import { keepSourceState } from '#lib/db/source-states.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
let editor: TestMember;
let viewer: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: true });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  editor = await makeMember(api.sendJson, owner, 'editor@firm.example', 'editor');
  viewer = await makeMember(api.sendJson, owner, 'viewer@firm.example', 'viewer');
});
afterAll(() => api.close());

function refresh(source: string, member: TestMember): Promise<Response> {
  return api.sendJson('POST', `/api/v1/refresh/${source}`, undefined, member.headers);
}

describe('a refresh by hand', () => {
  it('says that SEC EDGAR is off without a contact, as documented, and is in the audit and the list of runs', async () => {
    const response = await refresh('edgar', editor);
    const answer = refreshAnswerSchema.parse(await response.json());
    const state = refreshStateSchema.parse(await (await api.call('/api/v1/refresh?source=edgar')).json());
    const audit = await query<{ actor: string; entity_id: string }>(
      api.databaseUrl,
      "SELECT actor, entity_id FROM audit_entry WHERE action = 'refresh.requested'",
      [],
    );

    expect(response.status).toBe(200);
    expect(answer.run).toMatchObject({ state: 'off', reason: 'manual', source: 'edgar' });
    expect(answer.run.error).toContain('SEC_CONTACT');
    expect(state.items).toMatchObject([{ id: answer.run.id, state: 'off' }]);
    expect(state.sources).toMatchObject([{ source: 'edgar', state: 'off', requiredSetting: 'SEC_CONTACT' }]);
    expect(audit).toEqual([{ actor: 'editor@firm.example', entity_id: 'edgar' }]);
    expect(state.answers).toMatchObject({ keepDays: 90, keptArrivalCount: 0, lastClearedAt: null });
    expect(JSON.stringify(state)).not.toContain('@firm.example');
  });

  it('is 429 while a run of the source is under way, wherever it runs', async () => {
    const now = new Date();
    await inTransaction(async (tx) => {
      await lockSource(tx, 'ecb');
      const run = { jobId: 'reference-rates', slotId: 'reference-rates@held', slotAt: now, source: 'ecb' };
      const id = await insertRun(tx, {
        ...run,
        reason: 'regular',
        foldedCount: 0,
        startAt: now,
        createdAt: now,
        requestedBy: null,
      });
      const until = new Date(now.getTime() + 60_000);
      await takeRunOf(tx, id ?? 0n, { holder: 'another process', now, until });
    });
    const response = await refresh('ecb', editor);

    expect(response.status).toBe(429);
    expect(response.headers.get('retry-after')).toBe('10');
    expect(await db().refreshRun.count({ where: { source: 'ecb' } })).toBe(1);
  });

  it('is for editors, and of sources that there are', async () => {
    expect((await refresh('ecb', viewer)).status).toBe(403);
    expect((await refresh('bloomberg', editor)).status).toBe(422);
  });
});

describe('health', () => {
  it('says when a source was last refreshed as a whole', async () => {
    const at = new Date('2026-11-20T22:00:00Z');
    await inTransaction((tx) => keepSourceState(tx, 'ecb', { breaker: NEW_BREAKER, at, isSuccess: true }));
    const health = healthSchema.parse(await (await api.call('/api/v1/health')).json());

    expect(health.refresh).toEqual({ lastSuccessAt: at.toISOString(), staleSources: [] });
  });
});

describe('the state of the refresh', () => {
  it('names every source with its terms and every job; nothing is next while the refresh is off', async () => {
    const state = refreshStateSchema.parse(await (await api.call('/api/v1/refresh')).json());

    expect(state.mode).toBe('off');
    expect(state.sources.map(({ source }) => source)).toEqual(['yahoo', 'edgar', 'ecb', 'openrouter']);
    expect(state.jobs.length).toBeGreaterThanOrEqual(8);
    expect(state.jobs.every(({ nextRunAt }) => nextRunAt === null)).toBe(true);
  });
});
