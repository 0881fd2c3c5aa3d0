/** What the catalogue of techniques says at a glance, with the evidence of each figure. */
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import type { StackAnswer } from '../../core/efficiency/stack.ts';
import { evidenceOf, type EvidenceBook, type FigureEvidence } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatSignificant } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, plain, type SentencePart } from '../sentence.ts';
import type { SetOverlap } from './overlap.ts';
import { BINDING_WORDS, EVIDENCE_WORDS, familyWords, savingWords } from './technique-words.ts';

export interface TechniquesHeadline {
  readonly parts: readonly SentencePart[];
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
  readonly cautions: readonly string[];
}

interface HeadlineInput {
  readonly techniques: readonly CataloguedTechnique[];
  readonly asOf: string;
  /** Null where the reference deployment is not known at the date. */
  readonly overlap: SetOverlap | null;
  readonly deployment: string;
}

const listWords = new Intl.ListFormat('en-GB', { style: 'long', type: 'conjunction' });

function shortName({ name }: CataloguedTechnique): string {
  return name.split(' (')[0] ?? name;
}

function sourceOf(technique: CataloguedTechnique): FigureEvidence['sources'][number] {
  const { name, sourceTitle, url, publishedOn, whereInSource } = technique;
  return { title: `${name}: ${sourceTitle ?? 'source'}`, url, publishedOn, where: whereInSource };
}

/** What holds the deployment back after the set, where that is not what held it back before. */
function bindingWords({ base, optimised }: StackAnswer): string {
  if (base.binding === optimised.binding) return '';
  return `, where ${BINDING_WORDS[optimised.binding]} then binds instead of ${BINDING_WORDS[base.binding]}`;
}

function stackParts({ overlap, deployment }: HeadlineInput): SentencePart[] {
  if (overlap === null) return [plain('.')];
  const { compatible, answer, headlineProduct } = overlap;
  if (compatible.length === 0) return [plain('; no set is chosen.')];
  const names = listWords.format(compatible.map(shortName));
  const one = compatible.length === 1;
  const start = [
    plain(`; the headline${one ? '' : 's'} of ${names} ${one ? 'is' : 'multiply to'} `),
    figure(formatFraction(headlineProduct), 'headline'),
  ];
  if (answer?.memorySaving == null) {
    return [...start, plain(`, but ${deployment} cannot be compared: ${answer?.absence ?? 'not computed'}.`)];
  }
  return [
    ...start,
    plain(one ? ', it saves ' : ', together they save '),
    figure(formatFraction(answer.memorySaving), 'saving'),
    plain(` of HBM hours per token on ${deployment}${bindingWords(answer)}.`),
  ];
}

/** Headline, key figures, evidence and cautions of the catalogue and the chosen set. */
export function prepareTechniquesHeadline(input: HeadlineInput): TechniquesHeadline {
  const { techniques, overlap } = input;
  const withFraction = techniques.filter(({ savingPoint }) => savingPoint !== null);
  const answer = overlap?.answer ?? null;
  return {
    parts: [
      figure(`${String(techniques.length)} techniques`, 'count'),
      plain(', '),
      figure(`${String(withFraction.length)} with a fraction`, 'fraction'),
      ...stackParts(input),
    ],
    figures: figuresOf(input, withFraction),
    evidence: evidenceBook(input, withFraction),
    cautions: [
      ...(overlap?.leftOut ?? []).map(
        ({ technique, excludedBy }) =>
          `${technique.name} is left out of the sum: it and ${excludedBy} exclude each other.`,
      ),
      ...(answer?.caveats ?? []).map((caveat) => `${caveat}.`),
    ],
  };
}

function figuresOf(
  { techniques, overlap }: HeadlineInput,
  withFraction: readonly CataloguedTechnique[],
): PageFigure[] {
  const published = withFraction.filter(({ evidence }) => evidence === 'published').length;
  const inUse = techniques.filter(({ maturity }) => maturity === 'production').length;
  const costs = withFraction.filter(({ savingPoint }) => (savingPoint ?? 0) < 0).length;
  const shifting = techniques.filter(({ shiftsDemandTo }) => shiftsDemandTo !== null).length;
  const conversion = overlap?.answer?.conversion ?? null;
  return [
    {
      key: 'published',
      label: 'Fractions that a source prints',
      value: `${String(published)} of ${String(withFraction.length)}`,
      range: null,
      note: 'the others follow from shapes or bit widths',
    },
    {
      key: 'inUse',
      label: 'In production',
      value: `${String(inUse)} of ${String(techniques.length)}`,
      range: null,
      note: 'somewhere, whatever the share of tokens',
    },
    {
      key: 'shifting',
      label: 'Move bytes elsewhere',
      value: String(shifting),
      range: null,
      note: 'to DRAM, flash, disks or links',
    },
    {
      key: 'costs',
      label: 'Cost instead of saving',
      value: String(costs),
      range: null,
      note: 'on what the row acts on',
    },
    {
      key: 'conversion',
      label: 'HBM hours saved per byte saved',
      value: conversion === null ? 'not computed' : formatSignificant(conversion),
      range: null,
      note: 'chosen set; above 1 when time is saved too',
    },
  ];
}

