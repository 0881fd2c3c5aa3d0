/** What stands in each table of facts and how good its evidence is, as a table with small bars. */
import { GRADES } from '../../core/catalogue/sources-link.ts';
import type { FactsSummary } from '../../contracts/facts-summary.ts';
import type { Grade } from '../../core/facts/types.ts';
import { numberCell, textCell, type ChartTableModel } from '../chart-model.ts';
import { formatDate, formatFraction } from '../format.ts';
import { nameTable } from '../table-names.ts';
import { formatStored } from './amount-words.ts';

/** One part of a bar, in percent of its width. */
export interface GradeSegment {
  readonly grade: Grade;
  readonly from: number;
  readonly width: number;
}

export interface GradeShareRow {
  readonly table: string;
  readonly name: string;
  readonly segments: readonly GradeSegment[];
}

export interface GradeShares {
  readonly rows: readonly GradeShareRow[];
  /** The same as numbers, one row a table. */
  readonly table: ChartTableModel;
}

/** Tables in their order, empty ones too. */
export function prepareGradeShares(summaries: FactsSummary['tables']): GradeShares {
  return {
    rows: summaries.map(({ table, shareByGrade }) => ({
      table,
      name: nameTable(table),
      segments: segmentsOf(shareByGrade),
    })),
    table: {
      caption: 'Values by table and grade of evidence',
      columns: [
        { label: 'Table', unit: null },
        { label: 'Values', unit: '' },
        { label: 'Newest publication', unit: '' },
        ...GRADES.map((grade) => ({ label: capitalised(grade), unit: '% of values' })),
      ],
      rows: summaries.map(({ table, rows, newestPublishedOn, shareByGrade }) => [
        textCell(nameTable(table)),
        numberCell(rows, formatStored, ''),
        newestPublishedOn === null
          ? textCell('not stated')
          : { value: newestPublishedOn, text: formatDate(newestPublishedOn) },
        ...GRADES.map((grade) => ({
          value: shareByGrade[grade] * 100,
          text: shareByGrade[grade] === 0 ? '–' : formatFraction(shareByGrade[grade]),
        })),
      ]),
      totals: null,
    },
  };
}

function segmentsOf(shares: Readonly<Record<Grade, number>>): GradeSegment[] {
  let from = 0;
  return GRADES.flatMap((grade) => {
    const width = shares[grade] * 100;
    const segment = { grade, from, width };
    from += width;
    return width === 0 ? [] : [segment];
  });
}

/** A word with its first letter large. */
export function capitalised(word: string): string {
  return `${word.charAt(0).toUpperCase()}${word.slice(1)}`;
}
