import { createHash } from 'node:crypto';

import { insertRevisions } from '#lib/db/fact-writes.ts';
import { insertSources, insertVendors, lockImports, openBatch } from '#lib/db/import-batches.ts';
import type { WriteCounts } from '#lib/db/revised-rows.ts';
import type { DbTransaction } from '#lib/db/transaction.ts';
import type { EdgarIssuer } from '#lib/sources/edgar/issuers.ts';

import { planFacts, type FactPlan, type FiledRevision } from './plan-facts.ts';

/** What became of a company's facts. */
export interface MergedFilings extends Pick<WriteCounts, 'newCount' | 'revisedCount'> {
  /** What was recorded and what was withheld, in a sentence or two; null when neither. */
  readonly note: string | null;
}

const AUTHOR = 'SEC EDGAR';

/**
 * Makes facts of the stored filings of a company: every revision that its quarters lack, each from its filing day on.
 * The rule of what is recorded is in lib/core/filings (plan-capex.ts, plan-metric.ts). A fact has one revision a
 * batch, so a quarter that changed twice takes two batches. Run again it records nothing and opens no batch.
 */
export async function mergeFilings(
  tx: DbTransaction,
  issuer: EdgarIssuer,
  collectedOn: string,
): Promise<MergedFilings> {
  let plans = await planFacts(tx, issuer);
  if (plans.some(({ revisions }) => revisions.length > 0)) {
    // What stands may have changed while another import was under way.
    await lockImports(tx);
    plans = await planFacts(tx, issuer);
    await record(tx, issuer, { plans, collectedOn });
  }
  const revisions = plans.flatMap((plan) => plan.revisions);
  const newCount = revisions.filter(({ isNewFact }) => isNewFact).length;
  const revisedCount = revisions.length - newCount;

  return { newCount, revisedCount, note: describe(newCount, revisedCount, plans) };
}

async function record(
  tx: DbTransaction,
  { issuer, cik }: EdgarIssuer,
  { plans, collectedOn }: { readonly plans: readonly FactPlan[]; readonly collectedOn: string },
): Promise<void> {
  const rounds = plans.map(({ table, revisions }) => ({ table, byRound: toRounds(revisions) }));
  const count = Math.max(0, ...rounds.map(({ byRound }) => byRound.length));
  for (let round = 0; round < count; round += 1) {
    const parts = rounds.flatMap(({ table, byRound }) => {
      const revisions = byRound[round];
      return revisions === undefined ? [] : [{ table, revisions }];
    });
    const words = { summary: `filings of ${issuer}`, owner: AUTHOR, author: AUTHOR, collectedOn };
    const batchId = await openBatch(
      tx,
      { ...words, origin: 'edgar' },
      parts.map(({ table, revisions }) => toBatchFile(table, revisions, cik)),
    );
    for (const { table, revisions } of parts) {
      const sources = revisions.flatMap(({ source }) => source ?? []);
      const ids = await insertSources(tx, [
        ...new Map(sources.map((one) => [one.fingerprint, one])).values(),
      ]);
      if (table === 'vendor_metric') await insertVendors(tx, batchId, [issuer]);
      const rows = revisions.map((revision) => ({
        ...revision,
        sourceId: ids.get(revision.source?.fingerprint ?? '') ?? null,
      }));
      await insertRevisions(tx, table, batchId, rows);
    }
  }
}

/** The first revision of every fact, then the second of those that have one, and so on. */
function toRounds(revisions: readonly FiledRevision[]): FiledRevision[][] {
  const rounds: FiledRevision[][] = [];
  for (const ofFact of Map.groupBy(revisions, ({ key }) => key).values()) {
    for (const [round, revision] of ofFact.entries()) (rounds[round] ??= []).push(revision);
  }

  return rounds;
}

function toBatchFile(table: FactPlan['table'], revisions: readonly FiledRevision[], cik: string) {
  const addedCount = revisions.filter(({ isNewFact }) => isNewFact).length;
  return {
    table,
    fileName: `CIK${cik}`,
    sha256: createHash('sha256')
      .update(revisions.map(({ contentHash }) => contentHash).join('\n'))
      .digest('hex'),
    rowCount: revisions.length,
    addedCount,
    revisedCount: revisions.length - addedCount,
    withdrawnCount: 0,
  };
}

function describe(newCount: number, revisedCount: number, plans: readonly FactPlan[]): string | null {
  const recorded = [
    ...(newCount > 0 ? [`${String(newCount)} new`] : []),
    ...(revisedCount > 0 ? [`${String(revisedCount)} revised`] : []),
  ];
  const facts = recorded.length === 0 ? [] : [`Facts: ${recorded.join(', ')}.`];
  const sentences = [...facts, ...plans.flatMap(({ withheld }) => withheld)];

  return sentences.length === 0 ? null : sentences.join(' ');
}
