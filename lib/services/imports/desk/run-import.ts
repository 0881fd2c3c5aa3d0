import { createHash } from 'node:crypto';
import type { Member } from '#lib/auth/viewer.ts';
import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { ChangeCountsItem, ImportTable, PreviewChange } from '#lib/contracts/imports/imports.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { findBrokenRule } from '#lib/db/broken-rule.ts';
import {
  compareStaged,
  countChanges,
  listChanges,
  withdrawMissing,
  type ChangeCounts,
} from '#lib/db/desk/staging.ts';
import { writeStaged } from '#lib/db/desk/write-staged.ts';
import { findNewestBatchId, lockImports, openBatch } from '#lib/db/import-batches.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { today } from '#lib/platform/clock.ts';
import { toActor } from '../../accounts/actor.ts';
import { checkIssuers, checkRepeatedKeys, findStandingFaults } from './check-staged.ts';
import { describeChange } from './describe-changes.ts';
import { createFaultList, wholeLine, type DeskFault, type FaultList } from './desk-fault.ts';
import { inspectFile } from './inspect-file.ts';
import type { SpooledFile } from './spool-body.ts';
import { MAX_STATEMENT_MS, stageFile } from './stage-file.ts';

/** What is asked of a file, beside its bytes. */
export interface ImportChoices<Table extends ImportTable = ImportTable> {
  readonly table: Table;
  /** The file is the whole table: what it lacks is withdrawn. */
  readonly isComplete: boolean;
  readonly mayHaveNewNames: boolean;
}

/** Who imports for good, and why. */
export interface Commitment {
  readonly member: Member;
  readonly reason: string;
  /** Data version that the preview saw; another one ends the import. */
  readonly dataVersion: number;
}

/** What an import did, or would do. */
export interface ImportReport {
  readonly outcome: 'committed' | 'unchanged' | 'rehearsed' | 'refused' | 'overtaken';
  readonly dataVersion: number;
  readonly batchId: number | null;
  readonly notes: readonly string[];
  readonly counts: ChangeCountsItem | null;
  readonly changes: readonly PreviewChange[];
  readonly faults: readonly DeskFault[];
  readonly faultCount: number;
}

const MAX_SHOWN_CHANGES = 200;
const MAX_DURATION_MS = 600_000;

/** Carries a report out of a transaction that must leave no trace. */
class RolledBack extends Error {
  readonly report: ImportReport;

  constructor(report: ImportReport) {
    super('rolled back on purpose');
    this.report = report;
  }
}

/**
 * Imports a file in one transaction, or rehearses that: without a commitment everything is done as it would be and
 * then rolled back, so that a preview sees every rule that an import meets, those of the database included.
 */
export async function runImport(
  file: SpooledFile,
  choices: ImportChoices<FactTable>,
  commitment: Commitment | null,
): Promise<ImportReport> {
  const faults = createFaultList();
  let dataVersion = 0;
  const inspected = await inspectFile(file, FACT_FILES[choices.table]);
  if (!inspected.ok) faults.add(...inspected.error);
  try {
    return await inTransaction(
      async (tx) => {
        if (!inspected.ok) throw new RolledBack(refused(await findNewestBatchId(tx), [], faults));
        const { notes } = await stageFile(tx, choices.table, inspected.value, { today: today(), faults });
        // From here on nobody else imports, so that what is compared is what is written over.
        await lockImports(tx);
        dataVersion = await findNewestBatchId(tx);
        const allNotes = [...inspected.value.notes, ...notes];
        if (commitment !== null && commitment.dataVersion !== dataVersion) {
          throw new RolledBack({ ...refused(dataVersion, allNotes, faults), outcome: 'overtaken' });
        }
        await checkRows(tx, choices, faults);
        if (faults.count() > 0) throw new RolledBack(refused(dataVersion, allNotes, faults));
        const report = await writeRows(tx, file, choices, { commitment, dataVersion, faults });
        const noted = { ...report, notes: allNotes };
        if (report.outcome === 'committed' || report.outcome === 'unchanged') return noted;
        throw new RolledBack(noted);
      },
      { maxDurationMs: MAX_DURATION_MS + MAX_STATEMENT_MS },
    );
  } catch (error) {
    if (error instanceof RolledBack) return error.report;
    const rule = findBrokenRule(error);
    if (rule === null) throw error;
    faults.add(brokenRule(rule));
    return refused(dataVersion, [], faults);
  }
}

