/** What stands behind the figures of the page. */
import type { UsedInput } from '../../core/exposure/types.ts';
import { FORMULAS } from '../evidence-formulas.ts';
import { formatInputRangeOf, formatInputValue } from '../evidence-inputs.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceInputRow,
  type FigureEvidence,
} from '../figure-evidence.ts';
import { formatFraction, formatRange, formatSignificant, formatUsdBn, formatUsdBnChange } from '../format.ts';
import { gapUsdBn, partLabel, partsOf, spanWords, type ComparedPair } from './compared-pair.ts';
import type { ComparedRun } from './compared-run.ts';
import {
  FIGURE_LABELS,
  movedVendors,
  OUTPUT_FIGURES,
  valueOf,
  writeFigure,
  writeVendor,
  type OutputFigure,
} from './output-rows.ts';
import { intervalWords } from './scenarios-headline.ts';

interface Making {
  readonly words: string;
  readonly formula: string | null;
}

const made = (name: keyof typeof FORMULAS): Making => {
  const { words, symbols } = FORMULAS[name];
  return { words, formula: symbols };
};

/** How each figure is made: those of the Overview by its own formulas. */
const MADE: Readonly<Record<OutputFigure, Making>> = {
  change: made('change'),
  changePct: { words: 'The change over the sum of the baseline.', formula: 'ΔH / Σₖ H₀(k)' },
  runRate: made('runRate'),
  breakEven: made('breakEven'),
  offset: made('offset'),
  fall: { words: 'Share of draws in which HBM revenue over the horizon falls.', formula: null },
  longRun: made('longRun'),
  longRunRevenue: {
    words: 'HBM revenue over its baseline once saving, usage, price and volume are complete.',
    formula: 'R∞ = P(I∞) · Q(I∞), contracts and queue only where the scenario sets them',
  },
};

/** Fields whose value an analyst asks for first. */
const MAIN_FIELDS = [
  'memorySaving',
  'savingReachedBy',
  'usageElasticity',
  'passThrough',
  'memoryShareOfCost',
  'trainingShare',
  'backlogShare',
  'horizonQuarters',
];

export function prepareScenariosEvidence(
  runs: readonly ComparedRun[],
  pair: ComparedPair | null,
): EvidenceBook {
  const vendors = movedVendors(runs);
  return Object.fromEntries<FigureEvidence>([
    ...runs.flatMap((run) => [
      ...OUTPUT_FIGURES.map((figure) => [`${figure}:${run.slot}`, figureEvidence(figure, run)] as const),
      ...vendors.map(
        ({ ticker, name }) => [`value:${run.slot}:${ticker}`, valueEvidence(run, ticker, name)] as const,
      ),
    ]),
    ...(pair === null ? [] : pairEvidence(pair)),
  ]);
}

function figureEvidence(figure: OutputFigure, run: ComparedRun): FigureEvidence {
  const { label, unit } = FIGURE_LABELS[figure];
  const { text, note } = writeFigure(figure, run);
  const { change } = run;
  const interval =
    figure === 'fall' && change !== null ? intervalWords(change.probabilityOfFallInterval) : null;
  return evidenceOf({
    title: `${label}, ${run.name}`,
    value: `${text} (${unit})`,
    range: figure === 'change' ? note : interval,
    rangeWords:
      figure === 'change'
        ? 'P10 to P90 of the draws'
        : interval === null
          ? null
          : 'from eight independent parts of the draws',
    ...MADE[figure],
    steps: figure === 'change' ? changeSteps(run) : [],
    inputs: listInputs(run),
    notes: [`Computed ${spanWords(run)}; the scenario’s own pages show every step.`],
  });
}

function changeSteps({ answer: { total, causesUsdBn } }: ComparedRun): FigureEvidence['steps'] {
  const step = (label: string, value: number, note = ''): FigureEvidence['steps'][number] => ({
    label,
    note,
    value: formatUsdBnChange(value),
  });
  return [
    { label: 'Baseline HBM revenue', note: 'without a saving', value: formatUsdBn(total.baselineHbmUsdBn) },
    step('Saving alone', causesUsdBn.saving, 'usage unchanged'),
    step('Rebound', causesUsdBn.rebound, 'more usage at a lower price'),
    ...(causesUsdBn.anticipated === 0 ? [] : [step('Expected in the guides', causesUsdBn.anticipated)]),
    ...(causesUsdBn.overhang === 0 ? [] : [step('Overhang of contracts', causesUsdBn.overhang)]),
    step('Order backlog', causesUsdBn.backlog),
    step('Contracts', causesUsdBn.contract),
    { label: 'HBM revenue', note: 'with the scenario', value: formatUsdBn(total.hbmUsdBn) },
  ];
}

