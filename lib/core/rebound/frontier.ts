/**
 * Break-even elasticity over the saving, with the range that the inputs behind it give: memory's share of cost,
 * pass-through, training share and training's part of the saving. No path is run, so it is cheap beside a run of draws.
 */
import { pointValues } from '../assumptions/registry.ts';
import { breakEvenOf, computeBreakEvenElasticity } from '../exposure/break-even.ts';
import { computeFleetPath, type FleetPath } from '../exposure/fleet-path.ts';
import { createInputLayout, type InputLayout } from '../exposure/input-layout.ts';
import { findReadIds } from '../exposure/inputs.ts';
import { resolveScenario, withMemorySaving, type ResolvedScenario } from '../exposure/path-parameters.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { ok, type Result } from '../result.ts';
import { quantilesInPlace } from '../stats/quantiles.ts';
import { createSobolSequence, nextPoint } from '../stats/sobol-sequence.ts';
import { createDrawPlan, drawValues, type DrawnInput } from '../uncertainty/draw-plan.ts';
import { DEFAULT_SEED } from '../uncertainty/types.ts';

/** Registry inputs on which break-even depends beside the saving itself. */
const FRONTIER_INPUTS: readonly string[] = [
  'memory_share_of_cost',
  'pass_through',
  'training_share',
  'training_saving_ratio',
];

/** Savings of the curve, fractions: just above nothing saved, then every twentieth to nine tenths. */
export const FRONTIER_SAVINGS: readonly number[] = [
  0.01,
  ...Array.from({ length: 18 }, (_, i) => (i + 1) / 20),
];

const DRAWS = 1024;
/** Break-even is searched for, not computed, where the guides hold a part of the saving: many times the work. */
const SEARCHED_DRAWS = 64;

export interface FrontierPoint {
  readonly memorySaving: number;
  /** Null where no elasticity offsets. */
  readonly breakEven: number | null;
  /** P10 and P90; null where nothing is drawn, or where no elasticity offsets in a tenth of the draws. */
  readonly low: number | null;
  readonly high: number | null;
}

export interface Frontier {
  readonly points: readonly FrontierPoint[];
  readonly draws: number;
  /** Registry ids of what is drawn; the others are held. */
  readonly drawnIds: readonly string[];
}

/**
 * Frontier of `scenario` in `world`. Saving and elasticity of the scenario do not enter. A cost saving that was given
 * is held at every saving; on the fleet's path cost follows the saving in the fleet's own proportion. Faults name
 * registry rows that are missing or whose range makes no distribution.
 */
export function computeFrontier(
  world: ExposureWorld,
  scenario: ExposureScenario,
): Result<Frontier, readonly InputFault[]> {
  const created = createInputLayout(world.assumptions);
  if (!created.ok) return created;
  const layout = created.value;
  const points = pointValues(layout.registry);
  const fleet = findFleet(world, scenario, layout, points);
  if (!fleet.ok) return fleet;
  const resolve = (values: Float64Array): ResolvedScenario =>
    resolveScenario(layout, world.asOf, scenario, values, fleet.value);
  const drawn = listDrawn(world, scenario, layout, fleet.value);
  // So few inputs are packed: a curve is not compared draw by draw with a run.
  const dimensions = Int32Array.from(drawn, (_, i) => i);
  const plan = createDrawPlan(drawn, dimensions);
  if (!plan.ok) return plan;

  const point = resolve(points);
  const draws = point.parameters.efficiencyInGuidesShare > 0 ? SEARCHED_DRAWS : DRAWS;
  const sequence = createSobolSequence(drawn.length, DEFAULT_SEED);
  const values = Float64Array.from(points);
  const samples =
    drawn.length === 0
      ? []
      : Array.from({ length: draws }, () => {
          drawValues(plan.value, sequence, dimensions, values);
          nextPoint(sequence);
          return resolve(values);
        });
  return ok({
    draws: samples.length,
    drawnIds: drawn.map(({ id }) => id),
    points: FRONTIER_SAVINGS.map((memorySaving) => ({
      memorySaving,
      breakEven: breakEvenAt(point, memorySaving),
      ...rangeAt(samples, memorySaving),
    })),
  });
}

/** Break-even at one saving; in closed form where there is one, because the curve asks for it twenty thousand times. */
function breakEvenAt(resolved: ResolvedScenario, memorySaving: number): number | null {
  const { parameters, costPerSaving } = resolved;
  if (parameters.efficiencyInGuidesShare > 0) return breakEvenOf(withMemorySaving(resolved, memorySaving));
  const kept = 1 - parameters.contextRespendShare;
  const costSaving = costPerSaving === null ? parameters.costSaving : costPerSaving * memorySaving;
  return computeBreakEvenElasticity({
    memorySaving: memorySaving * kept,
    costSaving: costSaving * kept,
    passThrough: parameters.passThrough,
    trainingShare: parameters.trainingShare,
    trainingSavingRatio: parameters.trainingSavingRatio,
  });
}

/** P10 and P90 of break-even at one saving; a draw in which no elasticity offsets counts as above every number. */
function rangeAt(
  samples: readonly ResolvedScenario[],
  memorySaving: number,
): Pick<FrontierPoint, 'low' | 'high'> {
  if (samples.length === 0) return { low: null, high: null };
  const sample = Float64Array.from(samples, (resolved) => breakEvenAt(resolved, memorySaving) ?? Infinity);
  const [low = NaN, high = NaN] = quantilesInPlace(sample, [0.1, 0.9]);
  const known = (quantile: number): number | null => (Number.isFinite(quantile) ? quantile : null);
  return { low: known(low), high: known(high) };
}

function findFleet(
  world: ExposureWorld,
  scenario: ExposureScenario,
  layout: InputLayout,
  points: Float64Array,
): Result<FleetPath | null, readonly InputFault[]> {
  if (scenario.savingPath !== 'fleet') return ok(null);
  const quarterCount = scenario.horizonQuarters ?? points[layout.scalars.horizon_quarters] ?? 0;
  return computeFleetPath(world, scenario, quarterCount);
}

/** What varies, is read and is not held; the fleet's cost is a result of its own and not drawn here. */
function listDrawn(
  world: ExposureWorld,
  scenario: ExposureScenario,
  layout: InputLayout,
  fleet: FleetPath | null,
): readonly DrawnInput[] {
  const read = findReadIds(layout, scenario, fleet?.rows ?? null);
  return world.assumptions.flatMap((row, index) => {
    const isOfFleet = fleet !== null && row.id === 'memory_share_of_cost';
    const isWanted = FRONTIER_INPUTS.includes(row.id) && read.has(row.id) && !isOfFleet;
    return isWanted && row.variesInUncertainty && row.low < row.high ? [{ ...row, index }] : [];
  });
}
