import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { findRun, listRuns } from '#lib/db/refresh-runs.ts';
import { listSubjects, sumSubjects } from '#lib/db/refresh-subjects.ts';
import { NO_ROWS } from '#lib/db/revised-rows.ts';
import { listSourceStates } from '#lib/db/source-states.ts';
import { listStaleSources } from '#lib/services/refresh/list-stale-sources.ts';
import { planTasks } from '#lib/services/refresh/plan-tasks.ts';
import { MANUAL_JOB_ID, REFRESH_SCHEDULE } from '#lib/services/refresh/refresh-schedule.ts';
import { takeUpRuns } from '#lib/services/refresh/take-up-runs.ts';
import { planFilings } from '#lib/services/refresh/tasks/filing-tasks.ts';
import { planModelPrices } from '#lib/services/refresh/tasks/model-price-tasks.ts';
import { planRates } from '#lib/services/refresh/tasks/rate-tasks.ts';
import { createEcbSource } from '#lib/sources/ecb/ecb-source.ts';
import { createEdgarSource } from '#lib/sources/edgar/edgar-source.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import { createOpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import { createYahooSource } from '#lib/sources/yahoo/yahoo-source.ts';
import { checkSchedule } from '#lib/core/schedule/schedule.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { startFakeEcb } from '#tests/support/fake-ecb.ts';
import { startFakeEdgar, type EdgarRow } from '#tests/support/fake-edgar.ts';
import { openRouterModel, startFakeOpenRouter } from '#tests/support/fake-openrouter.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';

const NOW_MS = Date.parse('2026-11-24T16:00:00Z');
const DAY_MS = 86_400_000;
const REVENUE = 'RevenueFromContractWithCustomerExcludingAssessedTax';

const NOTHING = { payloads: [], quarantined: [], missingReason: null, note: null, isWholeHistory: false };

let database: OpenDatabase;
beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

describe('the official sources', () => {
  it('ECB: rates are stored once, a corrected one is a revision, and a currency that it lacks is named', async () => {
    const days = [
      ['2026-11-24', { USD: '1.1600', KRW: '1690.50' }],
      ['2026-11-23', { USD: '1.1590', KRW: '1688.10' }],
    ] as const;
    const bank = await startFakeEcb(days);
    const ecb = createEcbSource(driveDeps(NOW_MS), { baseUrl: bank.url });
    const deps = driveRefresh(NOW_MS, () =>
      Promise.resolve(ok(planRates(['USD', 'KRW', 'TWD'], ecb, () => NOW_MS))),
    );
    const first = await runNow('ecb', 'reference-rates', deps);
    const second = await runNow('ecb', 'reference-rates', deps);
    bank.fail({ kind: 'rewritten', rewrite: (text) => text.replace('1690.50', '1691.00') });
    const third = await runNow('ecb', 'reference-rates', deps);
    await bank.close();
    const sums = await sumSubjects([first, second, third]);

    expect(sums.get(first)).toMatchObject({ newCount: 4, revisedCount: 0 });
    expect(sums.get(second)).toMatchObject({ newCount: 0, revisedCount: 0, unchangedCount: 4 });
    expect(sums.get(third)).toMatchObject({ newCount: 0, revisedCount: 1, unchangedCount: 3 });
    expect((await listSubjects(first))[0]?.reason).toContain('TWD');
  });

  it('EDGAR: a restatement is a further filing beside the first, and the same facts twice are one', async () => {
    const row: EdgarRow = {
      start: '2025-08-29',
      end: '2025-11-27',
      val: 8_700_000_000,
      accn: '0000723125-25-000010',
      fy: 2026,
      fp: 'Q1',
      form: '10-Q',
      filed: '2025-12-18',
    };
    const restated = { ...row, val: 8_650_000_000, accn: '0000723125-26-000044', filed: '2026-06-25' };
    const register = await startFakeEdgar([
      { cik: 723_125, entityName: 'MICRON TECHNOLOGY INC', concepts: { [REVENUE]: [row, restated] } },
    ]);
    const edgar = createEdgarSource('Tests tests@firm.example', driveDeps(NOW_MS), { baseUrl: register.url });
    const issuers = EDGAR_ISSUERS.filter(({ ticker }) => ticker === 'MU' || ticker === 'STX');
    const deps = driveRefresh(NOW_MS, () => Promise.resolve(ok(planFilings(issuers, edgar))));
    const first = await runNow('edgar', 'filings', deps);
    const second = await runNow('edgar', 'filings', deps);
    await register.close();

    expect((await sumSubjects([first])).get(first)).toMatchObject({ newCount: 2 });
    expect((await sumSubjects([second])).get(second)).toMatchObject({ newCount: 0, unchangedCount: 2 });
    // The register has no such company as the second one here: an answer too, not a failure.
    expect(
      (await listSubjects(second)).map(({ subject, outcome }) => `${subject} ${outcome}`).toSorted(),
    ).toEqual(['MU done', 'STX missing']);
    expect(await findRun(second)).toMatchObject({ state: 'succeeded' });
    expect(await db().filedFact.count({ where: { issuer: 'Micron' } })).toBe(2);
  });

  it('OpenRouter: a price that changes is a revision beside the one before', async () => {
    const catalogue = await startFakeOpenRouter([
      openRouterModel('example/one', { prompt: '0.000001', completion: '0.000003' }),
    ]);
    const openrouter = createOpenRouterSource(driveDeps(NOW_MS), { baseUrl: catalogue.url });
    const deps = driveRefresh(NOW_MS, () => Promise.resolve(ok(planModelPrices(openrouter))));
    await runNow('openrouter', 'model-prices', deps);
    catalogue.fail({ kind: 'rewritten', rewrite: (text) => text.replace('0.000003', '0.000002') });
    await runNow('openrouter', 'model-prices', deps);
    await catalogue.close();
    const prices = await db().modelPrice.findMany({ orderBy: { revision: 'asc' } });

    expect(prices.map((price) => price.outputUsdPerMillionTokens.toNumber())).toEqual([3, 2]);
  });
});

