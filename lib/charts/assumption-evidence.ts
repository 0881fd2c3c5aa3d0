/** Evidence of one input of the registry, as a page's drawer shows it. */
import type { Assumption, IsoDate } from '../core/facts/types.ts';
import { judgeFreshness, type Freshness } from '../core/freshness/freshness.ts';
import { evidenceOf, type EvidenceGrade, type FigureEvidence } from './figure-evidence.ts';
import { formatDate } from './format.ts';
import { formatInputNumber, formatInputPercent, formatInputRange } from './resolved-inputs.ts';

const DISTRIBUTION_WORDS: Readonly<Record<Assumption['distribution'], string>> = {
  lognormal: 'lognormal in two pieces through the three',
  'logit-normal': 'logit-normal in two pieces through the three',
  normal: 'normal in two pieces through the three',
  fixed: 'held fixed in runs',
};

/**
 * An input's name without what only its evidence needs: up to the first bracket or comma, a year after the comma kept.
 * "Memory saving per unit of work, long run" -> "Memory saving per unit of work".
 */
export function shortInputName(name: string): string {
  return name.replace(/ \(.*$/, '').replace(/,(?! \d).*$/, '');
}

/** Value of an input in its unit. */
export function formatAssumptionValue(value: number, unit: string): string {
  return unit === 'fraction' ? formatInputPercent(value) : `${formatInputNumber(value)} ${unit}`.trim();
}

/** How sure an input is, in the words of the evidence drawer; a reader's own range is said to be that. */
export function gradeOfAssumption({ basis }: Assumption, isOwn: boolean): EvidenceGrade {
  return isOwn ? 'set by you' : basis;
}

/** Age of a row of the registry at a date; null when it was written later. */
export function ageOfAssumption(row: Pick<Assumption, 'asOf'>, asOf: IsoDate): Freshness | null {
  return row.asOf > asOf ? null : judgeFreshness({ kind: 'assumption', newestOn: row.asOf }, asOf);
}

/** Range, derivation and source of `row`; `isOwn` when the reader has set the range. */
export function assumptionEvidence(row: Assumption, isOwn: boolean): FigureEvidence {
  return evidenceOf({
    title: row.name,
    value: formatAssumptionValue(row.point, row.unit),
    range: row.low === row.high ? null : formatInputRange(row.low, row.high, row.unit),
    rangeWords: `P10 to P90; ${DISTRIBUTION_WORDS[row.distribution]}`,
    grade: gradeOfAssumption(row, isOwn),
    words: isOwn ? `${row.derivation}.` : row.derivation,
    sources:
      row.sourceTitle === null
        ? []
        : [{ title: row.sourceTitle, url: row.sourceUrl, publishedOn: null, where: null }],
    notes: [
      `${row.symbol} of section ${row.section} of the model, in ${row.unit}, written ${formatDate(row.asOf)}.`,
      ...(row.notes === null ? [] : [row.notes]),
    ],
  });
}
