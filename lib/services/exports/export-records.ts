import 'server-only';

import { Readable } from 'node:stream';

import { csvLine } from '#lib/contracts/csv-text.ts';
import { toRemarks } from '#lib/contracts/imports/export-csv.ts';
import {
  MOST_RECORD_NAMES,
  RECORD_SETS,
  type RecordExport,
  type RecordTable,
} from '#lib/contracts/imports/record-export.ts';
import { invalidField, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { openRecords, type OpenRecords, type RecordChoice } from '#lib/db/records/open-records.ts';
import { now } from '#lib/platform/clock.ts';

import { RECORD_NOTES, termsOfSource } from './record-notes.ts';

/** Each holds a connection and a snapshot while it is read. */
const MOST_AT_ONCE = 4;

let underWay = 0;

/** What a request asks of a set of records. */
export interface RecordRequest {
  /** Names separated by commas. */
  readonly names?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly format: 'json' | 'csv';
}

/** The file as it is being made. */
export interface RecordFile {
  readonly fileName: string;
  /** UTF-8 text. */
  readonly bytes: Readable;
}

type Head = Omit<RecordExport, 'rows'>;

/**
 * Opens a set of records as a file of any length in constant memory: provenance first, then the rows as they stood at
 * one instant.
 */
export async function exportRecords(
  table: RecordTable,
  request: RecordRequest,
): Promise<Result<RecordFile, RequestFault>> {
  const choice = readChoice(table, request);
  if (!choice.ok) return choice;
  if (underWay >= MOST_AT_ONCE) {
    const detail = `${String(MOST_AT_ONCE)} exports are under way. Try again when one is done.`;
    return err({ kind: 'busy', detail, retryAfterSeconds: 15 });
  }
  const { columns, jsonOnly } = RECORD_SETS[table];
  const shown = request.format === 'csv' ? columns : [...columns, ...jsonOnly];
  underWay += 1;
  const records = await openRecords(table, choice.value, shown).catch((error: unknown) => {
    underWay -= 1;
    throw error;
  });
  const head = describe(table, choice.value, records, shown);
  const write = request.format === 'csv' ? writeCsv : writeJson;
  const bytes = Readable.from(write(head, records), { objectMode: false });
  bytes.once('close', () => {
    underWay -= 1;
    void records.close();
  });

  return ok({ fileName: nameFile(table, head, request.format), bytes });
}

function readChoice(table: RecordTable, request: RecordRequest): Result<RecordChoice, RequestFault> {
  const { names: listed, from = null, to = null } = request;
  const names = listed === undefined ? null : splitNames(listed);
  if (names !== null && (names.length === 0 || names.length > MOST_RECORD_NAMES)) {
    const { filter } = RECORD_SETS[table];
    return err(
      invalidField(
        filter,
        `must name 1 to ${String(MOST_RECORD_NAMES)}, separated by commas; leave it out for all`,
      ),
    );
  }
  if (from !== null && to !== null && to < from) return err(invalidField('to', 'must not be before from'));

  return ok({ names, fromOn: from, toOn: to });
}

function splitNames(listed: string): readonly string[] {
  return [...new Set(listed.split(',').map((name) => name.trim()))].filter((name) => name !== '');
}

function describe(
  table: RecordTable,
  choice: RecordChoice,
  { sources, dataVersion }: OpenRecords,
  columns: readonly string[],
): Head {
  return {
    title: RECORD_SETS[table].title,
    table,
    madeAt: now().toISOString(),
    dataVersion,
    selection: selectionWords(table, choice),
    rowCount: sources.reduce((sum, { rows }) => sum + rows, 0),
    sources: sources.map((source) => ({ ...source, terms: termsOfSource(source.source) })),
    notes: RECORD_NOTES[table],
    columns,
  };
}

function selectionWords(table: RecordTable, { names, fromOn, toOn }: RecordChoice): string {
  const { filter, dayWords } = RECORD_SETS[table];
  const days =
    fromOn === null && toOn === null
      ? 'every day'
      : `${dayWords} ${[fromOn === null ? '' : `from ${fromOn}`, toOn === null ? '' : `to ${toOn}`].join(' ').trim()}`;

  return `${names === null ? `every ${filter}` : `${filter} ${names.join(', ')}`}; ${days}`;
}

function nameFile(table: RecordTable, { madeAt, dataVersion }: Head, format: 'json' | 'csv'): string {
  return `${table}-${madeAt.slice(0, 10)}-v${String(dataVersion)}.${format}`;
}

async function* writeCsv(head: Head, records: OpenRecords): AsyncGenerator<string> {
  yield toRemarks([
    `Waterline: ${head.title}, ${String(head.rowCount)} rows`,
    `Made ${head.madeAt}; data version ${String(head.dataVersion)}; ${head.selection}`,
    ...head.notes,
    ...head.sources.map(
      ({ source, rows, firstOn, lastOn, terms }) =>
        `Source ${source}: ${String(rows)} rows, ${firstOn} to ${lastOn}. Terms: ${terms}`,
    ),
  ]);
  yield csvLine(head.columns);
  for await (const rows of records.readBatches()) yield rows.map(csvLine).join('');
}

async function* writeJson(head: Head, records: OpenRecords): AsyncGenerator<string> {
  yield `${JSON.stringify(head).slice(0, -1)},"rows":[`;
  let isFirst = true;
  for await (const rows of records.readBatches()) {
    const text = rows.map((row) => JSON.stringify(row)).join(',\n');
    yield isFirst ? text : `,\n${text}`;
    isFirst = false;
  }
  yield ']}\n';
}
