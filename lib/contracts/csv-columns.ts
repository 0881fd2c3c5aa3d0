import type { Announcement, CapexIssuer } from './capex.ts';
import type { AcceleratorItem, OracleItem, TechniqueItem } from './catalogue.ts';
import type { CsvCell, CsvColumn } from './csv-text.ts';
import type { ModelItem } from './efficiency.ts';
import type { EventItem } from './event-studies.ts';
import type { Rival } from './evidence.ts';
import type { FactsSummary } from './facts-summary.ts';
import type { RefreshRunItem } from './refresh.ts';
import type { VendorItem } from './vendors.ts';

/** Columns of the lists as CSV: the names and units of the JSON fields, nested ones joined by a dot. */
export const ANNOUNCEMENT_COLUMNS: readonly CsvColumn<Announcement>[] = [
  ...columnsOf<Announcement>()([
    'id',
    'issuer',
    'ticker',
    'announcedOn',
    'periodLabel',
    'periodStart',
    'periodEnd',
    'kind',
    'amountLowUsdBn',
    'amountPointUsdBn',
    'amountHighUsdBn',
    'supersedesId',
  ]),
  { heading: 'source.title', cell: (row) => row.source.title },
  { heading: 'source.publisher', cell: (row) => row.source.publisher },
  { heading: 'source.url', cell: (row) => row.source.url },
  { heading: 'source.publishedOn', cell: (row) => row.source.publishedOn },
  ...columnsOf<Announcement>()(['confidence', 'summary']),
];

export const EVENT_COLUMNS: readonly CsvColumn<EventItem>[] = [
  ...columnsOf<EventItem>()([
    'id',
    'occurredOn',
    'timing',
    'firstTradingDayUs',
    'firstTradingDayKr',
    'kind',
    'title',
  ]),
  { heading: 'actors', cell: (row) => row.actors.join('; ') },
  { heading: 'techniques', cell: (row) => row.techniques.join('; ') },
  ...columnsOf<EventItem>()([
    'expectedDirectionForHbm',
    'reportedReaction',
    'computedFirstDayMoves',
    'notes',
  ]),
  { heading: 'source.title', cell: (row) => row.source.title },
  { heading: 'source.url', cell: (row) => row.source.url },
  { heading: 'source.publishedOn', cell: (row) => row.source.publishedOn },
  { heading: 'source.seen', cell: (row) => row.source.seen },
  ...columnsOf<EventItem>()(['confidence']),
];

export const REFRESH_RUN_COLUMNS: readonly CsvColumn<RefreshRunItem>[] = columnsOf<RefreshRunItem>()([
  'id',
  'jobId',
  'source',
  'title',
  'slotAt',
  'state',
  'reason',
  'foldedCount',
  'tries',
  'startedAt',
  'endedAt',
  'nextTryAt',
  'plannedCount',
  'doneCount',
  'failedCount',
  'missingCount',
  'newCount',
  'revisedCount',
  'unchangedCount',
  'quarantinedCount',
  'error',
]);

export const CAPEX_ISSUER_COLUMNS: readonly CsvColumn<CapexIssuer>[] = columnsOf<CapexIssuer>()([
  'issuer',
  'ticker',
  'actualUsdBn',
  'guidedUsdBn',
  'lowUsdBn',
  'pointUsdBn',
  'highUsdBn',
  'announcementId',
  'includedInTotal',
  'exclusionReason',
]);

export const MODEL_COLUMNS: readonly CsvColumn<ModelItem>[] = columnsOf<ModelItem>()([
  'id',
  'name',
  'lab',
  'releasedOn',
  'attention',
  'kvBytesPerToken',
  'kvBytesPerTokenAbsence',
]);

const LIST_SEPARATOR = '|';

export const TECHNIQUE_COLUMNS: readonly CsvColumn<TechniqueItem>[] = [
  ...columnsOf<TechniqueItem>()(['id', 'name', 'family']),
  { heading: 'actsOn', cell: (row) => row.actsOn.join(LIST_SEPARATOR) },
  ...columnsOf<TechniqueItem>()([
    'savingLow',
    'savingPoint',
    'savingHigh',
    'baseline',
    'maturity',
    'firstPublishedOn',
    'originCountry',
    'originLab',
  ]),
  { heading: 'stacksWith', cell: (row) => row.stacksWith.join(LIST_SEPARATOR) },
  { heading: 'conflictsWith', cell: (row) => row.conflictsWith.join(LIST_SEPARATOR) },
  ...columnsOf<TechniqueItem>()([
    'shiftsDemandTo',
    'qualityCost',
    'evidence',
    'whereInSource',
    'notes',
    'sourceTitle',
    'url',
    'publishedOn',
    'grade',
  ]),
];

