/** Rules about what enters the ledger, on facts that the desk records; rules of the model over several imports at once. */
import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import type { Member } from '#lib/auth/viewer.ts';
import type { AlertBody } from '#lib/contracts/alerts/alerts.ts';
import { evaluateAlerts } from '#lib/services/alerts/evaluate-alerts.ts';
import { solveImpliedSaving } from '#lib/services/implied-saving/solve-implied.ts';
import { makeAlert } from '#lib/services/alerts/make-alert.ts';
import { previewAlert } from '#lib/services/alerts/preview-alert.ts';
import { getAlert } from '#lib/services/alerts/show-alerts.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { addMember, importRows } from '#tests/support/alerts.ts';
import { query } from '#tests/support/members.ts';

let database: OpenDatabase;
let ana: Member;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  ana = await addMember();
});
afterAll(() => database.close());

async function make(spec: object, rest: object = {}): Promise<string> {
  const made = await makeAlert(ana, { name: `rule ${String(Math.random())}`, spec, ...rest });
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  expect(made.value.log).toEqual([]);
  return made.value.id;
}

async function read(id: string): Promise<AlertBody> {
  const found = await getAlert(ana, id);
  if (!found.ok) throw new Error(JSON.stringify(found.error));
  return found.value;
}

const titlesOf = async (id: string): Promise<readonly string[]> =>
  (await read(id)).log.map(({ content }) => spaced(content.title)).toReversed();

/** With plain spaces, as they are typed here. */
function spaced(text: string): string {
  return text.replaceAll('\u00a0', ' ');
}

const SHIPPED = { withShipped: true };
const SOURCE = {
  source_title: 'A planted report',
  source_publisher: 'Desk',
  source_url: 'https://example.org/a',
  confidence: 'press',
};

describe('a guide that replaces one', () => {
  it('fires once for its issuer and once for any, says by how much and how far exposure moved', async () => {
    const [newest] = await query<{
      id: string;
      issuer: string;
      ticker: string;
      period: string;
      from: string;
      to: string;
      point: number;
    }>(
      database.url,
      `SELECT id, issuer, ticker, period_label AS period, period_start_on::text AS "from", period_end_on::text AS "to",
              coalesce(point_usd_bn, (low_usd_bn + high_usd_bn) / 2)::float8 AS point
         FROM capex_announcement WHERE issuer = 'Amazon' AND kind = 'guidance' ORDER BY announced_on DESC LIMIT 1`,
    );
    if (newest === undefined) throw new Error('no guide of Amazon');
    const any = await make({ kind: 'guide-revised' });
    const own = await make({ kind: 'guide-revised', issuer: 'Amazon' });
    const other = await make({ kind: 'guide-revised', issuer: 'Microsoft' });
    const guide = {
      ...{
        id: 'planted-guide',
        issuer: newest.issuer,
        ticker: newest.ticker,
        announced_on: '2026-11-24',
        kind: 'guidance',
      },
      ...{
        period_label: newest.period,
        period_start: newest.from,
        period_end: newest.to,
        currency_original: 'USD',
      },
      ...{
        amount_point_usd_bn: String(newest.point + 20),
        amount_original: 'planted',
        supersedes_id: newest.id,
        summary: 'A planted raise.',
      },
      ...{ ...SOURCE, source_published_on: '2026-11-24' },
    };
    await importRows('capex_announcement', [guide], SHIPPED);
    expect(await evaluateAlerts()).toBe(3);
    expect(await evaluateAlerts()).toBe(0);
    expect((await read(other)).log).toEqual([]);
    const told = await read(own);
    expect(told.log).toMatchObject([
      {
        on: '2026-11-24',
        content: {
          before: { value: newest.point },
          after: { value: newest.point + 20, on: '2026-11-24' },
          path: '/capex',
        },
      },
    ]);
    expect(await titlesOf(own)).toEqual([
      `Amazon, ${newest.period}: guidance of capex, new, ${String(newest.point)} USD bn → ${String(newest.point + 20)} USD bn`,
    ]);
    // Nobody has judged whether both are on one measure, so no number is made up.
    expect(told.log[0]?.content.details.map(spaced)).toEqual([
      'Raised by $20.0 bn.',
      expect.stringContaining('Nobody has judged whether it is on the same measure') as string,
      'Source: A planted report, Desk.',
    ]);
    expect(await titlesOf(any)).toEqual(await titlesOf(own));

    // A correction of the same guide is an occurrence of its own.
    await importRows(
      'capex_announcement',
      [{ ...guide, amount_point_usd_bn: String(newest.point + 25) }],
      SHIPPED,
    );
    await evaluateAlerts();
    expect((await titlesOf(own)).at(-1)).toContain(
      `revised, ${String(newest.point + 20)} USD bn → ${String(newest.point + 25)} USD bn`,
    );
  });
});