describe('a source that fails again and again', () => {
  it('rests for all processes, is asked once when the rest is over, and its run then goes on', async () => {
    const bank = await startFakeEcb([['2026-11-25', { USD: '1.1600' }]]);
    bank.fail({ kind: 'status', status: 503 });
    const nowMs = NOW_MS + DAY_MS;
    const ecb = createEcbSource(driveDeps(nowMs), { baseUrl: bank.url });
    const deps = driveRefresh(nowMs, () => Promise.resolve(ok(planRates(['USD'], ecb, () => nowMs))));
    const ids = [];
    for (let i = 0; i < 5; i += 1) ids.push(await runNow('ecb', 'reference-rates', deps));
    const asked = bank.traffic().paths.length;
    const other = await runNow('ecb', 'reference-rates', { ...deps, holder: 'another process' });
    const [state] = (await listSourceStates()).filter(({ source }) => source === 'ecb');

    expect(state?.breaker).toMatchObject({ state: 'open' });
    expect(state?.lastFailure).toContain('503');
    expect(await findRun(other)).toMatchObject({ state: 'waiting', tries: 0 });
    expect(bank.traffic().paths.length).toBe(asked);

    bank.fail({ kind: 'rewritten', rewrite: (text) => text });
    deps.moveTo(nowMs + 3 * 3_600_000);
    await takeUpRuns('ecb', deps);
    await bank.close();
    const states = await Promise.all([...ids, other].map(async (id) => (await findRun(id))?.state));
    expect(states).toEqual(Array.from({ length: 6 }, () => 'succeeded'));
  });
});

describe('a run that breaks off by a fault of ours', () => {
  it('is tried again a few times and then ends as failed, not taken up for ever', async () => {
    const deps = driveRefresh(NOW_MS, () => Promise.reject(new Error('a bug in the plan')));
    const id = await runNow('edgar', 'filings', deps);
    for (let tries = 1; tries < 5; tries += 1) {
      const run = await findRun(id);
      expect(run).toMatchObject({ state: 'waiting', tries });
      deps.moveTo(run?.nextTryAt?.getTime() ?? 0);
      await takeUpRuns('edgar', deps);
    }

    expect(await findRun(id)).toMatchObject({ state: 'failed', tries: 5 });
  });
});

