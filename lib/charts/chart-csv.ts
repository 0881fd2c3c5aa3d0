import type { TimelineEvent } from '../core/timeline/types.ts';
import { ageWords } from './series-age.ts';
import type { ChartProvenance, ChartTableModel, ChartTexts } from './chart-model.ts';

/** One line of a CSV file before it is written. */
export type CsvLine = readonly (string | number | null)[];

/**
 * A chart's table as CSV lines: title, summary and provenance first (one cell a line, marked by "#"), then the header with
 * units, then the exact values, not the rounded ones of the page. A missing value is an empty cell.
 *
 * @param link address of the page that shows the same figures
 * @param events of the chart's time axis, one line each above the header
 */
export function toCsvLines(
  texts: Pick<ChartTexts, 'title' | 'summary' | 'table' | 'ages'>,
  provenance: ChartProvenance,
  link: string,
  events: readonly TimelineEvent[] = [],
): CsvLine[] {
  const { table, ages = [] } = texts;
  return [
    [`# ${texts.title}`],
    [`# ${texts.summary}`],
    [`# Scenario: ${provenance.scenario}`],
    [`# Versions: ${provenance.versions}`],
    [`# Source: ${provenance.source}`],
    [`# Link: ${link}`],
    ...(ages.length === 0 ? [] : [[`# Freshness: ${ageWords(ages)}`]]),
    ...events.map(({ on, title, source }) => [
      `# Event ${on}: ${title}${source.url === null ? '' : `, ${source.url}`}`,
    ]),
    columnNames(table),
    ...[...table.rows, ...(table.totals === null ? [] : [table.totals])].map((row) =>
      row.map(({ value }) => value),
    ),
  ];
}

/** Column headers with their units: "Total (USD bn)". */
export function columnNames(table: ChartTableModel): string[] {
  return table.columns.map(({ label, unit }) => (unit === null ? label : `${label} (${unit})`));
}
