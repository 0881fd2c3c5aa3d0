/** The sentence of the page of labs, computed, and the words that its charts share. */
import type { FlagshipStep, LabEconomics, LabRow } from '../../core/labs/lab-economics.ts';
import { formatDate, formatFraction, formatFractionRange, formatQuarterLong } from '../format.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { formatChosen, formatMultiple } from './price-format.ts';

/** Keys of the evidence behind the page's figures. */
export type LabsEvidenceKey =
  | 'priceOverCost'
  | 'costSaving'
  | 'passThrough'
  | 'margin'
  | 'day'
  | 'cut'
  | 'realisedShare'
  | `lab:${string}`;

const value = (text: string, key: LabsEvidenceKey): SentencePart => figure(text, key);

/** A lab with everything that a figure of today needs. */
export interface PricedLab {
  readonly row: LabRow;
  readonly step: FlagshipStep;
  readonly priceOverCost: number;
  readonly margin: NonNullable<FlagshipStep['margin']>;
}

/** The labs whose current flagship has a price, a cost and a margin. */
export function pricedLabs({ labs }: LabEconomics): PricedLab[] {
  return labs.flatMap((row) => {
    const { current: step } = row;
    if (step?.margin == null || step.priceOverCost === null) return [];
    return [{ row, step, priceOverCost: step.priceOverCost, margin: step.margin }];
  });
}

/** The lab that the sentence speaks of: DeepSeek, whose model and bill are public, else the one with the least margin. */
export function exampleLab(labs: readonly PricedLab[]): PricedLab | null {
  const least = labs.toSorted((a, b) => a.margin.before.point - b.margin.before.point)[0] ?? null;
  return labs.find(({ row }) => row.lab.id === 'deepseek') ?? least;
}

/** The sentence in parts, so that each number can be marked and opened. */
export function prepareLabsHeadline(economics: LabEconomics, asOf: string): SentencePart[] {
  const { mix, costSaving, passThrough, quarter } = economics;
  const labs = pricedLabs(economics);
  const example = exampleLab(labs);
  if ('absence' in mix) {
    return [plain(`No price can be set against a cost as of ${formatDate(asOf)}: ${mix.absence}.`)];
  }
  if (example === null) return [plain(`No lab had both a list price and a cost by ${formatDate(asOf)}.`)];
  const multiples = labs.map(({ priceOverCost }) => priceOverCost);
  const when = costSaving.isGiven ? '' : ` by ${formatQuarterLong(quarter)}`;
  const { before, after } = example.margin;
  return [
    plain(
      `At list prices and the mix of ${mix.name}, flagship tokens of ${countWords(labs.length)} sell for `,
    ),
    value(multipleRange(multiples), 'priceOverCost'),
    plain(' what the roofline says they cost to serve; a token that costs '),
    value(formatFraction(costSaving.point), 'costSaving'),
    ...(costSaving.isGiven ? [] : [muted(` (${formatFractionRange(costSaving.low, costSaving.high)})`)]),
    plain(` less${when}, with `),
    value(formatFraction(passThrough.point), 'passThrough'),
    plain(` of it passed on in price, moves ${example.row.lab.name}’s gross margin on tokens from `),
    value(formatFraction(before.point), `lab:${example.row.lab.id}`),
    plain(' to '),
    value(formatFraction(after.point), 'margin'),
    muted(` (${formatFractionRange(after.low, after.high)})`),
    plain('.'),
  ];
}

function countWords(count: number): string {
  return count === 1 ? 'one lab' : `${String(count)} labs`;
}

/** "4.8 to 66 ×": from the lowest to the highest. */
export function multipleRange(multiples: readonly number[]): string {
  const low = Math.min(...multiples);
  const high = Math.max(...multiples);
  const [least, most] = [formatMultiple(low), formatMultiple(high)];
  return least === most ? least : `${least.slice(0, -2)} to ${most}`;
}

/** What a range of this page is. */
export const RANGE_WORDS =
  'about P10 to P90: every input moved alone to its low and its high, swings combined as ratios in quadrature';

/** What the figures were computed with, for files and pictures. */
export function describeLabsChoice(economics: LabEconomics): string {
  const { mix, costSaving, passThrough, quarter } = economics;
  const saving = costSaving.isGiven
    ? `cost saving ${formatChosen(costSaving)} as set`
    : `cost saving ${formatChosen(costSaving)} at ${formatQuarterLong(quarter)}`;
  return `mix ${mix.name}; ${saving}; pass-through ${formatChosen(passThrough)}${passThrough.isGiven ? ' as set' : ''}`;
}
