/** Words of the Workbench: limits, fit, figures of a point. */
import type { BindingLimit } from '../../core/efficiency/serving.ts';
import { SERVING_BOUNDS } from '../../core/efficiency/serving-request.ts';
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

const MOST_ACCELERATORS = SERVING_BOUNDS.find(({ field }) => field === 'accelerators')?.max ?? 1;

/** Why nothing is served before the stack, with what would help. */
export function infeasibleWords({ plan, stack, leastAccelerators }: WorkbenchAnswer): string {
  const { accelerators, minTokensPerSecondPerUser } = plan.request;
  const isSlow = stack.base.binding === 'latency';
  const reason = isSlow
    ? `One user alone is slower than ${formatSignificant(minTokensPerSecondPerUser)} tokens a second`
    : `The weights and one sequence do not fit into ${whole(accelerators)} × ${plan.accelerator.name}`;
  const { before, after } = leastAccelerators;
  const least =
    before === null
      ? `no number of accelerators up to ${whole(MOST_ACCELERATORS)} is enough`
      : `${whole(before)} accelerators are enough`;
  const withStack = after === null || after === before ? '' : `, ${whole(after)} with the stack`;
  return `${reason}: ${least}${withStack}${isSlow ? '; or lower the speed asked for' : ''}.`;
}
