import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { ok } from '#lib/core/result.ts';
import { listCapexActuals } from '#lib/db/capex.ts';
import { closeDb, db } from '#lib/db/client.ts';
import { getDataVersion } from '#lib/db/data-version.ts';
import { insertFiledFacts } from '#lib/db/filed-facts.ts';
import { listSubjects, sumSubjects } from '#lib/db/refresh-subjects.ts';
import { findRun } from '#lib/db/refresh-runs.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { listVendorMetrics } from '#lib/db/vendors.ts';
import { importFacts } from '#lib/services/imports/import-facts.ts';
import { takeUpRuns } from '#lib/services/refresh/take-up-runs.ts';
import { planFilings } from '#lib/services/refresh/tasks/filing-tasks.ts';
import { currentDataVersion } from '#lib/services/scope/current-data-version.ts';
import { listFeed } from '#lib/services/sources/list-feed.ts';
import { parseCompanyFacts } from '#lib/sources/edgar/company-facts.ts';
import { createEdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import { parseFiledFacts } from '#lib/sources/edgar/parse-filed-facts.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import {
  companyFactsText,
  startFakeEdgar,
  type EdgarCompany,
  type EdgarRow,
} from '#tests/support/fake-edgar.ts';
import { hasRecordings, readRecording } from '#tests/support/recordings.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';
import { actualOf, fileOf, importOf } from '../imports/fact-file-builder.ts';

/** Filings through the whole refresh: the register over HTTP, the run, the facts that readers see. */

const NOW_MS = Date.parse('2027-08-15T12:00:00Z');
const PPE = 'PaymentsToAcquirePropertyPlantAndEquipment';
const REVENUE = 'RevenueFromContractWithCustomerExcludingAssessedTax';
const CASH = 'cash PP&E purchases';

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

const registers: { close: () => Promise<void> }[] = [];
afterEach(async () => {
  await Promise.all(registers.splice(0).map((register) => register.close()));
});

let filings = 0;
/** A value in millions of dollars for a period, filed on a day. */
function filed(period: readonly [string, string], millions: number, on: string, cik = '1326801'): EdgarRow {
  filings += 1;
  const accn = `${cik.padStart(10, '0')}-${on.slice(2, 4)}-${String(filings).padStart(6, '0')}`;
  const [start, end] = period;
  return { start, end, val: millions * 1e6, accn, fy: null, fp: null, form: '10-Q', filed: on };
}

const Q1 = ['2026-01-01', '2026-03-31'] as const;
const HALF = ['2026-01-01', '2026-06-30'] as const;
const NINE = ['2026-01-01', '2026-09-30'] as const;

function metaOf(...rows: EdgarRow[]): EdgarCompany {
  return { cik: 1_326_801, entityName: 'Meta Platforms, Inc.', concepts: { [PPE]: rows } };
}

async function refreshFrom(company: EdgarCompany, ticker: string, nowMs = NOW_MS) {
  const register = await startFakeEdgar([company]);
  registers.push(register);
  const edgar = createEdgarSource('Tests tests@firm.example', driveDeps(nowMs), { baseUrl: register.url });
  const issuers = EDGAR_ISSUERS.filter((issuer) => issuer.ticker === ticker);
  const deps = driveRefresh(nowMs, () => Promise.resolve(ok(planFilings(issuers, edgar))));
  const run = async () => {
    const before = await getDataVersion();
    const id = await runNow('edgar', 'filings', deps);
    const [subject] = await listSubjects(id);
    const sums = (await sumSubjects([id])).get(id);
    return { id, sums, reason: subject?.reason ?? null, batches: (await getDataVersion()) - before };
  };

  return { run, deps };
}

async function cashAt(ticker: string, quarter: string, asOf: string) {
  const rows = (await listCapexActuals({ asOf })).filter(
    (row) => row.ticker === ticker && row.fiscalQuarter === quarter && row.definition.startsWith(CASH),
  );
  expect(rows.length).toBeLessThan(2);
  return rows[0] ?? null;
}

const valueAt = async (...at: Parameters<typeof cashAt>) => (await cashAt(...at))?.capexUsdBn ?? null;

