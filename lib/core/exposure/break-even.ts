/** The elasticity of usage at which rebound just offsets the saving in the long run (model 5). */
import { ln, log1p } from '../elementary.ts';
import { netCostSaving, netMemorySaving, type PathParameters } from './path-parameters.ts';
import { longRunDemandIndex } from './steady-state.ts';

export interface BreakEvenInput {
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly passThrough: number;
  readonly trainingShare: number;
  /** Training memory saving as a share of `memorySaving`. */
  readonly trainingSavingRatio: number;
}

/**
 * eps* = ln[(1 - tau)(1 - s) / (1 - tau (1 - s_train))] / ln(1 - phi c), the cap left aside; with tau = 0 it is
 * ln(1 - s) / ln(1 - phi c). Null when nothing is saved or passed on, or when all demand is training: then no
 * elasticity offsets.
 */
export function computeBreakEvenElasticity(input: BreakEvenInput): number | null {
  const { memorySaving, trainingShare } = input;
  const passedOn = input.passThrough * input.costSaving;
  if (memorySaving === 0 || passedOn <= 0 || passedOn >= 1 || trainingShare >= 1) return null;
  const trainingLeft = trainingShare * (1 - input.trainingSavingRatio * memorySaving);
  const neededUsage = (1 - trainingLeft) / ((1 - trainingShare) * (1 - memorySaving));
  const elasticity = -ln(neededUsage) / log1p(-passedOn);
  return Number.isFinite(elasticity) ? elasticity : null;
}

/** No elasticity beyond it is worth naming, and the search ends there. */
const LARGEST_ELASTICITY = 1000;
const BISECTIONS = 60;

/**
 * Break-even of a scenario. With a share of the saving already in the guides the index has no closed form in the
 * elasticity, so the crossing is searched by bisection; null when it lies beyond {@link LARGEST_ELASTICITY}.
 */
export function breakEvenOf(parameters: PathParameters): number | null {
  const closed = computeBreakEvenElasticity({
    ...parameters,
    memorySaving: netMemorySaving(parameters),
    costSaving: netCostSaving(parameters),
  });
  if (parameters.efficiencyInGuidesShare === 0 || closed === null) return closed;
  // All of it expected: the index is 1 whatever the elasticity, so none is the one that offsets.
  if (parameters.efficiencyInGuidesShare === 1) return null;
  const indexAt = (usageElasticity: number): number =>
    longRunDemandIndex({
      ...parameters,
      usageElasticity,
      usageMultiple: null,
      usageCap: Number.POSITIVE_INFINITY,
    });
  let below = 0;
  let above = 1;
  while (indexAt(above) < 1 && above < LARGEST_ELASTICITY) above *= 2;
  if (!(indexAt(above) >= 1)) return null;
  for (let i = 0; i < BISECTIONS; i += 1) {
    const middle = (below + above) / 2;
    if (indexAt(middle) < 1) below = middle;
    else above = middle;
  }
  return above;
}
