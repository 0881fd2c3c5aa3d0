import type { ExposureAnswer, ExposureQuarter, ExposureWorld } from '../core/exposure/types.ts';
import {
  formatFraction,
  formatPct,
  formatQuarter,
  formatQuarterLong,
  formatSignificant,
  formatUsdBn,
  formatUsdBnRange,
} from './format.ts';
import type { OverviewRanges } from './overview-ranges.ts';
import type { WaterlineMark } from './waterline-model.ts';

/** Changes below this part of the baseline are rounding of sums, not a fall. */
const RELATIVE_ROUNDING = 1e-9;

/** The long-run saving that the answer used; null when its inputs do not list it. */
function memorySavingOf(answer: ExposureAnswer): number | null {
  const input = answer.inputs.find(({ field }) => field === 'memorySaving');
  return typeof input?.value === 'number' ? input.value : null;
}

function horizonWords(answer: ExposureAnswer): string {
  const first = answer.quarters[0];
  const last = answer.quarters.at(-1);
  if (first === undefined || last === undefined) throw new RangeError('An exposure answer has no quarter.');
  return `${formatQuarterLong(first.quarter)} to ${formatQuarterLong(last.quarter)}`;
}

/** Label of the area: the dollars that are missing or gained, "in sum" when some quarters go the other way. */
export function describeArea(gapsUsdBn: readonly number[], missingUsdBn: number): string {
  const isMixed = gapsUsdBn.some((gap) => gap > 0) && gapsUsdBn.some((gap) => gap < 0);
  const word = missingUsdBn < 0 ? 'gained' : 'missing';
  return `${formatUsdBn(Math.abs(missingUsdBn))} ${word}${isMixed ? ' in sum' : ''}`;
}

/** What the band is. */
export function describeBand(ranges: OverviewRanges): string {
  const isDrawn = ranges.probabilities !== null;
  return isDrawn ? `${ranges.words}, on the baseline drawn` : `${ranges.words}, all else at its point`;
}

function lossOf({ total }: ExposureAnswer): number {
  return total.baselineHbmUsdBn - total.hbmUsdBn;
}

/** Range of the loss (or, when `sign` is −1, of the gain). */
function rangeWords(ranges: OverviewRanges | null, sign: 1 | -1): string | null {
  if (ranges === null) return null;
  const ends = ranges.changeUsdBn.map((change) => -change * sign);
  return `${formatUsdBnRange(Math.min(...ends), Math.max(...ends))} ${ranges.words}`;
}

/** One sentence for the revenue view: baseline, result, difference and its range. */
export function summariseRevenue(answer: ExposureAnswer, ranges: OverviewRanges | null): string {
  const { baselineHbmUsdBn, hbmUsdBn, changePct } = answer.total;
  const saving = memorySavingOf(answer);
  const cause = saving === null ? 'the saving' : `a memory saving of ${formatFraction(saving)}`;
  const start = `HBM revenue from ${horizonWords(answer)} is ${formatUsdBn(baselineHbmUsdBn)} at the baseline`;
  const loss = lossOf(answer);
  if (Math.abs(loss) <= RELATIVE_ROUNDING * baselineHbmUsdBn)
    return `${start} and the same with ${cause} and rebound.`;
  const range = rangeWords(ranges, loss > 0 ? 1 : -1);
  const difference = `${formatUsdBn(Math.abs(loss))} ${loss > 0 ? 'less' : 'more'}`;
  return (
    `${start} and ${formatUsdBn(hbmUsdBn)} with ${cause} and rebound: ` +
    `${difference}${range === null ? '' : ` (${range})`}, ${changePct > 0 ? '+' : ''}${formatPct(changePct)}.`
  );
}

function isBelowSupply({ demandIndex, backlogShare }: ExposureQuarter): boolean {
  return demandIndex < 1 - backlogShare - RELATIVE_ROUNDING;
}

/** One sentence for the orders view: when orders fall below what supply serves, and where they end. */
export function summariseOrders(answer: ExposureAnswer): string {
  const crossing = answer.quarters.find(isBelowSupply);
  const last = answer.quarters.at(-1);
  if (last === undefined) throw new RangeError('An exposure answer has no quarter.');
  const start = `From ${horizonWords(answer)} orders with the saving`;
  const end = `in ${formatQuarterLong(last.quarter)} demand stands at ${formatSignificant(last.demandIndex)} times the baseline`;
  if (crossing === undefined) return `${start} stay at or above what supply serves; ${end}.`;
  return `${start} fall below what supply serves in ${formatQuarterLong(crossing.quarter)}; ${end}.`;
}

/** Where a − b changes sign between the points k − 1 and k, in steps of the axis; k when it does not. */
function crossingPosition(differences: readonly number[], k: number): number {
  const before = differences[k - 1];
  const after = differences[k];
  if (before === undefined || after === undefined || before === after || before * after > 0) return k;
  return k - 1 + before / (before - after);
}