function valueEvidence(run: ComparedRun, ticker: string, name: string): FigureEvidence {
  const vendor = valueOf(run.answer.vendors, ticker);
  const { text } = writeVendor(vendor);
  return evidenceOf({
    title: `Value change, ${name}, ${run.name}`,
    value: text,
    ...made('value'),
    steps:
      vendor === undefined
        ? []
        : [
            {
              label: 'Operating profit',
              note: 'change over the horizon',
              value: formatUsdBnChange(vendor.ebitChangeUsdBn),
            },
            {
              label: 'Value',
              note: 'change, discounted after tax',
              value: formatUsdBnChange(vendor.valueChangeUsdBn),
            },
            {
              label: 'Market value',
              note: vendor.marketCapAsOn === null ? '' : `on ${vendor.marketCapAsOn}`,
              value: vendor.marketCapUsdBn === null ? 'not known' : formatUsdBn(vendor.marketCapUsdBn),
            },
          ],
    inputs: listInputs(run),
  });
}

function pairEvidence(pair: ComparedPair): (readonly [string, FigureEvidence])[] {
  const { first, second, gap, draws } = pair;
  const parts = partsOf(pair);
  const range = draws === null ? null : formatRange(draws.gap.p10, draws.gap.p90, 'USD bn');
  return [
    [
      'gap',
      evidenceOf({
        title: `Gap in HBM revenue, ${second.name} less ${first.name}`,
        value: formatUsdBnChange(gapUsdBn(pair)),
        range,
        rangeWords: range === null ? null : 'P10 to P90 of the difference, draw by draw in the same world',
        words:
          'Change of HBM revenue of the second scenario less that of the first, every input at its point. Each input’s share is its Shapley share: its mean effect over all orders in which the first scenario can be turned into the second. The shares add up to the gap.',
        formula: 'φᵢ = Σ_S |S|! (n − |S| − 1)! / n! · (v(S ∪ i) − v(S))',
        steps: [
          { label: first.name, note: '', value: formatUsdBnChange(gapStart(pair)) },
          ...parts.map((part) => ({
            label: partLabel(part),
            note:
              gap.ok && gap.value.gapUsdBn !== 0
                ? `${formatFraction(part.shareUsdBn / gap.value.gapUsdBn)} of the gap`
                : '',
            value: formatUsdBnChange(part.shareUsdBn),
          })),
          { label: second.name, note: '', value: formatUsdBnChange(gapStart(pair) + gapUsdBn(pair)) },
        ],
        notes: gap.ok ? [] : [`The gap is not split: ${gap.error}.`],
      }),
    ],
    [
      'differ',
      evidenceOf({
        title: 'Inputs that differ',
        value: gap.ok ? String(parts.length) : gap.error,
        words:
          'Inputs whose values differ between the two. A default that is written out is no difference; inputs that exclude each other (elasticity and multiple of calls, the fleet and one number) count as one.',
        inputs: [...givenInputs(first), ...givenInputs(second)],
      }),
    ],
    ...(draws === null ? [] : [['below', belowEvidence(pair, draws)] as const]),
  ];
}

function gapStart({ first: { answer } }: ComparedPair): number {
  return answer.total.hbmUsdBn - answer.total.baselineHbmUsdBn;
}

function belowEvidence(
  { first, second }: ComparedPair,
  draws: NonNullable<ComparedPair['draws']>,
): FigureEvidence {
  return evidenceOf({
    title: `${second.name} below ${first.name}`,
    value: formatFraction(draws.secondBelow.value),
    range: intervalWords(draws.secondBelow.interval),
    rangeWords: draws.secondBelow.interval === null ? null : 'from eight independent parts of the draws',
    words:
      'Share of draws in which the second scenario changes HBM revenue less favourably than the first. In each draw both meet the same world: an input that both draw has the same value, so what differs is the scenario.',
    steps: [
      { label: `${second.name} below`, note: '', value: formatFraction(draws.secondBelow.value) },
      { label: 'Alike', note: 'but for rounding', value: formatFraction(draws.equal) },
      { label: `${second.name} above`, note: '', value: formatFraction(draws.secondAbove) },
      { label: 'Median difference', note: 'USD bn', value: formatSignificant(draws.gap.p50) },
      { label: 'Draws', note: '', value: String(draws.count) },
    ],
  });
}

function listInputs(run: ComparedRun): readonly EvidenceInputRow[] {
  const main = run.answer.inputs.filter(
    ({ basis, field }) => basis !== 'given' && field !== null && MAIN_FIELDS.includes(field),
  );
  return [...givenInputs(run), ...main.map((input) => toInputRow(input, null))];
}

function givenInputs({ name, answer }: ComparedRun): readonly EvidenceInputRow[] {
  return answer.inputs
    .filter(({ basis }) => basis === 'given')
    .map((input) => toInputRow(input, `set in ${name}`));
}

function toInputRow(input: UsedInput, note: string | null): EvidenceInputRow {
  return {
    label: input.name,
    value: formatInputValue(input),
    range: formatInputRangeOf(input),
    grade: input.basis === 'given' ? 'set by you' : input.basis,
    source: input.source,
    note,
  };
}
