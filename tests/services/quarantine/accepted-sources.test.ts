import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import type { SubjectTask } from '#lib/services/refresh/subject-task.ts';
import { planFilings } from '#lib/services/refresh/tasks/filing-tasks.ts';
import { planFundamentals } from '#lib/services/refresh/tasks/fundamental-tasks.ts';
import { planModelPrices } from '#lib/services/refresh/tasks/model-price-tasks.ts';
import { planQuotes } from '#lib/services/refresh/tasks/quote-tasks.ts';
import { planRates } from '#lib/services/refresh/tasks/rate-tasks.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { createEdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import { createOpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import type { SourceId } from '#lib/sources/source.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { LISTINGS, MU, NOW_MS, POLICY } from '#tests/sources/yahoo/fake-market.ts';
import { startFakeEcb } from '#tests/support/fake-ecb.ts';
import { startFakeEdgar, type EdgarRow } from '#tests/support/fake-edgar.ts';
import { openRouterModel, startFakeOpenRouter } from '#tests/support/fake-openrouter.ts';
import { startFakeYahoo } from '#tests/support/fake-yahoo.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import { countsOf, decide, EDITOR, findOpen, openValues, revisionsOf } from './quarantine-rig.ts';

interface Served {
  readonly tasks: readonly SubjectTask[];
  readonly close: () => Promise<void>;
}

interface Doubted {
  readonly name: string;
  readonly source: SourceId;
  /** A server whose answer holds one value that is doubted but could be right. */
  readonly serve: () => Promise<Served>;
  readonly field: RegExp;
  /** Where acceptance stores it. */
  readonly row: readonly [table: string, column: string, where: string];
  /** The number as the database writes it. */
  readonly value: string;
  /** What stands beside it before: the rest of a row that is stored without the figure. */
  readonly before: readonly string[];
}

const REVENUE = 'RevenueFromContractWithCustomerExcludingAssessedTax';
const FILED: EdgarRow = {
  start: '2026-05-29',
  end: '2026-08-27',
  val: 9_300_000_000,
  accn: '0000723125-26-000050',
  fy: 2026,
  fp: 'Q4',
  form: '8-K',
  filed: '2026-08-20',
};

/** Yahoo with one answer changed on its way. */
async function serveYahoo(
  path: RegExp,
  change: (text: string) => string,
  plan: (yahoo: ReturnType<typeof createYahooSource>) => readonly SubjectTask[],
): Promise<Served> {
  const yahoo = await startFakeYahoo({ listings: LISTINGS, nowMs: () => NOW_MS });
  const changed: typeof fetch = async (input, init) => {
    const response = await yahoo.fetch(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (!path.test(url) || !response.ok) return response;

    return new Response(change(await response.text()), response);
  };

  return { tasks: plan(createYahooSource(driveDeps(NOW_MS, changed), POLICY)), close: yahoo.close };
}

const DOUBTED: readonly Doubted[] = [
  {
    name: 'a rate outside its band',
    source: 'ecb',
    serve: async () => {
      const bank = await startFakeEcb([['2026-11-20', { USD: '1.1600', KRW: '4060.50' }]]);
      const ecb = createEcbSource(driveDeps(NOW_MS), { baseUrl: bank.url });
      return { tasks: planRates(['USD', 'KRW'], ecb, () => NOW_MS), close: bank.close };
    },
    field: /^2026-11-20\.rate$/,
    row: ['reference_rate', 'units_per_base', `currency = 'KRW' AND rated_on = '2026-11-20'`],
    value: '4060.50000000',
    before: [],
  },
  {
    name: 'a fact filed before its period ended',
    source: 'edgar',
    serve: async () => {
      const register = await startFakeEdgar([
        { cik: 723_125, entityName: 'MICRON TECHNOLOGY INC', concepts: { [REVENUE]: [FILED] } },
      ]);
      const edgar = createEdgarSource('Tests tests@firm.example', driveDeps(NOW_MS), {
        baseUrl: register.url,
      });
      const micron = EDGAR_ISSUERS.filter(({ ticker }) => ticker === 'MU');
      return { tasks: planFilings(micron, edgar), close: register.close };
    },
    field: /0000723125-26-000050\.2026-05-29$/,
    row: ['filed_fact', 'value', `accession = '0000723125-26-000050'`],
    value: '9300000000.0000',
    before: [],
  },
  {
    name: 'a price of tokens beyond the highest known',
    source: 'openrouter',
    serve: async () => {
      const catalogue = await startFakeOpenRouter([
        openRouterModel('example/dear', { prompt: '0.000001', completion: '0.02' }),
      ]);
      const openrouter = createOpenRouterSource(driveDeps(NOW_MS), { baseUrl: catalogue.url });
      return { tasks: planModelPrices(openrouter), close: catalogue.close };
    },
    field: /^pricing\.completion$/,
    row: ['model_price', 'output_usd_per_million_tokens', `model_id = 'example/dear'`],
    value: '20000.00000000',
    before: [],
  },
  {
    name: 'a quote a hundredfold off the close before',
    source: 'yahoo',
    serve: () =>
      serveYahoo(
        /finance\/quote\?/,
        (text) => text.replace(/"regularMarketPrice":[\d.]+/, '"regularMarketPrice":23456.5'),
        (yahoo) => planQuotes([MU], yahoo),
      ),
    field: /^regularMarketPrice$/,
    row: ['quote', 'price', `symbol = 'MU'`],
    value: '23456.500000',
    before: [],
  },
  {
    name: 'money spent that comes with the sign of money earned',
    source: 'yahoo',
    serve: () =>
      serveYahoo(
        /fundamentals-timeseries/,
        (text) => text.replace(/"raw":-[\d.]+/, '"raw":4100000000'),
        (yahoo) => planFundamentals(['MU'], yahoo, () => NOW_MS),
      ),
    field: /quarterlyCapitalExpenditure$/,
    row: ['fundamental', 'capital_expenditure', `symbol = 'MU' AND period_end_on = '$end'`],
    value: '4100000000.0000',
    // The quarter is stored without it.
    before: [''],
  },
];

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: false });
});
afterAll(() => database.close());

