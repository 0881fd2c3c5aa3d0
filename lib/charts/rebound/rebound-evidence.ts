/** What stands behind each figure of the page of rebound. */
import { FORMULAS } from '../evidence-formulas.ts';
import { listEvidenceInputs, type EvidenceInput } from '../evidence-inputs.ts';
import { prepareChain } from '../evidence-steps.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceGrade,
  type EvidenceInputRow,
  type EvidenceStepRow,
  type FigureEvidence,
} from '../figure-evidence.ts';
import { formatDate, formatSignificant, formatUsdBn, formatUsdBnChange } from '../format.ts';
import { elasticityBasis, formatInputNumber, formatInputRange } from '../resolved-inputs.ts';
import { elasticityOf, elasticityRange, savingOf, type ReboundAnswers } from './rebound-answers.ts';
import { writeSaving, type ReboundKey } from './rebound-headline.ts';
import { prepareReboundFigures } from './rebound-figures.ts';

const RANGE_WORDS = '80 % range (P10–P90) of the runs';

/** Evidence by key; figures that the page prints twice share one. */
export function prepareReboundEvidence(answers: ReboundAnswers): EvidenceBook {
  const figures = new Map(prepareReboundFigures(answers).map((figure) => [figure.key, figure]));
  const computed = (
    key: ReboundKey,
    given: Pick<FigureEvidence, 'words'> & Partial<FigureEvidence>,
  ): FigureEvidence => {
    const figure = figures.get(key);
    return evidenceOf({
      title: figure?.label ?? '',
      value: figure?.value ?? '',
      range: figure?.range ?? null,
      rangeWords: figure?.range == null ? null : RANGE_WORDS,
      notes: [figure?.note ?? ''],
      ...given,
    });
  };
  const inputsOf = (pattern: RegExp): readonly EvidenceInputRow[] =>
    listEvidenceInputs(answers.world, answers.point, pattern, null, null).map(toInputRow);
  const { breakEven, offset, change } = FORMULAS;
  const book: Readonly<Record<ReboundKey, FigureEvidence>> = {
    breakEven: computed('breakEven', {
      words: breakEven.words,
      formula: breakEven.symbols,
      inputs: inputsOf(BREAK_EVEN_INPUTS),
    }),
    elasticity: elasticityEvidence(answers),
    probability: computed('probability', {
      words:
        'Share of the runs whose drawn elasticity of use lies above the break-even of the same run. Both vary from run to run, so it is not the place of one number in the range of the other.',
      formula: 'P(ε > ε*)',
      inputs: inputsOf(BREAK_EVEN_INPUTS),
    }),
    offset: computed('offset', {
      words: offset.words,
      formula: offset.symbols,
      steps: stepsOf(answers, 'offset'),
      inputs: inputsOf(offset.inputs),
    }),
    lost: computed('lost', {
      words:
        'Baseline less HBM revenue with rebound, summed from the first quarter to the one before demand is back, or to the horizon; quarters of gain count against it, and it is never below zero.',
      formula: 'Σₖ H₀(k) · (1 − R(k)), k < T*',
      steps: stepsOf(answers, 'change'),
      inputs: inputsOf(change.inputs),
    }),
    regained: computed('regained', {
      words:
        'HBM revenue of the scenario less that of the same scenario at elasticity 0, summed over the horizon.',
      formula: 'Σₖ H₀(k) · (R(k) − R(k; ε = 0))',
      steps: balanceSteps(answers),
      inputs: inputsOf(change.inputs),
    }),
    saving: evidenceOf({
      title: 'Saving',
      value: writeSaving(answers),
      words: `HBM saved per unit of inference work in the long run, ${formatSignificant(savingOf(answers))} as a fraction.`,
      inputs: inputsOf(/^(memory_saving|saving_path)/),
    }),
  };
  return book;
}

const BREAK_EVEN_INPUTS =
  /^(memory_saving|memory_share_of_cost|cost_saving|pass_through|usage_elasticity|training_|context_respend|efficiency_in_guides)/;

function toInputRow(input: EvidenceInput): EvidenceInputRow {
  return {
    label: input.name,
    value: input.value,
    range: input.range,
    grade: input.basis as EvidenceGrade,
    source: input.sourceTitle === null ? null : { title: input.sourceTitle, url: input.sourceUrl },
    note: input.derivation,
  };
}

function stepsOf({ point }: ReboundAnswers, key: 'offset' | 'change'): readonly EvidenceStepRow[] {
  return (prepareChain(point, key)?.steps ?? []).map(({ name, symbol, value, note }) => ({
    label: `${name} ${symbol}`,
    value,
    note,
  }));
}

function balanceSteps({ point, noRebound, balance }: ReboundAnswers): readonly EvidenceStepRow[] {
  const last = balance.quarters.at(-1);
  if (last === undefined) return [];
  const row = (label: string, value: string, note: string): EvidenceStepRow => ({ label, value, note });
  return [
    row('Baseline', formatUsdBn(point.total.baselineHbmUsdBn), 'HBM revenue over the horizon'),
    row('Without rebound', formatUsdBn(noRebound.total.hbmUsdBn), 'elasticity 0'),
    row('With rebound', formatUsdBn(point.total.hbmUsdBn), 'as set'),
    row('Regained', formatUsdBnChange(last.regainedUsdBn), 'with less without rebound'),
    row('Net', formatUsdBnChange(last.netUsdBn), 'with rebound less baseline'),
  ];
}

function elasticityEvidence(answers: ReboundAnswers): FigureEvidence {
  const { world } = answers;
  const row = world.assumptions.find(({ id }) => id === 'usage_elasticity');
  const range = elasticityRange(world);
  const isOwn = elasticityBasis(world) === 'your range';
  const own = elasticityOf(answers);
  return evidenceOf({
    title: isOwn ? 'Your range of the elasticity of use' : 'Evidence on the elasticity of use',
    value: range === null ? 'none' : formatInputRange(range.low, range.high, 'elasticity'),
    range: null,
    grade: isOwn ? 'set by you' : (row?.basis ?? 'assumption'),
    words: row?.derivation ?? 'No row of the registry states it.',
    sources:
      row?.sourceTitle == null
        ? []
        : [{ title: row.sourceTitle, url: row.sourceUrl, publishedOn: null, where: null }],
    notes: [
      ...(row === undefined ? [] : [`Point ${formatInputNumber(row.point)}, as of ${formatDate(row.asOf)}.`]),
      own === null
        ? 'The scenario sets a multiple of use in its place.'
        : `The scenario uses ${formatInputNumber(own)}.`,
      'The estimates themselves stand in the evidence strip further down, each with its source.',
    ],
  });
}