describe('the filings of a company in a refresh', () => {
  const rows = [
    filed(Q1, 18_997, '2026-04-30'),
    filed(HALF, 49_113, '2026-07-30'),
    // Late: the quarter ended 150 days before.
    filed(NINE, 80_113, '2027-02-27'),
    filed(Q1, 18_900, '2027-04-29'),
    filed(HALF, 49_000, '2027-07-29'),
  ];

  it('add the quarter that the desk does not know from its filing day on, and revise the restated ones', async () => {
    const { run } = await refreshFrom(metaOf(...rows), 'META');
    const first = await run();

    expect(await valueAt('META', '2026 Q3', '2027-02-26')).toBeNull();
    expect(await valueAt('META', '2026 Q3', '2027-02-27')).toBe(31);
    expect(await valueAt('META', '2026 Q1', '2027-04-28')).toBe(18.997);
    expect(await valueAt('META', '2026 Q1', '2027-04-29')).toBe(18.9);
    // The half-year follows three months later; until then the difference would mix both ways of counting.
    expect(await valueAt('META', '2026 Q2', '2027-07-28')).toBe(30.116);
    expect(await valueAt('META', '2026 Q2', '2027-07-29')).toBe(30.1);
    expect(first).toMatchObject({
      sums: { newCount: 6, revisedCount: 2, unchangedCount: 0 },
      reason: expect.stringContaining('Facts: 1 new, 2 revised.') as string,
      batches: 1,
    });

    expect(await run()).toMatchObject({
      sums: { newCount: 0, revisedCount: 0, unchangedCount: 5 },
      batches: 0,
    });
  });

  it('say of each figure which filing brought it', async () => {
    const restated = rows.at(-2);
    expect(await cashAt('META', '2026 Q1', '2027-08-01')).toMatchObject({
      sourceTitle: `Meta Platforms 10-Q, ${restated?.accn ?? ''}`,
      publisher: 'SEC EDGAR',
      url: `https://www.sec.gov/Archives/edgar/data/1326801/${restated?.accn.replaceAll('-', '') ?? ''}/${restated?.accn ?? ''}-index.htm`,
      publishedOn: '2027-04-29',
      visibleFrom: '2027-04-29',
      grade: 'primary',
    });
    expect(await cashAt('META', '2026 Q3', '2027-08-01')).toMatchObject({
      definition: `${CASH} (us-gaap:${PPE}); derived as year-to-date difference`,
      sourceTitle: expect.stringContaining(`difference with ${rows[1]?.accn ?? ''}`) as string,
    });
    expect(await db().importBatch.findFirst({ orderBy: { id: 'desc' } })).toMatchObject({
      origin: 'edgar',
      summary: 'filings of Meta Platforms',
      author: 'SEC EDGAR',
    });
  });

  it('leave a correction of the desk alone until a newer filing states another value', async () => {
    const known = await cashAt('META', '2026 Q1', '2027-08-01');
    const correction = actualOf({
      issuer: 'Meta Platforms',
      ticker: 'META',
      fiscal_quarter: '2026 Q1',
      period_start: '2026-01-01',
      period_end: '2026-03-31',
      definition: known?.definition ?? '',
      capex_usd_bn: '18.95',
      source_published_on: '2026-04-30',
    });
    const outcome = await importFacts({
      ...importOf([fileOf('capex_actual', [correction])], '2027-08-15'),
      origin: 'csv',
    });
    expect(outcome).toMatchObject({ ok: true, value: { status: 'committed' } });

    expect(await (await refreshFrom(metaOf(...rows), 'META')).run()).toMatchObject({ batches: 0 });
    expect(await valueAt('META', '2026 Q1', '2027-08-15')).toBe(18.95);

    const newer = metaOf(...rows, filed(Q1, 18_800, '2027-08-20'));
    const later = await refreshFrom(newer, 'META', Date.parse('2027-08-21T12:00:00Z'));
    expect(await later.run()).toMatchObject({ batches: 1 });
    expect(await valueAt('META', '2026 Q1', '2027-08-19')).toBe(18.95);
    expect(await valueAt('META', '2026 Q1', '2027-08-20')).toBe(18.8);
    expect((await later.run()).batches).toBe(0);
  });

  it('repeat nothing of a fault: what cannot be stored whole is not stored at all, and the next try stores it', async () => {
    const company: EdgarCompany = {
      cik: 1_652_044,
      entityName: 'Alphabet Inc.',
      concepts: {
        [PPE]: [
          filed(Q1, 35_674, '2026-04-29', '1652044'),
          filed(NINE, 130_000, '2026-10-28', '1652044'),
          filed(HALF, 80_598, '2026-07-22', '1652044'),
        ],
      },
    };
    const { run, deps } = await refreshFrom(company, 'GOOGL');
    await db().$executeRaw`
      ALTER TABLE capex_actual ADD CONSTRAINT injected_fault CHECK (fiscal_quarter <> '2026 Q3' OR ticker <> 'GOOGL')`;
    const broken = await run();
    expect(broken).toMatchObject({ batches: 0, sums: { newCount: 0, failedCount: 1 } });
    expect(await db().filedFact.count({ where: { cik: '0001652044' } })).toBe(0);

    await db().$executeRaw`ALTER TABLE capex_actual DROP CONSTRAINT injected_fault`;
    deps.moveTo((await findRun(broken.id))?.nextTryAt?.getTime() ?? 0);
    await takeUpRuns('edgar', deps);
    expect(await findRun(broken.id)).toMatchObject({ state: 'succeeded' });
    expect(await valueAt('GOOGL', '2026 Q3', '2026-10-28')).toBe(49.402);
  });

  it('become facts too where an earlier process stored them and got no further', async () => {
    const company: EdgarCompany = {
      cik: 789_019,
      entityName: 'MICROSOFT CORPORATION',
      concepts: { [PPE]: [filed(['2026-07-01', '2026-09-30'], 40_000, '2026-10-28', '789019')] },
    };
    const issuer = EDGAR_ISSUERS.find(({ ticker }) => ticker === 'MSFT');
    const parsed = parseCompanyFacts(companyFactsText(company));
    if (!parsed.ok || issuer === undefined) throw new Error('the payload is not what the register sends');
    const { observations } = parseFiledFacts(parsed.value, issuer, '2027-08-15');
    const [run] = await db().refreshRun.findMany({ take: 1 });
    const origin = { runId: run?.id ?? 0n, recordedAt: new Date(NOW_MS) };
    await inTransaction((tx) => insertFiledFacts(tx, observations, origin));
    expect(await valueAt('MSFT', 'FY2027 Q1', '2026-10-28')).toBeNull();

    expect(await (await refreshFrom(company, 'MSFT')).run()).toMatchObject({
      sums: { newCount: 1, revisedCount: 0, unchangedCount: 1 },
      batches: 1,
    });
    expect(await valueAt('MSFT', 'FY2027 Q1', '2026-10-28')).toBe(40);
  });

  it('are in the feed from the day on which they became known', async () => {
    currentDataVersion.forget();
    const feed = await listFeed({ since: '2026-10-27' });
    if (!feed.ok) throw new Error(JSON.stringify(feed.error));
    const items = feed.value.items.filter(({ key }) => key.startsWith('GOOGL | 2026 Q3'));
    expect(items).toMatchObject([
      { kind: 'report', on: '2026-10-28', before: null, after: { point: 49.402 } },
    ]);
    const meta = await listFeed({ since: '2024-01-01', asOf: '2024-12-31' });
    if (!meta.ok) throw new Error(JSON.stringify(meta.error));
    expect(
      meta.value.items
        .filter(({ kind, table }) => kind === 'restatement' && table === 'capex_actual')
        .map(({ on, before, after }) => [on, before?.point, after?.point]),
    ).toEqual([
      ['2024-10-31', 6.543, 6.496],
      ['2024-08-01', 6.216, 6.134],
      ['2024-04-25', 6.842, 6.823],
    ]);
  });
});