describe('HBM revenue', () => {
  it('that a vendor states fires for it; an estimate by others does not', async () => {
    const micron = await make({ kind: 'hbm-disclosed', ticker: 'MU' });
    const hynix = await make({ kind: 'hbm-disclosed', ticker: '000660.KS' });
    const row = {
      ...{
        vendor: 'Micron',
        ticker: 'MU',
        fiscal_quarter: 'FQ1-27',
        period_start: '2026-09-04',
        period_end: '2026-11-26',
      },
      ...{
        calendar_quarter: '2026Q4',
        segment: 'HBM',
        metric: 'revenue',
        value: '7.5',
        unit: 'USD_bn',
        reported_or_estimate: 'estimate',
      },
      ...{ ...SOURCE, source_published_on: '2026-11-26' },
    };
    await importRows('vendor_metric', [row]);
    await evaluateAlerts();
    expect((await read(micron)).log).toEqual([]);
    await importRows('vendor_metric', [
      row,
      { ...row, reported_or_estimate: 'reported', value: '7.8', source_title: 'Micron results' },
    ]);
    await evaluateAlerts();
    expect((await read(micron)).log).toMatchObject([
      { content: { after: { value: 7.8 }, path: '/companies/MU' } },
    ]);
    expect((await read(hynix)).log).toEqual([]);
  });
});

describe('a watched value', () => {
  it('fires when it is contradicted, revised and withdrawn, each once', async () => {
    const row = {
      ...{
        quantity: 'hbm_market_size',
        vendor_or_industry: 'industry',
        period: '2031',
        point: '300',
        unit: 'usd_bn',
      },
      ...{ definition: 'revenue, planted', ...SOURCE, source_published_on: '2026-11-20' },
    };
    await importRows('hbm_market', [row]);
    const [fact] = await query<{ key: string }>(
      database.url,
      `SELECT key FROM hbm_market WHERE period = '2031' LIMIT 1`,
    );
    const id = await make({ kind: 'fact-revised', table: 'hbm_market', key: fact?.key });
    const rival = {
      ...row,
      point: '340',
      definition: 'revenue, another house',
      source_title: 'Another report',
    };
    await importRows('hbm_market', [row, rival]);
    await evaluateAlerts();
    await importRows('hbm_market', [{ ...row, point: '310' }, rival]);
    await importRows('hbm_market', [rival]);
    await evaluateAlerts();
    const kinds = (await titlesOf(id)).map((title) => /contradicted|revised|withdrawn/.exec(title)?.[0]);
    expect(kinds).toEqual(['contradicted', 'revised', 'withdrawn']);
    expect((await read(id)).log[0]?.content.path).toMatch(/^\/sources\?open=[0-9a-f]{12}$/);
  });
});

