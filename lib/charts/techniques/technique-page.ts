/** The page of one technique: sentence, figures, facts and evidence. */
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import { areInConflict } from '../../core/efficiency/technique.ts';
import { evidenceOf, type EvidenceBook } from '../figure-evidence.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';
import { countryWords } from '../models/model-table.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { EVIDENCE_WORDS, familyWords, MATURITY_WORDS, partWords, savingWords } from './technique-words.ts';

export interface TechniquePage {
  readonly parts: readonly SentencePart[];
  readonly figures: readonly PageFigure[];
  readonly evidence: EvidenceBook;
  readonly facts: readonly { readonly label: string; readonly text: string }[];
  readonly rivals: readonly { readonly id: string; readonly name: string }[];
  /** Ids and families that its row names as going with it. */
  readonly stacksWith: string;
}

/** Everything that the page of `technique` says of it; `all` is the catalogue, for what it excludes. */
export function prepareTechniquePage(
  technique: CataloguedTechnique,
  all: readonly CataloguedTechnique[],
): TechniquePage {
  return {
    parts: sentenceOf(technique),
    figures: figuresOf(technique),
    evidence: evidenceBook(technique),
    facts: factsOf(technique),
    rivals: all.filter((other) => areInConflict(technique, other)).map(({ id, name }) => ({ id, name })),
    stacksWith: stacksWords(technique, all),
  };
}

function sentenceOf(technique: CataloguedTechnique): SentencePart[] {
  const { name, savingLow, savingPoint, savingHigh, actsOn, baseline } = technique;
  const parts = partWords(actsOn);
  if (savingPoint === null) {
    const most = savingHigh === null ? '' : `; the most that was reported is ${formatFraction(savingHigh)}`;
    return [plain(`${name} acts on ${parts}; nobody published a fraction${most}, so it is never applied.`)];
  }
  const hasRange = savingLow !== null && savingHigh !== null && savingLow !== savingHigh;
  return [
    plain(`${name} ${savingPoint < 0 ? 'costs' : 'saves'} `),
    figure(formatFraction(Math.abs(savingPoint)), 'saving'),
    ...(hasRange
      ? [
          muted(
            ` (${savingPoint < 0 ? formatFractionRange(-savingHigh, -savingLow) : formatFractionRange(savingLow, savingHigh)})`,
          ),
        ]
      : []),
    plain(` of ${parts}${savingPoint < 0 ? ' on top' : ''}, against ${baseline}.`),
  ];
}

function figuresOf(technique: CataloguedTechnique): PageFigure[] {
  return [
    {
      key: 'saving',
      label: 'Saving of what it acts on',
      value: technique.savingPoint === null ? 'none published' : formatFraction(technique.savingPoint),
      range:
        technique.savingLow === null || technique.savingHigh === null
          ? null
          : formatFractionRange(technique.savingLow, technique.savingHigh),
      note: EVIDENCE_WORDS[technique.evidence],
    },
    {
      key: 'published',
      label: 'First published',
      value: technique.firstPublishedOn === null ? 'no date on file' : formatDate(technique.firstPublishedOn),
      range: null,
      note: `${technique.originLab}, ${countryWords(technique.originCountry)}`,
    },
    {
      key: 'maturity',
      label: 'Maturity',
      value: MATURITY_WORDS[technique.maturity],
      range: null,
      note: familyWords(technique.family).label,
    },
  ];
}

function factsOf(technique: CataloguedTechnique): TechniquePage['facts'] {
  return [
    { label: 'Acts on', text: partWords(technique.actsOn) },
    { label: 'Against', text: technique.baseline },
    {
      label: 'Bytes go instead to',
      text: technique.shiftsDemandTo ?? 'nowhere: they are not stored or read',
    },
    { label: 'Cost in quality', text: technique.qualityCost },
    { label: 'Where in the source', text: technique.whereInSource },
    ...(technique.notes === null ? [] : [{ label: 'Note', text: technique.notes }]),
  ];
}

function stacksWords({ stacksWith }: CataloguedTechnique, all: readonly CataloguedTechnique[]): string {
  const words = stacksWith.map((word) =>
    word === '*' ? 'every other' : (all.find(({ id }) => id === word)?.name ?? familyWords(word).label),
  );
  return words.length === 0 ? 'its row names none' : words.join(', ');
}

function evidenceBook(technique: CataloguedTechnique): EvidenceBook {
  const sources = [
    {
      title: technique.sourceTitle ?? 'source',
      url: technique.url,
      publishedOn: technique.publishedOn,
      where: technique.whereInSource,
    },
  ];
  const { grade } = technique;
  return {
    saving: evidenceOf({
      title: `${technique.name}: saving`,
      value: savingWords(technique),
      grade,
      words: `Fraction saved of ${partWords(technique.actsOn)}, against ${technique.baseline}. ${EVIDENCE_WORDS[technique.evidence]}.`,
      sources,
      notes: technique.notes === null ? [] : [technique.notes],
    }),
    published: evidenceOf({
      title: 'First published',
      value: technique.firstPublishedOn ?? 'no date on file',
      grade,
      words: `By ${technique.originLab}.`,
      sources,
    }),
    maturity: evidenceOf({
      title: 'Maturity',
      value: MATURITY_WORDS[technique.maturity],
      grade,
      words: 'Whether somebody serves with it, ships it in open weights, or has only described it.',
      sources,
    }),
  };
}
