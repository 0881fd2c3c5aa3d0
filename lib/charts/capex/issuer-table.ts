/** Issuer by issuer: what is reported and guided for the year, on which measure, in the sum or not and why. */
import type { CapexIssuer, CapexTotals } from '../../contracts/capex.ts';
import type { CapexAnnouncementFact } from '../../contracts/facts/capex.ts';
import { tickersOf, type CapexSortKey, type IssuerSet } from '../../core/catalogue/capex-link.ts';
import { judgeGuide } from '../../core/demand/capex-freshness.ts';
import { guideEnds } from '../../core/demand/guide-point.ts';
import {
  quantityCell,
  wordsCell,
  type CatalogueCell,
  type CatalogueColumn,
  type CatalogueRow,
  type CatalogueTable,
} from '../catalogue-table.ts';
import { formatDate } from '../format.ts';
import type { CapexStudy } from './capex-study.ts';
import { formatBn, formatGuideRange, measureWords } from './capex-words.ts';

const NONE = 'none';

function column(
  key: CapexSortKey | 'source',
  label: string,
  options: Partial<CatalogueColumn> = {},
): CatalogueColumn {
  return { key, label, unit: null, isNumber: false, ...options };
}

function amount(key: CapexSortKey, label: string): CatalogueColumn {
  return column(key, label, { unit: 'USD bn', isNumber: true });
}

const COLUMNS: readonly CatalogueColumn[] = [
  column('issuer', 'Issuer'),
  amount('reported', 'Reported'),
  amount('guided', 'Announced, own period'),
  amount('low', 'Year, low'),
  amount('point', 'Year, point'),
  amount('high', 'Year, high'),
  column('measure', 'Measure'),
  column('period', 'Own period'),
  column('place', 'In the sum', { isWide: true }),
  column('source', 'Source', { isWide: true }),
];

interface TableInput {
  readonly totals: CapexTotals;
  readonly announcements: readonly CapexAnnouncementFact[];
  readonly study: CapexStudy;
}

/** The newest guide of an included issuer's year, also after the year was reported. */
function guideIdOf({ history }: CapexStudy, row: CapexIssuer): string | null {
  if (row.announcementId !== null) return row.announcementId;
  const issuer = history.issuers.find(({ ticker }) => ticker === row.ticker);
  return issuer?.vintages.findLast(({ announcementId }) => announcementId !== null)?.announcementId ?? null;
}

/** Cell of a guide's own amount, its range as the quieter line. */
function guideCell(guide: CapexAnnouncementFact | undefined, { asOf }: CapexStudy): CatalogueCell {
  const ends = guide === undefined ? null : guideEnds(guide);
  const cell = quantityCell(ends?.pointUsdBn ?? null, formatBn, guide === undefined ? NONE : 'no amount');
  const range = ends === null ? null : formatGuideRange(ends);
  const aged = { ...cell, age: guide === undefined ? null : judgeGuide(guide, asOf) };
  return range === null ? aged : { ...aged, note: range };
}

/** Calendar or fiscal, as the guide's own period has it. */
function periodCell(
  guide: CapexAnnouncementFact | undefined,
  { year, isIncluded }: { readonly year: number; readonly isIncluded: boolean },
): CatalogueCell {
  if (guide === undefined) return { value: null, text: 'no guide: quarters as reported' };
  const { periodStartOn, periodEndOn, periodLabel } = guide;
  if (periodStartOn === `${String(year)}-01-01` && periodEndOn === `${String(year)}-12-31`) {
    return wordsCell('calendar year');
  }
  if (periodEndOn === null) return wordsCell(periodLabel, { note: 'no end named' });
  return wordsCell(periodLabel, {
    note: `to ${formatDate(periodEndOn)}${isIncluded ? '; by days' : ''}`,
  });
}

/** Whether it is in the chosen sum, and why not. */
function placeCell(row: CapexIssuer, set: IssuerSet): CatalogueCell {
  if (row.ticker !== null && row.includedInTotal && tickersOf(set).includes(row.ticker)) {
    return { value: 'in', text: 'yes' };
  }
  const why = row.includedInTotal
    ? 'not one of the big four; in the model’s total of six'
    : (row.exclusionReason ?? 'outside the rule');
  return { value: 'out', text: 'no', note: why };
}

function sourceCell(guide: CapexAnnouncementFact | undefined): CatalogueCell {
  if (guide === undefined) return { value: null, text: 'filings, by quarter' };
  return {
    ...wordsCell(guide.sourceTitle ?? guide.publisher ?? 'source not named'),
    ...(guide.url === null ? {} : { href: guide.url }),
    note: `${guide.id}, ${formatDate(guide.announcedOn)}, ${guide.grade}`,
  };
}

function toRow(row: CapexIssuer, { announcements, study }: TableInput): CatalogueRow {
  const id = guideIdOf(study, row);
  const guide = announcements.find((announcement) => announcement.id === id);
  const place = placeCell(row, study.link.set);
  const usdBn = (value: number | null): CatalogueCell => quantityCell(value, formatBn, NONE);
  const measure = guide?.comparability ?? null;
  return {
    key: row.issuer,
    facets: { place: String(place.value) },
    search: guide?.summary ?? '',
    isOwn: false,
    cells: [
      wordsCell(row.issuer),
      usdBn(row.actualUsdBn),
      guideCell(guide, study),
      usdBn(row.lowUsdBn),
      usdBn(row.pointUsdBn),
      usdBn(row.highUsdBn),
      measure === null ? { value: null, text: 'not judged' } : wordsCell(measureWords(measure.measure)),
      periodCell(guide, { year: study.year, isIncluded: row.includedInTotal }),
      place,
      sourceCell(guide),
    ],
  };
}

/** Every issuer with a figure for the year, those of the rule first. */
export function prepareIssuerTable(input: TableInput): CatalogueTable {
  const { totals, study } = input;
  return {
    title: `Issuers of ${String(study.year)}, USD bn`,
    noun: 'issuers',
    columns: COLUMNS,
    rows: totals.issuers.map((row) => toRow(row, input)),
    facets: [{ param: 'place', label: 'In the sum', words: { in: 'yes', out: 'no' } }],
    fileName: `capex-issuers-${String(study.year)}-${study.asOf}`,
  };
}
