/** Which inputs a run draws and how a point of the unit cube becomes their values (model 8). */
import { indexAt, valueAt } from '../assumptions/value-at.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import { toNormalQuantiles } from '../stats/normal-quantile.ts';
import { coordinate, type SobolSequence } from '../stats/sobol-sequence.ts';
import { correlate, createCopula, type Copula, type RankCorrelation } from './copula.ts';
import {
  createDistribution,
  fromScale,
  type InputDistribution,
  type RangedInput,
} from '../assumptions/input-distribution.ts';

/** One input that a run draws. */
export interface DrawnInput extends RangedInput {
  readonly name: string;
  readonly unit: string;
  /** Where its value stands among the values of a draw. */
  readonly index: number;
}

export interface DrawPlan {
  readonly inputs: readonly DrawnInput[];
  readonly distributions: readonly InputDistribution[];
  /** Dimension of the draws' sequence that each input takes. */
  readonly dimensions: Int32Array;
  readonly copula: Copula | null;
  /** The distributions once more, flat, and where each value goes: what a draw reads. */
  readonly byKind: readonly { readonly kind: InputDistribution['kind']; readonly positions: Int32Array }[];
  readonly centres: Float64Array;
  readonly below: Float64Array;
  readonly above: Float64Array;
  readonly targets: Int32Array;
  /** Of the draw under way, by input: its coordinate, then its deviate, then its value on its distribution's scale. */
  readonly working: Float64Array;
}

const KINDS = ['lognormal', 'logit-normal', 'normal'] as const;

/** Plan over `inputs` in their order, each with its dimension; every range that makes no distribution is one fault. */
export function createDrawPlan(
  inputs: readonly DrawnInput[],
  dimensions: Int32Array,
  correlations: readonly RankCorrelation[] = [],
): Result<DrawPlan, InputFault[]> {
  const made = inputs.map((input) => createDistribution(input));
  const distributions = made.flatMap((one) => (one.ok ? [one.value] : []));
  const faults = made.flatMap((one) => (one.ok ? [] : [one.error]));
  const ids = inputs.map(({ id }) => id);
  const copula = correlations.length === 0 ? ok(null) : createCopula(ids, correlations);
  if (faults.length > 0 || !copula.ok) return err([...faults, ...(copula.ok ? [] : copula.error)]);
  return ok({
    inputs,
    dimensions,
    distributions,
    copula: copula.value,
    byKind: KINDS.map((kind) => ({
      kind,
      positions: Int32Array.from(distributions.flatMap((one, i) => (one.kind === kind ? [i] : []))),
    })),
    centres: Float64Array.from(distributions, ({ centre }) => centre),
    below: Float64Array.from(distributions, ({ below }) => below),
    above: Float64Array.from(distributions, ({ above }) => above),
    targets: Int32Array.from(inputs, ({ index }) => index),
    working: new Float64Array(inputs.length),
  });
}

/** Writes the drawn inputs of the sequence's current point into `values`, each from its dimension in `dimensions`. */
export function drawValues(
  plan: DrawPlan,
  sequence: SobolSequence,
  dimensions: Int32Array,
  values: Float64Array,
): void {
  const { working, byKind, centres, below, above, copula } = plan;
  for (let i = 0; i < working.length; i += 1) {
    working[i] = coordinate(sequence, indexAt(dimensions, i));
  }
  toNormalQuantiles(working);
  if (copula !== null) correlate(copula, working);
  for (let i = 0; i < working.length; i += 1) {
    const z = valueAt(working, i);
    working[i] = valueAt(centres, i) + z * valueAt(z < 0 ? below : above, i);
  }
  for (const { kind, positions } of byKind) WRITERS[kind](plan, positions, values);
}

type Writer = (plan: DrawPlan, positions: Int32Array, values: Float64Array) => void;

/** From the scale of each kind to its values: a loop each, so that each compiles with its own function in place. */
const WRITERS: Record<InputDistribution['kind'], Writer> = {
  lognormal: ({ working, targets }, positions, values) => {
    for (let j = 0; j < positions.length; j += 1) {
      const i = indexAt(positions, j);
      values[indexAt(targets, i)] = fromScale('lognormal', valueAt(working, i));
    }
  },
  'logit-normal': ({ working, targets }, positions, values) => {
    for (let j = 0; j < positions.length; j += 1) {
      const i = indexAt(positions, j);
      values[indexAt(targets, i)] = fromScale('logit-normal', valueAt(working, i));
    }
  },
  normal: ({ working, targets }, positions, values) => {
    for (let j = 0; j < positions.length; j += 1) {
      const i = indexAt(positions, j);
      values[indexAt(targets, i)] = fromScale('normal', valueAt(working, i));
    }
  },
};
