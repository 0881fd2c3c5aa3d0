/** The engine behind the Priced in page: one world, one market, any scenario and ranges. */
import type { ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import {
  createModelSide,
  scenarioSavingOf,
  studyImplied,
  type ModelSide,
} from '../../core/implied-saving/evaluate.ts';
import type { OwnRange } from '../../core/exposure/own-ranges.ts';
import { applyOwnRanges } from '../../core/exposure/own-ranges.ts';
import type { InputFault } from '../../core/input-fault.ts';
import { ok, type Result } from '../../core/result.ts';
import type { PricedInView } from '../../core/scenario/priced-in-view.ts';
import { DEFAULT_SEED, type UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { LiveEngine, LiveInput, LiveVersions } from '../live-model.ts';
import { preparePricedIn, type PricedInModel } from './priced-in-model.ts';
import type { PricedInMarket } from './priced-in-source.ts';

/** The page draws for itself, so the run that every live page has is kept small. */
const IDLE_DRAWS = 8;

export function createPricedInEngine(
  world: ExposureWorld,
  versions: LiveVersions,
  market: PricedInMarket,
): LiveEngine<PricedInView, PricedInModel> {
  const tickers = market.market.listings.map(({ ticker }) => ticker);
  const sideOf = rememberSide(world, tickers);
  return {
    request: ({ scenario, ranges }) => ({ scenario, ranges, draws: IDLE_DRAWS, sobolDraws: 0 }),
    prepare: ({ scenario, ranges, view }: LiveInput<PricedInView>, draws: UncertaintyAnswer | null) => {
      const saving = savingUnder(world, scenario, ranges);
      if (!saving.ok) return saving;
      const side = sideOf(scenario, ranges, draws?.seed ?? DEFAULT_SEED);
      if (!side.ok) return side;
      const study = studyImplied(market.market, side.value, saving.value, [view.ticker]);
      return ok(preparePricedIn({ ...market, world, scenario, study, ticker: view.ticker }, versions));
    },
  };
}

function savingUnder(
  world: ExposureWorld,
  scenario: ExposureScenario,
  ranges: readonly OwnRange[],
): Result<number, readonly InputFault[]> {
  const ranged = applyOwnRanges(world, ranges);
  return ranged.ok ? scenarioSavingOf(ranged.value, scenario) : ranged;
}

/** Curves do not depend on the scenario's own saving: a move of it alone needs no new ones. */
function rememberSide(world: ExposureWorld, tickers: readonly string[]) {
  let last: { readonly key: string; readonly side: Result<ModelSide, readonly InputFault[]> } | null = null;
  return (
    scenario: ExposureScenario,
    ranges: readonly OwnRange[],
    seed: number,
  ): Result<ModelSide, readonly InputFault[]> => {
    const { memorySaving: _own, ...held } = scenario;
    const key = JSON.stringify([held, ranges, seed]);
    const side =
      last?.key === key ? last.side : createModelSide(world, { scenario: held, ranges, seed }, tickers);
    last = { key, side };
    return side;
  };
}