describe('a value that may be right', () => {
  it.each(DOUBTED)('$name: accepted, kept at the next refresh, and taken back', async (each) => {
    const served = await each.serve();
    const deps = driveRefresh(NOW_MS, () => Promise.resolve(ok(served.tasks)));
    const refresh = () => runNow(each.source, 'prices-us', deps);
    await refresh();
    const waiting = await findOpen(each.field);
    const end = /\d{4}-\d\d-\d\d/.exec(waiting.field)?.[0] ?? '';
    const [table, column, where] = each.row;
    const revisions = () => revisionsOf(table, column, where.replace('$end', end));
    const values = async () => (await revisions()).map(({ value }) => value ?? '');
    expect(await values()).toEqual(each.before);

    const accepted = await decide(waiting.id, 'accepted', 'the registrar confirms it');
    expect(accepted).toMatchObject({
      ok: true,
      value: { detail: expect.stringMatching(/accepted and stored/) as string },
    });
    expect(await values()).toEqual([...each.before, each.value]);
    expect((await revisions()).at(-1)).toMatchObject({
      isWithdrawn: false,
      provenance: expect.stringMatching(
        /^accepted by editor ed@firm\.example on \d{4}-\d\d-\d\d because the registrar confirms it$/,
      ) as string,
      acceptedIds: [waiting.id],
    });

    // The next refresh brings the same: nobody is asked, nothing is written anew.
    const [newCount, revisedCount, unchangedCount, keptApart] = await countsOf(await refresh());
    expect([newCount, revisedCount, keptApart]).toEqual([0, 0, 0]);
    expect(unchangedCount).toBeGreaterThan(0);
    expect((await openValues()).openCount).toBe(0);

    const takenBack = await decide(waiting.id, 'undecided', 'the registrar was wrong');
    expect(takenBack.ok).toBe(true);
    const [last] = (await revisions()).slice(-1);
    expect(last).toMatchObject({
      isWithdrawn: each.before.length === 0,
      provenance: expect.stringContaining('acceptance taken back by editor ed@firm.example on') as string,
      acceptedIds: [],
    });
    if (each.before.length > 0) expect(last?.value ?? '').toBe(each.before[0]);

    // It came again and waits again; what was taken back does not return by itself.
    const after = await countsOf(await refresh());
    expect([after[0], after[1], after[3]]).toEqual([0, 0, 1]);
    expect((await findOpen(each.field)).id).toBe(waiting.id);
    // Kept out: not asked about a second time.
    await decide(waiting.id, 'rejected', 'it is wrong');
    await refresh();
    expect((await openValues()).openCount).toBe(0);
    await served.close();
    const audit = await db().auditEntry.findMany({
      where: { entityId: waiting.id, entityType: 'quarantined-value' },
      orderBy: { id: 'asc' },
    });
    expect(audit.map(({ action, actor }) => `${action} ${actor}`)).toEqual([
      `quarantine.decided ${EDITOR.email}`,
      `quarantine.taken-back ${EDITOR.email}`,
      `quarantine.decided ${EDITOR.email}`,
    ]);
  });
});

