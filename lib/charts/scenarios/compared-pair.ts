/** The two scenarios that the page sets against each other, and how their gap is said. */
import type { ExposureWorld } from '../../core/exposure/types.ts';
import { attributeGap, type GapPart, type ScenarioGap } from '../../core/scenario/gap.ts';
import type { Result } from '../../core/result.ts';
import { compareRuns } from '../../core/uncertainty/compare-runs.ts';
import type { BandQuantiles, EstimatedMean } from '../../core/uncertainty/summary.ts';
import { formatQuarterLong } from '../format.ts';
import type { ComparedRun } from './compared-run.ts';
import { labelOfField } from './input-words.ts';

type Kept = readonly (number | null)[];

export interface ComparedPair {
  readonly first: ComparedRun;
  readonly second: ComparedRun;
  /** `Err` says why the gap is not split. */
  readonly gap: Result<ScenarioGap, string>;
  /** Change of HBM revenue draw by draw; null without draws. */
  readonly draws: PairDraws | null;
}

export interface PairDraws {
  readonly count: number;
  /** Second less first, USD bn. */
  readonly gap: BandQuantiles;
  readonly secondBelow: EstimatedMean;
  readonly secondAbove: number;
  readonly equal: number;
}

/** Pair of the first run with the one at `against`; null when there is none. */
export function pairRuns(
  world: ExposureWorld,
  runs: readonly ComparedRun[],
  against: number,
): ComparedPair | null {
  const [first, second] = [runs[0], runs[against]];
  if (first === undefined || second === undefined || against === 0) return null;
  const [kept, others] = [first.change?.keptDraws ?? null, second.change?.keptDraws ?? null];
  return {
    first,
    second,
    gap: attributeGap(world, first.scenario, second.scenario),
    draws: kept === null || others === null ? null : comparePair(kept, others),
  };
}

function comparePair(first: Kept, second: Kept): PairDraws | null {
  const there = compareRuns(first, second);
  const back = compareRuns(second, first);
  if (there === null || back === null) return null;
  return {
    count: there.draws,
    gap: there.difference,
    secondBelow: back.below,
    secondAbove: there.below.value,
    equal: there.equal,
  };
}

/** Inputs of a part in words. */
export function partLabel({ fields }: GapPart): string {
  return fields.map(labelOfField).join(' / ');
}

/** The gap without a split, for pairs whose split is absent. */
export function gapUsdBn({ first, second, gap }: ComparedPair): number {
  const change = ({ answer: { total } }: ComparedRun): number => total.hbmUsdBn - total.baselineHbmUsdBn;
  return gap.ok ? gap.value.gapUsdBn : change(second) - change(first);
}

/** Below this share of the baseline a gap is rounding of the arithmetic. */
const NO_GAP_SHARE = 1e-9;

export function isGapNothing(pair: ComparedPair): boolean {
  return Math.abs(gapUsdBn(pair)) <= NO_GAP_SHARE * pair.first.answer.total.baselineHbmUsdBn;
}

/** Whether both end in the same quarter, so that their revenue is a sum over the same time. */
export function haveSameHorizon({ first, second }: ComparedPair): boolean {
  return first.answer.quarters.length === second.answer.quarters.length;
}

/** "from Q4 2026 to Q4 2029". */
export function spanWords({ answer }: ComparedRun): string {
  const first = answer.quarters[0];
  const last = answer.quarters.at(-1);
  if (first === undefined || last === undefined) return '';
  return `from ${formatQuarterLong(first.quarter)} to ${formatQuarterLong(last.quarter)}`;
}

/** Parts that pull with the gap and parts that pull against it. */
export function splitBySign(gap: ScenarioGap): {
  readonly along: readonly GapPart[];
  readonly against: readonly GapPart[];
} {
  const sign = Math.sign(gap.gapUsdBn);
  return {
    along: gap.parts.filter(({ shareUsdBn }) => Math.sign(shareUsdBn) === sign),
    against: gap.parts.filter(({ shareUsdBn }) => Math.sign(shareUsdBn) === -sign),
  };
}

/** Parts of a pair; none where the gap is not split. */
export function partsOf({ gap }: ComparedPair): readonly GapPart[] {
  return gap.ok ? gap.value.parts : [];
}