function revenueMarks(answer: ExposureAnswer, offset: number): WaterlineMark[] {
  const k = answer.quarters.findIndex(
    ({ baselineHbmUsdBn, hbmUsdBn }) => hbmUsdBn < baselineHbmUsdBn * (1 - RELATIVE_ROUNDING),
  );
  const quarter = answer.quarters[k];
  if (quarter === undefined) return [];
  const label = `below the baseline from ${formatQuarter(quarter.quarter)}`;
  return [{ position: offset + k, value: quarter.hbmUsdBn, label }];
}

function orderMarks(answer: ExposureAnswer, offset: number): WaterlineMark[] {
  const k = answer.quarters.findIndex(isBelowSupply);
  const quarter = answer.quarters[k];
  if (quarter === undefined) return [];
  const differences = answer.quarters.map(
    ({ demandIndex, backlogShare, baselineBnGb }) => baselineBnGb * (demandIndex / (1 - backlogShare) - 1),
  );
  const position = crossingPosition(differences, k);
  const before = answer.quarters[Math.floor(position)]?.baselineBnGb ?? quarter.baselineBnGb;
  const value = before + (position - Math.floor(position)) * (quarter.baselineBnGb - before);
  const label = `orders fall below supply, ${formatQuarter(quarter.quarter)} (index = 1 − unfilled share)`;
  return [{ position: offset + position, value, label }];
}

function offsetMark(answer: ExposureAnswer, offset: number, isOrders: boolean): WaterlineMark[] {
  const k = answer.quarters.findIndex(({ quarter }) => quarter === answer.offset.quarter);
  const quarter = answer.quarters[k];
  if (quarter === undefined) return [];
  const differences = answer.quarters.map(({ demandIndex }) => demandIndex - 1);
  const position = isOrders ? crossingPosition(differences, k) : k;
  const value = isOrders ? null : quarter.hbmUsdBn;
  const label = `rebound offsets the saving, ${formatQuarter(quarter.quarter)} (index = 1)`;
  return [{ position: offset + position, value, label }];
}

/** The turning points in words; `offset` is the index of the first quarter of the answer on the axis. */
export function describeMarks(answer: ExposureAnswer, offset: number, isOrders: boolean): WaterlineMark[] {
  const first = isOrders ? orderMarks(answer, offset) : revenueMarks(answer, offset);
  return [...first, ...offsetMark(answer, offset, isOrders)];
}

function priceStepNote(world: ExposureWorld, answer: ExposureAnswer): string[] {
  const ratios = world.hbmPriceUsdPerGb.slice(0, answer.quarters.length).map((price, k, all) => {
    const before = all[k - 1];
    return before === undefined || before === 0 ? 1 : price / before;
  });
  const k = ratios.reduce((best, ratio, at) => (ratio > (ratios[best] ?? 1) ? at : best), 0);
  const ratio = ratios[k] ?? 1;
  const quarter = world.quarters[k];
  if (quarter === undefined || ratio < 1.05) return [];
  const factor = formatSignificant(ratio);
  return [
    `The baseline steps up in ${formatQuarterLong(quarter)} because contracts are annual: its HBM price is ${factor} times that of the quarter before.`,
  ];
}

function offsetNote({ offset, quarters }: ExposureAnswer): string[] {
  if (offset.quarter !== null) return [];
  return quarters.some(({ demandIndex }) => demandIndex < 1 - RELATIVE_ROUNDING)
    ? ['Rebound does not offset the saving inside the horizon: the demand index stays below 1.']
    : ['The demand index never falls below 1, so there is nothing to offset.'];
}

function extrapolationNote({ quarters }: ExposureAnswer): string[] {
  const names = quarters.filter(({ isExtrapolated }) => isExtrapolated).map(({ quarter }) => quarter);
  const first = names[0];
  const last = names.at(-1);
  if (first === undefined || last === undefined) return [];
  const span =
    first === last ? formatQuarterLong(first) : `${formatQuarterLong(first)} to ${formatQuarterLong(last)}`;
  return [`Price and revenue are extrapolated in ${span}: the demand index lies outside 0.4 to 2.`];
}

/** What a reader must know beside the lines: what the past is, price steps, no offset, extrapolation. */
export function describeNotes(world: ExposureWorld, answer: ExposureAnswer, isOrders: boolean): string[] {
  const past = isOrders
    ? 'Left of today stands what the model says supply served; past orders are not known.'
    : 'Left of today stands the model on capex, not a reported HBM figure: vendors do not publish one by quarter.';
  return [
    past,
    ...(isOrders ? [] : priceStepNote(world, answer)),
    ...offsetNote(answer),
    ...extrapolationNote(answer),
  ];
}
