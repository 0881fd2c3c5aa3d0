import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { ImportRequest } from '#lib/services/imports/import-facts.ts';

export type Cells = Readonly<Record<string, string>>;
export type NamedFile = ImportRequest['files'][number];

/** A fact file with the given cells by header; every other cell is blank. */
export function fileOf(table: FactTable, rows: readonly Cells[]): NamedFile {
  const { fileName, columns } = FACT_FILES[table];
  const lines = [
    columns.map(({ header }) => header),
    ...rows.map((row) => columns.map(({ header }) => row[header] ?? '')),
  ];
  return textFile(fileName, `${lines.map((cells) => cells.map(quote).join(',')).join('\n')}\n`);
}

export function textFile(name: string, text: string): NamedFile {
  return { name, bytes: new TextEncoder().encode(text) };
}

/** An import of the given files as a user would bring them. */
export function importOf(files: readonly NamedFile[], collectedOn = '2026-11-23'): ImportRequest {
  return { files, collectedOn, origin: 'csv', summary: 'test', owner: 'tester', author: 'tester' };
}

const SOURCE: Cells = {
  source_title: 'Quarterly report',
  source_publisher: 'Example Corp',
  source_url: 'https://example.com/report',
  source_published_on: '2026-07-30',
  confidence: 'primary',
};

export function actualOf(cells: Cells): Cells {
  return {
    issuer: 'Example',
    ticker: 'EX',
    fiscal_quarter: '2026 Q2',
    period_start: '2026-04-01',
    period_end: '2026-06-30',
    capex_usd_bn: '10',
    definition: 'cash',
    ...SOURCE,
    ...cells,
  };
}

export function announcementOf(id: string, cells: Cells = {}): Cells {
  return {
    id,
    issuer: 'Example',
    ticker: 'EX',
    announced_on: '2026-07-30',
    period_label: 'CY2026',
    period_start: '2026-01-01',
    period_end: '2026-12-31',
    kind: 'guidance',
    amount_point_usd_bn: '100',
    currency_original: 'USD',
    amount_original: '100 bn',
    summary: 'Guide.',
    ...SOURCE,
    ...cells,
  };
}

export function techniqueOf(id: string, cells: Cells = {}): Cells {
  return {
    id,
    name: id,
    family: 'kv-quantisation',
    acts_on: 'kv_capacity|kv_bandwidth',
    saving_point: '0.5',
    quality_cost: 'none',
    maturity: 'paper',
    first_published_on: '2025-01-01',
    origin_country: 'US',
    origin_lab: 'Example',
    where_in_source: 'Table 1',
    baseline: 'BF16',
    evidence: 'published',
    source_title: 'Paper',
    source_url: 'https://example.com/paper',
    ...cells,
  };
}

export function eventOf(id: string, cells: Cells = {}): Cells {
  return {
    id,
    occurred_on: '2026-03-24',
    first_trading_day_us: '2026-03-25',
    first_trading_day_kr: '2026-03-25',
    kind: 'efficiency-paper',
    title: 'A paper',
    expected_direction_for_hbm: 'down',
    source_seen: 'yes',
    timing: 'usclose',
    source_title: 'Post',
    source_url: 'https://example.com/post',
    source_published_on: '2026-06-01',
    confidence: 'press',
    ...cells,
  };
}

function quote(cell: string): string {
  return /[",\n\r]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}
