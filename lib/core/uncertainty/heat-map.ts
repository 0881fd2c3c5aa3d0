/** An output over the plane of saving and elasticity of usage, everything else at its point (product: Sensitivity). */
import { ln, log1p } from '../elementary.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { createDrawChain, runDraw, type DrawChain } from './chain.ts';
import { findOutput, type OutputSpec } from './outputs.ts';

export interface HeatMap {
  readonly savings: readonly number[];
  readonly elasticities: readonly number[];
  /** By elasticity * savings.length + saving; null where the path has no value. */
  readonly values: readonly (number | null)[];
  /** By saving: elasticity at which the output is 0; null where none within the plane is. */
  readonly zeroElasticity: readonly (number | null)[];
}

const BISECTIONS = 30;

/** A map needs a saving that is a number; the fleet's path is none. */
export const NO_PLANE: InputFault = {
  pointer: '/scenario/savingPath',
  message: 'the fleet gives the saving itself, quarter by quarter, so there is no plane of savings',
};

/**
 * Map of output `id` in `world` with `scenario`'s other fields held. The zero of an output is searched between the ends of
 * `elasticities`; it must rise with the elasticity, as revenue does. Faults as for a run, and {@link NO_PLANE}.
 */
export function computeHeatMap(
  world: ExposureWorld,
  scenario: ExposureScenario,
  id: string,
  plane: { readonly savings: readonly number[]; readonly elasticities: readonly number[] },
): Result<HeatMap, InputFault[]> {
  if (scenario.savingPath === 'fleet') return err([NO_PLANE]);
  const { memorySaving: _saving, usageElasticity: _elasticity, usageMultiple: _multiple, ...held } = scenario;
  const chain = createDrawChain(world, held);
  if (!chain.ok) return chain;
  const output = findOutput(id, world, held, chain.value.kernel);
  if (!output.ok) return err([output.error]);
  const read = createReader(chain.value, output.value);
  const { savings, elasticities } = plane;
  const first = elasticities[0] ?? 0;
  const last = elasticities.at(-1) ?? 0;
  return ok({
    savings,
    elasticities,
    values: elasticities.flatMap((elasticity) => savings.map((saving) => read(saving, elasticity))),
    zeroElasticity: savings.map((saving) => findZero((elasticity) => read(saving, elasticity), first, last)),
  });
}

type PlaneReader = (saving: number, elasticity: number) => number | null;

function createReader(chain: DrawChain, output: OutputSpec): PlaneReader {
  const { layout, values, points } = chain;
  const { memory_saving: savingIndex, usage_elasticity: elasticityIndex } = layout.scalars;
  return (saving, elasticity) => {
    values.set(points);
    values[savingIndex] = saving;
    values[elasticityIndex] = elasticity;
    const value = output.read(chain.kernel, runDraw(chain));
    return Number.isNaN(value) ? null : value;
  };
}

function findZero(read: (elasticity: number) => number | null, from: number, to: number): number | null {
  const atFrom = read(from);
  const atTo = read(to);
  // Where nothing changes at the low end already, the output is 0 without any rebound.
  if (atFrom === null || atTo === null || atFrom >= 0 || atTo < 0) return null;
  let [below, above] = [from, to];
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = (below + above) / 2;
    if ((read(middle) ?? 0) < 0) below = middle;
    else above = middle;
  }
  return above;
}

/** Elasticity at which usage in the long run would be `multiple` at a passed-on cost saving; null when none is passed on. */
export function elasticityOfMultiple(multiple: number, passedOnSaving: number): number | null {
  if (passedOnSaving <= 0 || passedOnSaving >= 1) return null;
  return ln(multiple) / -log1p(-passedOnSaving);
}
