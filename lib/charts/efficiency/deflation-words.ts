/** An event's way from its headline to the fleet, in words and evidence. */
import type { DeflationItem } from '../../contracts/fleet.ts';
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import type { Assumption } from '../../core/facts/types.ts';
import { evidenceOf, type EvidenceBook, type EvidenceSource } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { assumptionInputs, shortName } from './efficiency-words.ts';

/** A deflation that came to a figure. */
export type DeflatedEvent = DeflationItem & {
  readonly techniqueName: string;
  readonly effective: NonNullable<DeflationItem['effective']>;
};

export type DeflationStepItem = DeflationItem['steps'][number];

export function isDeflated(item: DeflationItem): item is DeflatedEvent {
  return item.effective !== null && item.techniqueName !== null && item.steps.length > 0;
}

/** Names of the steps; `by` is the date of adoption. */
export function stepLabel(step: Pick<DeflationStepItem, 'id'>, by: string): string {
  switch (step.id) {
    case 'claim':
      return 'Headline';
    case 'measured':
      return 'As measured';
    case 'footprint':
      return 'Part that it acts on';
    case 'applicability':
      return 'Where it applies';
    case 'adoption':
      return `In use by ${formatDate(by)}`;
    case 'conversion':
      return 'Becomes less HBM';
    case 'inference':
      return 'Serves, not trains';
  }
}

/** Factor of a step with its range: "× 55.0 % (30.0–78.0 %)"; the first is no factor. */
export function factorWords({ id, low, point, high }: DeflationStepItem): string {
  const sign = id === 'claim' ? '' : '×\u00a0';
  const range = low === high ? '' : ` (${formatFractionRange(low, high)})`;
  return `${sign}${formatFraction(point)}${range}`;
}

/** How much of the headline is left. */
export function keptOf({ steps, effective }: DeflatedEvent): number | null {
  const claim = steps[0]?.point ?? 0;
  return claim === 0 ? null : effective.point / claim;
}

function stepPoint({ steps }: DeflationItem, id: DeflationStepItem['id']): string {
  return formatFraction(steps.find((step) => step.id === id)?.point ?? 0);
}

const PART_NOUNS: Readonly<Record<NonNullable<DeflationItem['part']>, string>> = {
  kv: 'that is cache',
  weights: 'that is weights',
  'prefill time': 'of time that is prefill',
  'decode time': 'of time that is decoding',
  'cache reads': 'of time that reads the cache',
};

/** The sentence of the chosen event: computed, or the reason why there is nothing to compute. */
export function prepareDeflationSentence(item: DeflationItem, by: string): readonly SentencePart[] {
  if (!isDeflated(item)) {
    return [plain(`${item.title}: no figure, because ${item.absence ?? 'it names no technique'}.`)];
  }
  const { effective, claimWords, techniqueName, part } = item;
  const start = item.hasClaim
    ? [plain(`“${claimWords ?? ''}” (`), figure(stepPoint(item, 'claim'), 'step:claim'), plain(') comes to ')]
    : [
        plain(`The headline printed no number; the published `),
        figure(stepPoint(item, 'claim'), 'step:claim'),
        plain(` of ${shortName(techniqueName)} comes to `),
      ];
  return [
    ...start,
    figure(formatFraction(effective.point), 'deflation'),
    muted(` (${formatFractionRange(effective.low, effective.high)})`),
    plain(` of the fleet’s HBM by ${formatDate(by)}: measured it saves `),
    figure(formatFraction(item.steps[1]?.left ?? 0), 'step:measured'),
    plain(', on the '),
    figure(stepPoint(item, 'footprint'), 'step:footprint'),
    plain(` ${part === null ? '' : PART_NOUNS[part]}; it applies to `),
    figure(stepPoint(item, 'applicability'), 'step:applicability'),
    plain(' of the fleet, '),
    figure(stepPoint(item, 'adoption'), 'step:adoption'),
    plain(' of that uses it by then, '),
    figure(stepPoint(item, 'conversion'), 'step:conversion'),
    plain(' becomes less HBM, and '),
    figure(stepPoint(item, 'inference'), 'step:inference'),
    plain(' of HBM serves.'),
  ];
}

export interface DeflationBackground {
  readonly by: string;
  readonly assumptions: readonly Assumption[];
  readonly techniques: readonly CataloguedTechnique[];
  /** Where the event itself is reported; null when not on file. */
  readonly eventSource: EvidenceSource | null;
}

function techniqueSource(technique: CataloguedTechnique | undefined): readonly EvidenceSource[] {
  if (technique === undefined) return [];
  const { name, sourceTitle, url, publishedOn, whereInSource } = technique;
  return [{ title: `${name}: ${sourceTitle ?? 'source'}`, url, publishedOn, where: whereInSource }];
}

/** Evidence of the effective figure and of each step. */
export function prepareDeflationEvidence(item: DeflationItem, background: DeflationBackground): EvidenceBook {
  if (!isDeflated(item)) return {};
  const { by, assumptions, techniques, eventSource } = background;
  const { effective, steps, notAdded } = item;
  const technique = techniqueSource(techniques.find(({ id }) => id === item.technique));
  const event = eventSource === null ? [] : [eventSource];
  const stepBook = steps.map(
    (step) =>
      [
        `step:${step.id}`,
        evidenceOf({
          title: `${stepLabel(step, by)}: ${item.title}`,
          value: formatFraction(step.point),
          ...(step.low === step.high
            ? {}
            : {
                range: formatFractionRange(step.low, step.high),
                rangeWords: 'low to high, one input at a time',
              }),
          grade: step.id === 'claim' ? 'press' : step.id === 'measured' ? 'sourced' : 'assumption',
          words: `${step.note}.`,
          inputs: assumptionInputs(assumptions, step.assumptionIds),
          sources: step.id === 'claim' ? [...event, ...technique] : step.id === 'measured' ? technique : [],
        }),
      ] as const,
  );
  return {
    ...Object.fromEntries(stepBook),
    deflation: evidenceOf({
      title: `Effective saving: ${item.title}`,
      value: formatFraction(effective.point),
      range: formatFractionRange(effective.low, effective.high),
      rangeWords:
        'one input at a time, swings combined as ratios; an input that enters two factors moves both at once',
      grade: 'computed',
      words: `Share of all HBM that the fleet needs less by ${formatDate(by)} than it would without ${item.techniqueName}.`,
      formula: 'claim × measured/claim × part × applicability × adoption × conversion × inference share',
      steps: steps.map((step) => ({
        label: stepLabel(step, by),
        note: step.note,
        value: `${factorWords(step)} → ${formatFraction(step.left)}`,
      })),
      inputs: assumptionInputs(assumptions, [
        ...new Set(steps.flatMap(({ assumptionIds }) => assumptionIds)),
      ]),
      sources: [...event, ...technique],
      notes: notAdded.map(({ technique: id, reason }) => `Not added: ${id}, ${reason}.`),
    }),
  };
}
