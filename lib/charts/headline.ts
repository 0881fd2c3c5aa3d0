/**
 * The Overview's sentence, computed. It speaks of one path through the inputs; its range comes from draws of all of them,
 * or, while there are none, from the low and high of the saving, and says which. What prices imply stands beside it.
 */
import type { ExposureAnswer, ExposureScenario, ExposureWorld } from '../core/exposure/types.ts';
import { findDefault } from '../core/scenario/defaults.ts';
import {
  formatDate,
  formatFraction,
  formatPct,
  formatQuarterLong,
  formatRange,
  formatSignificant,
  formatUsdBn,
} from './format.ts';
import {
  findAssumptionOfField,
  formatInputNumber,
  formatInputPercent,
  formatInputRange,
  resolveNumber,
  resolvePassedOn,
  resolveSaving,
} from './resolved-inputs.ts';
import { describeProbability, type OverviewRanges } from './overview-ranges.ts';
import { sentenceText, type SentencePart } from './sentence.ts';

/** Names of the figures whose evidence can be opened. */
export type EvidenceKey =
  | 'saving'
  | 'dateReached'
  | 'change'
  | 'baseline'
  | 'runRate'
  | 'breakEven'
  | 'offset'
  | 'longRun'
  | 'backlog'
  | 'contract'
  | 'price'
  | 'volume'
  | `vendor:${string}`
  | `dram:${string}`
  | `ebit:${string}`
  | `value:${string}`
  | `capex:${string}`
  | `input:${string}`;

/** A part whose evidence is one of the Overview's figures. */
export type HeadlinePart = SentencePart & { readonly evidence: EvidenceKey | null };

export interface HeadlineModel {
  /** `loss` and `gain` by the sign of the change over the horizon; `absorbed` when queue and contracts take it all. */
  readonly outcome: 'loss' | 'gain' | 'absorbed' | 'neutral' | 'none';
  readonly parts: readonly HeadlinePart[];
  /** What the range is and what it is not. */
  readonly rangeNote: string;
}

export interface HeadlineInput {
  readonly world: ExposureWorld;
  readonly scenario: ExposureScenario;
  readonly answer: ExposureAnswer;
  readonly ranges: OverviewRanges | null;
}

/** Below this share of the baseline a change is rounding of the arithmetic, not an effect (model 8). */
const NO_CHANGE_SHARE = 1e-9;

/** Sentence of a scenario, in parts so that each number can be marked and opened. Pure. */
export function prepareHeadline(input: HeadlineInput): HeadlineModel {
  const outcome = findOutcome(input);
  const parts = [...premise(input), ...CLAUSES[outcome](input), plain('.')];
  return { outcome, parts, rangeNote: rangeNote(input) };
}

/** The sentence as one string: for titles, tests and readers of text. */
export function headlineText(model: HeadlineModel): string {
  return sentenceText(model.parts);
}

function findOutcome({ world, scenario, answer }: HeadlineInput): HeadlineModel['outcome'] {
  const change = changeUsdBn(answer);
  if (Math.abs(change) > NO_CHANGE_SHARE * answer.total.baselineHbmUsdBn) return change < 0 ? 'loss' : 'gain';
  const saving = resolveSaving(world, scenario, answer);
  if (saving === 0 && scenario.usageMultiple === undefined && scenario.costSaving === undefined)
    return 'none';
  return answer.attributionUsdBn.unabsorbed < 0 ? 'absorbed' : 'neutral';
}

const CLAUSES: Record<HeadlineModel['outcome'], (input: HeadlineInput) => HeadlinePart[]> = {
  loss: lossClause,
  gain: gainClause,
  absorbed: absorbedClause,
  neutral: ({ answer }) => [
    plain('HBM revenue of '),
    value(formatUsdBn(answer.total.baselineHbmUsdBn), 'baseline'),
    plain(` ${spanWords(answer)} does not change: usage grows as fast as memory per use falls`),
  ],
  none: ({ answer }) => [
    plain('HBM revenue stays at its baseline of '),
    value(formatUsdBn(answer.total.baselineHbmUsdBn), 'baseline'),
    plain(` ${spanWords(answer)}`),
  ],
};

