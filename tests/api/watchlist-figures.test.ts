/** Figures of a watchlist against other endpoints and against arithmetic of our own; what is new since it was read. */
import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { WatchlistBody } from '#lib/contracts/watchlists/watchlists.ts';
import type { SavedScenarioItem } from '#lib/contracts/scenarios/saved-scenarios.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';
import { askWatchlists, listUsSessions } from '#tests/support/watchlists.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
let ana: TestMember;
beforeAll(async () => {
  api = await startApi({ seeded: true });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  ana = await makeMember(api.sendJson, owner, 'ana@firm.example', 'analyst');
});
afterAll(() => api.close());

const make = (body: object): Promise<WatchlistBody> =>
  askWatchlists(api.sendJson, ana, 'makeWatchlist', { body });
const read = (id: string): Promise<WatchlistBody> => askWatchlists(api.sendJson, ana, 'getWatchlist', { id });

async function get<Answer>(target: string): Promise<Answer> {
  const response = await api.call(target);
  expect(response.status, target).toBe(200);
  return (await response.json()) as Answer;
}

/** Every row's cell of one column by what stands there. */
function cellsOf({ rows }: WatchlistBody, column: keyof WatchlistBody['rows'][number]['cells']) {
  return Object.fromEntries(rows.map(({ ref, cells }) => [ref, cells[column]]));
}

