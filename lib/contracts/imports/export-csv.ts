import { toCsv } from '../csv-text.ts';
import type { TableExport } from './export.ts';

/** The header names so many publications; every row names its own. */
const MAX_NAMED_SOURCES = 20;

/** A table as CSV below lines of provenance that begin with #, which an import passes over. */
export function writeExportCsv(body: TableExport): string {
  const { title, asOf, dataVersion, modelVersion, terms, sources, columns, rows } = body;
  const named = sources.slice(0, MAX_NAMED_SOURCES).map((source) => {
    const parts = [source.title, source.publisher, source.publishedOn, source.url];
    return parts.filter((part) => part !== null).join(' - ');
  });
  const rest = sources.length - named.length;
  const remarks = [
    `Waterline: ${title}`,
    `As known on ${asOf}; data version ${String(dataVersion)}; model ${modelVersion}`,
    `Terms: ${terms}`,
    `Sources: ${String(sources.length)}`,
    ...named,
    ...(rest > 0 ? [`and ${String(rest)} more, named in the rows`] : []),
  ];

  return `${toRemarks(remarks)}${toCsv(
    columns.map((heading, index) => ({
      heading,
      cell: (row: TableExport['rows'][number]) => row[index] ?? null,
    })),
    rows,
  )}`;
}

/** Lines that begin with # and hold one remark each, above the header of a file. */
export function toRemarks(remarks: readonly string[]): string {
  return remarks.map((remark) => `# ${remark.replaceAll(/[\r\n]+/g, ' ').replaceAll('"', "'")}\r\n`).join('');
}