describe('the revenue of a vendor in a refresh', () => {
  const CIK = '723125';
  const rows = [
    filed(['2025-08-29', '2025-11-27'], 13_643, '2025-12-18', CIK),
    filed(['2026-02-27', '2026-05-28'], 41_500, '2026-06-25', CIK),
    filed(['2026-09-04', '2026-12-03'], 60_000, '2026-12-18', CIK),
  ];
  const micron: EdgarCompany = {
    cik: 723_125,
    entityName: 'MICRON TECHNOLOGY INC',
    concepts: { [REVENUE]: rows },
  };
  const revenueOf = async (quarter: string, asOf: string) =>
    (await listVendorMetrics({ asOf }, { ticker: 'MU' })).filter(
      (row) => row.metric === 'revenue' && row.segment === 'total' && row.fiscalQuarter === quarter,
    );

  it('stands beside what the press had where it differs, and is not repeated where it agrees', async () => {
    const { run } = await refreshFrom(micron, 'MU');
    expect(await run()).toMatchObject({
      reason: expect.stringContaining('Facts: 1 new, 1 revised.') as string,
      batches: 1,
    });
    expect(await revenueOf('FQ1-26', '2026-01-31')).toHaveLength(1);
    const rivals = await revenueOf('FQ3-26', '2026-06-25');
    expect(rivals.map(({ value }) => value).toSorted()).toEqual([41.456, 41.5]);
    // Only the company's outlook was known before.
    const reported = async (asOf: string) =>
      (await revenueOf('FQ1-27', asOf)).filter((row) => row.reportedOrEstimate !== 'guidance');
    expect(await reported('2026-12-17')).toEqual([]);
    expect(await reported('2026-12-18')).toMatchObject([
      {
        value: 60,
        calendarQuarter: '2026Q4',
        reportedOrEstimate: 'reported',
        grade: 'primary',
        unit: 'USD_bn',
      },
    ]);
    expect(await run()).toMatchObject({ batches: 0, sums: { newCount: 0, revisedCount: 0 } });
  });

  it('is left out where no quarter agrees with one on record: the concept may be another measure', async () => {
    const seagate: EdgarCompany = {
      cik: 1_137_789,
      entityName: 'Seagate Technology Holdings plc',
      concepts: { [REVENUE]: [filed(['2025-06-28', '2025-10-03'], 2_300, '2025-10-29', '1137789')] },
    };
    const { run } = await refreshFrom(seagate, 'STX');
    expect(await run()).toMatchObject({ batches: 0, reason: expect.stringContaining('agrees') as string });
  });
});

