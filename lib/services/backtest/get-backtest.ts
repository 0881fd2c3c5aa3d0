import 'server-only';

import type {
  BacktestQuarter,
  BacktestQuery,
  BacktestResponse,
  BacktestRunItem,
} from '#lib/contracts/backtest.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import { invalidField, invalidInput } from '#lib/contracts/request-fault.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import {
  DEFAULT_RUN_DATES,
  MOST_RUN_DATES,
  sortRunDates,
  type SetQuarter,
} from '#lib/core/backtest/capex-backtest.ts';
import type { HbmTarget } from '#lib/core/backtest/hbm-backtest.ts';
import { runBacktest, type Backtest, type BacktestRun } from '#lib/core/backtest/run-backtest.ts';
import { quarterLabel } from '#lib/core/calendar/quarter.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok } from '#lib/core/result.ts';
import type { Result } from '#lib/core/result.ts';

import { loadExposureFacts } from '../exposure/get-exposure-world.ts';
import { loadMarketFacts } from '../reconciliation/load-market-facts.ts';
import { createAnswerCache } from '../scope/answer-cache.ts';
import { resolveScope, scopeKey } from '../scope/resolve-scope.ts';
import type { RequestedScope, Scope } from '../scope/resolve-scope.ts';

/** Back-test with the data version that it was computed from. */
export interface VersionedBacktest {
  readonly backtest: Backtest;
  readonly dataVersion: number;
}

const answers = createAnswerCache<Result<VersionedBacktest, RequestFault>>(16);

/**
 * Runs the model at `dates` (default the usual ones that lie before the day of judgement) and judges them by what is
 * known at the requested scope. Faults name the date.
 */
export async function getBacktest(
  requested: RequestedScope,
  dates?: readonly IsoDate[],
): Promise<Result<VersionedBacktest, RequestFault>> {
  const scope = await resolveScope(requested, ['capex_actual']);
  if (!scope.ok) return scope;
  const usual = DEFAULT_RUN_DATES.filter((date) => date < scope.value.asOf);
  const runDates = sortRunDates(dates ?? usual);
  if (runDates === null) return err(invalidField('dates', datesRemedy(dates)));

  return answers.get(`${scopeKey(scope.value)} ${runDates.join(' ')}`, () => compute(scope.value, runDates));
}

function datesRemedy(dates: readonly IsoDate[] | undefined): string {
  return dates === undefined
    ? 'must be given: none of the usual ones lies before asOf'
    : `must be one to ${String(MOST_RUN_DATES)} calendar dates`;
}

async function compute(
  scope: Scope,
  dates: readonly IsoDate[],
): Promise<Result<VersionedBacktest, RequestFault>> {
  const scopes = await Promise.all(
    dates.map((asOf) => resolveScope({ asOf, dataVersion: scope.dataVersion }, ['capex_actual'])),
  );
  const faults = scopes.flatMap((one, index) => (one.ok ? [] : toDateFaults(one.error, dates[index] ?? '')));
  if (faults.length > 0) return err(invalidInput(faults));
  const [known, ...past] = await Promise.all([
    loadMarketFacts(scope),
    ...dates.map((asOf) => loadExposureFacts({ asOf, dataVersion: scope.dataVersion })),
  ]);
  const backtest = runBacktest(past, known);

  return backtest.ok
    ? ok({ backtest: backtest.value, dataVersion: scope.dataVersion })
    : err(invalidInput(backtest.error.map(({ message }) => ({ pointer: '/dates', message }))));
}

function toDateFaults(fault: RequestFault, date: IsoDate) {
  const messages =
    fault.kind === 'invalid-input' ? fault.faults.map(({ message }) => message) : [fault.detail];

  return messages.map((message) => ({ pointer: '/dates', message: `${date}: ${message}` }));
}

/** The back-test as the API answers it. */
export async function answerBacktest({
  dates,
  ...scope
}: BacktestQuery): Promise<Result<BacktestResponse, RequestFault>> {
  const versioned = await getBacktest(scope, dates);
  if (!versioned.ok) return versioned;
  const { backtest, dataVersion } = versioned.value;

  return ok({
    modelVersion: MODEL_VERSION,
    dataVersion,
    asOf: backtest.knownOn,
    bigFourReported: backtest.later.filter(({ isReported }) => isReported).map(toQuarter),
    runs: backtest.runs.map(toRun),
  });
}

function toQuarter({ quarter, ...rest }: SetQuarter): BacktestQuarter {
  return { quarter: quarterLabel(quarter), ...rest };
}

function toRun({ asOf, bigFour, capex, hbm, hindsight, calibration }: BacktestRun): BacktestRunItem {
  const { factor, ...check } = calibration;

  return {
    asOf,
    bigFour: bigFour.quarters.map(toQuarter),
    capex: capex.map(({ asOf: _asOf, set, label, ...rest }) => ({ buyers: set, period: label, ...rest })),
    hbm: hbm.map(toHbm),
    hindsight: {
      inputs: hindsight.inputCount,
      laterThanAsOf: hindsight.hindsightCount,
      newestOn: hindsight.newestOn,
      kinds: hindsight.kinds,
    },
    calibration: { ...check, low: factor.low, factor: factor.point, high: factor.high },
  };
}

function toHbm({ vendor, label, model, came, kind, errorPct, isInside, noTest }: HbmTarget) {
  return {
    vendor,
    period: label,
    modelLowUsdBn: model.low,
    modelUsdBn: model.point,
    modelHighUsdBn: model.high,
    cameLowUsdBn: came.lowUsdBn,
    cameUsdBn: came.pointUsdBn,
    cameHighUsdBn: came.highUsdBn,
    kind,
    errorPct,
    isInside,
    noTest,
    sources: came.figures.map(({ source }) => source),
  };
}