describe('figures', () => {
  it('of the model are those of their own endpoints', async () => {
    const stocks = ['MU', '000660.KS', 'STX'];
    const list = await make({
      name: 'Model',
      columns: ['exposure', 'hbmShare', 'implied', 'saving', 'kvBytes', 'guide', 'dataAge'],
      items: [
        ...stocks.map((ref) => ({ kind: 'stock', ref })),
        { kind: 'stock', ref: '2408.TW' },
        { kind: 'technique', ref: 'mla' },
        { kind: 'model', ref: 'gpt2-xl' },
        { kind: 'issuer', ref: 'Microsoft' },
        { kind: 'issuer', ref: 'European Union InvestAI' },
      ],
    });
    for (const ticker of stocks) {
      const vendor = await get<{
        exposure: Record<string, number>;
        hbm: { pointPct: number; lowPct: number; highPct: number };
      }>(`/api/v1/vendors/${ticker}`);
      expect(cellsOf(list, 'exposure')[ticker], ticker).toMatchObject({
        value: vendor.exposure['valueChangeUsdBn'],
        low: vendor.exposure['valueChangeLowUsdBn'],
        high: vendor.exposure['valueChangeHighUsdBn'],
        unit: 'USD bn',
      });
      expect(cellsOf(list, 'hbmShare')[ticker]).toMatchObject({
        value: vendor.hbm.pointPct,
        low: vendor.hbm.lowPct,
        high: vendor.hbm.highPct,
      });
    }
    for (const column of ['exposure', 'implied'] as const) {
      expect(cellsOf(list, column)['2408.TW']).toMatchObject({
        value: null,
        absence: 'not among the vendors that the model follows',
      });
    }
    const implied = await api.postJson('/api/v1/implied-saving', { tickers: ['MU'] });
    const { items } = (await implied.json()) as {
      items: { newest: { verdict: string; sessionOn: string } }[];
    };
    // A hundred sessions after the event of the default no saving can be told from noise, and the cell says so.
    expect(items[0]?.newest.verdict).toBe('not-separable');
    expect(cellsOf(list, 'implied')['MU']).toMatchObject({
      value: null,
      on: items[0]?.newest.sessionOn,
      absence: 'cannot be separated from the noise of the share',
    });
    expect(cellsOf(list, 'implied')['STX']?.absence).toBe('no saving moves its value');
    const { items: techniques } = await get<{ items: { id: string; savingPoint: number }[] }>(
      '/api/v1/efficiency/techniques',
    );
    expect(cellsOf(list, 'saving')['mla']?.value).toBe(
      techniques.find(({ id }) => id === 'mla')?.savingPoint,
    );
    // GPT-2 XL: 48 layers, 25 heads of 64, keys and values, two bytes each.
    expect(cellsOf(list, 'kvBytes')['gpt2-xl']?.value).toBe(48 * 25 * 64 * 2 * 2);
    const year = list.asOf.slice(0, 4);
    const { issuers } = await get<{
      issuers: { issuer: string; lowUsdBn: number; highUsdBn: number; pointUsdBn: number }[];
    }>(`/api/v1/capex/totals?year=${year}`);
    const microsoft = issuers.find(({ issuer }) => issuer === 'Microsoft');
    expect(cellsOf(list, 'guide')['Microsoft']).toMatchObject({
      value: microsoft?.pointUsdBn,
      low: microsoft?.lowUsdBn,
      high: microsoft?.highUsdBn,
    });
    expect(cellsOf(list, 'guide')['European Union InvestAI']?.value).toBeNull();
    expect(cellsOf(list, 'guide')['European Union InvestAI']?.absence).toMatch(new RegExp(year));
    // A column says nothing of another kind of thing.
    expect(list.rows[0]?.cells).not.toHaveProperty('saving');
    const age = cellsOf(list, 'dataAge')['mla'];
    const days = (Date.parse(list.asOf) - Date.parse(age?.on ?? '')) / 86_400_000;
    expect(age?.value).toBe(days);
  });

  it('of a scenario are how far its elasticity lies from its break-even', async () => {
    const scenario = { memorySaving: 0.3, usageElasticity: 1.4 };
    const save = async (name: string, body: object): Promise<SavedScenarioItem> => {
      const response = await api.sendJson('POST', '/api/v1/scenarios', { name, scenario: body }, ana.headers);
      return (await response.json()) as SavedScenarioItem;
    };
    const [plain, multiple, nothing] = [
      await save('Plain', scenario),
      await save('Multiple', { memorySaving: 0.5, usageMultiple: 10 }),
      await save('Nothing', { memorySaving: 0 }),
    ];
    const list = await make({
      name: 'Scenarios',
      columns: ['breakEven', 'dataAge'],
      items: [plain, multiple, nothing].map(({ id }) => ({ kind: 'scenario', ref: id })),
    });
    const answer = (await (await api.postJson('/api/v1/exposure', scenario)).json()) as {
      breakEvenElasticity: number;
    };
    const cells = cellsOf(list, 'breakEven');
    expect(cells[plain.id]?.value).toBeCloseTo(1.4 - answer.breakEvenElasticity, 12);
    expect(cells[multiple.id]).toMatchObject({
      value: null,
      absence: 'usage is set as a multiple, without an elasticity',
    });
    expect(cells[nothing.id]).toMatchObject({ value: null, absence: 'no elasticity offsets its saving' });
    expect(cellsOf(list, 'dataAge')[plain.id]?.on).toBe(plain.recordedAt.slice(0, 10));
  });

  it('of prices count sessions of the exchange, carry nothing forward, and are absent without bars', async () => {
    const items = [
      { kind: 'stock', ref: 'MU' },
      { kind: 'stock', ref: 'WDC' },
      { kind: 'stock', ref: 'STX' },
    ];
    const columns = ['price', 'change1', 'change5', 'change20', 'trend'];
    const { id, asOf, rows } = await make({ name: 'Prices', columns, items });
    for (const { cells, trend } of rows) {
      expect(trend).toBeNull();
      for (const column of ['price', 'change1', 'change5', 'change20'] as const) {
        expect(cells[column]).toMatchObject({
          value: null,
          absence: expect.stringContaining('no price') as string,
        });
      }
    }

    const sessions = listUsSessions(
      new Date(Date.parse(asOf) - 2 * 86_400_000).toISOString().slice(0, 10),
      40,
    );
    const [newest = '', before = '', , , , five = ''] = sessions;
    const { insertPriceBars } = await import('#lib/db/price-bars.ts');
    const { inTransaction } = await import('#lib/db/transaction.ts');
    const runId = await makeEndedRun(new Date(`${newest}T23:00:00Z`));
    const barsOf = (symbol: string, without: readonly string[]) =>
      sessions
        .map((sessionOn, age) => priceBar({ symbol, sessionOn, close: 100 + age }))
        .filter(({ sessionOn }) => !without.includes(sessionOn));
    await inTransaction((tx) =>
      insertPriceBars(
        tx,
        'yahoo',
        [
          ...barsOf('MU', [five]),
          ...barsOf('STX', [newest]),
          priceBar({ symbol: 'STX', sessionOn: newest, close: 1, isFinal: false }),
        ],
        { runId, recordedAt: new Date(`${newest}T23:00:00Z`) },
      ),
    );
    const list = await read(id);
    const [mu, wdc, stx] = list.rows;
    expect(mu?.cells.price).toMatchObject({ value: 100, unit: 'USD', on: newest });
    expect(mu?.cells.change1?.value).toBeCloseTo((100 / 101 - 1) * 100, 10);
    expect(mu?.cells.change5).toMatchObject({ value: null, absence: `no price of the session of ${five}` });
    expect(mu?.cells.change20?.value).toBeCloseTo((100 / 120 - 1) * 100, 10);
    expect(mu?.trend?.sessions).toHaveLength(60);
    expect(mu?.trend?.sessions.find(({ sessionOn }) => sessionOn === five)).toEqual({
      sessionOn: five,
      close: null,
    });
    expect(mu?.trend?.sessions.filter(({ close }) => close !== null)).toHaveLength(39);
    // A bar of a session that is not over is no close.
    expect(stx?.cells.price).toMatchObject({ value: 101, on: before });
    expect(wdc?.cells.price).toMatchObject({ value: null });
  });
});

