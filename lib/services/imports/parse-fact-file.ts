import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { FactFile } from '#lib/contracts/facts/fact.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { shorten, type ImportFault } from './import-fault.ts';
import { readCsv, type CsvRecord } from './read-csv.ts';

/** A row that passed its schema. */
export interface ParsedRow<Row> {
  readonly line: number;
  readonly key: string;
  readonly row: Row;
}

/** A file whose every row passed. */
export interface ParsedFile<Row> {
  readonly file: FactFile;
  readonly sha256: string;
  readonly rows: readonly ParsedRow<Row>[];
}

const KEY_SEPARATOR = ' | ';

/**
 * Reads one fact file against its contract. All faults are collected: wrong or missing headers, rows of a wrong
 * length, each bad cell, and keys that occur twice.
 */
export function parseFactFile<Row extends z.ZodObject>(
  file: FactFile<Row>,
  bytes: Uint8Array,
): Result<ParsedFile<z.output<Row>>, ImportFault[]> {
  const records = readCsv(bytes);
  if (!records.ok) return err([fileFault(file, records.error.line, records.error.reason)]);

  const [header, ...body] = records.value;
  const headerFaults = header === undefined ? [fileFault(file, 1, 'is empty')] : checkHeader(file, header);
  if (header === undefined || headerFaults.length > 0) return err(headerFaults);
  if (body.length === 0) {
    return err([fileFault(file, 1, 'has no rows; a complete file without rows would withdraw every fact')]);
  }

  const parsed = body.map((record) => parseRecord(file, header.cells, record));
  const rows = parsed.flatMap((result) => (result.ok ? [result.value] : []));
  const faults = [
    ...parsed.flatMap((result) => (result.ok ? [] : result.error)),
    ...findRepeatedKeys(file, rows),
  ];
  if (faults.length > 0) return err(faults.toSorted((a, b) => a.line - b.line));
  return ok({ file, sha256: createHash('sha256').update(bytes).digest('hex'), rows });
}

function checkHeader(file: FactFile, header: CsvRecord): ImportFault[] {
  const expected = file.columns.map((column) => column.header);
  const missing = expected.filter((name) => !header.cells.includes(name));
  const unknown = header.cells.filter((name) => !expected.includes(name));
  const repeated = header.cells.filter((name, index) => header.cells.indexOf(name) !== index);
  const headerFault = (column: string, reason: string): ImportFault => ({
    file: file.fileName,
    line: header.line,
    column,
    value: null,
    reason,
  });
  return [
    ...missing.map((name) => headerFault(name, 'is missing from the header')),
    ...unknown.map((name) => headerFault(name, `is not a column of ${file.fileName}; remove or rename it`)),
    ...repeated.map((name) => headerFault(name, 'occurs twice in the header')),
  ];
}

/** Reads one record against its contract, or every fault in it. */
export function parseRecord<Row extends z.ZodObject>(
  file: FactFile<Row>,
  header: readonly string[],
  { line, cells }: CsvRecord,
): Result<ParsedRow<z.output<Row>>, ImportFault[]> {
  if (cells.length !== header.length) {
    const counts = `has ${String(cells.length)} cells but the header has ${String(header.length)}`;
    return err([fileFault(file, line, `${counts}; quote cells that contain commas`)]);
  }
  const written = new Map(header.map((name, index) => [name, cells[index] ?? '']));
  const cellOf = (field: string): [string, string] => {
    const column = file.columns.find((candidate) => candidate.field === field);
    return [column?.header ?? field, written.get(column?.header ?? field) ?? ''];
  };
  const input = Object.fromEntries(file.columns.map(({ field }) => [field, cellOf(field)[1]]));
  const parsed = file.row.safeParse(input);
  if (parsed.success) {
    const key = keyOf(file, (field) => cellOf(field)[1]);
    return ok({ line, key, row: parsed.data });
  }
  // The first fault of a cell explains it; the others follow from it.
  const reasons = new Map(
    parsed.error.issues.toReversed().map((issue) => [String(issue.path[0]), issue.message]),
  );
  const faulty = file.columns.filter(({ field }) => reasons.has(field));
  return err(
    faulty.map(({ field }) => {
      const [column, value] = cellOf(field);
      return { file: file.fileName, line, column, value: shorten(value), reason: reasons.get(field) ?? '' };
    }),
  );
}

/** Natural key of a row from its cells, as the file writes them. */
export function keyOf<Row extends z.ZodObject>(
  { keyFields }: FactFile<Row>,
  cellOf: (field: string) => string,
): string {
  return keyFields.map(cellOf).join(KEY_SEPARATOR);
}

function findRepeatedKeys(file: FactFile, rows: readonly ParsedRow<unknown>[]): ImportFault[] {
  const firstLines = new Map<string, number>();
  return rows.flatMap(({ key, line }) => {
    const first = firstLines.get(key);
    if (first === undefined) {
      firstLines.set(key, line);
      return [];
    }
    const column = file.columns
      .filter(({ field }) => file.keyFields.includes(field))
      .map(({ header }) => header)
      .join(' + ');
    const reason = `repeats the key of line ${String(first)}; each fact may occur once in a file`;
    return [{ file: file.fileName, line, column, value: shorten(key), reason }];
  });
}

function fileFault(file: FactFile, line: number, reason: string): ImportFault {
  return { file: file.fileName, line, column: null, value: null, reason };
}
