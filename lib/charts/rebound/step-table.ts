/** How long a saving that comes at one step takes to be paid back, by elasticity; and the two claims of the project. */
import { computeBreakEvenElasticity } from '../../core/exposure/break-even.ts';
import { evaluateExposure } from '../../core/exposure/evaluate.ts';
import { computeStepOffset } from '../../core/exposure/offset.ts';
import type { ExposureWorld } from '../../core/exposure/types.ts';
import { SCENARIO_PRESETS } from '../../core/scenario/defaults.ts';
import { numberCell, textCell, type ChartTableCell } from '../chart-model.ts';
import { formatFraction, formatSignificant } from '../format.ts';
import {
  findAssumptionOfField,
  formatInputNumber,
  resolveCostSaving,
  resolveKeptShare,
  resolveNumber,
  resolveSaving,
} from '../resolved-inputs.ts';
import { elasticityOf, type ReboundAnswers } from './rebound-answers.ts';
import type { NamedTable } from './named-table.ts';

const NEVER = 'never';
/** Multiples of break-even that are shown, so that the table has times even where the evidence has none. */
const ABOVE_BREAK_EVEN = [1.25, 1.5, 2] as const;

interface StepInput {
  readonly memorySaving: number;
  readonly costSaving: number;
  readonly passThrough: number;
  readonly adjustmentPerQuarter: number;
}

/** Time to offset by elasticity, quarters after the step; null where nothing is saved. */
export function prepareStepTable(answers: ReboundAnswers): NamedTable | null {
  const input = stepInputOf(answers);
  if (input.memorySaving === 0) return null;
  const breakEven = pureBreakEven(input);
  const rows = listElasticities(answers, breakEven).map(({ elasticity, words }) => {
    const offset = computeStepOffset({ ...input, usageElasticity: elasticity });
    const quarters = (value: number | null): ChartTableCell =>
      numberCell(value, (known) => formatSignificant(known), NEVER);
    return [
      { value: elasticity, text: formatSignificant(elasticity) },
      textCell(words),
      quarters(offset.quartersExact),
      numberCell(offset.firstWholeQuarter, String, NEVER),
      quarters(offset.smallChangeApproximation),
    ];
  });
  return {
    title: 'Time to offset of a step',
    summary: summarise(answers, input, breakEven),
    notes: [
      'Holds for a fleet that only serves, no training, and for a saving that is there at once; the page’s own path builds up over time. The cap on use is left aside.',
      'Exact: n = ln(1 − (1/(1−s) − 1)/(U* − 1)) / ln(1 − λ), in discrete time. Small change: ln(1 − ε*/ε) / ln(1 − λ), good where saving and answer are small.',
    ],
    table: {
      caption: 'Quarters until a step saving is offset',
      columns: [
        { label: 'Elasticity', unit: '' },
        { label: 'Which', unit: null },
        { label: 'Exact', unit: 'quarters' },
        { label: 'First whole quarter', unit: '' },
        { label: 'Small-change approximation', unit: 'quarters' },
      ],
      rows,
      totals: null,
    },
    fileName: 'step-offset',
  };
}

function stepInputOf({ world, scenario, point }: ReboundAnswers): StepInput {
  const share = resolveKeptShare(world, scenario);
  return {
    memorySaving: resolveSaving(world, scenario, point) * share,
    costSaving: resolveCostSaving(world, scenario, point) * share,
    passThrough: resolveNumber(world, scenario, 'passThrough') ?? 0,
    adjustmentPerQuarter: resolveNumber(world, scenario, 'adjustmentPerQuarter') ?? 0,
  };
}

/** ln(1 - s) / ln(1 - phi c); null when nothing reaches the price. */
function pureBreakEven({ memorySaving, costSaving, passThrough }: StepInput): number | null {
  return computeBreakEvenElasticity({
    memorySaving,
    costSaving,
    passThrough,
    trainingShare: 0,
    trainingSavingRatio: 0,
  });
}

function listElasticities(
  answers: ReboundAnswers,
  breakEven: number | null,
): readonly { readonly elasticity: number; readonly words: string }[] {
  const row = findAssumptionOfField(answers.world, 'usageElasticity');
  const own = elasticityOf(answers);
  const named = [
    ...(row === null
      ? []
      : [
          { elasticity: row.low, words: 'evidence, low' },
          { elasticity: row.point, words: 'evidence, point' },
          { elasticity: row.high, words: 'evidence, high' },
        ]),
    ...(own === null ? [] : [{ elasticity: own, words: 'this scenario' }]),
    ...(breakEven === null
      ? []
      : ABOVE_BREAK_EVEN.map((times) => ({
          elasticity: breakEven * times,
          words: `${formatInputNumber(times)} × break-even`,
        }))),
  ];
  const byValue = new Map<number, string[]>();
  for (const { elasticity, words } of named) {
    byValue.set(elasticity, [...(byValue.get(elasticity) ?? []), words]);
  }
  return [...byValue]
    .map(([elasticity, words]) => ({ elasticity, words: words.join('; ') }))
    .toSorted((a, b) => a.elasticity - b.elasticity);
}

function summarise(answers: ReboundAnswers, input: StepInput, breakEven: number | null): string {
  const premise = `A step of ${formatFraction(input.memorySaving)} that lowers cost by ${formatFraction(input.costSaving)}, ${formatFraction(input.passThrough)} of it passed on,`;
  if (breakEven === null) return `${premise} is never offset: nothing reaches the price.`;
  const lead = `${premise} breaks even at elasticity ${formatSignificant(breakEven)} in a fleet that only serves`;
  const own = elasticityOf(answers);
  if (own === null) return `${lead}; the scenario sets a multiple of use instead of an elasticity.`;
  const { quartersExact, firstWholeQuarter } = computeStepOffset({ ...input, usageElasticity: own });
  return quartersExact === null || firstWholeQuarter === null
    ? `${lead}; at the scenario’s ${formatInputNumber(own)} it never is.`
    : `${lead}; at the scenario’s ${formatInputNumber(own)} it is offset after ${formatSignificant(quartersExact)} quarters, first whole quarter ${String(firstWholeQuarter)}.`;
}

/** The two claims that began the project as the engine answers them; they hold for every world. */
export function prepareClaims(world: ExposureWorld): NamedTable {
  const rows = SCENARIO_PRESETS.flatMap(({ id, name, description, scenario }) => {
    const answer = id === 'no-rebound' || id === 'ten-times' ? evaluateExposure(world, scenario) : null;
    if (answer?.ok !== true) return [];
    const { demandIndex } = answer.value.steadyState;
    return [
      [
        textCell(name),
        textCell(description),
        { value: demandIndex, text: `× ${formatInputNumber(demandIndex)}` },
      ],
    ];
  });
  return {
    title: 'Two fixed points',
    summary: 'The two claims with which the question began, answered by the same engine.',
    notes: [],
    table: {
      caption: 'Long-run demand for memory under the two claims',
      columns: [
        { label: 'Claim', unit: null },
        { label: 'Means', unit: null },
        { label: 'Long-run demand', unit: 'of baseline' },
      ],
      rows,
      totals: null,
    },
    fileName: 'two-claims',
  };
}
