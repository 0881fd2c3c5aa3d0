import { createHash } from 'node:crypto';

import { FACT_FILES } from '#lib/contracts/facts/fact-files.ts';
import type { FactTable } from '#lib/contracts/facts/tables.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { insertRevisions, listFactHeads, listStandingValues, type FactHead } from '#lib/db/fact-writes.ts';
import { insertSources, lockImports, openBatch } from '#lib/db/import-batches.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import type { Visibility } from '../../imports/visibility.ts';
import { FACT_PREPARERS } from '../../imports/fact-preparers.ts';
import type { PreparedRow } from '../../imports/prepare-file.ts';

/** A fact that a source's values come to: its cells by header, and since when the world knew it. */
export interface RefreshedFact {
  readonly cells: Readonly<Record<string, string>>;
  /** Null: by the rule of its table. */
  readonly firstKnown: Visibility | null;
}

/** Where refreshed facts go and who answers for them. */
export interface FactBatch {
  readonly table: FactTable;
  readonly origin: 'ecb' | 'openrouter';
  readonly summary: string;
  readonly owner: string;
  readonly todayOn: IsoDate;
}

/** What became of the facts. */
export interface AppendedFacts {
  readonly addedCount: number;
  readonly revisedCount: number;
  /** Keys that the desk has recorded since: they stand as the desk left them. */
  readonly heldKeys: readonly string[];
}

/**
 * Appends facts that a refresh came to, as a batch of its own: those that its source never stated, and those that it
 * states otherwise than before. Nothing is withdrawn, and a key that somebody else recorded since is left alone. A
 * later word is known from today on, so that no past day sees it. The same facts again write nothing.
 *
 * @throws Error when a fact breaks the contract of its table: that is a bug of who made it
 */
export async function appendFacts(
  tx: DbTransaction,
  batch: FactBatch,
  facts: readonly RefreshedFact[],
): Promise<AppendedFacts> {
  const rows = facts.map((fact) => prepare(batch, fact));
  const look = async (): Promise<AppendPlan> => {
    const standing = await listStandingValues(tx, batch.table, 'key');
    return planAppend(rows, await listFactHeads(tx, batch.table, batch.origin), standing);
  };
  const first = await look();
  // An import may hold the lock for minutes, so a run that changes nothing does not ask for it.
  if (isNothing(first)) return toAppended(first);
  await lockImports(tx);
  const plan = await look();
  if (!isNothing(plan)) await write(tx, batch, plan);

  return toAppended(plan);
}

interface AppendPlan {
  readonly added: readonly PreparedRow[];
  readonly revised: readonly PreparedRow[];
  readonly heldKeys: readonly string[];
}

function planAppend(
  rows: readonly PreparedRow[],
  heads: readonly FactHead[],
  standing: readonly { readonly key: string }[],
): AppendPlan {
  const byKey = new Map(heads.map((head) => [head.key, head]));
  const others = new Set(standing.flatMap(({ key }) => (byKey.has(key) ? [] : [key])));
  const unknown = rows.filter(({ key }) => !byKey.has(key));
  const changed = rows.filter(({ key, contentHash }) => {
    const head = byKey.get(key);
    return head !== undefined && (head.isWithdrawn || head.contentHash !== contentHash);
  });
  const isHeld = ({ key }: PreparedRow): boolean => byKey.get(key)?.isOverruled === true;

  return {
    added: unknown.filter(({ key }) => !others.has(key)),
    revised: changed.filter((row) => !isHeld(row)),
    heldKeys: [...unknown.filter(({ key }) => others.has(key)), ...changed.filter(isHeld)].map(
      ({ key }) => key,
    ),
  };
}

function isNothing({ added, revised }: AppendPlan): boolean {
  return added.length + revised.length === 0;
}

function toAppended({ added, revised, heldKeys }: AppendPlan): AppendedFacts {
  return { addedCount: added.length, revisedCount: revised.length, heldKeys };
}

async function write(tx: DbTransaction, batch: FactBatch, { added, revised }: AppendPlan): Promise<void> {
  const { table, origin, summary, owner, todayOn } = batch;
  const later = revised.map((row) => ({
    ...row,
    visibleFrom: row.visibleFrom > todayOn ? row.visibleFrom : todayOn,
    visibleRule: 'collected_on' as const,
  }));
  const rows = [...added, ...later];
  const batchId = await openBatch(tx, { origin, summary, owner, author: 'refresh', collectedOn: todayOn }, [
    {
      table,
      fileName: FACT_FILES[table].fileName,
      sha256: createHash('sha256')
        .update(JSON.stringify(rows.map(({ key, content }) => [key, content])))
        .digest('hex'),
      rowCount: rows.length,
      addedCount: added.length,
      revisedCount: later.length,
      withdrawnCount: 0,
    },
  ]);
  const cited = new Map(
    rows.flatMap(({ source }) => (source === null ? [] : [[source.fingerprint, source]])),
  );
  const sourceIds = await insertSources(tx, [...cited.values()]);
  await insertRevisions(
    tx,
    table,
    batchId,
    rows.map(({ source, ...row }) => ({
      ...row,
      sourceId: source === null ? null : (sourceIds.get(source.fingerprint) ?? null),
    })),
  );
}

function prepare({ table, todayOn }: FactBatch, { cells, firstKnown }: RefreshedFact): PreparedRow {
  const header = FACT_FILES[table].columns.map((column) => column.header);
  const prepared = FACT_PREPARERS[table].prepareRecord({
    header,
    record: { line: 1, cells: header.map((name) => cells[name] ?? '') },
    position: 0,
    collectedOn: todayOn,
  });
  if (!prepared.ok) {
    const [fault] = prepared.error;
    throw new Error(
      `a refreshed fact of ${table} breaks its contract: ${fault?.column ?? ''} ${fault?.reason ?? ''}`,
    );
  }

  return firstKnown === null ? prepared.value : { ...prepared.value, ...firstKnown };
}
