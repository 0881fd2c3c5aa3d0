import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import type { CsvRecord } from '../read-csv.ts';
import { firstLine } from '../read-csv.ts';
import type { PlacedFault } from './desk-fault.ts';
import type { TextEncoding } from './detect-encoding.ts';
import type { Dialect } from './dialect.ts';

/** A file whose encoding is known. */
export interface TextFile {
  readonly path: string;
  readonly encoding: TextEncoding;
  /** Whether any cell may be quoted. */
  readonly hasQuotes: boolean;
}

/** Far above any row; a quote that never closes would otherwise swallow the rest of the file. */
const MAX_RECORD_CHARACTERS = 1_000_000;
const RECORDS_PER_BATCH = 1000;
const OPENING_CHARACTERS = 65_536;

/** The file is not CSV from here on. */
export class UnreadableCsv extends Error {
  readonly fault: PlacedFault;

  constructor(fault: PlacedFault) {
    super(fault.what);
    this.name = 'UnreadableCsv';
    this.fault = fault;
  }
}

/** The first lines of a file. */
export async function readOpening(file: TextFile): Promise<string> {
  let opening = '';
  for await (const text of readText(file)) {
    opening += text;
    if (opening.length >= OPENING_CHARACTERS) break;
  }
  return opening;
}

/**
 * Reads a file record by record, the header first, in constant memory. Quoted cells may hold delimiters, quotes and
 * line breaks (read as LF); cells are trimmed; lines without any text are skipped, as Excel leaves them.
 *
 * @throws UnreadableCsv where a quote does not close or stands where none may
 */
export async function* readRecords(file: TextFile, dialect: Dialect): AsyncGenerator<CsvRecord> {
  for await (const batch of readBatches(file, dialect)) yield* batch;
}

/** The same, many records at a time: a million waits for one each would take longer than reading them. */
export async function* readBatches(file: TextFile, dialect: Dialect): AsyncGenerator<CsvRecord[]> {
  const batches = file.hasQuotes ? parseQuoted(file, dialect) : splitLines(file, dialect);
  for await (const batch of batches) {
    const filled = batch.filter(({ cells }) => cells.some((cell) => cell !== ''));
    if (filled.length > 0) yield filled;
  }
}

async function* parseQuoted(file: TextFile, dialect: Dialect): AsyncGenerator<CsvRecord[]> {
  const parser = Readable.from(readText(file)).pipe(
    parse({
      delimiter: dialect.delimiter,
      from_line: dialect.headerLine,
      info: true,
      max_record_size: MAX_RECORD_CHARACTERS,
      relax_column_count: true,
      skip_empty_lines: true,
      trim: true,
    }),
  );
  try {
    let batch: CsvRecord[] = [];
    for await (const { record, info } of parser as AsyncIterable<{
      record: string[];
      info: { lines: number };
    }>) {
      batch.push({ line: firstLine(record, info.lines), cells: record });
      if (batch.length < RECORDS_PER_BATCH) continue;
      yield batch;
      batch = [];
    }
    yield batch;
  } catch (error) {
    if (error instanceof CsvError) throw new UnreadableCsv(describe(error));
    throw error;
  } finally {
    parser.destroy();
  }
}

/** Without a single quote in the file every line is a record, which is read several times as fast. */
async function* splitLines(file: TextFile, { delimiter, headerLine }: Dialect): AsyncGenerator<CsvRecord[]> {
  let line = 0;
  let rest = '';
  const toRecords = (lines: readonly string[]): CsvRecord[] =>
    lines.flatMap((text) => {
      line += 1;
      return line < headerLine ? [] : [{ line, cells: text.split(delimiter).map((cell) => cell.trim()) }];
    });
  for await (const text of readText(file)) {
    const lines = (rest + text).split('\n');
    rest = lines.pop() ?? '';
    if (rest.length > MAX_RECORD_CHARACTERS) {
      const what = 'is longer than a million characters';
      throw new UnreadableCsv({ line: line + lines.length + 1, what, remedy: 'save the file as CSV again' });
    }
    yield toRecords(lines);
  }
  if (rest !== '') yield toRecords([rest]);
}

function describe(error: CsvError): PlacedFault {
  const lines: unknown = error['lines'];
  const line = typeof lines === 'number' ? lines : 1;
  const isEndless = error.code === 'CSV_MAX_RECORD_SIZE' || error.code === 'CSV_QUOTE_NOT_CLOSED';
  return {
    line,
    what: isEndless ? 'has a quote that does not close' : 'has a quote where none may stand',
    remedy: 'put the whole cell in quotes and write each quote inside it twice',
  };
}

/** Text with one kind of line break: the parser counts CR LF inside quotes as two lines. */
async function* readText({ path, encoding }: TextFile): AsyncGenerator<string> {
  const decoder = new TextDecoder(encoding);
  let held = '';
  for await (const chunk of createReadStream(path) as AsyncIterable<Buffer>) {
    const text = held + decoder.decode(chunk, { stream: true });
    held = text.endsWith('\r') ? '\r' : '';
    const whole = held === '' ? text : text.slice(0, -1);
    if (whole !== '') yield whole.includes('\r') ? whole.replaceAll(/\r\n?/g, '\n') : whole;
  }
  const rest = (held + decoder.decode()).replaceAll(/\r\n?/g, '\n');
  if (rest !== '') yield rest;
}
