/** Words of the Workbench: limits, fit, figures of a point. */
import type { BindingLimit, ServingPoint } from '../../core/efficiency/serving.ts';
import type { WorkbenchAnswer } from '../../core/workbench/evaluate-workbench.ts';
import { formatCount } from '../byte-words.ts';
import { formatSignificant } from '../format.ts';

export const BINDING_WORDS: Readonly<Record<BindingLimit, string>> = {
  capacity: 'capacity',
  bandwidth: 'bandwidth',
  compute: 'computing',
  latency: 'the speed asked for',
};

/** What a limit means for a saving of memory. */
export const BINDING_MEANING: Readonly<Record<BindingLimit, string>> = {
  capacity: 'weights are most of what a step reads: room for a bigger batch would pay',
  bandwidth: 'a step waits for the cache to be read: fewer bytes are more tokens',
  compute: 'a step waits for arithmetic: fewer bytes alone buy nothing',
  latency: 'the batch is held small so that each user gets the speed asked for',
};

/** A count, thousands parted. */
export function whole(value: number): string {
  return formatCount(value);
}

/** A rate or cost, or that there is none. */
export function orNone(value: number | null, write: (value: number) => string): string {
  return value === null ? 'not served' : write(value);
}

/** Why nothing is served, with what would help. */
export function infeasibleWords(answer: WorkbenchAnswer, point: ServingPoint): string {
  const { plan, leastAccelerators } = answer;
  if (point.binding === 'latency') {
    return `One user alone is slower than ${formatSignificant(plan.request.minTokensPerSecondPerUser)} tokens a second: lower the speed asked for, or take more accelerators.`;
  }
  const least =
    leastAccelerators === null
      ? 'no deployment of up to 1,024 accelerators holds it'
      : `${whole(leastAccelerators)} accelerators hold it`;
  return `The weights and one sequence do not fit into ${whole(plan.request.accelerators)} × ${plan.accelerator.name}: ${least}.`;
}