describe('what is new', () => {
  it('is what the feed says of what stands there, until it is marked as read, and again when the mark is taken back', async () => {
    const list = await make({
      name: 'News',
      columns: ['guide'],
      items: [
        { kind: 'issuer', ref: 'Amazon' },
        { kind: 'issuer', ref: 'Microsoft' },
        { kind: 'technique', ref: 'mla' },
        { kind: 'stock', ref: 'MU' },
      ],
    });
    expect(list).toMatchObject({ unread: 0, changes: [] });

    await importRevised('capex_announcements.csv', 'amzn-cy2026-20260730,', [',220,', ',230,']);
    const { currentDataVersion } = await import('#lib/services/scope/current-data-version.ts');
    currentDataVersion.forget();

    const changed = await read(list.id);
    expect(changed.changes.map(({ kind, concerns }) => [kind, concerns])).toEqual([
      ['revision', [{ kind: 'issuer', ref: 'Amazon' }]],
    ]);
    expect(changed.changes[0]).toMatchObject({ before: { point: 220 }, after: { point: 230 } });
    expect(changed.rows.map(({ ref, unread }) => [ref, unread])).toEqual([
      ['Amazon', 1],
      ['Microsoft', 0],
      ['mla', 0],
      ['MU', 0],
    ]);
    // Reading is no marking.
    expect((await read(list.id)).unread).toBe(1);

    const mark = (body: object) =>
      askWatchlists(api.sendJson, ana, 'markWatchlistSeen', { body: { id: list.id, ...body } });
    await mark({ at: changed.readAt, dataVersion: changed.dataVersion });
    expect(await read(list.id)).toMatchObject({ unread: 0, seenAt: changed.readAt });
    await mark({ at: changed.seenAt, dataVersion: changed.seenDataVersion });
    expect((await read(list.id)).unread).toBe(1);
    // A mark of a page that was read before the import leaves what came since.
    await mark({ at: list.readAt, dataVersion: list.dataVersion });
    expect((await read(list.id)).unread).toBe(1);

    const future = { id: list.id, at: '2999-01-01T00:00:00Z', dataVersion: 999 };
    const refused = await api.sendJson('POST', '/api/v1/watchlists/seen', future, ana.headers);
    expect(refused.status).toBe(422);
  });

  it('counts what became known since, with guides as raises and cuts', async () => {
    const list = await make({ name: 'Long unread', items: [{ kind: 'issuer', ref: 'Amazon' }] });
    await query(api.databaseUrl, `UPDATE watchlist SET seen_at = '2026-07-01' WHERE id = $1`, [list.id]);
    const { changes } = await read(list.id);
    // The guide of 200 became one of 220 on 30 July, which an import of this test made 230.
    const guide = changes.find(({ key, kind }) => key === 'amzn-cy2026-20260730' && kind === 'guidance');
    expect(guide).toMatchObject({ kind: 'guidance', change: 'guidance raise', on: '2026-07-30' });
    expect(guide?.before?.point ?? 0).toBeLessThan(guide?.after?.point ?? 0);
    expect(changes.every(({ on, recordedInBatch }) => on > '2026-07-01' || recordedInBatch > 2)).toBe(true);
  });
});

/** Imports a shipped file again with one line changed. */
async function importRevised(
  name: string,
  start: string,
  [from, to]: readonly [string, string],
): Promise<void> {
  const { importFacts } = await import('#lib/services/imports/import-facts.ts');
  const shipped = readFileSync(new URL(`../../prisma/seed/data/${name}`, import.meta.url), 'utf8');
  const lines = shipped.split('\n').map((line) => (line.startsWith(start) ? line.replace(from, to) : line));
  const outcome = await importFacts({
    files: [{ name, bytes: Buffer.from(lines.join('\n')) }],
    origin: 'seed',
    summary: 'a change',
    owner: 'test',
    author: 'test',
    collectedOn: '2026-11-23',
  });
  expect(outcome.ok, JSON.stringify(outcome)).toBe(true);
}