describe('a technique', () => {
  it('that enters fires; recorded anew it does not', async () => {
    const id = await make({ kind: 'new-entry', what: 'technique' });
    const events = await make({ kind: 'new-entry', what: 'event' });
    const [shipped] = await query<Record<string, string>>(
      database.url,
      `SELECT family FROM technique LIMIT 1`,
    );
    const row = {
      ...{
        id: 'planted-technique',
        name: 'Planted technique',
        family: shipped?.['family'] ?? '',
        acts_on: 'kv_capacity',
      },
      ...{
        saving_low: '0.1',
        saving_point: '0.2',
        saving_high: '0.3',
        quality_cost: 'none',
        maturity: 'paper',
      },
      ...{
        first_published_on: '2026-11-20',
        origin_country: 'US',
        origin_lab: 'A lab',
        source_title: 'A paper',
        source_url: 'https://example.org/p',
      },
      ...{ where_in_source: 'table 1', baseline: 'BF16', evidence: 'published' },
    };
    await importRows('technique', [row], SHIPPED);
    await evaluateAlerts();
    await importRows('technique', [{ ...row, saving_point: '0.25' }], SHIPPED);
    await evaluateAlerts();
    expect(await titlesOf(id)).toEqual([
      'A lab, 2026-11-20: Planted technique, saving against BF16, new, 0.2 fraction (0.1–0.3)',
    ]);
    expect((await read(id)).log[0]?.content.path).toBe('/techniques/planted-technique');
    expect((await read(events)).log).toEqual([]);
  });
});

describe('the model', () => {
  it('is asked for each import since, so that a crossing and the way back are both seen, each rule by itself', async () => {
    const spec = { kind: 'exposure-level', metric: 'total-change-usd', direction: 'below' };
    const started = await read(await make({ ...spec, level: -1e6 }));
    const now = started.last?.value ?? 0;
    const shipped = readFileSync(
      new URL('../../../prisma/seed/data/assumptions.csv', import.meta.url),
      'utf8',
    );
    const [header = [], ...rest] = parse(shipped);
    const row = rest.find(([name]) => name === 'memory_saving') ?? [];
    const assumption = Object.fromEntries(header.map((column, index) => [column, row[index] ?? '']));
    const id = await make({ ...spec, level: now - 5 });
    await importRows('assumption', [{ ...assumption, low: '0.5', point: '0.6', high: '0.9' }], SHIPPED);
    await importRows('assumption', [assumption], SHIPPED);
    // Both imports have passed before anybody looked.
    await evaluateAlerts();
    const told = await read(id);
    expect(told.log).toHaveLength(1);
    expect(told.log[0]?.content.before?.value).toBe(now);
    expect(told.log[0]?.content.after?.value).toBeLessThan(now - 5);
    expect(told.last?.value).toBeCloseTo(now, 9);
    expect(told.quiet?.kind).toBe('not-reached');
  });
});

describe('the saving that a price implies', () => {
  it('is read session by session as its own service answers it, and counts moves from the one told last', async () => {
    const solved = await solveImpliedSaving({ tickers: ['MU'], draws: 16 });
    if (!solved.ok) throw new Error(JSON.stringify(solved.error));
    const values = (solved.value.items[0]?.history ?? []).flatMap(({ sessionOn, verdict, roots: [root] }) =>
      verdict === 'implied' && root !== undefined ? [{ sessionOn, value: 50 * (root.from + root.to) }] : [],
    );
    expect(values.length).toBeGreaterThan(0);
    const by = 2;
    let anchor = values[0]?.value ?? 0;
    const expected: string[] = [];
    for (const { sessionOn, value } of values) {
      if (Math.abs(value - anchor) <= by) continue;
      expected.push(sessionOn);
      anchor = value;
    }
    const shown = await previewAlert(ana, { spec: { kind: 'implied-move', ticker: 'mu', by } });
    if (!shown.ok) throw new Error(JSON.stringify(shown.error));
    expect(shown.value.count).toBe(expected.length);
    expect(shown.value.firings.map(({ on }) => on)).toEqual(expected.slice(-20));
    const { last, quiet } = await read(await make({ kind: 'implied-move', ticker: 'MU', by }));
    const newest = solved.value.items[0]?.history.at(-1);
    if (newest?.verdict === 'implied') expect(last?.on).toBe(newest.sessionOn);
    else expect(quiet?.kind).toBe('failing');
  });
});