describe.skipIf(!hasRecordings('edgar-recordings/'))('filings as the SEC sent them', () => {
  it.each(['META', 'GOOGL', 'MSFT'])(
    'of %s move no figure of today and add nothing twice',
    async (ticker) => {
      await closeDb();
      const own = await openDatabase({ seeded: true });
      try {
        const seen = async () =>
          (await listCapexActuals({ asOf: '2026-11-23' }))
            .filter((row) => row.definition.startsWith(CASH))
            .map(
              ({ ticker: who, fiscalQuarter, capexUsdBn }) => `${who} ${fiscalQuarter} ${String(capexUsdBn)}`,
            )
            .toSorted();
        const before = await seen();
        const file = readRecording(`edgar-recordings/companyfacts-${ticker.toLowerCase()}.json`);
        const { cik, entityName, facts } = JSON.parse(file) as {
          cik: number;
          entityName: string;
          facts: { 'us-gaap': Record<string, { units: { USD: EdgarRow[] } }> };
        };
        const concepts = { [PPE]: facts['us-gaap'][PPE]?.units.USD ?? [] };
        const { run } = await refreshFrom({ cik, entityName, concepts }, ticker);
        const first = await run();
        expect(first.sums?.newCount).toBeGreaterThan(20);
        expect(await seen()).toEqual(before);
        expect((await run()).batches).toBe(0);
        if (ticker === 'META') {
          expect(await valueAt('META', '2023 Q1', '2023-12-01')).toBe(6.842);
          expect(await valueAt('META', '2023 Q4', '2024-11-01')).toBe(7.665);
          expect(await valueAt('META', '2023 Q4', '2025-01-30')).toBe(7.592);
        }
      } finally {
        await own.close();
        process.env['DATABASE_URL'] = database.url;
      }
    },
  );
});
