import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RECORD_ENDPOINTS, type RecordExport } from '#lib/contracts/imports/record-export.ts';
import type { Preview } from '#lib/contracts/imports/imports.ts';
import { insertFiledFacts } from '#lib/db/filed-facts.ts';
import { insertModelPrices } from '#lib/db/model-prices.ts';
import { insertPriceBars } from '#lib/db/price-bars.ts';
import { keepQuarantined } from '#lib/db/quarantined-values.ts';
import { insertEuroRates } from '#lib/db/reference-rates.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { makeMember, makeOwner, query, type TestMember } from '#tests/support/members.ts';
import { makeEndedRun, priceBar } from '#tests/support/refresh-rows.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const AT = new Date('2026-11-20T22:00:00Z');

let api: ApiUnderTest;
let editor: TestMember;
let analyst: TestMember;
let viewer: TestMember;

beforeAll(async () => {
  api = await startApi({ seeded: true });
  const owner = await makeOwner(api.sendJson, api.databaseUrl);
  editor = await makeMember(api.sendJson, owner, 'edda@firm.example', 'editor');
  analyst = await makeMember(api.sendJson, owner, 'ana@firm.example', 'analyst');
  viewer = await makeMember(api.sendJson, owner, 'vera@firm.example', 'viewer');
  const runId = await makeEndedRun(AT);
  const origin = { runId, recordedAt: AT };
  await inTransaction(async (tx) => {
    await insertPriceBars(
      tx,
      'yahoo',
      [
        priceBar({ sessionOn: '2026-11-18', close: 1.000001, open: null }),
        priceBar({ sessionOn: '2026-11-19', close: 300, adjustedClose: null }),
        priceBar({ sessionOn: '2026-11-20', close: 301.5, isFinal: false }),
        priceBar({ symbol: '000660.KS', sessionOn: '2026-11-19', close: 1_203_000, currency: 'KRW' }),
      ],
      origin,
    );
    // A correction: the earlier revision no longer stands.
    await insertPriceBars(tx, 'yahoo', [priceBar({ sessionOn: '2026-11-19', close: 299.25 })], origin);
    await insertEuroRates(
      tx,
      [
        { currency: 'KRW', ratedOn: '2026-11-19', unitsPerEur: 1687.31 },
        { currency: 'USD', ratedOn: '2026-11-19', unitsPerEur: 1.1552 },
      ],
      origin,
    );
    await insertFiledFacts(
      tx,
      [
        {
          cik: '0000789019',
          issuer: 'MSFT',
          concept: 'PaymentsToAcquirePropertyPlantAndEquipment',
          unit: 'USD',
          periodStartOn: '2026-07-01',
          periodEndOn: '2026-09-30',
          accession: '0000789019-26-000101',
          value: 34_906_000_000,
          form: '10-Q',
          filedOn: '2026-10-29',
          fiscalYear: 2027,
          fiscalPeriod: 'Q1',
        },
      ],
      origin,
    );
    await insertModelPrices(
      tx,
      [
        {
          modelId: 'lab/model',
          name: '=HYPERLINK("http://evil.example")',
          createdOn: '2026-10-01',
          contextTokens: 131_072,
          inputUsdPerMillionTokens: 0.27,
          cachedInputUsdPerMillionTokens: null,
          outputUsdPerMillionTokens: 1.1,
        },
      ],
      origin,
    );
    await keepQuarantined(tx, { source: 'yahoo', runId, at: AT }, [
      { subject: 'MU', field: 'bars.2026-11-17.close', rawValue: '-1', reason: 'A price below zero.' },
    ]);
  });
});
afterAll(() => api.close());

function ask(target: string, member: TestMember = editor, accept = 'application/json'): Promise<Response> {
  return api.call(`/api/v1/export/${target}`, { headers: { ...member.headers, accept } });
}

async function read(target: string): Promise<RecordExport> {
  const response = await ask(target);
  const text = await response.text();
  expect(response.status, text).toBe(200);
  return JSON.parse(text) as RecordExport;
}