async function checkRows(
  tx: DbTransaction,
  choices: ImportChoices<FactTable>,
  faults: FaultList,
): Promise<void> {
  if (faults.count() > 0) return;
  await compareStaged(tx, choices.table);
  await checkRepeatedKeys(tx, choices.table, faults);
  if (!choices.mayHaveNewNames) await checkIssuers(tx, choices.table, faults);
  if (choices.isComplete) await withdrawMissing(tx, today());
}

interface Writing {
  readonly commitment: Commitment | null;
  readonly dataVersion: number;
  readonly faults: FaultList;
}

async function writeRows(
  tx: DbTransaction,
  file: SpooledFile,
  choices: ImportChoices<FactTable>,
  { commitment, dataVersion, faults }: Writing,
): Promise<ImportReport> {
  const { table } = choices;
  const stored = await countChanges(tx);
  const counts = toItem(stored);
  const changes = (await listChanges(tx, table, MAX_SHOWN_CHANGES)).map((change) =>
    describeChange(table, change),
  );
  const none = { notes: [], counts, changes, faults: [], faultCount: 0 };
  if (stored.added + stored.revised + stored.withdrawn === 0) {
    const outcome = commitment === null ? 'rehearsed' : 'unchanged';
    return { ...none, outcome, dataVersion, batchId: null };
  }
  const batchId = await openDeskBatch(tx, file, choices, { counts: stored, commitment });
  await writeStaged(tx, table, batchId);
  faults.add(...(await findStandingFaults(tx, table)));
  if (faults.count() > 0) return { ...refused(dataVersion, [], faults), counts, changes };
  if (commitment === null) return { ...none, outcome: 'rehearsed', dataVersion, batchId: null };
  await recordAudit(tx, {
    ...toActor(commitment.member),
    action: 'import.committed',
    entityType: 'import_batch',
    entityId: String(batchId),
    after: { table, ...counts, sha256: file.sha256, reason: commitment.reason },
  });
  return { ...none, outcome: 'committed', dataVersion: batchId, batchId };
}

async function openDeskBatch(
  tx: DbTransaction,
  { sha256 }: SpooledFile,
  { table }: ImportChoices<FactTable>,
  { counts, commitment }: { readonly counts: ChangeCounts; readonly commitment: Commitment | null },
): Promise<number> {
  const author = commitment?.member.name ?? 'rehearsal';
  const summary = commitment?.reason ?? 'rehearsal';
  return openBatch(tx, { origin: 'csv', summary, owner: author, author, collectedOn: today() }, [
    {
      table,
      fileName: FACT_FILES[table].fileName,
      sha256,
      rowCount: counts.rows,
      addedCount: counts.added,
      revisedCount: counts.revised,
      withdrawnCount: counts.withdrawn,
    },
  ]);
}

/** Names the file, what was asked of it and the data that it was held against. */
export function fingerprintOf({ sha256 }: SpooledFile, choices: ImportChoices, dataVersion: number): string {
  const { table, isComplete, mayHaveNewNames } = choices;
  const text = JSON.stringify([sha256, table, isComplete, mayHaveNewNames, dataVersion]);
  return `${String(dataVersion)}-${createHash('sha256').update(text).digest('hex').slice(0, 32)}`;
}

/** Nothing is written, for the faults found so far. */
export function refused(dataVersion: number, notes: readonly string[], faults: FaultList): ImportReport {
  return {
    outcome: 'refused',
    dataVersion,
    batchId: null,
    notes,
    counts: null,
    changes: [],
    faults: faults.shown(),
    faultCount: faults.count(),
  };
}

function brokenRule(rule: string): DeskFault {
  const what = `has a row that breaks the rule "${rule.replaceAll('_', ' ')}"`;
  return wholeLine({ line: 1, what, remedy: 'find the row that the rule speaks of and correct it' });
}

/** Counts under the names of the API. */
export function toItem({ rows, added, revised, withdrawn }: ChangeCounts): ChangeCountsItem {
  return { rows, new: added, revised, unchanged: rows - added - revised, withdrawn };
}
