import { createHash } from 'node:crypto';
import type { z } from 'zod';
import { contentFields, type FactFile, type SourceCells } from '#lib/contracts/facts/fact.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { Grade, IsoDate } from '#lib/core/facts/types.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { NewSource } from '#lib/db/import-batches.ts';
import type { ImportFault } from './import-fault.ts';
import { parseFactFile, parseRecord, type ParsedRow } from './parse-fact-file.ts';
import { endOfReducedDate } from './period-end.ts';
import type { CsvRecord } from './read-csv.ts';
import { dependsOnCollection, type Visibility } from './visibility.ts';

/** A row ready to become a revision. */
export interface PreparedRow extends Visibility {
  readonly line: number;
  readonly key: string;
  readonly contentHash: string;
  readonly grade: Grade;
  readonly source: NewSource | null;
  /** By field name. */
  readonly content: Readonly<Record<string, FactValue>>;
}

/** A whole file ready to be compared with what the database holds. */
export interface PreparedFile {
  readonly table: FactTable;
  readonly fileName: string;
  readonly sha256: string;
  readonly rows: readonly PreparedRow[];
  /** Header of a field, for faults found later. */
  readonly headerOf: (field: string) => string;
}

/** How the rows of one table get their grade and their first visible day. */
export interface ProvenanceRules<Row> {
  readonly grade: (row: Row) => Grade;
  readonly visibility: (row: Row, collectedOn: IsoDate) => Visibility;
  /** Faults that need the whole row as the engine sees it. */
  readonly check?: (row: Row) => readonly { readonly field: string; readonly reason: string }[];
  /** True when the order of the rows means something and is kept as `position`. */
  readonly isOrdered?: boolean;
}

/** One record of a file, with what its preparation needs beside its cells. */
export interface RecordToPrepare {
  readonly header: readonly string[];
  readonly record: CsvRecord;
  /** Place among the rows of the table, where that means something. */
  readonly position: number;
  readonly collectedOn: IsoDate;
}

/** How the files of one table become rows ready for the database. */
export interface FactPreparer {
  readonly isOrdered: boolean;
  /** Reads one complete file, or every fault in it. */
  readonly prepareFile: (bytes: Uint8Array, collectedOn: IsoDate) => Result<PreparedFile, ImportFault[]>;
  /** Reads one record apart from its file. */
  readonly prepareRecord: (record: RecordToPrepare) => Result<PreparedRow, ImportFault[]>;
}

/** Joins a file's contract with its rules of provenance. */
export function preparerOf<Row extends z.ZodObject>(
  file: FactFile<Row>,
  rules: ProvenanceRules<z.output<Row>>,
): FactPreparer {
  const headerOf = (field: string): string =>
    file.columns.find((column) => column.field === field)?.header ?? field;
  const check = ({ row, line }: ParsedRow<z.output<Row>>, collectedOn: IsoDate): ImportFault[] =>
    [...(rules.check?.(row) ?? []), ...checkPublication(row, collectedOn)].map(({ field, reason }) => ({
      file: file.fileName,
      line,
      column: headerOf(field),
      value: String((row as Record<string, FactValue>)[field] ?? ''),
      reason,
    }));

  return {
    isOrdered: rules.isOrdered === true,
    prepareFile: (bytes, collectedOn) => {
      const parsed = parseFactFile(file, bytes);
      if (!parsed.ok) return parsed;
      const faults = parsed.value.rows.flatMap((row) => check(row, collectedOn));
      if (faults.length > 0) return err(faults);
      const { sha256 } = parsed.value;
      const rows = parsed.value.rows.map((row, position) =>
        prepareRow(file, rules, { row, position, collectedOn }),
      );
      return ok({ table: file.table, fileName: file.fileName, sha256, rows, headerOf });
    },
    prepareRecord: ({ header, record, position, collectedOn }) => {
      const parsed = parseRecord(file, header, record);
      if (!parsed.ok) return parsed;
      const faults = check(parsed.value, collectedOn);
      return faults.length > 0
        ? err(faults)
        : ok(prepareRow(file, rules, { row: parsed.value, position, collectedOn }));
    },
  };
}

interface PlacedRow<Row> {
  readonly row: ParsedRow<Row>;
  readonly position: number;
  readonly collectedOn: IsoDate;
}

function prepareRow<Row extends z.ZodObject>(
  file: FactFile<Row>,
  rules: ProvenanceRules<z.output<Row>>,
  { row: { row, line, key }, position, collectedOn }: PlacedRow<z.output<Row>>,
): PreparedRow {
  const cells = row as Readonly<Record<string, FactValue>>;
  const content = Object.fromEntries(contentFields(file).map((field) => [field, cells[field] ?? null]));
  const placed = rules.isOrdered === true ? { ...content, position } : content;
  const source = toSource(row);
  const grade = rules.grade(row);
  const visibility = rules.visibility(row, collectedOn);
  const { visibleRule, visibleFrom } = visibility;
  const said = { grade, source, content: placed, visibleFrom, visibleRule };
  return { line, key, contentHash: hashOfSaid(said), ...said };
}

/** Hash of all that a revision says. The day of import must not make a revision of an unchanged row. */
export function hashOfSaid(said: Omit<PreparedRow, 'line' | 'key' | 'contentHash'>): string {
  const { content, source, grade, visibleRule, visibleFrom } = said;
  const since = dependsOnCollection(visibleRule) ? null : visibleFrom;
  return sha256(JSON.stringify([content, source?.fingerprint ?? null, grade, visibleRule, since]));
}

function toSource(row: SourceCells): NewSource | null {
  const title = row.sourceTitle ?? null;
  const publisher = row.sourcePublisher ?? null;
  const url = row.sourceUrl ?? null;
  const publishedOn = row.sourcePublishedOn ?? null;
  return title === null && url === null ? null : citeSource({ title, publisher, url, publishedOn });
}

/** A publication as it is stored: one row for each that differs in title, publisher, address or date. */
export function citeSource(cited: Pick<NewSource, 'title' | 'publisher' | 'url' | 'publishedOn'>): NewSource {
  const { title, publisher, url, publishedOn } = cited;
  const fingerprint = sha256(JSON.stringify([title, publisher, url, publishedOn]));
  const publishedBy = publishedOn === null ? null : endOfReducedDate(publishedOn);
  return { fingerprint, title, publisher, url, publishedOn, publishedBy };
}

function checkPublication(row: SourceCells, collectedOn: IsoDate): { field: string; reason: string }[] {
  const publishedOn = row.sourcePublishedOn ?? null;
  if (publishedOn === null || publishedOn <= collectedOn) return [];
  return [{ field: 'sourcePublishedOn', reason: `lies after ${collectedOn}, the day of collection` }];
}

function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}
