/** Which of several sources for the same figure is used, and why; the others are kept beside it. */
import type { Grade } from '../facts/types.ts';
import type { MetricKind, VendorMetric } from './vendor-facts.ts';

export interface ChosenFigure {
  readonly row: VendorMetric;
  /** Null when there was nothing to choose from. */
  readonly reason: string | null;
  /** The rows that were not used, best first. */
  readonly rivals: readonly VendorMetric[];
}

const KIND_ORDER: readonly MetricKind[] = ['reported', 'derived', 'estimate', 'guidance'];
const KIND_WORDS: Readonly<Record<MetricKind, string>> = {
  reported: 'what the company reported',
  derived: 'arithmetic on reported figures',
  estimate: 'an outside estimate',
  guidance: 'the company’s own outlook',
};
const GRADE_ORDER: readonly Grade[] = ['primary', 'press', 'derived', 'estimate', 'assumption'];
const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  primary: 'a primary document',
  press: 'the press',
  derived: 'a derived figure',
  estimate: 'an estimate',
  assumption: 'an assumption',
};

/**
 * The row to use: reported before derived before estimated before guided, then the better grade, then the newer
 * publication, so that a restatement wins. Throws `RangeError` without rows.
 */
export function chooseFigure(rows: readonly VendorMetric[]): ChosenFigure {
  const [row, ...rivals] = rows.toSorted(
    (a, b) =>
      rankOf(a).reduce((found, rank, index) => found || rank - (rankOf(b)[index] ?? 0), 0) || byNewest(a, b),
  );
  if (row === undefined) throw new RangeError('there is no figure to choose from');
  const [second] = rivals;
  return { row, rivals, reason: second === undefined ? null : reasonFor(row, second) };
}

function rankOf(row: VendorMetric): readonly [kind: number, grade: number] {
  return [KIND_ORDER.indexOf(row.reportedOrEstimate), GRADE_ORDER.indexOf(row.grade)];
}

function byNewest(a: VendorMetric, b: VendorMetric): number {
  return (b.publishedOn ?? '').localeCompare(a.publishedOn ?? '');
}

function reasonFor(row: VendorMetric, second: VendorMetric): string {
  if (row.reportedOrEstimate !== second.reportedOrEstimate) {
    return `${KIND_WORDS[row.reportedOrEstimate]} is used before ${KIND_WORDS[second.reportedOrEstimate]}`;
  }
  if (row.grade !== second.grade) {
    return `${GRADE_WORDS[row.grade]} is used before ${GRADE_WORDS[second.grade]}`;
  }
  return byNewest(row, second) === 0
    ? 'both say when alike; the first on file is used'
    : 'the newer publication is used, as a restatement';
}
