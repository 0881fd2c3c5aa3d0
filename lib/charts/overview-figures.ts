/** The key figures under the Overview's sentence. */
import type {
  ExposureAnswer,
  ExposureQuarter,
  ExposureScenario,
  ExposureWorld,
} from '../core/exposure/types.ts';
import {
  formatFraction,
  formatPct,
  formatQuarterLong,
  formatRange,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
} from './format.ts';
import { changeUsdBn, type EvidenceKey } from './headline.ts';
import { rangesOf, type Ends, type OverviewAnswers, type OverviewRanges } from './overview-ranges.ts';
import {
  elasticityBasis,
  findAssumptionOfField,
  formatInputNumber,
  formatInputRange,
  resolveNumber,
} from './resolved-inputs.ts';

/** One key figure under the sentence. */
export interface OverviewFigure {
  readonly key: EvidenceKey;
  readonly label: string;
  readonly value: string;
  readonly range: string | null;
  readonly note: string;
}

/** Change, run rate, break-even, offset and long run of one scenario; empty only for an answer without quarters. */
export function prepareFigures(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answers: OverviewAnswers,
): readonly OverviewFigure[] {
  const { point } = answers;
  const ranges = rangesOf(answers);
  const last = point.quarters.at(-1);
  if (last === undefined) return [];
  return [
    {
      key: 'change',
      label: 'HBM revenue, change',
      value: formatUsdBnChange(changeUsdBn(point)),
      range: endsRange(ranges?.changeUsdBn),
      note: `${signedPct(point.total.changePct)} of ${formatUsdBn(point.total.baselineHbmUsdBn)}`,
    },
    runRateFigure(last, ranges),
    breakEvenFigure(world, scenario, point, ranges),
    {
      key: 'offset',
      label: 'Back at baseline demand',
      value: point.offset.quarter === null ? notBackWords(point) : formatQuarterLong(point.offset.quarter),
      range: null,
      note: offsetNote(point, ranges),
    },
    {
      key: 'longRun',
      label: 'Long-run demand',
      value: `× ${formatSignificant(point.steadyState.demandIndex)}`,
      range: endsRange(ranges?.longRunIndex ?? undefined),
      note: 'of its baseline, usage fully adjusted',
    },
  ];
}

function signedPct(percent: number): string {
  return `${percent > 0 ? '+' : ''}${formatPct(percent)}`;
}

function runRateFigure(last: ExposureQuarter, ranges: OverviewRanges | null): OverviewFigure {
  return {
    key: 'runRate',
    label: `Run rate, ${formatQuarterLong(last.quarter)}`,
    value: signedPct((last.revenueRatio - 1) * 100),
    range: endsRange(ranges?.runRatePct),
    note: `${formatUsdBn(last.hbmUsdBn)} of ${formatUsdBn(last.baselineHbmUsdBn)} a quarter`,
  };
}

function endsRange(ends: Ends | undefined): string | null {
  return ends === undefined ? null : formatRange(...ends);
}

function breakEvenFigure(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answer: ExposureAnswer,
  ranges: OverviewRanges | null,
): OverviewFigure {
  const evidence = findAssumptionOfField(world, 'usageElasticity');
  const set = resolveNumber(world, scenario, 'usageElasticity');
  const setWords =
    scenario.usageMultiple === undefined
      ? `here ${set === null ? 'not set' : formatInputNumber(set)}`
      : `here a multiple of ${formatInputNumber(scenario.usageMultiple)} instead`;
  const range =
    evidence === null
      ? ''
      : `; ${elasticityBasis(world)} ${formatInputRange(evidence.low, evidence.high, evidence.unit)}`;
  const value = answer.breakEvenElasticity;
  return {
    key: 'breakEven',
    label: 'Break-even elasticity',
    value: value === null ? 'none offsets' : formatSignificant(value),
    range: null,
    note: `${setWords}${range}${aboveWords(ranges)}`,
  };
}

function notBackWords(answer: ExposureAnswer): string {
  const fell = answer.quarters.some((quarter) => quarter.demandIndex < 1);
  return fell ? `not by ${formatQuarterLong(answer.quarters.at(-1)?.quarter ?? '')}` : 'never below';
}

function aboveWords(ranges: OverviewRanges | null): string {
  const probabilities = ranges?.probabilities ?? null;
  return probabilities === null
    ? ''
    : `; above it in ${formatFraction(probabilities.aboveBreakEven)} of draws`;
}

function offsetNote(answer: ExposureAnswer, ranges: OverviewRanges | null): string {
  const lost = answer.offset.revenueLostUsdBn;
  const until = answer.offset.quarter === null ? 'over the horizon' : 'until then';
  const words = lost === 0 ? 'no revenue lost on the way' : `${formatUsdBn(lost)} lost ${until}`;
  const offset = ranges?.probabilities?.offset ?? null;
  return offset === null ? words : `${words}; back in ${formatFraction(offset)} of the draws that fall`;
}
