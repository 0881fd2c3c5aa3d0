import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import { FACT_TABLES, type FactTable } from '#lib/contracts/facts/tables.ts';
import type { FactValue } from '#lib/contracts/facts/summary.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { insertRevisions, listFactHeads, listStandingValues, withdrawFacts } from '#lib/db/fact-writes.ts';
import {
  findNewestBatchId,
  insertSources,
  insertVendors,
  lockImports,
  openBatch,
  VENDOR_TABLES,
  type NewBatch,
  type NewSource,
} from '#lib/db/import-batches.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { findBrokenReferences, findFaultsAcrossRows, type ValuesOf } from './check-references.ts';
import { FACT_PREPARERS } from './fact-preparers.ts';
import { capFaults, type ImportFault } from './import-fault.ts';
import { prepareRestatements, recordRestatements, type RestatementFile } from './import-restatements.ts';
import { isUnchanged, planRevisions, type RevisionPlan } from './plan-revisions.ts';
import type { PreparedFile, PreparedRow } from './prepare-file.ts';

/** Files to import, each complete for its table, and who brings them. */
export interface ImportRequest extends NewBatch {
  readonly files: readonly { readonly name: string; readonly bytes: Uint8Array }[];
  /** Later words on the shipped figures, recorded after them as a batch of their own. */
  readonly restatements?: RestatementFile & { readonly summary: string };
}

/** What an import did, table by table. `unchanged`: nothing differed and no batch was made. */
export interface ImportOutcome {
  readonly status: 'committed' | 'unchanged';
  readonly dataVersion: number;
  readonly tables: readonly ImportedTable[];
}

export interface ImportedTable {
  readonly table: FactTable;
  readonly fileName: string;
  readonly rows: number;
  readonly added: number;
  readonly revised: number;
  readonly withdrawn: number;
}

/**
 * Imports fact files as one batch, restatements as a second: all of it is recorded, or nothing. Each file is complete for its table and
 * origin: keys that the origin recorded and that are gone are withdrawn, another origin's rows stay. Running it again changes nothing. Imports at the same time follow one another.
 *
 * @returns what was done, or every fault found, with file, line, column and reason
 */
export async function importFacts(request: ImportRequest): Promise<Result<ImportOutcome, ImportFault[]>> {
  const prepared = prepareFiles(request);
  if (!prepared.ok) return prepared;
  const { restatements } = request;
  const restated =
    restatements === undefined
      ? ok(null)
      : prepareRestatements(restatements, request.collectedOn, prepared.value);
  if (!restated.ok) return err(capFaults(restated.error));
  return inTransaction(async (tx) => {
    await lockImports(tx);
    const faults = await findBrokenReferences(prepared.value, valuesAfterImport(tx, prepared.value));
    // Nothing is written yet, so that ending the transaction here leaves no trace.
    if (faults.length > 0) return err(capFaults(faults));
    const outcome = await record(tx, request, prepared.value);
    if (restatements === undefined || restated.value === null) return ok(outcome);
    const batch = { ...batchOf(request), origin: 'restatement', summary: restatements.summary } as const;
    return ok(withRestatements(outcome, restated.value, await recordRestatements(tx, batch, restated.value)));
  });
}

function withRestatements(
  outcome: ImportOutcome,
  file: PreparedFile,
  recorded: Awaited<ReturnType<typeof recordRestatements>>,
): ImportOutcome {
  const { table, fileName, rows } = file;
  const done = {
    table,
    fileName,
    rows: rows.length,
    added: 0,
    withdrawn: 0,
    revised: recorded?.revised ?? 0,
  };
  return {
    status: recorded === null ? outcome.status : 'committed',
    dataVersion: recorded?.batchId ?? outcome.dataVersion,
    tables: [...outcome.tables, done],
  };
}

function prepareFiles({ files, collectedOn }: ImportRequest): Result<PreparedFile[], ImportFault[]> {
  const results = files.map(({ name, bytes }) => {
    const table = FACT_TABLES.find((candidate) => FACT_FILES[candidate].fileName === name);
    return table === undefined
      ? err([unknownFile(name)])
      : FACT_PREPARERS[table].prepareFile(bytes, collectedOn);
  });
  const prepared = results.flatMap((result) => (result.ok ? [result.value] : []));
  const faults = results.flatMap((result) => (result.ok ? [] : result.error));
  faults.push(...findRepeatedFiles(prepared), ...prepared.flatMap(findFaultsAcrossRows));
  return faults.length > 0 ? err(capFaults(faults)) : ok(prepared);
}