function premise({ world, scenario, answer }: HeadlineInput): HeadlinePart[] {
  const saving = resolveSaving(world, scenario, answer);
  if (saving === 0 && scenario.usageMultiple === undefined) return [plain('If algorithms save no HBM, ')];
  if (scenario.savingPath === 'fleet') return fleetPremise(saving, answer, scenario.usageMultiple);
  const reachedBy = scenario.savingReachedBy ?? findDefault(world, 'savingReachedBy');
  const usage = scenario.usageMultiple;
  return [
    plain('If algorithms save '),
    value(formatInputPercent(saving), 'saving'),
    plain(' of HBM by '),
    value(formatDate(String(reachedBy)), 'dateReached'),
    plain(usage === undefined ? ', ' : ` and usage goes to ${formatInputNumber(usage)} times its baseline, `),
  ];
}

/** On the fleet's path the saving is a result of assumed adoption, so the sentence says so. */
function fleetPremise(
  saving: number,
  answer: ExposureAnswer,
  usageMultiple: number | undefined,
): HeadlinePart[] {
  return [
    plain('If techniques spread as assumed, algorithms save '),
    value(formatFraction(saving), 'saving'),
    plain(` of HBM by ${formatQuarterLong(lastQuarter(answer).quarter)}`),
    plain(
      usageMultiple === undefined
        ? ', '
        : ` and usage goes to ${formatInputNumber(usageMultiple)} times its baseline, `,
    ),
  ];
}

function lossClause(input: HeadlineInput): HeadlinePart[] {
  const { answer } = input;
  return [
    value(formatUsdBn(-changeUsdBn(answer)), 'change'),
    ...rangeParts(input, -1),
    plain(' of '),
    value(formatUsdBn(answer.total.baselineHbmUsdBn), 'baseline'),
    plain(` HBM revenue ${spanWords(answer)} is at risk (`),
    value(runRateWords(answer), 'runRate'),
    plain(` of the run rate in ${formatQuarterLong(lastQuarter(answer).quarter)}); `),
    ...offsetClause(input),
  ];
}

function gainClause(input: HeadlineInput): HeadlinePart[] {
  const { answer } = input;
  const parts = [
    plain(`HBM revenue ${spanWords(answer)} is `),
    value(formatUsdBn(changeUsdBn(answer)), 'change'),
    ...rangeParts(input, 1),
    plain(' above its baseline of '),
    value(formatUsdBn(answer.total.baselineHbmUsdBn), 'baseline'),
    plain(' ('),
    value(runRateWords(answer), 'runRate'),
    plain(
      ` of the run rate in ${formatQuarterLong(lastQuarter(answer).quarter)}): use grows faster than memory per use falls`,
    ),
  ];
  if (answer.offset.quarter === null) return parts;
  return [...parts, plain(', '), ...lostUntilWords(answer)];
}

function absorbedClause({ answer }: HeadlineInput): HeadlinePart[] {
  const { unabsorbed, backlog, contract } = answer.attributionUsdBn;
  return [
    plain('none of '),
    value(formatUsdBn(answer.total.baselineHbmUsdBn), 'baseline'),
    plain(
      ` HBM revenue ${spanWords(answer)} is at risk: of the ${formatUsdBn(-unabsorbed)} that weaker demand would cost, the order backlog absorbs `,
    ),
    value(formatUsdBn(backlog), 'backlog'),
    plain(' and contracts '),
    value(formatUsdBn(contract), 'contract'),
  ];
}

