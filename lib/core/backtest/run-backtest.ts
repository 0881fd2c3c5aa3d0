/** The same run at past dates (model 10): what the model said then, what was published since, and how far off it was. */
import type { ExposureFacts } from '../exposure/types.ts';
import type { IsoDate } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import type { MarketFacts } from '../reconciliation/market-facts.ts';
import { createModelRoute } from '../reconciliation/model-route.ts';
import { cutToKnown } from '../reconciliation/reconcile.ts';
import {
  BUYER_SETS,
  scoreCapex,
  sumSet,
  type BuyerSet,
  type CapexRun,
  type CapexTarget,
  type SetQuarter,
} from './capex-backtest.ts';
import { expectCapex } from './capex-expectation.ts';
import { scoreHbm, type HbmTarget } from './hbm-backtest.ts';
import { checkCalibration, findHindsight, type CalibrationCheck, type Hindsight } from './hindsight.ts';

/** One past date. */
export interface BacktestRun {
  readonly asOf: IsoDate;
  /** Quarters of the big four as expected then. */
  readonly bigFour: CapexRun;
  readonly capex: readonly CapexTarget[];
  readonly hbm: readonly HbmTarget[];
  readonly hindsight: Hindsight;
  readonly calibration: CalibrationCheck;
}

export interface Backtest {
  /** Day whose knowledge judges the runs. */
  readonly knownOn: IsoDate;
  readonly runs: readonly BacktestRun[];
  /** Quarters of the big four as known on that day. */
  readonly later: readonly SetQuarter[];
}

/**
 * Runs `past` (one set of facts for each date, as known on it) and judges each by what `known` holds. Faults: a date
 * that is not before the day of judgement, or on which no world can be built (pointer `/dates/<date>`).
 */
export function runBacktest(
  past: readonly ExposureFacts[],
  known: MarketFacts,
): Result<Backtest, InputFault[]> {
  const knownOn = known.model.asOf;
  const now = cutToKnown(known);
  const outcome = expectCapex(known.model);
  if (!outcome.ok) return outcome;
  const later = new Map(BUYER_SETS.map((set) => [set, sumSet(outcome.value, set)]));
  const runs = past.map((facts) => runAt(facts, now, later));
  const faults = runs.flatMap((run) => (run.ok ? [] : run.error));
  if (faults.length > 0) return err(faults);
  return ok({
    knownOn,
    runs: runs.flatMap((run) => (run.ok ? [run.value] : [])),
    later: later.get('big-four') ?? [],
  });
}

function runAt(
  facts: ExposureFacts,
  known: MarketFacts,
  later: ReadonlyMap<BuyerSet, readonly SetQuarter[]>,
): Result<BacktestRun, InputFault[]> {
  const { asOf } = facts;
  const pointer = `/dates/${asOf}`;
  if (asOf >= known.model.asOf) {
    return err([{ pointer, message: `${asOf} must lie before ${known.model.asOf}, the day that judges it` }]);
  }
  const model = createModelRoute(facts);
  const expected = expectCapex(facts);
  if (!model.ok || !expected.ok) {
    const faults = model.ok ? (expected.ok ? [] : expected.error) : model.error;
    return err(faults.map(({ message }) => ({ pointer, message: `${asOf}: ${message}` })));
  }
  const runOf = (set: BuyerSet): CapexRun => ({ asOf, quarters: sumSet(expected.value, set) });
  const bigFour = runOf('big-four');
  return ok({
    asOf,
    bigFour,
    capex: BUYER_SETS.flatMap((set) => scoreCapex(runOf(set), later.get(set) ?? [], set)),
    hbm: scoreHbm(asOf, model.value, known),
    hindsight: findHindsight(facts, model.value),
    calibration: checkCalibration(asOf, model.value, bigFour.quarters, known.market),
  });
}
