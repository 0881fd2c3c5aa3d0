import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { quarantineSchema } from '#lib/contracts/quarantine.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { makeEndedRun } from '#tests/support/refresh-rows.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const AT = new Date('2026-11-25T21:40:00Z');

let api: ApiUnderTest;
let editor: TestMember;
beforeAll(async () => {
  api = await startApi({ seeded: false });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  editor = await makeMember(api.sendJson, owner, 'ed@firm.example', 'editor');
  const { inTransaction } = await import('#lib/db/transaction.ts');
  const { keepQuarantined } = await import('#lib/db/quarantined-values.ts');
  const runId = await makeEndedRun(AT);
  const value = (field: string, rawValue: string) => ({
    subject: 'MU',
    field,
    rawValue,
    reason: 'a hundredfold jump',
  });
  await inTransaction((tx) =>
    keepQuarantined(tx, { source: 'yahoo', runId, at: AT }, [
      value('bars.2026-11-24.close', '23100'),
      value('bars.2026-11-25.close', '23400'),
    ]),
  );
});
afterAll(() => api.close());

async function list() {
  const response = await api.sendJson('GET', '/api/v1/quarantine', undefined, editor.headers);
  return quarantineSchema.parse(await response.json());
}

const decide = (id: string, body: object) =>
  api.sendJson('PATCH', `/api/v1/quarantine/${id}`, body, editor.headers);

describe('values that are kept apart', () => {
  it('are listed with their reason until an editor keeps one out, once, with a reason that is kept', async () => {
    const { items, openCount } = await list();
    const first = items.find(({ rawValue }) => rawValue === '23100');
    const id = first?.id ?? '';

    expect(openCount).toBe(2);
    expect(first).toMatchObject({ source: 'yahoo', subject: 'MU', reason: 'a hundredfold jump' });
    expect((await decide(id, { decision: 'rejected', note: 'Yahoo quoted in cents' })).status).toBe(200);
    expect((await decide(id, { decision: 'rejected', note: 'again' })).status).toBe(404);
    expect((await list()).items.map(({ rawValue }) => rawValue)).toEqual(['23400']);
    const [entry] = await query(
      api.databaseUrl,
      `SELECT actor, after FROM audit_entry WHERE action = 'quarantine.decided'`,
    );
    expect(entry).toMatchObject({
      actor: editor.email,
      after: { subject: 'MU', note: 'Yahoo quoted in cents' },
    });
  });

  it('are not asked about again when the same value comes once more', async () => {
    const { inTransaction } = await import('#lib/db/transaction.ts');
    const { keepQuarantined } = await import('#lib/db/quarantined-values.ts');
    const later = new Date('2026-11-26T21:40:00Z');
    const runId = await makeEndedRun(later);
    await inTransaction((tx) =>
      keepQuarantined(tx, { source: 'yahoo', runId, at: later }, [
        { subject: 'MU', field: 'bars.2026-11-24.close', rawValue: '23100', reason: 'a hundredfold jump' },
      ]),
    );

    expect((await list()).items.map(({ rawValue }) => rawValue)).toEqual(['23400']);
  });

  it.each([
    [{ decision: 'accepted', note: 'x' }, '/decision'],
    [{ decision: 'rejected' }, '/note'],
    [{ decision: 'rejected', note: '' }, '/note'],
  ])('refuse %j at %s', async (body, pointer) => {
    const response = await decide('1', body);

    expect(response.status).toBe(422);
    expect(((await response.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
  });
});
