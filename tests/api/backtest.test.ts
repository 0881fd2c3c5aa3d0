import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { backtestSchema, type BacktestResponse } from '#lib/contracts/backtest.ts';
import { reconciliationSchema, type ReconciliationResponse } from '#lib/contracts/reconciliation.ts';
import { runBacktest } from '#lib/core/backtest/run-backtest.ts';
import { reconcile } from '#lib/core/reconciliation/reconcile.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';
import { readMarketFacts } from '#tests/support/market-facts.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function answerOf(target: string): Promise<unknown> {
  const response = await api.call(target);
  expect(response.status).toBe(200);

  return response.json();
}

async function reconciliationOf(query: string): Promise<ReconciliationResponse> {
  return reconciliationSchema.parse(await answerOf(`/api/v1/reconciliation${query}`));
}

async function backtestOf(query: string): Promise<BacktestResponse> {
  return backtestSchema.parse(await answerOf(`/api/v1/backtest${query}`));
}

interface Problem {
  readonly errors: readonly { readonly pointer: string; readonly message: string }[];
}

async function refusalOf(target: string): Promise<Problem['errors']> {
  const response = await api.call(target);
  expect(response.status).toBe(422);

  return ((await response.json()) as Problem).errors;
}

describe('GET /api/v1/reconciliation', () => {
  it('gives the rows that the engine gives without a database', async () => {
    const answer = await reconciliationOf('?asOf=2026-11-23');
    const direct = reconcile(readMarketFacts('2026-11-23'));
    if (!direct.ok) throw new Error('the shipped facts must reconcile');

    expect(answer.calibration.point).toBe(direct.value.calibration.point);
    expect(answer.calibration.distanceFromOne).toBeCloseTo(0.4109, 4);
    for (const period of direct.value.periods) {
      const own = answer.periods.find((one) => one.period === period.label)?.rows ?? [];
      const figures = (
        rows: readonly { route: string; pointUsdBn: number | null; gapPct: number | null }[],
      ) =>
        rows.map(({ route, pointUsdBn, gapPct }) => [
          route,
          pointUsdBn?.toPrecision(9),
          gapPct?.toPrecision(9),
        ]);
      expect(figures(own)).toEqual(figures(period.rows));
    }
  });

  it('cites a source for every published, disclosed and counted figure', async () => {
    const { periods } = await reconciliationOf('?asOf=2026-11-23');
    const cited = periods
      .flatMap(({ rows }) => rows)
      .filter(({ route, pointUsdBn }) => !route.includes('calibrated') && pointUsdBn !== null);

    expect(cited.length).toBeGreaterThan(15);
    expect(cited.filter(({ sources }) => sources.length === 0)).toEqual([]);
  });

  it('knows no more than was known on a past day', async () => {
    const { periods } = await reconciliationOf('?asOf=2025-03-31');
    const chips = periods.flatMap(({ rows }) => rows.filter(({ route }) => route === 'accelerators'));

    expect(periods.map(({ period }) => period)).toEqual(['2024', '2024Q1', '2024Q2', '2024Q3', '2024Q4']);
    expect(chips.map(({ pointUsdBn }) => pointUsdBn)).toEqual(Array(5).fill(null));
  });
});

describe('GET /api/v1/backtest', () => {
  it('gives the errors that the engine gives without a database, at the usual dates', async () => {
    const { runs } = await backtestOf('?asOf=2026-11-23');
    const dates = ['2025-03-31', '2025-09-30', '2026-01-31', '2026-05-15'];
    const direct = runBacktest(
      dates.map((date) => readExposureFacts(date)),
      readMarketFacts('2026-11-23'),
    );
    if (!direct.ok) throw new Error('the shipped facts must run');

    expect(runs.map(({ asOf }) => asOf)).toEqual(dates);
    expect(runs.map(({ capex }) => capex.map(({ errorPct }) => errorPct.toPrecision(9)))).toEqual(
      direct.value.runs.map(({ capex }) => capex.map(({ errorPct }) => errorPct.toPrecision(9))),
    );
    expect(runs.map(({ hbm }) => hbm.map(({ errorPct }) => errorPct?.toPrecision(9)))).toEqual(
      direct.value.runs.map(({ hbm }) => hbm.map(({ errorPct }) => errorPct?.toPrecision(9))),
    );
  });

  it('runs at chosen dates, and says what was hindsight', async () => {
    const { runs } = await backtestOf('?asOf=2026-11-23&dates=2026-05-16,2025-06-30');

    expect(runs.map(({ asOf }) => asOf)).toEqual(['2025-06-30', '2026-05-16']);
    expect(runs.map(({ hindsight }) => hindsight.laterThanAsOf - hindsight.inputs)).toEqual([0, 0]);
    expect(runs.map(({ calibration }) => calibration.warnings.length)).toEqual([2, 0]);
  });

  it('judges with what was known on `asOf` alone', async () => {
    const { runs } = await backtestOf('?asOf=2026-03-01&dates=2025-09-30');
    const periods = runs.flatMap(({ capex }) => capex.map(({ buyers, period }) => `${buyers} ${period}`));

    expect(periods).toContain('big-four 2025');
    expect(periods).not.toContain('big-four 2026H1');
  });

  it('names each date that cannot be run, with the first that can', async () => {
    const early = await refusalOf('/api/v1/backtest?dates=2001-01-01,2026-01-31');
    expect(early).toHaveLength(1);
    expect(early[0]?.pointer).toBe('/dates');
    expect(early[0]?.message).toMatch(/2001-01-01: asOf must be 2023-\d\d-\d\d or later/);
    const late = await refusalOf('/api/v1/backtest?asOf=2025-09-30&dates=2026-01-31');
    expect(late[0]?.message).toContain('must lie before 2025-09-30');
    for (const dates of ['soon', '2026-02-30', '', Array(7).fill('2026-01-31').join(',')]) {
      expect((await refusalOf(`/api/v1/backtest?dates=${dates}`))[0]?.pointer).toMatch(/^\/dates/);
    }
    expect((await refusalOf('/api/v1/backtest?asOf=2025-01-01'))[0]?.message).toContain('none of the usual');
  });
});
