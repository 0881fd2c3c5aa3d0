import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { decidedSchema, quarantineSchema } from '#lib/contracts/quarantine.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';

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
  const value = (sessionOn: string, close: number) => ({
    subject: 'MU',
    field: `bars.${sessionOn}.close`,
    rawValue: String(close),
    reason: 'a hundredfold jump',
    held: { table: 'price_bar' as const, row: priceBar({ sessionOn, close }) },
  });
  const unreadable = { subject: 'WDC', field: 'indicators.quote.close', rawValue: '["closing"]' };
  await inTransaction((tx) =>
    keepQuarantined(tx, { source: 'yahoo', runId, at: AT }, [
      value('2026-11-24', 23_100),
      value('2026-11-25', 23_400),
      { ...unreadable, reason: 'The column is missing or was renamed.' },
    ]),
  );
});
afterAll(() => api.close());

async function list(state = 'open') {
  const target = `/api/v1/quarantine?state=${state}`;
  const response = await api.sendJson('GET', target, undefined, editor.headers);
  return quarantineSchema.parse(await response.json());
}

const decide = (id: string, body: object) =>
  api.sendJson('PATCH', `/api/v1/quarantine/${id}`, body, editor.headers);

describe('values that are kept apart', () => {
  it('are listed with their reason until an editor keeps one out, once, with a reason that is kept', async () => {
    const { items, openCount } = await list();
    const first = items.find(({ rawValue }) => rawValue === '23100');
    const id = first?.id ?? '';

    expect(openCount).toBe(3);
    expect(first).toMatchObject({ source: 'yahoo', subject: 'MU', reason: 'a hundredfold jump' });
    expect((await decide(id, { decision: 'rejected', note: 'Yahoo quoted in cents' })).status).toBe(200);
    const second = await decide(id, { decision: 'accepted', note: 'again' });
    expect(second.status).toBe(409);
    expect(((await second.json()) as { detail: string }).detail).toMatch(
      /kept out by editor ed@firm\.example on .* because Yahoo quoted in cents/,
    );
    expect((await decide('999999', { decision: 'rejected', note: 'x' })).status).toBe(404);
    expect((await list()).items.map(({ rawValue }) => rawValue).toSorted()).toEqual(['23400', '["closing"]']);
    expect((await list('decided')).items).toMatchObject([
      { id, decided: { decision: 'rejected', by: 'editor ed@firm.example', note: 'Yahoo quoted in cents' } },
    ]);
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

    expect((await list()).openCount).toBe(2);
  });

  it('are accepted, stored with who, when and why, and taken back', async () => {
    const id = (await list()).items.find(({ rawValue }) => rawValue === '23400')?.id ?? '';
    const accepted = await decide(id, { decision: 'accepted', note: 'the split is real' });
    expect(accepted.status).toBe(200);
    expect(decidedSchema.parse(await accepted.json()).detail).toBe('It is accepted and stored.');
    const [bar] = await query(api.databaseUrl, `SELECT close::float8, provenance FROM standing_price_bar`);
    expect(bar).toMatchObject({
      close: 23_400,
      provenance: expect.stringMatching(
        /^accepted by editor ed@firm\.example on .* because the split is real$/,
      ) as string,
    });
    expect((await decide(id, { decision: 'undecided', note: 'it is not' })).status).toBe(200);
    expect(await query(api.databaseUrl, 'SELECT 1 FROM standing_price_bar')).toEqual([]);
    expect((await decide(id, { decision: 'undecided', note: 'once more' })).status).toBe(409);
  });

  it('cannot be accepted when nothing of them could be stored, and say what to do instead', async () => {
    const value = (await list()).items.find(({ subject }) => subject === 'WDC');
    const refused = await decide(value?.id ?? '', { decision: 'accepted', note: 'x' });

    expect(value).toMatchObject({
      wouldStore: null,
      remedy: expect.stringContaining('import of daily bars') as string,
    });
    expect(refused.status).toBe(422);
    expect(await refused.json()).toMatchObject({
      errors: [{ pointer: '/decision', message: expect.stringContaining('import of daily bars') as string }],
    });
  });

  it.each([
    [{ decision: 'maybe', note: 'x' }, '/decision'],
    [{ decision: 'rejected' }, '/note'],
    [{ decision: 'rejected', note: '' }, '/note'],
  ])('refuse %j at %s', async (body, pointer) => {
    const response = await decide('1', body);

    expect(response.status).toBe(422);
    expect(((await response.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe(pointer);
  });
});
