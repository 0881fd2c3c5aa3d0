import type { DeskContract } from '#lib/contracts/imports/desk-contract.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { detectEncoding, type DetectedEncoding } from './detect-encoding.ts';
import { wholeLine, type DeskFault } from './desk-fault.ts';
import { detectDialect, nameOf, normaliseHeader, type Dialect } from './dialect.ts';
import { joinStyles, styleOf, type NumberStyle } from './number-style.ts';
import { kindsOf, type CellWriting, type DeskColumn } from './read-cells.ts';
import { readBatches, readOpening, UnreadableCsv, type TextFile } from './read-records.ts';
import type { SpooledFile } from './spool-body.ts';

/** A file of which is known how it is written, but not yet what it says. */
export interface InspectedFile extends SpooledFile {
  readonly text: TextFile;
  readonly dialect: Dialect;
  readonly columns: readonly DeskColumn[];
  readonly writing: CellWriting;
  readonly notes: readonly string[];
}

/** Finds out encoding, delimiter, header and ways of writing numbers of a file: one reading of all of it. */
export async function inspectFile(
  file: SpooledFile,
  contract: DeskContract,
): Promise<Result<InspectedFile, readonly DeskFault[]>> {
  const encoding = await detectEncoding(file.path);
  if (!encoding.ok) return err([wholeLine(encoding.error)]);
  const { hasQuotes } = encoding.value;
  const text = { path: file.path, encoding: encoding.value.encoding, hasQuotes };
  const dialect = detectDialect(
    await readOpening(text),
    contract.columns.map(({ header }) => header),
  );
  if (!dialect.ok) return err([wholeLine(dialect.error)]);
  try {
    const scanned = await scan(text, dialect.value, contract);
    if (!scanned.ok) return scanned;
    const { columns, numberStyle } = scanned.value;
    const writing = { numberStyle, isPlainUsual: dialect.value.delimiter !== ';' };
    const notes = describeWriting(encoding.value, dialect.value);
    return ok({ ...file, text, dialect: dialect.value, columns, writing, notes });
  } catch (error) {
    if (error instanceof UnreadableCsv) return err([wholeLine(error.fault)]);
    throw error;
  }
}

interface Scanned {
  readonly columns: readonly DeskColumn[];
  readonly numberStyle: NumberStyle;
}

async function scan(
  text: TextFile,
  dialect: Dialect,
  contract: DeskContract,
): Promise<Result<Scanned, readonly DeskFault[]>> {
  let columns: readonly DeskColumn[] | null = null;
  let numberStyle: NumberStyle = 'unknown';
  let hasRows = false;
  let numbers: readonly number[] = [];
  for await (const batch of readBatches(text, dialect)) {
    for (const { line, cells } of batch) {
      if (columns === null) {
        const matched = matchHeader(contract, cells, line);
        if (!matched.ok) return matched;
        columns = matched.value;
        numbers = columns.flatMap(({ kind }, index) => (kind === 'number' ? [index] : []));
        continue;
      }
      hasRows = true;
      for (const index of numberStyle === 'mixed' ? [] : numbers) {
        const decisive = styleOf(cells[index] ?? '');
        if (decisive !== null) numberStyle = joinStyles(numberStyle, decisive);
      }
    }
  }
  if (columns === null || !hasRows) {
    const line = dialect.headerLine;
    return err([wholeLine({ line, what: 'has no rows', remedy: 'put at least one row under the header' })]);
  }
  return ok({ columns, numberStyle });
}

/** Columns in the order of the file; Excel's unnamed columns at the end stay without a name. */
function matchHeader(
  contract: DeskContract,
  cells: readonly string[],
  line: number,
): Result<readonly DeskColumn[], readonly DeskFault[]> {
  const kinds = kindsOf(contract);
  const named = cells.slice(0, cells.findLastIndex((cell) => cell !== '') + 1);
  const headers = named.map(normaliseHeader);
  const fault = (column: string, what: string, remedy: string): DeskFault => ({
    line,
    column,
    value: null,
    what,
    remedy,
  });
  const faults = [
    ...[...kinds.keys()]
      .filter((header) => !headers.includes(header) && contract.optionalHeaders?.includes(header) !== true)
      .map((header) => fault(header, 'is missing from the header', 'add the column; its cells may be blank')),
    ...headers.flatMap((header, index) => {
      if (headers.indexOf(header) !== index) {
        return [fault(header, 'occurs twice in the header', 'keep one of the two columns')];
      }
      const remedy = 'remove the column or give it a name of this table';
      if (header === '') return [fault(`column ${String(index + 1)}`, 'has no name in the header', remedy)];
      return kinds.has(header) ? [] : [fault(header, `is not a column of ${contract.table}`, remedy)];
    }),
  ];
  if (faults.length > 0) return err(faults);
  return ok(headers.map((header) => ({ header, kind: kinds.get(header) ?? 'text' })));
}

function describeWriting(
  { encoding, sampleWords }: DetectedEncoding,
  { delimiter, headerLine }: Dialect,
): string[] {
  return [
    ...(encoding === 'windows-1252'
      ? [`The file is not UTF-8 and was read as Windows-1252; check words such as ${sampleWords.join(', ')}.`]
      : []),
    ...(encoding.startsWith('utf-16') ? [`The file was read as ${encoding.toUpperCase()}.`] : []),
    ...(delimiter === ',' ? [] : [`Cells are separated by ${nameOf(delimiter)}.`]),
    ...(headerLine === 1
      ? []
      : [`The header is on line ${String(headerLine)}; what stands above was skipped.`]),
  ];
}
