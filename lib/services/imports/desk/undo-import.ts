import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import { undoBodySchema, type ImportTable, type Undone } from '#lib/contracts/imports/imports.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import {
  factTablesOf,
  findBatch,
  hasBars,
  isOfQuarantine,
  UNDO_ACTION,
  type StoredBatch,
} from '#lib/db/desk/batches.ts';
import { listLaterBars, planBarUndo, writeBarUndo } from '#lib/db/desk/undo-bars.ts';
import {
  listLaterRevisions,
  planUndo,
  writeUndo,
  type LaterRevision,
  type UndoStep,
} from '#lib/db/desk/undo.ts';
import { lockImports, openBatch } from '#lib/db/import-batches.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { today } from '#lib/platform/clock.ts';

import { currentDataVersion } from '../../scope/current-data-version.ts';
import { toActor } from '../../accounts/actor.ts';
import { findStandingFaults } from './check-staged.ts';

const MAX_NAMED_KEYS = 5;
const MAX_DURATION_MS = 600_000;

/** Ends the transaction so that nothing stays of it. */
class Refusal extends Error {
  readonly fault: RequestFault;

  constructor(fault: RequestFault) {
    super(fault.kind);
    this.fault = fault;
  }
}

/**
 * Undoes a batch of the desk by a new one that writes again what stood before; history only grows. Refused when a
 * later batch has changed the same facts, or when other facts refer to what would go.
 */
export async function undoImport(member: Member, input: unknown): Promise<Result<Undone, RequestFault>> {
  const parsed = parseInput(undoBodySchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { batchId, reason } = parsed.value;
  try {
    const undone = await inTransaction(
      async (tx): Promise<Undone> => {
        await lockImports(tx);
        const batch = await requireUndoable(tx, batchId);
        const tables = factTablesOf(batch);
        for (const table of tables) refuseLater(table, await listLaterRevisions(tx, table, batchId));
        if (hasBars(batch)) refuseLater('price_bar', await listLaterBars(tx, batchId));
        const steps: UndoStep[] = [];
        for (const table of tables) steps.push(...(await planUndo(tx, table, batchId)));
        if (hasBars(batch)) steps.push(await planBarUndo(tx, batchId));
        const batchIds = await openSteps(tx, batch, steps, { member, reason });
        const [first = 0] = batchIds;
        for (const table of tables) await writeUndo(tx, table, first);
        if (hasBars(batch)) await writeBarUndo(tx, batchId, first);
        for (const table of tables) await refuseBroken(tx, table);
        const restored = steps.reduce((sum, step) => sum + step.restored, 0);
        const withdrawn = steps.reduce((sum, step) => sum + step.withdrawn, 0);
        await recordAudit(tx, {
          ...toActor(member),
          action: UNDO_ACTION,
          entityType: 'import_batch',
          entityId: String(batchId),
          after: { batchId: batchIds.at(-1) ?? first, restored, withdrawn, reason },
        });
        return { batchIds, dataVersion: batchIds.at(-1) ?? first, restored, withdrawn };
      },
      { maxDurationMs: MAX_DURATION_MS },
    );
    currentDataVersion.forget();
    return ok(undone);
  } catch (error) {
    if (error instanceof Refusal) return err(error.fault);
    throw error;
  }
}

async function requireUndoable(tx: DbTransaction, batchId: number): Promise<StoredBatch> {
  const batch = await findBatch(tx, batchId);
  if (batch === null) {
    throw new Refusal({ kind: 'not-found', detail: `There is no import batch ${String(batchId)}.` });
  }
  if (batch.origin !== 'csv') {
    const isShipped = batch.origin === 'seed' || batch.origin === 'restatement';
    const cameFrom = isShipped ? 'came with the product' : 'was made of what a source brought';
    const detail = `Batch ${String(batchId)} ${cameFrom}; only imports of the desk can be undone.`;
    throw new Refusal({ kind: 'conflict', detail });
  }
  if (isOfQuarantine(batch)) {
    const detail = `Batch ${String(batchId)} holds a decision about a value that was kept apart; take that back on the Health page.`;
    throw new Refusal({ kind: 'conflict', detail });
  }
  return batch;
}

function refuseLater(table: ImportTable, later: readonly LaterRevision[]): void {
  if (later.length === 0) return;
  const batches = [...new Set(later.map((revision) => revision.batchId))].toSorted((a, b) => b - a);
  const keys = later.slice(0, MAX_NAMED_KEYS).map(({ key }) => `"${key}"`);
  const more = later.length > keys.length ? ` and ${String(later.length - keys.length)} more` : '';
  const detail =
    `Later batches (${batches.join(', ')}) changed the same facts of ${table.replaceAll('_', ' ')}: ` +
    `${keys.join(', ')}${more}. Undo those first, newest first, or import a correction.`;
  throw new Refusal({ kind: 'conflict', detail });
}

async function refuseBroken(tx: DbTransaction, table: FactTable) {
  const [fault] = await findStandingFaults(tx, table);
  if (fault === undefined) return;
  const detail = `${fault.value === null ? 'A fact' : `"${fault.value}"`} ${fault.what}; ${fault.remedy}.`;
  throw new Refusal({ kind: 'conflict', detail });
}

async function openSteps(
  tx: DbTransaction,
  batch: StoredBatch,
  steps: readonly UndoStep[],
  { member, reason }: { readonly member: Member; readonly reason: string },
): Promise<readonly number[]> {
  const last = Math.max(0, ...steps.map(({ step }) => step));
  const summary = `undo of batch ${String(batch.id)}: ${reason}`;
  const ids: number[] = [];
  for (let step = 0; step <= last; step += 1) {
    const files = steps
      .filter((each) => each.step === step)
      .map(({ table, restored, withdrawn }) => {
        const undone = batch.files.find(({ tableName }) => tableName === table);
        return {
          table,
          fileName: undone?.fileName ?? table,
          // The file that is undone: nothing else was brought.
          sha256: undone?.sha256 ?? '',
          rowCount: restored + withdrawn,
          addedCount: 0,
          revisedCount: restored,
          withdrawnCount: withdrawn,
        };
      });
    const by = { owner: member.name, author: member.name };
    ids.push(await openBatch(tx, { origin: 'csv', summary, ...by, collectedOn: today() }, files));
  }
  return ids;
}
