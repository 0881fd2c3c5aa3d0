import { CsvError, parse } from 'csv-parse/sync';
import { err, ok, type Result } from '#lib/core/result.ts';

/** One row of a CSV file with the line on which it starts. */
export interface CsvRecord {
  readonly line: number;
  readonly cells: readonly string[];
}

/** Why the text is not CSV at all. */
export interface CsvFault {
  readonly line: number;
  readonly reason: string;
}

interface RecordWithInfo {
  readonly record: string[];
  readonly info: { readonly lines: number };
}

/**
 * Splits RFC 4180 text into records. A byte order mark is skipped, quoted cells may hold commas, quotes and line
 * breaks (read as LF), cells are trimmed, empty lines are skipped. Records may differ in length: the caller judges that.
 *
 * @returns the records, or the first place where the text is not UTF-8 or a quote does not close
 */
export function readCsv(bytes: Uint8Array): Result<CsvRecord[], CsvFault> {
  try {
    // One kind of line break: the parser counts CR LF inside quotes as two lines.
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes).replace(/\r\n?/g, '\n');
    const parsed = parse(text, {
      bom: true,
      info: true,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }) as unknown as RecordWithInfo[];
    return ok(parsed.map(({ record, info }) => ({ line: firstLine(record, info.lines), cells: record })));
  } catch (error) {
    if (error instanceof CsvError)
      return err({ line: lineOf(error), reason: `is not CSV: ${error.message}` });
    if (error instanceof TypeError) {
      return err({ line: 1, reason: 'is not UTF-8 text; save the file as CSV UTF-8' });
    }
    throw error;
  }
}

/** Line on which a record starts; the parser counts the one on which it ends. */
export function firstLine(record: readonly string[], lastLine: number): number {
  const breaks = record.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0);
  return lastLine - breaks;
}

function lineOf(error: CsvError): number {
  const lines: unknown = error['lines'];
  return typeof lines === 'number' ? lines : 1;
}
