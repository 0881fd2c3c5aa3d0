/** The catalogue of techniques as a table: capacity and bandwidth apart. */
import type { TECHNIQUE_SORT_KEYS } from '../../core/catalogue/techniques-link.ts';
import type { CataloguedTechnique } from '../../core/efficiency/efficiency-world.ts';
import {
  wordsCell,
  type CatalogueCell,
  type CatalogueColumn,
  type CatalogueRow,
  type CatalogueTable,
} from '../catalogue-table.ts';
import { formatDate, formatFraction, formatFractionRange } from '../format.ts';
import { COUNTRY_FACET_WORDS, countryWords } from '../models/model-table.ts';
import {
  actsOnResource,
  EVIDENCE_WORDS,
  familyWords,
  FAMILY_FACET_WORDS,
  MATURITY_WORDS,
  partWords,
  type Resource,
} from './technique-words.ts';

type SortKey = (typeof TECHNIQUE_SORT_KEYS)[number];
type ColumnKey = SortKey | 'baseline' | 'shifts' | 'quality' | 'evidence';

const WIDE: readonly string[] = ['baseline', 'quality', 'evidence'];

const COLUMNS: readonly CatalogueColumn[] = (
  [
    ['name', 'Technique', null, false],
    ['family', 'Family, acts on', null, false],
    ['capacity', 'Capacity saved', 'fraction', true],
    ['bandwidth', 'Bandwidth saved', 'fraction', true],
    ['other', 'Computing or time saved', 'fraction', true],
    ['baseline', 'Against', null, false],
    ['maturity', 'Maturity', null, false],
    ['published', 'First published', null, true],
    ['lab', 'Lab', null, false],
    ['shifts', 'Bytes go to', null, false],
    ['quality', 'Cost in quality', null, false],
    ['evidence', 'Evidence', null, false],
  ] as const satisfies readonly (readonly [ColumnKey, string, string | null, boolean])[]
).map(([key, label, unit, isNumber]) => ({ key, label, unit, isNumber, isWide: WIDE.includes(key) }));

/** Saving of one resource; a technique that does not touch it says so, one without a fraction too. */
function savingCell(technique: CataloguedTechnique, resource: Resource): CatalogueCell {
  if (!actsOnResource(technique, resource)) return { value: null, text: 'not touched' };
  const { savingLow, savingPoint, savingHigh } = technique;
  if (savingPoint === null) {
    const note = savingHigh === null ? {} : { note: `at most ${formatFraction(savingHigh)}` };
    return { value: null, text: 'none published', ...note };
  }
  const range =
    savingLow === null || savingHigh === null || savingLow === savingHigh
      ? {}
      : { note: formatFractionRange(savingLow, savingHigh) };
  const cost = savingPoint < 0 ? ' more' : '';
  return {
    value: savingPoint,
    text: savingPoint < 0 ? `${formatFraction(-savingPoint)}${cost}` : formatFraction(savingPoint),
    ...range,
  };
}

function toRow(technique: CataloguedTechnique, hrefOf: (id: string) => string): CatalogueRow {
  const { url, sourceTitle, whereInSource } = technique;
  const source = [sourceTitle ?? 'source', whereInSource].filter((words) => words !== '').join(', ');
  return {
    key: technique.id,
    isOwn: false,
    search: `${technique.notes ?? ''} ${technique.conflictsWith.join(' ')} ${countryWords(technique.originCountry)}`,
    facets: {
      family: technique.family,
      country: technique.originCountry,
      maturity: technique.maturity,
      evidence: technique.evidence,
    },
    cells: [
      wordsCell(technique.name, { href: hrefOf(technique.id) }),
      wordsCell(familyWords(technique.family).label, { note: partWords(technique.actsOn) }),
      savingCell(technique, 'capacity'),
      savingCell(technique, 'bandwidth'),
      savingCell(technique, 'other'),
      wordsCell(technique.baseline),
      wordsCell(MATURITY_WORDS[technique.maturity]),
      technique.firstPublishedOn === null
        ? { value: null, text: 'no date on file' }
        : { value: technique.firstPublishedOn, text: formatDate(technique.firstPublishedOn) },
      wordsCell(technique.originLab, { note: countryWords(technique.originCountry) }),
      wordsCell(technique.shiftsDemandTo ?? 'nowhere'),
      wordsCell(technique.qualityCost),
      wordsCell(EVIDENCE_WORDS[technique.evidence], { note: source, ...(url === null ? {} : { href: url }) }),
    ],
  };
}

/** The table of all techniques; `hrefOf` gives the address of a technique's page. */
export function prepareTechniqueTable(
  techniques: readonly CataloguedTechnique[],
  hrefOf: (id: string) => string,
): CatalogueTable {
  return {
    title: 'Every technique of the catalogue',
    noun: 'techniques',
    columns: COLUMNS,
    rows: techniques.map((technique) => toRow(technique, hrefOf)),
    facets: [
      { param: 'family', label: 'Family', words: FAMILY_FACET_WORDS },
      { param: 'country', label: 'Country', words: COUNTRY_FACET_WORDS },
      { param: 'maturity', label: 'Maturity', words: MATURITY_WORDS },
      { param: 'evidence', label: 'Evidence', words: EVIDENCE_WORDS },
    ],
    fileName: 'waterline-techniques',
  };
}
