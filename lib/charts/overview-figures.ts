/** The key figures under the Overview's sentence. */
import type {
  ExposureAnswer,
  ExposureQuarter,
  ExposureScenario,
  ExposureWorld,
} from '../core/exposure/types.ts';
import {
  formatPct,
  formatQuarterLong,
  formatRange,
  formatSignificant,
  formatUsdBn,
  formatUsdBnChange,
} from './format.ts';
import { changeUsdBn, type EvidenceKey } from './headline.ts';
import {
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

/** The answers that one view of the Overview is made of. */
export interface OverviewAnswers {
  readonly point: ExposureAnswer;
  readonly noRebound: ExposureAnswer;
  /** Same scenario at the low and high of the saving; null when the engine refuses one (then no range is shown). */
  readonly low: ExposureAnswer | null;
  readonly high: ExposureAnswer | null;
}

/** Change, run rate, break-even, offset and long run of one scenario; empty only for an answer without quarters. */
export function prepareFigures(
  world: ExposureWorld,
  scenario: ExposureScenario,
  { point, low, high }: OverviewAnswers,
): readonly OverviewFigure[] {
  const last = point.quarters.at(-1);
  if (last === undefined) return [];
  return [
    {
      key: 'change',
      label: 'HBM revenue, change',
      value: formatUsdBnChange(changeUsdBn(point)),
      range: usdRange(low, high),
      note: `${signedPct(point.total.changePct)} of ${formatUsdBn(point.total.baselineHbmUsdBn)}`,
    },
    runRateFigure(last, low?.quarters.at(-1), high?.quarters.at(-1)),
    breakEvenFigure(world, scenario, point),
    {
      key: 'offset',
      label: 'Back at baseline demand',
      value: point.offset.quarter === null ? notBackWords(point) : formatQuarterLong(point.offset.quarter),
      range: null,
      note: offsetNote(point),
    },
    {
      key: 'longRun',
      label: 'Long-run demand',
      value: `× ${formatSignificant(point.steadyState.demandIndex)}`,
      range: longRunRange(low, high),
      note: 'of its baseline, usage fully adjusted',
    },
  ];
}

function signedPct(percent: number): string {
  return `${percent > 0 ? '+' : ''}${formatPct(percent)}`;
}

function runRateFigure(
  last: ExposureQuarter,
  low: ExposureQuarter | undefined,
  high: ExposureQuarter | undefined,
): OverviewFigure {
  const pct = (quarter: ExposureQuarter): number => (quarter.revenueRatio - 1) * 100;
  const ends = low === undefined || high === undefined ? null : ([pct(low), pct(high)] as const);
  return {
    key: 'runRate',
    label: `Run rate, ${formatQuarterLong(last.quarter)}`,
    value: signedPct(pct(last)),
    range: ends === null ? null : formatRange(Math.min(...ends), Math.max(...ends)),
    note: `${formatUsdBn(last.hbmUsdBn)} of ${formatUsdBn(last.baselineHbmUsdBn)} a quarter`,
  };
}

function breakEvenFigure(
  world: ExposureWorld,
  scenario: ExposureScenario,
  answer: ExposureAnswer,
): OverviewFigure {
  const evidence = findAssumptionOfField(world, 'usageElasticity');
  const set = resolveNumber(world, scenario, 'usageElasticity');
  const setWords =
    scenario.usageMultiple === undefined
      ? `here ${set === null ? 'not set' : formatInputNumber(set)}`
      : `here a multiple of ${formatInputNumber(scenario.usageMultiple)} instead`;
  const range =
    evidence === null ? '' : `; evidence ${formatInputRange(evidence.low, evidence.high, evidence.unit)}`;
  const value = answer.breakEvenElasticity;
  return {
    key: 'breakEven',
    label: 'Break-even elasticity',
    value: value === null ? 'none offsets' : formatSignificant(value),
    range: null,
    note: `${setWords}${range}`,
  };
}

function notBackWords(answer: ExposureAnswer): string {
  const fell = answer.quarters.some((quarter) => quarter.demandIndex < 1);
  return fell ? `not by ${formatQuarterLong(answer.quarters.at(-1)?.quarter ?? '')}` : 'never below';
}

function offsetNote(answer: ExposureAnswer): string {
  const lost = answer.offset.revenueLostUsdBn;
  if (lost === 0) return 'no revenue lost on the way';
  return `${formatUsdBn(lost)} lost ${answer.offset.quarter === null ? 'over the horizon' : 'until then'}`;
}

function usdRange(low: ExposureAnswer | null, high: ExposureAnswer | null): string | null {
  if (low === null || high === null) return null;
  const ends = [changeUsdBn(low), changeUsdBn(high)] as const;
  return formatRange(Math.min(...ends), Math.max(...ends));
}

function longRunRange(low: ExposureAnswer | null, high: ExposureAnswer | null): string | null {
  if (low === null || high === null) return null;
  const ends = [low.steadyState.demandIndex, high.steadyState.demandIndex] as const;
  return formatRange(Math.min(...ends), Math.max(...ends));
}
