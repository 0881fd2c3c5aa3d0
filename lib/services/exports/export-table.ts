import 'server-only';

import type { z } from 'zod';

import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { toSnakeCase, type FactFile } from '#lib/contracts/facts/fact.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { ExportCell, ExportQuery, TableExport } from '#lib/contracts/imports/export.ts';
import { MODEL_VERSION } from '#lib/contracts/model-version.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { ok, type Result } from '#lib/core/result.ts';
import { listStandingRows, type StandingRow } from '#lib/db/standing-rows.ts';

import { resolveScope } from '../scope/resolve-scope.ts';

const TERMS =
  'The figures are those of the publications named in each row; cite them, and ask their publishers before passing on their text.';

/** What a cell may say of evidence that Waterline itself graded, such as derived figures. */
const WEAKEST_CONFIDENCE = 'estimate';

const LIST_SEPARATORS = ['|', ';'];

/** A fact table as it stands, in the form of its import file: importing the answer again changes nothing. */
export async function exportTable(
  table: FactTable,
  query: ExportQuery,
): Promise<Result<TableExport, RequestFault>> {
  const scope = await resolveScope(query);
  if (!scope.ok) return scope;
  const file: FactFile = FACT_FILES[table];
  const facts = (await listStandingRows(table, scope.value)).toSorted((a, b) => placeOf(a) - placeOf(b));

  return ok({
    title: `${table.replaceAll('_', ' ')}, ${String(facts.length)} rows`,
    table,
    asOf: scope.value.asOf,
    modelVersion: MODEL_VERSION,
    dataVersion: scope.value.dataVersion,
    terms: TERMS,
    sources: countSources(facts),
    columns: file.columns.map(({ header }) => header),
    rows: facts.map((fact) => file.columns.map(({ field }) => toCell(file, field, fact))),
  });
}

/** Tables whose order means something hold it; the others stay in order of key. */
function placeOf({ columns }: StandingRow): number {
  return Number(columns['position'] ?? 0);
}

function toCell(file: FactFile, field: string, fact: StandingRow): ExportCell {
  switch (field) {
    case 'sourceTitle':
    case 'sourcePublisher':
    case 'sourceUrl':
    case 'sourcePublishedOn':
      return fact[field];
    case 'confidence':
      return takes(file, field, fact.grade) ? fact.grade : WEAKEST_CONFIDENCE;
    default:
      return write(file, field, fact.columns[toSnakeCase(field)] ?? null);
  }
}

function write(file: FactFile, field: string, value: FactValue): ExportCell {
  if (typeof value === 'boolean') return value ? 'yes' : 'no';
  if (typeof value === 'number') return writeNumber(value);
  if (value === null || typeof value === 'string') return value;
  const lists = LIST_SEPARATORS.map((separator) => value.join(separator));

  return lists.find((list) => readsAs(file, field, list, value)) ?? lists[0] ?? '';
}

/** The contracts take no exponents. */
function writeNumber(value: number): ExportCell {
  return /e/.test(String(value)) ? value.toFixed(9).replace(/\.?0+$/, '') : value;
}

function readsAs(file: FactFile, field: string, list: string, words: readonly string[]): boolean {
  const read = cellOf(file, field)?.safeParse(list);

  return read?.success === true && JSON.stringify(read.data) === JSON.stringify(words);
}

function takes(file: FactFile, field: string, cell: string): boolean {
  return cellOf(file, field)?.safeParse(cell).success === true;
}

function cellOf(file: FactFile, field: string): z.ZodType | undefined {
  return file.row.shape[field] as z.ZodType | undefined;
}

function countSources(facts: readonly StandingRow[]): TableExport['sources'] {
  const cited = new Map<string, TableExport['sources'][number]>();
  for (const { sourceTitle: title, sourcePublisher: publisher, sourceUrl: url, sourcePublishedOn } of facts) {
    if (title === null && url === null) continue;
    const source = { title, publisher, url, publishedOn: sourcePublishedOn };
    const name = JSON.stringify(source);
    cited.set(name, { ...source, rows: (cited.get(name)?.rows ?? 0) + 1 });
  }

  return [...cited.values()].toSorted((a, b) => b.rows - a.rows);
}
