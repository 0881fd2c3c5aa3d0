import { computeGrossMarginAfter } from '../core/demand/lab-margin.ts';
import type { ExposureAnswer } from '../core/exposure/types.ts';
import { formatFraction, formatQuarterLong } from './format.ts';

/** An example, said to be one: no lab's margin is in the tables. */
const EXAMPLE_GROSS_MARGIN = 0.5;

/**
 * Sentence on who keeps the saving: what a token costs less in the last quarter, how much of that its price passes
 * on, and what the rest does to a lab's gross margin (model 5). Null when a token costs no less.
 */
export function describeLabMargin(answer: ExposureAnswer): string | null {
  const last = answer.quarters.at(-1);
  const passThrough = answer.inputs.find(({ field }) => field === 'passThrough')?.value;
  if (last === undefined || last.costSaving <= 0 || typeof passThrough !== 'number') return null;
  const { costSaving, quarter } = last;
  const after = computeGrossMarginAfter({ grossMarginBefore: EXAMPLE_GROSS_MARGIN, costSaving, passThrough });
  if (after === null) return null;
  const cost = `By ${formatQuarterLong(quarter)} a token costs its lab ${formatFraction(costSaving)} less and ${formatFraction(passThrough)} of that goes into its price`;
  return `${cost}: a gross margin of ${formatFraction(EXAMPLE_GROSS_MARGIN)} (an example, no lab’s figure) becomes ${formatFraction(after)}.`;
}
