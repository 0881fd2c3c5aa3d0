/** The sentence of the page of rebound, computed. */
import {
  elasticityBasis,
  formatInputNumber,
  formatInputPercent,
  formatInputRange,
  resolveNumber,
  resolvePassedOn,
} from '../resolved-inputs.ts';
import {
  formatFraction,
  formatQuarterLong,
  formatRange,
  formatSignificant,
  formatUsdBn,
  formatUsdBnRange,
} from '../format.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import {
  elasticityRange,
  lastQuarterOf,
  neededUse,
  savingOf,
  type ReboundAnswers,
} from './rebound-answers.ts';

/** Keys of the evidence behind the page's figures. */
export type ReboundKey =
  'breakEven' | 'elasticity' | 'probability' | 'offset' | 'lost' | 'regained' | 'saving';

const value = (text: string, key: ReboundKey): SentencePart => figure(text, key);

/** The sentence in parts. It speaks of the scenario at its point; ranges and shares of runs are those of the draws. */
export function prepareReboundHeadline(answers: ReboundAnswers): readonly SentencePart[] {
  if (isNothingSaved(answers)) {
    return [
      plain('No memory is saved, so nothing has to be paid back: HBM revenue stays at its baseline of '),
      value(formatUsdBn(answers.point.total.baselineHbmUsdBn), 'regained'),
      plain('.'),
    ];
  }
  return [...breakEvenClause(answers), ...timeClause(answers), plain('.')];
}

function isNothingSaved(answers: ReboundAnswers): boolean {
  return savingOf(answers) === 0 && answers.scenario.usageMultiple === undefined;
}

function breakEvenClause(answers: ReboundAnswers): SentencePart[] {
  const { world, scenario, point, draws } = answers;
  const breakEven = point.breakEvenElasticity;
  const needed = neededUse(answers);
  if (scenario.usageMultiple !== undefined) {
    return [
      plain('With '),
      value(writeSaving(answers), 'saving'),
      plain(' saved '),
      ...(needed === null
        ? [plain('use')]
        : [
            plain('use must grow to '),
            value(`× ${formatSignificant(needed)}`, 'breakEven'),
            plain(' to pay it back, and'),
          ]),
      plain(` here goes to × ${formatInputNumber(scenario.usageMultiple)}: `),
    ];
  }
  if (breakEven === null) {
    return [plain(`No elasticity pays the saving back, because ${noBreakEvenReason(answers)}: `)];
  }
  const range = elasticityRange(world);
  const cap = resolveNumber(world, scenario, 'usageCap') ?? Infinity;
  return [
    plain('Break-even elasticity '),
    value(formatSignificant(breakEven), 'breakEven'),
    ...(draws?.breakEvenElasticity == null
      ? []
      : [muted(` (${formatRange(draws.breakEvenElasticity.p10, draws.breakEvenElasticity.p90)})`)]),
    ...(range === null
      ? []
      : [
          plain(elasticityBasis(world) === 'evidence' ? ' against evidence of ' : ' against your range of '),
          value(formatInputRange(range.low, range.high, 'elasticity'), 'elasticity'),
        ]),
    plain(
      needed !== null && needed > cap
        ? `, out of reach here, because use is capped at × ${formatInputNumber(cap)} and paying back needs × ${formatSignificant(needed)}: `
        : ': ',
    ),
  ];
}

function noBreakEvenReason({ world, scenario, point }: ReboundAnswers): string {
  if (scenario.efficiencyInGuidesShare === 1) return 'the guides expect all of it already';
  return resolvePassedOn(world, scenario, point) === 0
    ? 'none of it reaches the price'
    : 'too little of the demand answers to the price';
}

function timeClause(answers: ReboundAnswers): SentencePart[] {
  const { point, draws } = answers;
  const { quarter, revenueLostUsdBn } = point.offset;
  const isEverBelow = point.quarters.some(({ demandIndex }) => demandIndex < 1);
  if (!isEverBelow) {
    return [
      plain('demand for HBM '),
      value('never falls below its baseline', 'offset'),
      plain(` up to ${formatQuarterLong(lastQuarterOf(answers))}`),
      ...(draws?.probabilityOfOffset == null
        ? []
        : [plain(`; where runs do fall, ${formatFraction(draws.probabilityOfOffset)} are back by then`)]),
    ];
  }
  const range = draws?.quantiles ?? null;
  return [
    plain(quarter === null ? 'demand is not back by ' : 'demand is back in '),
    value(formatQuarterLong(quarter ?? lastQuarterOf(answers)), 'offset'),
    ...(quarter === null ? [] : rangeOfQuarter(answers)),
    ...shareOfRuns(answers),
    plain(revenueLostUsdBn === 0 ? ', at ' : ', cumulative cost '),
    value(revenueLostUsdBn === 0 ? 'no cost' : formatUsdBn(revenueLostUsdBn), 'lost'),
    ...(range === null ? [] : [muted(` (${formatUsdBnRange(range.p10, range.p90)})`)]),
    plain(' until then'),
  ];
}

function shareOfRuns({ point, draws }: ReboundAnswers): SentencePart[] {
  const share = draws?.probabilityOfOffset ?? null;
  if (share === null) return [];
  const text = formatFraction(share);
  if (point.offset.quarter === null) return [plain(' (it is in '), value(text, 'offset'), plain(' of runs)')];
  return [plain(', inside the horizon in '), value(text, 'offset'), plain(' of runs')];
}

function rangeOfQuarter(answers: ReboundAnswers): SentencePart[] {
  const words = offsetRangeWords(answers);
  return words === null ? [] : [muted(` (${words})`)];
}

/** P10 to P90 of the quarter in which demand is back, in words; null without draws or where no draw fell. */
export function offsetRangeWords(answers: ReboundAnswers): string | null {
  const { draws } = answers;
  if (draws === null || draws.probabilityOfOffset === null) return null;
  const { p10, p90 } = draws.offsetQuarter;
  const later = `later than ${formatQuarterLong(lastQuarterOf(answers))}`;
  if (p10 === null) return later;
  const first = formatQuarterLong(p10);
  if (p90 === null) return `${first} to ${later}`;
  return p10 === p90 ? first : `${first} to ${formatQuarterLong(p90)}`;
}

/** The saving as the sentence writes it: what somebody set as it was set, a result of the fleet rounded. */
export function writeSaving(answers: ReboundAnswers): string {
  const saving = savingOf(answers);
  return answers.scenario.savingPath === 'fleet' ? formatFraction(saving) : formatInputPercent(saving);
}

/** What the ranges of the page are, and what its point is. */
export function describeRanges({ draws }: ReboundAnswers): string {
  const point = 'The point is the scenario with every other input at its point, not the median of the runs.';
  if (draws === null) {
    return `Ranges and shares of runs are missing until the runs are drawn. ${point}`;
  }
  return `In brackets: 80 % range (P10–P90) of ${draws.draws.toLocaleString('en-US')} runs in which every input is drawn that the scenario does not hold, seed ${String(draws.seed)}; shares are of runs whose demand falls at all. ${point} Evidence: the range of the elasticity of use from which the runs draw.`;
}