function offsetClause(input: HeadlineInput): HeadlinePart[] {
  const { world, scenario, answer } = input;
  if (scenario.usageMultiple !== undefined) {
    return answer.offset.quarter === null
      ? [plain('that use does not offset it by then')]
      : [plain('demand is back at its baseline from '), ...lostUntilWords(answer, false)];
  }
  const breakEven = answer.breakEvenElasticity;
  if (breakEven === null) return [plain(`no elasticity offsets it, because ${noOffsetReason(input)}`)];
  const needed = (1 - resolvePassedOn(world, scenario, answer)) ** -breakEven;
  const cap = resolveNumber(world, scenario, 'usageCap') ?? Infinity;
  if (needed > cap) {
    return [
      plain(
        `no elasticity offsets it, because usage is capped at ${formatInputNumber(cap)} times and offsetting needs ${formatSignificant(needed)}`,
      ),
    ];
  }
  const parts = [
    plain('rebound offsets it at elasticity above '),
    value(formatSignificant(breakEven), 'breakEven'),
  ];
  const elasticity = resolveNumber(world, scenario, 'usageElasticity') ?? 0;
  if (elasticity <= breakEven) return parts;
  if (answer.offset.quarter === null) {
    return [...parts, plain(`, so in time, but not by ${formatQuarterLong(lastQuarter(answer).quarter)}`)];
  }
  return [...parts, plain(', here from '), ...lostUntilWords(answer, false)];
}

function lostUntilWords(answer: ExposureAnswer, isSentence = true): HeadlinePart[] {
  const quarter = formatQuarterLong(answer.offset.quarter ?? '');
  return [
    plain(isSentence ? 'after a first loss of ' : ''),
    ...(isSentence ? [] : [value(quarter, 'offset'), plain(', after ')]),
    value(formatUsdBn(answer.offset.revenueLostUsdBn), 'offset'),
    plain(isSentence ? ` until ${quarter}` : ' lost'),
  ];
}

function noOffsetReason({ world, scenario, answer }: HeadlineInput): string {
  if (resolvePassedOn(world, scenario, answer) === 0) return 'none of the saving reaches the price';
  return 'too little of the demand answers to the price';
}

function rangeParts({ ranges }: HeadlineInput, sign: 1 | -1): HeadlinePart[] {
  if (ranges === null) return [];
  const ends = ranges.changeUsdBn.map((end) => sign * end);
  const text = ` (${formatRange(Math.min(...ends), Math.max(...ends))})`;
  return [{ text, tone: 'range', evidence: null }];
}

function rangeNote({ world, scenario, ranges }: HeadlineInput): string {
  const probability = describeProbability(ranges);
  if (ranges !== null && probability !== null) {
    return `In brackets: the same sum ${ranges.words} of every input that varies and is not set here. ${probability}`;
  }
  if (scenario.savingPath === 'fleet') {
    return 'The saving is that of the bottom-up fleet; its range and what brings it stand on the Efficiency page.';
  }
  const saving = findAssumptionOfField(world, 'memorySaving');
  if (saving === null || ranges === null) return '';
  const range = formatInputRange(saving.low, saving.high, saving.unit);
  const set = resolveNumber(world, scenario, 'memorySaving') ?? saving.point;
  const position = set > saving.high ? 'above' : set < saving.low ? 'below' : null;
  const outside = position === null ? '' : ` The saving set here lies ${position} that range.`;
  return `In brackets: the same sum at the low and high of the saving, ${range}, all else as set; not a probability range.${outside}`;
}

/** Change of the last quarter against its baseline; the sign is written unless the words around it say "at risk". */
function runRateWords(answer: ExposureAnswer): string {
  const pct = (lastQuarter(answer).revenueRatio - 1) * 100;
  if (changeUsdBn(answer) < 0 && pct <= 0) return formatPct(-pct);
  return `${pct > 0 ? '+' : ''}${formatPct(pct)}`;
}

function spanWords(answer: ExposureAnswer): string {
  const first = answer.quarters[0]?.quarter ?? '';
  return `from ${formatQuarterLong(first)} to ${formatQuarterLong(lastQuarter(answer).quarter)}`;
}

function lastQuarter(answer: ExposureAnswer): { readonly quarter: string; readonly revenueRatio: number } {
  return answer.quarters.at(-1) ?? { quarter: '', revenueRatio: 1 };
}

/** Change of HBM revenue over the horizon, USD bn; negative is a loss. */
export function changeUsdBn(answer: ExposureAnswer): number {
  return answer.total.hbmUsdBn - answer.total.baselineHbmUsdBn;
}

function plain(text: string): HeadlinePart {
  return { text, tone: 'plain', evidence: null };
}

function value(text: string, evidence: EvidenceKey): HeadlinePart {
  return { text, tone: 'value', evidence };
}
