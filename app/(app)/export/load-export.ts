import type { FactsSummary } from '#lib/contracts/facts-summary.ts';
import { exportQuerySchema } from '#lib/contracts/imports/export.ts';
import { recordQuerySchema, type RecordTable } from '#lib/contracts/imports/record-export.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { listRecordReach } from '#lib/services/exports/list-record-reach.ts';
import { summariseFactTables } from '#lib/services/facts/summarise-facts.ts';

/** Which records the files hold, as the address says; blank = all. */
export interface RecordChoice {
  readonly symbol: string;
  readonly from: string;
  readonly to: string;
}

/** What stands in each table, and why not what was asked for, if so. */
interface LoadedExport {
  readonly summary: FactsSummary;
  /** Empty where the summary is of what was asked for; else it is of now. */
  readonly faults: readonly string[];
  readonly records: RecordChoice;
  /** Empty where the files hold what was asked for; else they hold everything. */
  readonly recordFaults: readonly string[];
  readonly recordReach: ReadonlyMap<RecordTable, IsoDate | null>;
}

const RECORD_FIELDS = ['symbol', 'from', 'to'];
const ALL_RECORDS: RecordChoice = { symbol: '', from: '', to: '' };

/** Reads what stands at the scope that the address asks for, or now where that cannot be had. */
export async function loadExport(
  asked: Readonly<Record<string, string>>,
): Promise<Result<LoadedExport, RequestFault>> {
  const ofRecords = pick(asked, (field) => RECORD_FIELDS.includes(field));
  const [summary, recordReach] = await Promise.all([
    summariseAsked(pick(asked, (field) => !RECORD_FIELDS.includes(field))),
    listRecordReach(),
  ]);
  const shown = summary.ok ? summary : await summariseFactTables({});
  if (!shown.ok) return shown;

  return ok({
    summary: shown.value,
    faults: summary.ok ? [] : wordsOf(summary.error),
    ...chooseRecords(ofRecords),
    recordReach,
  });
}

function pick(
  asked: Readonly<Record<string, string>>,
  isWanted: (field: string) => boolean,
): Readonly<Record<string, string>> {
  return Object.fromEntries(Object.entries(asked).filter(([field]) => isWanted(field)));
}

function chooseRecords(
  asked: Readonly<Record<string, string>>,
): Pick<LoadedExport, 'records' | 'recordFaults'> {
  const query = parseInput(recordQuerySchema('price_bar'), asked);
  if (!query.ok) return { records: ALL_RECORDS, recordFaults: query.error.map(({ message }) => message) };
  const records = { ...ALL_RECORDS, ...asked };
  if (records.from !== '' && records.to !== '' && records.to < records.from) {
    return { records: ALL_RECORDS, recordFaults: ['to must not be before from'] };
  }

  return { records, recordFaults: [] };
}

async function summariseAsked(
  asked: Readonly<Record<string, string>>,
): Promise<Result<FactsSummary, RequestFault>> {
  const query = parseInput(exportQuerySchema, asked);

  return query.ok ? summariseFactTables(query.value) : err(invalidInput(query.error));
}

function wordsOf(fault: RequestFault): readonly string[] {
  return fault.kind === 'invalid-input' ? fault.faults.map(({ message }) => message) : [fault.detail];
}