describe('records as files', () => {
  it.each(RECORD_ENDPOINTS.map((endpoint) => [endpoint.path, endpoint] as const))(
    '%s answers JSON as documented and CSV with a header, under a name of its own',
    async (path, endpoint) => {
      const table = path.split('/').at(-1) ?? '';
      const json = await ask(table);
      const body: unknown = await json.json();
      expect(endpoint.response.safeParse(body).error?.issues ?? []).toEqual([]);
      expect((body as RecordExport).rows.length).toBe((body as RecordExport).rowCount);
      expect((body as RecordExport).rowCount).toBeGreaterThan(0);
      expect(json.headers.get('content-disposition')).toMatch(
        new RegExp(`^attachment; filename="${table}-\\d{4}-\\d\\d-\\d\\d-v\\d+\\.json"$`),
      );
      const csv = await ask(table, editor, 'text/csv');
      const text = await csv.text();
      expect(csv.headers.get('content-type')).toBe('text/csv; charset=utf-8');
      expect(text).toMatch(/^# Waterline: [^]*\r\n# Source \w+: \d+ rows, [^]*Terms: /);
      const linked = await ask(`${table}?format=csv`);
      expect((await linked.text()).replace(/^# Made .*$/m, '')).toBe(text.replace(/^# Made .*$/m, ''));
    },
  );

  it('gives the bars that stand, newest revision, exact to the last digit, and no session under way', async () => {
    const { columns, rows, sources, notes } = await read('price_bar');
    expect(columns.slice(0, 9)).toEqual(
      'date,symbol,currency,open,high,low,close,adj_close,volume'.split(','),
    );
    expect(rows.map((row) => row.slice(0, 10))).toEqual([
      ['2026-11-19', '000660.KS', 'KRW', 229.5, 233.25, 228, 1_203_000, 230.9, 21_000_000, 'yahoo'],
      ['2026-11-18', 'MU', 'USD', null, 233.25, 228, 1.000001, 230.9, 21_000_000, 'yahoo'],
      ['2026-11-19', 'MU', 'USD', 229.5, 233.25, 228, 299.25, 230.9, 21_000_000, 'yahoo'],
    ]);
    expect(sources).toMatchObject([
      { source: 'yahoo', rows: 3, firstOn: '2026-11-18', lastOn: '2026-11-19' },
    ]);
    expect(sources[0]?.terms).toContain('may not be passed on');
    expect(notes.join(' ')).toMatch(/desk's own use[^]*not adjusted for dividends/);
  });

  it('picks symbols and days, and says so in the file', async () => {
    const picked = await read('price_bar?symbol=MU,%20NVDA&from=2026-11-19&to=2026-11-19');
    expect(picked.rows.map(([date, symbol]) => [date, symbol])).toEqual([['2026-11-19', 'MU']]);
    expect(picked.selection).toBe('symbol MU, NVDA; session from 2026-11-19 to 2026-11-19');
    expect((await read('price_bar?from=2027-01-01')).rows).toEqual([]);
    const rates = await read('reference_rate?currency=USD');
    expect(rates.rows.map((row) => row.slice(0, 4))).toEqual([['2026-11-19', 'EUR', 'USD', 1.1552]]);
  });

  it('gives CSV of bars in the form of an import: importing it again changes nothing', async () => {
    const csv = await (await ask('price_bar', editor, 'text/csv')).text();
    const response = await api.call('/api/v1/imports/preview?table=price_bar&complete=no', {
      method: 'POST',
      headers: { ...editor.headers, 'content-type': 'text/csv' },
      body: csv,
    });
    expect(response.status).toBe(200);
    expect((await response.json()) as Preview).toMatchObject({
      accepted: true,
      counts: { new: 0, revised: 0, unchanged: 3 },
    });
  });

  it('is sent in small pieces however long it is, every row of it once', async () => {
    const days = 30_000;
    await query(
      api.databaseUrl,
      `INSERT INTO price_bar (symbol, session_on, source, revision, close, currency, run_id, recorded_at)
       SELECT 'LONG', date '1900-01-01' + n, 'yahoo', 1, n, 'USD', (SELECT min(id) FROM refresh_run), now()
         FROM generate_series(1, ${String(days)}) AS n`,
    );
    const response = await ask('price_bar?symbol=LONG', editor, 'text/csv');
    const decoder = new TextDecoder();
    let text = '';
    let largest = 0;
    for await (const piece of response.body ?? []) {
      largest = Math.max(largest, piece.byteLength);
      text += decoder.decode(piece, { stream: true });
    }
    const closes = text.split('\r\n').flatMap((line) => /,LONG,USD,,,,(\d+),/.exec(line)?.[1] ?? []);
    expect(largest).toBeLessThan(200_000);
    expect(closes).toEqual(Array.from({ length: days }, (_, index) => String(index + 1)));
    expect(text).toContain(`# Waterline: Daily bars, ${String(days)} rows`);
  });

  it('writes no cell that a spreadsheet would run', async () => {
    const csv = await (await ask('model_price', editor, 'text/csv')).text();
    expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"")"`);
  });

  it.each([
    ['price_bar?symbol=', 'symbol must name 1 to 50'],
    ['price_bar?symbol=,', 'symbol must name 1 to 50'],
    ['price_bar?symbol=%00', 'symbol must not contain control characters'],
    [
      `price_bar?symbol=${Array.from({ length: 51 }, (_, index) => `S${String(index)}`).join(',')}`,
      'up to|1 to 50',
    ],
    ['price_bar?from=2026-02-30', 'from must be a calendar date'],
    ['price_bar?from=2026-11-20&to=2026-11-19', 'to must not be before from'],
    ['price_bar?currency=USD', 'currency'],
    ['refresh_run?format=xml', 'format'],
  ])('refuses %s and says what would be right', async (target, words) => {
    const response = await ask(target);
    expect(response.status).toBe(422);
    expect(JSON.stringify(await response.json())).toMatch(new RegExp(words));
  });

  it('gives all prices to analysts, values in quarantine to editors, the rest to every reader', async () => {
    const one = async (table: string, member: TestMember) => {
      const response = await ask(table, member);
      await response.text();
      return response.status;
    };
    expect(await one('price_bar', viewer)).toBe(403);
    expect(await one('price_bar', analyst)).toBe(200);
    expect(await one('quarantined_value', analyst)).toBe(403);
    expect(await one('quarantined_value', editor)).toBe(200);
    expect(await one('refresh_run', viewer)).toBe(200);
  });

  it('holds no connection for a reader who leaves, and refuses the fifth at once', async () => {
    const open = await Promise.all(Array.from({ length: 4 }, () => ask('refresh_run')));
    expect(open.map(({ status }) => status)).toEqual([200, 200, 200, 200]);
    const fifth = await ask('refresh_run');
    expect([fifth.status, fifth.headers.get('retry-after')]).toEqual([429, '15']);
    for (const response of open) await response.body?.cancel();
    const connections = `SELECT count(*)::int AS n FROM pg_stat_activity WHERE application_name = 'waterline export'`;
    await expect.poll(async () => (await query<{ n: number }>(api.databaseUrl, connections))[0]?.n).toBe(0);
    expect((await ask('refresh_run')).status).toBe(200);
  });
});
