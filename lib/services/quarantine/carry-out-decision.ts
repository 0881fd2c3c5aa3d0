import { createHash } from 'node:crypto';

import type { Member } from '#lib/auth/viewer.ts';
import type { HeldRow } from '#lib/contracts/held-row.ts';
import { describeDecision } from '#lib/core/quarantine/describe-decision.ts';
import { planTakeBack, storeAccepted, writeTakeBack } from '#lib/db/accepted-values.ts';
import { QUARANTINE_FILE } from '#lib/db/desk/batches.ts';
import { hasBatchSince, openBatch } from '#lib/db/import-batches.ts';
import type { LockedValue } from '#lib/db/quarantined-values.ts';
import type { RowOrigin } from '#lib/db/revised-rows.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';

import { deriveFacts } from './derive-facts.ts';

/** Who decides, when and why. */
export interface DecisionMade {
  readonly member: Member;
  /** Role and e-mail address. */
  readonly by: string;
  readonly at: Date;
  readonly note: string;
}

/** A value that has a row to be stored. */
export interface StorableValue extends LockedValue {
  readonly held: HeldRow;
}

/** Stores an accepted value as a revision that says who accepted it. Returns what became of it. */
export async function storeAcceptance(
  tx: DbTransaction,
  value: StorableValue,
  made: DecisionMade,
): Promise<string> {
  const { by, at, note } = made;
  const provenance = describeDecision('accepted', { by, at: at.toISOString(), note });
  const origin = await findOrigin(tx, value, made, { summary: provenance, withdrawn: 0 });
  const counts = await storeAccepted(tx, { id: BigInt(value.id), held: value.held, provenance }, origin);
  if (counts.newCount + counts.revisedCount === 0) return 'It is accepted; the same value stood already.';
  const batch = await deriveFacts(tx, value.held, at.toISOString().slice(0, 10));
  const facts = batch === null ? '' : ` Facts follow from it: batch ${String(batch)}.`;

  return counts.newCount > 0
    ? `It is accepted and stored.${facts}`
    : `It is accepted and stored, in place of what stood before.${facts}`;
}

/** Takes out what an acceptance stored. Returns what became of it, or why nothing did. */
export async function takeBackAcceptance(
  tx: DbTransaction,
  value: StorableValue,
  made: DecisionMade,
): Promise<string> {
  const { by, at, note } = made;
  const takenBack = { id: BigInt(value.id), held: value.held };
  const { restored, withdrawn, overtaken } = await planTakeBack(tx, takenBack);
  if (restored + withdrawn === 0) {
    return overtaken > 0
      ? 'It waits for a decision again. A later revision stands in its place, and stays.'
      : 'It waits for a decision again. The same value came from elsewhere too, and stays.';
  }
  const provenance = describeDecision('acceptance taken back', { by, at: at.toISOString(), note });
  const origin = await findOrigin(tx, value, made, { summary: provenance, withdrawn });
  await writeTakeBack(tx, takenBack, origin, provenance);
  const outcome =
    restored > 0
      ? 'It waits for a decision again. What stood before stands again.'
      : 'It waits for a decision again. Nothing stood before, so the value is withdrawn.';

  return `${outcome}${await describeFacts(tx, value, at)}`;
}

/** What becomes of the facts that followed from an accepted value: they are revised, never withdrawn by themselves. */
async function describeFacts(
  tx: DbTransaction,
  { held, source, decided }: StorableValue,
  at: Date,
): Promise<string> {
  // Facts of an import are its own batch.
  if (source === 'csv') return '';
  const batch = await deriveFacts(tx, held, at.toISOString().slice(0, 10));
  if (batch !== null) return ` Facts that rested on it are revised: batch ${String(batch)}.`;
  const since = new Date(decided?.at ?? at);

  return (await hasBatchSince(tx, source, since))
    ? ' Facts that were made of it since stay; correct them by an import.'
    : '';
}

/** The run that brought the value, or, for one of an import, a batch of its own. */
async function findOrigin(
  tx: DbTransaction,
  { firstRunId, held }: StorableValue,
  { member, at }: DecisionMade,
  { summary, withdrawn }: { readonly summary: string; readonly withdrawn: number },
): Promise<RowOrigin> {
  if (firstRunId !== null) return { runId: firstRunId, recordedAt: at };
  const importBatchId = await openBatch(
    tx,
    {
      ...{ origin: 'csv', summary, owner: member.name, author: member.name },
      collectedOn: at.toISOString().slice(0, 10),
    },
    [
      {
        ...{ table: 'price_bar', fileName: QUARANTINE_FILE },
        sha256: createHash('sha256').update(JSON.stringify(held)).digest('hex'),
        ...{ rowCount: 1, addedCount: 0, revisedCount: 1 - withdrawn, withdrawnCount: withdrawn },
      },
    ],
  );

  return { importBatchId, recordedAt: at };
}
