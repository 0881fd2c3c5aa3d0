import { contentFields, toSnakeCase } from '#lib/contracts/facts/fact.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { PreviewChange } from '#lib/contracts/imports/imports.ts';
import type { StagedChange, StoredSource } from '#lib/db/desk/staging.ts';

const SOURCE_COLUMNS = [
  ['source_title', 'title'],
  ['source_publisher', 'publisher'],
  ['source_url', 'url'],
  ['source_published_on', 'publishedOn'],
] as const satisfies readonly (readonly [string, keyof StoredSource])[];

/** A change field by field, under the headers of the file; blank cells of new facts are left out. */
export function describeChange(table: FactTable, change: StagedChange): PreviewChange {
  const { columns } = FACT_FILES[table];
  const content = contentFields(FACT_FILES[table]).map((field) => ({
    column: columns.find((column) => column.field === field)?.header ?? field,
    before: change.before?.[toSnakeCase(field)] ?? null,
    after: change.status === 'withdrawn' ? null : (change.after?.[toSnakeCase(field)] ?? null),
  }));
  const source = SOURCE_COLUMNS.filter(([header]) => columns.some((column) => column.header === header)).map(
    ([column, name]) => ({
      column,
      before: change.beforeSource?.[name] ?? null,
      after: change.status === 'withdrawn' ? null : (change.afterSource?.[name] ?? null),
    }),
  );
  const fields = [...content, ...source].filter(({ before, after }) => !isSame(before, after));
  return { line: change.line, key: change.key, status: change.status, fields };
}

function isSame(before: FactValue, after: FactValue): boolean {
  return JSON.stringify(before) === JSON.stringify(after);
}
