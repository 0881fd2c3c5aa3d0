import { contentFields, toSnakeCase, type FactFile } from '#lib/contracts/facts/fact.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { openStaging, stageRows, type StagedRow } from '#lib/db/desk/staging.ts';
import { listStandingValues } from '#lib/db/fact-writes.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import { FACT_PREPARERS } from '../fact-preparers.ts';
import { shorten } from '../import-fault.ts';
import type { PreparedRow } from '../prepare-file.ts';
import type { CsvRecord } from '../read-csv.ts';
import { toDeskFault, wholeLine, type DeskFault, type FaultList } from './desk-fault.ts';
import { findFutureDates } from './future-dates.ts';
import type { InspectedFile } from './inspect-file.ts';
import { readCells } from './read-cells.ts';
import { readRecords } from './read-records.ts';

const ROWS_PER_STATEMENT = 500;
export const MAX_STATEMENT_MS = 300_000;

/** How the cells were rewritten, in words for the notes. */
export interface StagedFile {
  readonly notes: readonly string[];
}

/** Reads every row of a file against its contract and lays the good ones down; after a first refusal, only reads on. */
export async function stageFile(
  tx: DbTransaction,
  table: FactTable,
  file: InspectedFile,
  { today, faults }: { readonly today: IsoDate; readonly faults: FaultList },
): Promise<StagedFile> {
  await openStaging(tx, MAX_STATEMENT_MS);
  const positionOf = await makePositions(tx, table);
  const headers = file.columns.map(({ header }) => header);
  let isHeader = true;
  let pending: StagedRow[] = [];
  let rewrittenNumbers = 0;
  let rewrittenDates = 0;
  for await (const record of readRecords(file.text, file.dialect)) {
    if (isHeader) {
      isHeader = false;
      continue;
    }
    const misfit = findMisfit(record, headers.length);
    if (misfit !== null) {
      faults.add(misfit);
      continue;
    }
    const read = readCells(file.columns, record, file.writing);
    rewrittenNumbers += read.rewrittenNumbers;
    rewrittenDates += read.rewrittenDates;
    if (read.faults.length > 0) {
      faults.add(...read.faults);
      continue;
    }
    const prepared = FACT_PREPARERS[table].prepareRecord({
      header: headers,
      record: { line: record.line, cells: read.cells },
      position: positionOf(FACT_FILES[table], headers, read.cells),
      collectedOn: today,
    });
    if (!prepared.ok) {
      faults.add(...prepared.error.map((fault) => asWritten(toDeskFault(fault), headers, record.cells)));
      continue;
    }
    const ahead = describeFutureDates(table, prepared.value, today);
    faults.add(...ahead);
    if (faults.count() > 0) continue;
    pending.push(toStaged(table, prepared.value));
    if (pending.length < ROWS_PER_STATEMENT) continue;
    await stageRows(tx, pending);
    pending = [];
  }
  if (faults.count() === 0) await stageRows(tx, pending);
  return { notes: describeRewritten(rewrittenNumbers, rewrittenDates) };
}

/** A fault of a cell in the form of the contracts, with the cell as the file writes it: that is what is to be mended. */
function asWritten(fault: DeskFault, headers: readonly string[], cells: readonly string[]): DeskFault {
  const written = fault.column === null ? undefined : cells[headers.indexOf(fault.column)];

  return fault.value === null || written === undefined ? fault : { ...fault, value: shorten(written) };
}

function findMisfit({ line, cells }: CsvRecord, columns: number): DeskFault | null {
  const surplus = cells.slice(columns).some((cell) => cell !== '');
  if (cells.length >= columns && !surplus) return null;
  const what = `has ${String(cells.length)} cells but the header has ${String(columns)}`;
  return wholeLine({ line, what, remedy: 'put cells that hold the separator in quotes' });
}

function describeFutureDates(table: FactTable, { line, content }: PreparedRow, today: IsoDate): DeskFault[] {
  return findFutureDates(table, content, today).map(({ field, date }) => ({
    line,
    column: FACT_FILES[table].columns.find((column) => column.field === field)?.header ?? field,
    value: shorten(date),
    what: `lies after today, ${today}`,
    remedy: 'give the day on which it happened, or wait until it has',
  }));
}

type PositionOf = (file: FactFile, headers: readonly string[], cells: readonly string[]) => number;

/** A fact keeps its place among the others; a new one comes after all that stand. */
async function makePositions(tx: DbTransaction, table: FactTable): Promise<PositionOf> {
  if (!FACT_PREPARERS[table].isOrdered) return () => 0;
  const standing = await listStandingValues(tx, table, 'position');
  const places = new Map(standing.map(({ key, value }) => [key, Number(value)]));
  let next = Math.max(-1, ...places.values()) + 1;
  return ({ columns, keyFields }, headers, cells) => {
    const key = keyFields
      .map((field) => columns.find((column) => column.field === field)?.header ?? field)
      .map((header) => cells[headers.indexOf(header)] ?? '')
      .join(' | ');
    const place = places.get(key);
    if (place !== undefined) return place;
    next += 1;
    return next - 1;
  };
}

function toStaged(table: FactTable, row: PreparedRow): StagedRow {
  const { line, key, contentHash, grade, visibleFrom, visibleRule, source, content } = row;
  const fields = FACT_PREPARERS[table].isOrdered
    ? [...contentFields(FACT_FILES[table]), 'position']
    : contentFields(FACT_FILES[table]);
  return {
    ...{ line, key, contentHash, grade, visibleFrom, visibleRule, source },
    content: Object.fromEntries(fields.map((field) => [toSnakeCase(field), content[field] ?? null])),
  };
}

function describeRewritten(numbers: number, dates: number): string[] {
  return [
    ...(numbers === 0
      ? []
      : [`${String(numbers)} numbers had separators or a decimal comma and were read as the changes show.`]),
    ...(dates === 0
      ? []
      : [`${String(dates)} dates were not written YYYY-MM-DD and were read as the changes show.`]),
  ];
}
