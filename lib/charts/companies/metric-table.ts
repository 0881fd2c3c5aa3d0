/** Every figure of a vendor on file, to sort and filter, each with its source and the day of its publication. */
import { mainQuarterOf } from '../../core/calendar/proration.ts';
import type { MetricSortKey } from '../../core/vendors/companies-link.ts';
import type { CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import { isOutturn } from '../../core/vendors/quarter-figures.ts';
import { asNativeUnit, toUsdBn } from '../../core/vendors/to-usd.ts';
import { listRowUses, type RowUse } from '../../core/vendors/used-rows.ts';
import type { FxRate } from '../../core/vendors/vendor-facts.ts';
import {
  quantityCell,
  wordsCell,
  type CatalogueCell,
  type CatalogueColumn,
  type CatalogueRow,
  type CatalogueTable,
} from '../catalogue-table.ts';
import { formatDate, formatUsdBn } from '../format.ts';
import { formatMetric, METRIC_KIND_WORDS, metricWords } from './account-words.ts';

function column(
  key: MetricSortKey | 'source',
  label: string,
  options: Partial<CatalogueColumn> = {},
): CatalogueColumn {
  return { key, label, unit: null, isNumber: false, ...options };
}

const COLUMNS: readonly CatalogueColumn[] = [
  column('period', 'Period'),
  column('segment', 'Segment'),
  column('metric', 'Figure'),
  column('value', 'As stated', { unit: 'as its words say', isNumber: true }),
  column('usd', 'In dollars', { unit: 'USD bn', isNumber: true }),
  column('kind', 'Kind'),
  column('grade', 'Grade'),
  column('published', 'Published'),
  column('source', 'Source', { isWide: true }),
];

/** Rows of the table; dollars at the mean rate of the quarter, none for years. */
export function prepareMetricTable(
  { company, metrics }: CompanyStudy,
  rates: readonly FxRate[],
): CatalogueTable {
  return {
    title: `Every figure of ${company.name} on file`,
    noun: 'figures',
    columns: COLUMNS,
    rows: listRowUses(metrics).map((use) => toRow(use, rates)),
    facets: [
      { param: 'seg', label: 'Segment', words: {} },
      { param: 'kind', label: 'Kind', words: METRIC_KIND_WORDS },
    ],
    fileName: `${company.ticker.toLowerCase().replace('.', '-')}-figures`,
  };
}

function toRow(use: RowUse, rates: readonly FxRate[]): CatalogueRow {
  const { row } = use;
  return {
    key: row.key,
    facets: { seg: row.segment, kind: row.reportedOrEstimate },
    search: row.metric,
    isOwn: false,
    cells: [
      {
        value: `${row.periodEndOn} ${row.periodStartOn}`,
        text: row.fiscalQuarter,
        note: `${formatDate(row.periodStartOn)} to ${formatDate(row.periodEndOn)}`,
      },
      wordsCell(row.segment),
      wordsCell(metricWords(row.metric)),
      { value: row.value, text: formatMetric(row.value, row.unit) },
      usdCell(use, rates),
      wordsCell(METRIC_KIND_WORDS[row.reportedOrEstimate], choiceNote(use)),
      wordsCell(row.grade),
      {
        value: row.publishedOn,
        text: row.publishedOn === null ? 'no date visible' : formatDate(row.publishedOn),
      },
      {
        ...wordsCell(row.sourceTitle ?? 'source not named'),
        ...(row.notes === null || row.notes === '' ? {} : { note: row.notes }),
        ...(row.url === null ? {} : { href: row.url }),
      },
    ],
  };
}

function choiceNote({ row, isUsed, reason }: RowUse): Partial<CatalogueCell> {
  if (row.reportedOrEstimate === 'derived' && !isOutturn(row)) return { note: 'from an outlook, no outturn' };
  if (reason === null) return {};
  return { note: isUsed ? `used: ${reason}` : 'kept beside the one used' };
}

function usdCell({ row }: RowUse, rates: readonly FxRate[]): CatalogueCell {
  const unit = asNativeUnit(row.unit);
  if (unit === null) return { value: null, text: 'not money' };
  if (row.calendarQuarter === null && unit !== 'USD_bn') return { value: null, text: 'no rate of a year' };
  const usd = toUsdBn(row.value, unit, mainQuarterOf(row.periodStartOn, row.periodEndOn), rates);
  return isAbsent(usd) ? { value: null, text: usd.absence } : quantityCell(usd.usdBn, formatUsdBn, '');
}
