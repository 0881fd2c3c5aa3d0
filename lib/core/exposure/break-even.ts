/** The elasticity of usage at which rebound just offsets the saving in the long run (model 5). */

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
  const elasticity = -Math.log(neededUsage) / Math.log1p(-passedOn);
  return Number.isFinite(elasticity) ? elasticity : null;
}
