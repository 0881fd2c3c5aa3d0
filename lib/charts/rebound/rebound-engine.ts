/** The engine of the page of rebound: one world, any scenario; what a slider does not touch is kept. */
import { applyOwnRanges } from '../../core/exposure/own-ranges.ts';
import type { ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import { computeFrontier } from '../../core/rebound/frontier.ts';
import { ok } from '../../core/result.ts';
import { DEFAULT_DRAWS } from '../../core/uncertainty/types.ts';
import type { LiveEngine, LiveVersions } from '../live-model.ts';
import { evaluateRebound } from './rebound-answers.ts';
import { prepareRebound, type ReboundModel } from './rebound-model.ts';
import { prepareClaims } from './step-table.ts';

/** Fields of a scenario on which the frontier depends. */
const FRONTIER_FIELDS = [
  'savingPath',
  'horizonQuarters',
  'memoryShareOfCost',
  'costSaving',
  'passThrough',
  'trainingShare',
  'trainingSavingRatio',
  'contextRespendShare',
  'efficiencyInGuidesShare',
] as const satisfies readonly (keyof ExposureScenario)[];

/** Live model over `world`. Its run asks for the revenue lost until demand is back. */
export function createReboundEngine(
  world: ExposureWorld,
  versions: LiveVersions,
): LiveEngine<null, ReboundModel> {
  const claims = prepareClaims(world);
  const keptWorld = createKept<ReturnType<typeof applyOwnRanges>>();
  const keptFrontier = createKept<ReturnType<typeof computeFrontier>>();
  return {
    request: ({ scenario, ranges }) => ({
      scenario,
      ranges,
      output: 'offset.revenueLostUsdBn',
      draws: DEFAULT_DRAWS,
      sobolDraws: 0,
    }),
    prepare: ({ scenario, ranges }, draws) => {
      const rangesKey = JSON.stringify(ranges);
      const ranged = keptWorld(rangesKey, () => applyOwnRanges(world, ranges));
      if (!ranged.ok) return ranged;
      const frontierKey = JSON.stringify([
        rangesKey,
        FRONTIER_FIELDS.map((field) => scenario[field] ?? null),
      ]);
      const answers = evaluateRebound(
        ranged.value,
        scenario,
        () => keptFrontier(frontierKey, () => computeFrontier(ranged.value, scenario)),
        draws,
      );
      return answers.ok ? ok(prepareRebound(answers.value, claims, versions)) : answers;
    },
  };
}

/** Keeps the last value under its key: sliders change one field at a time. */
function createKept<Value>(): (key: string, compute: () => Value) => Value {
  let last: { readonly key: string; readonly value: Value } | null = null;
  return (key, compute) => {
    if (last?.key !== key) last = { key, value: compute() };
    return last.value;
  };
}