interface StatementsBody {
  timeseries: {
    result: ({ meta: { type: [string] } } & Record<
      string,
      { asOfDate: string; reportedValue: { raw: number } }[]
    >)[];
  };
}

/** Sets one figure of one quarter, the last but `fromEnd`. */
function setFigure(text: string, type: string, fromEnd: number, valueOf: (before: number) => number): string {
  const body = JSON.parse(text) as StatementsBody;
  for (const each of body.timeseries.result) {
    const points = each.meta.type[0] === type ? (each[type] ?? []) : [];
    const point = points.at(-1 - fromEnd);
    const previous = points.at(-2 - fromEnd);
    if (point !== undefined) point.reportedValue.raw = valueOf(previous?.reportedValue.raw ?? 0);
  }

  return JSON.stringify(body);
}

describe('figures of one quarter that are accepted one by one', () => {
  it('go into the same row, and one is taken back without the other', async () => {
    const served = await serveYahoo(
      /fundamentals-timeseries/,
      (text) =>
        setFigure(
          setFigure(text, 'quarterlyTotalRevenue', 0, (before) => before),
          'quarterlyCapitalExpenditure',
          0,
          () => 4_200_000_000,
        ),
      (yahoo) => planFundamentals(['SNDK'], yahoo, () => NOW_MS),
    );
    const deps = driveRefresh(NOW_MS, () => Promise.resolve(ok(served.tasks)));
    const refresh = () => runNow('yahoo', 'prices-us', deps);
    await refresh();
    const revenue = await findOpen(/^quarterlyTotalRevenue\.2026-09-30$/);
    const spent = await findOpen(/^quarters\.2026-09-30\.quarterlyCapitalExpenditure$/);
    const figures = async () => {
      const [row] = await db().fundamental.findMany({
        where: { symbol: 'SNDK', periodEndOn: new Date('2026-09-30') },
        orderBy: { revision: 'desc' },
        take: 1,
      });
      return [
        row?.revenue?.toNumber() ?? null,
        row?.capitalExpenditure?.toNumber() ?? null,
        row?.acceptedValueIds,
      ];
    };
    const [income] = await revisionsOf(
      'fundamental',
      'operating_income',
      `symbol = 'SNDK' AND period_end_on = '2026-09-30'`,
    );

    expect(await figures()).toEqual([null, null, []]);
    await decide(revenue.id, 'accepted');
    await decide(spent.id, 'accepted');
    const both = [Number(revenue.rawValue), 4_200_000_000, [BigInt(revenue.id), BigInt(spent.id)]];
    expect(await figures()).toEqual(both);
    const counts = await countsOf(await refresh());
    expect([counts[0], counts[1], counts[3]]).toEqual([0, 0, 0]);
    expect(await figures()).toEqual(both);

    await decide(revenue.id, 'undecided');
    expect(await figures()).toEqual([null, 4_200_000_000, [BigInt(spent.id)]]);
    await decide(spent.id, 'undecided');
    expect(await figures()).toEqual([null, null, []]);
    // What nobody doubted stands through all of it.
    const incomes = await revisionsOf(
      'fundamental',
      'operating_income',
      `symbol = 'SNDK' AND period_end_on = '2026-09-30'`,
    );
    expect(new Set(incomes.map(({ value }) => value))).toEqual(new Set([income?.value]));
    expect(incomes.some(({ isWithdrawn }) => isWithdrawn)).toBe(false);
    await served.close();
  });
});