export const ACCELERATOR_COLUMNS: readonly CsvColumn<AcceleratorItem>[] = columnsOf<AcceleratorItem>()([
  'id',
  'vendor',
  'name',
  'launchedOn',
  'hbmGb',
  'hbmGen',
  'hbmStacks',
  'hbmBandwidthTbS',
  'bf16DenseTflops',
  'fp8DenseTflops',
  'fp4DenseTflops',
  'priceUsdLow',
  'priceUsdPoint',
  'priceUsdHigh',
  'notes',
  'sourceTitle',
  'url',
  'publishedOn',
  'grade',
]);

export const ORACLE_COLUMNS: readonly CsvColumn<OracleItem>[] = columnsOf<OracleItem>()([
  'id',
  'model',
  'quantity',
  'contextTokens',
  'kvFormat',
  'published',
  'ours',
  'deviationPct',
  'tolerancePct',
  'unit',
  'verdict',
  'absence',
  'sourceTitle',
  'sourceUrl',
  'whereInSource',
]);

export const RIVAL_COLUMNS: readonly CsvColumn<Rival>[] = columnsOf<Rival>()([
  'table',
  'key',
  'quantity',
  'vendor',
  'period',
  'low',
  'point',
  'high',
  'unit',
  'definition',
  'note',
  'sourceTitle',
  'publisher',
  'url',
  'publishedOn',
  'grade',
]);

/** One row a vendor: the summary of what its JSON holds in full. */
export const VENDOR_COLUMNS: readonly CsvColumn<VendorItem>[] = [
  ...columnsOf<VendorItem>()(['ticker', 'name', 'currency', 'unit', 'fiscalYearEnd']),
  { heading: 'hbm.kind', cell: ({ hbm }) => hbm.kind },
  { heading: 'hbm.lowPct', cell: ({ hbm }) => hbm.lowPct },
  { heading: 'hbm.pointPct', cell: ({ hbm }) => hbm.pointPct },
  { heading: 'hbm.highPct', cell: ({ hbm }) => hbm.highPct },
  { heading: 'hbm.period', cell: ({ hbm }) => hbm.period },
  { heading: 'hbm.basis', cell: ({ hbm }) => hbm.basis },
  ...(['dram', 'nand', 'hdd'] as const).flatMap((tier): CsvColumn<VendorItem>[] => [
    { heading: `tierMix.${tier}.sharePct`, cell: ({ tierMix }) => tierMix[tier].sharePct },
    { heading: `tierMix.${tier}.absence`, cell: ({ tierMix }) => tierMix[tier].absence },
  ]),
  ...(
    ['label', 'revenue', 'revenueUsdBn', 'operatingIncome', 'operatingMarginPct', 'fxQuotePerUsd'] as const
  ).map((field): CsvColumn<VendorItem> => ({
    heading: `newestQuarter.${field}`,
    cell: ({ newestQuarter }) => newestQuarter?.[field] ?? null,
  })),
  { heading: 'profile.marketCapUsdBn', cell: ({ profile }) => profile?.marketCapUsdBn ?? null },
  { heading: 'profile.marketCapAsOn', cell: ({ profile }) => profile?.marketCapAsOn ?? null },
  { heading: 'exposure.valueChangeUsdBn', cell: ({ exposure }) => exposure?.valueChangeUsdBn ?? null },
  { heading: 'exposure.valueChangePct', cell: ({ exposure }) => exposure?.valueChangePct ?? null },
  { heading: 'exposureAbsence', cell: ({ exposureAbsence }) => exposureAbsence },
  { heading: 'latestPrice.absence', cell: ({ latestPrice }) => latestPrice.absence },
];

type TableSummary = FactsSummary['tables'][number];

export const TABLE_SUMMARY_COLUMNS: readonly CsvColumn<TableSummary>[] = [
  ...columnsOf<TableSummary>()(['table', 'rows', 'newestPublishedOn']),
  ...(['primary', 'press', 'estimate', 'derived', 'assumption'] as const).map((grade) => ({
    heading: `shareByGrade.${grade}`,
    cell: (row: TableSummary) => row.shareByGrade[grade],
  })),
];

/** Fields whose value is a cell as it stands. */
type CellField<Row> = { [Field in keyof Row]: Row[Field] extends CsvCell ? Field : never }[keyof Row] &
  string;

function columnsOf<Row>() {
  return (fields: readonly CellField<Row>[]): readonly CsvColumn<Row>[] =>
    fields.map((field) => ({ heading: field, cell: (row) => row[field] as CsvCell }));
}