describe('a run under way', () => {
  it('says how far it is, and a stop gives it back so that another goes on behind what is done', async () => {
    const ending = new AbortController();
    const seen: string[] = [];
    const asked: string[] = [];
    let id = 0n;
    const deps = driveRefresh(NOW_MS, () =>
      Promise.resolve(
        ok(
          ['A', 'B', 'C', 'D'].map((subject) => ({
            subject,
            fetch: async () => {
              asked.push(subject);
              const [run] = await listRuns({ source: 'openrouter', limit: 1 });
              id = run?.id ?? 0n;
              const counts = (await sumSubjects([id])).get(id);
              seen.push(`${String(counts?.subjectCount ?? 0)} of ${String(run?.plannedCount)}`);
              if (subject === 'C') ending.abort();
              return ok({ ...NOTHING, store: () => Promise.resolve(NO_ROWS) });
            },
          })),
        ),
      ),
    );
    await runNow('openrouter', 'model-prices', { ...deps, maxUnderWay: 1, signal: ending.signal });
    const given = await findRun(id);
    await takeUpRuns('openrouter', { ...deps, maxUnderWay: 1, holder: 'the next start' });

    expect(seen.slice(0, 3)).toEqual(['0 of 4', '1 of 4', '2 of 4']);
    expect(given).toMatchObject({ state: 'waiting', tries: 0, leaseHolder: null });
    expect(asked).toEqual(['A', 'B', 'C', 'D']);
    expect(await findRun(id)).toMatchObject({ state: 'succeeded', tries: 1 });
  });
});

describe('the schedule', () => {
  it('can be run as it is written', () => {
    expect(checkSchedule(REFRESH_SCHEDULE)).toEqual([]);
  });

  it('asks for every listing of the facts, benchmarks and currency pairs, each in one job', async () => {
    const yahoo = createYahooSource(driveDeps(NOW_MS));
    const context = { adapters: { yahoo }, nowMs: () => NOW_MS };
    const jobs = ['prices-krx', 'prices-tse', 'prices-us', 'prices-other'];
    const plans = await Promise.all(jobs.map((jobId) => planTasks('yahoo', jobId, context)));
    const symbols = plans.map((plan) => (plan.ok ? plan.value.map(({ subject }) => subject) : []));
    const all = symbols.flat();
    const manual = await planTasks('yahoo', MANUAL_JOB_ID, context);

    expect(symbols[0]).toEqual(expect.arrayContaining(['000660.KS', '005930.KS']));
    expect(symbols[1]).toContain('285A.T');
    expect(symbols[2]).toEqual(expect.arrayContaining(['MU', 'SNDK', 'WDC', 'STX', '^SOX']));
    expect(symbols[3]).toEqual(expect.arrayContaining(['2408.TW', 'KRW=X']));
    expect(new Set(all).size).toBe(all.length);
    expect(manual.ok && manual.value.length).toBeGreaterThan(all.length);
  });

  it.each(['yahoo', 'edgar', 'ecb', 'openrouter'] as const)(
    'goes on without %s, whose jobs end as switched off',
    async (source) => {
      const deps = driveRefresh(NOW_MS, (id, jobId) =>
        planTasks(id, jobId, { adapters: {}, nowMs: () => NOW_MS }),
      );
      const run = await runNow(source, MANUAL_JOB_ID, deps);

      expect(await findRun(run)).toMatchObject({ state: 'off', tries: 1 });
    },
  );

  it('says which sources are overdue, until a run by hand or of the schedule succeeds', async () => {
    const schedule = REFRESH_SCHEDULE.filter(({ source }) => source === 'openrouter');
    const laterMs = NOW_MS + 10 * DAY_MS;
    const stale = await listStaleSources(schedule, laterMs);
    const catalogue = await startFakeOpenRouter([]);
    const openrouter = createOpenRouterSource(driveDeps(laterMs), { baseUrl: catalogue.url });
    await runNow(
      'openrouter',
      MANUAL_JOB_ID,
      driveRefresh(laterMs, () => Promise.resolve(ok(planModelPrices(openrouter)))),
    );
    await catalogue.close();

    expect(stale).toEqual(['openrouter']);
    expect(await listStaleSources(schedule, laterMs)).toEqual([]);
  });
});