function findRepeatedFiles(files: readonly PreparedFile[]): ImportFault[] {
  return files
    .filter((file, index) => files.findIndex((other) => other.table === file.table) !== index)
    .map(({ fileName }) => wholeFileFault(fileName, 'is given twice'));
}

function unknownFile(name: string): ImportFault {
  const known = FACT_TABLES.map((table) => FACT_FILES[table].fileName).join(', ');
  return wholeFileFault(name, `is not a fact file; known are ${known}`);
}

function wholeFileFault(file: string, reason: string): ImportFault {
  return { file, line: 1, column: null, value: null, reason };
}

function valuesAfterImport(tx: DbTransaction, files: readonly PreparedFile[]): ValuesOf {
  return async (table, field) => {
    const file = files.find((candidate) => candidate.table === table);
    if (file === undefined) return listStandingValues(tx, table, field);
    return file.rows.map((row) => ({ key: row.key, value: valueOf(row, field) }));
  };
}

function valueOf(row: PreparedRow, field: string): FactValue {
  return field === 'key' ? row.key : (row.content[field] ?? null);
}

async function record(
  tx: DbTransaction,
  batch: NewBatch,
  files: readonly PreparedFile[],
): Promise<ImportOutcome> {
  const plans: RevisionPlan[] = [];
  for (const file of files)
    plans.push(planRevisions(file, await listFactHeads(tx, file.table, batch.origin)));
  const tables = plans.map(toImportedTable);
  if (plans.every(isUnchanged)) {
    return { status: 'unchanged', dataVersion: await findNewestBatchId(tx), tables };
  }
  const batchId = await openBatch(tx, batchOf(batch), plans.map(toBatchFile));
  const changed = plans.flatMap((plan) => [...plan.added, ...plan.revised]);
  const sourceIds = await insertSources(tx, distinctSources(changed));
  await insertVendors(tx, batchId, vendorNames(plans));
  for (const plan of plans) await writePlan(tx, batchId, plan, sourceIds);
  return { status: 'committed', dataVersion: batchId, tables };
}

function batchOf({ origin, summary, owner, author, collectedOn }: NewBatch): NewBatch {
  return { origin, summary, owner, author, collectedOn };
}

async function writePlan(
  tx: DbTransaction,
  batchId: number,
  { file, added, revised, withdrawnKeys }: RevisionPlan,
  sourceIds: ReadonlyMap<string, number>,
): Promise<void> {
  const revisions = [...added, ...revised].map(({ source, ...row }) => ({
    ...row,
    sourceId: source === null ? null : (sourceIds.get(source.fingerprint) ?? null),
  }));
  await insertRevisions(tx, file.table, batchId, revisions);
  await withdrawFacts(tx, file.table, batchId, withdrawnKeys);
}

function distinctSources(rows: readonly PreparedRow[]): NewSource[] {
  const sources = rows.flatMap(({ source }) =>
    source === null ? [] : [[source.fingerprint, source] as const],
  );
  return [...new Map(sources).values()];
}

function vendorNames(plans: readonly RevisionPlan[]): string[] {
  const rows = plans
    .filter(({ file }) => VENDOR_TABLES.includes(file.table))
    .flatMap(({ added, revised }) => [...added, ...revised]);
  return [...new Set(rows.map((row) => String(row.content['vendor'])))];
}

function toImportedTable({ file, added, revised, withdrawnKeys }: RevisionPlan): ImportedTable {
  return {
    table: file.table,
    fileName: file.fileName,
    rows: file.rows.length,
    added: added.length,
    revised: revised.length,
    withdrawn: withdrawnKeys.length,
  };
}

function toBatchFile(plan: RevisionPlan) {
  const { table, fileName, rows, added, revised, withdrawn } = toImportedTable(plan);
  return {
    table,
    fileName,
    sha256: plan.file.sha256,
    rowCount: rows,
    addedCount: added,
    revisedCount: revised,
    withdrawnCount: withdrawn,
  };
}