function evidenceBook(input: HeadlineInput, withFraction: readonly CataloguedTechnique[]): EvidenceBook {
  const { techniques, asOf, overlap, deployment } = input;
  const count = (words: string, value: string, title: string): FigureEvidence =>
    evidenceOf({ title, value, words });
  const published = withFraction.filter(({ evidence }) => evidence === 'published');
  const answer = overlap?.answer ?? null;
  const inputs = (overlap?.compatible ?? []).map((technique) => ({
    label: technique.name,
    value: savingWords(technique),
    range: null,
    grade: technique.grade,
    source: { title: technique.sourceTitle ?? 'source', url: technique.url },
    note: `against ${technique.baseline}; ${EVIDENCE_WORDS[technique.evidence]}`,
  }));
  const base = {
    count: count(
      `Rows of the catalogue published by ${formatDate(asOf)}. One mechanism may have two rows where capacity and bandwidth differ.`,
      String(techniques.length),
      'Techniques in the catalogue',
    ),
    fraction: count(
      'Techniques for which somebody published a fraction, or for which it follows from shapes or bit widths. For the others the saving is blank: nothing is filled in by feel.',
      String(withFraction.length),
      'Techniques with a fraction',
    ),
    published: evidenceOf({
      title: 'Fractions that a source prints',
      value: `${String(published.length)} of ${String(withFraction.length)}`,
      words: 'The fraction, or the ratio that it comes from, stands in the source.',
      sources: published.map(sourceOf),
    }),
    inUse: count(
      'Techniques that somebody serves with. It says nothing of how much: the share of served tokens is not published.',
      String(techniques.filter(({ maturity }) => maturity === 'production').length),
      'Techniques in production',
    ),
    shifting: evidenceOf({
      title: 'Techniques that move bytes elsewhere',
      value: String(techniques.filter(({ shiftsDemandTo }) => shiftsDemandTo !== null).length),
      words:
        'What leaves HBM is then demanded of another tier: a loss for one vendor may be a gain for another.',
      steps: techniques
        .filter(({ shiftsDemandTo }) => shiftsDemandTo !== null)
        .map(({ name, family, shiftsDemandTo }) => ({
          label: name,
          note: familyWords(family).label,
          value: shiftsDemandTo ?? '',
        })),
    }),
    costs: evidenceOf({
      title: 'Techniques that cost on what their row acts on',
      value: String(withFraction.filter(({ savingPoint }) => (savingPoint ?? 0) < 0).length),
      words:
        'The indexer of sparse attention adds cache; a rotation that unpacks more slowly reads longer. The saving is negative there.',
      sources: withFraction.filter(({ savingPoint }) => (savingPoint ?? 0) < 0).map(sourceOf),
    }),
  };
  return { ...base, ...stackEvidence(overlap, answer, inputs, deployment) };
}

function stackEvidence(
  overlap: SetOverlap | null,
  answer: SetOverlap['answer'],
  inputs: FigureEvidence['inputs'],
  deployment: string,
): EvidenceBook {
  if (overlap === null) return {};
  const written = (value: number | null | undefined): string =>
    value == null ? (answer?.absence ?? 'not computed') : formatFraction(value);
  const steps = (answer?.steps ?? []).map(({ technique, hbmIntensityBefore, hbmIntensityAfter }) => ({
    label: overlap.compatible.find(({ id }) => id === technique)?.name ?? technique,
    note: 'GB of HBM held for an hour per million tokens, before → after',
    value:
      hbmIntensityBefore === null || hbmIntensityAfter === null
        ? 'cannot serve'
        : `${formatSignificant(hbmIntensityBefore)} → ${formatSignificant(hbmIntensityAfter)}`,
  }));
  return {
    headline: evidenceOf({
      title: 'Headlines multiplied',
      value: formatFraction(overlap.headlineProduct),
      words:
        'What the headline fractions would save if each acted on the whole footprint and none on what another left. It is a reading, not an estimate: no deployment is made of one part.',
      formula: '1 − Π (1 − x)',
      inputs,
    }),
    saving: evidenceOf({
      title: 'HBM hours per token saved',
      value: written(answer?.memorySaving),
      words: `Accelerator-seconds per request times HBM per accelerator, before and after, on ${deployment}. Each technique acts on its own part and on what the earlier ones left.`,
      formula: 's = 1 − (A·C) after / (A·C) before',
      steps,
      inputs,
      notes: answer?.caveats ?? [],
    }),
    conversion: evidenceOf({
      title: 'HBM hours saved per byte saved',
      value: answer?.conversion == null ? 'not computed' : formatSignificant(answer.conversion),
      words:
        'Saved HBM hours over saved resident bytes at the same batch. Near 0 while computing binds; above 1 when steps also become shorter.',
      formula: 'conversion = s / raw',
      steps: [
        { label: 'HBM hours saved', note: 's', value: written(answer?.memorySaving) },
        { label: 'Resident bytes saved', note: 'raw', value: written(answer?.rawByteSaving) },
      ],
    }),
  };
}
