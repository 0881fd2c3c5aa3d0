import type { Breaker } from '#lib/core/schedule/circuit-breaker.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { storableText } from './storable-text.ts';
import type { DbTransaction } from './transaction.ts';

/** What all processes know of one source. */
export interface SourceRecord {
  readonly source: string;
  readonly breaker: Breaker;
  readonly lastSuccessAt: Date | null;
  readonly lastFailureAt: Date | null;
  readonly lastFailure: string | null;
}

/** A source's breaker, held until the transaction ends so that of two processes one sends the probe; null when new. */
export async function lockBreaker(tx: DbTransaction, source: string): Promise<Breaker | null> {
  const [row] = await tx.$queryRaw<{ breaker: Breaker }[]>`
    SELECT breaker FROM source_state WHERE source = ${source} FOR UPDATE`;

  return row?.breaker ?? null;
}

/** Keeps what was learnt of a source; what is left out stays as it is. */
export async function keepSourceState(
  tx: DbTransaction,
  source: string,
  learnt: {
    readonly breaker: Breaker;
    readonly at: Date;
    readonly failure?: string;
    readonly isSuccess?: boolean;
  },
): Promise<void> {
  const data = {
    // A breaker is plain data of numbers and words.
    breaker: learnt.breaker as Prisma.InputJsonObject,
    updatedAt: learnt.at,
    ...(learnt.failure === undefined
      ? {}
      : { lastFailureAt: learnt.at, lastFailure: storableText(learnt.failure) }),
    ...(learnt.isSuccess === true ? { lastSuccessAt: learnt.at } : {}),
  };
  await tx.sourceState.upsert({ where: { source }, create: { source, ...data }, update: data });
}

/** All sources that anything is known of. */
export async function listSourceStates(): Promise<readonly SourceRecord[]> {
  const rows = await db().sourceState.findMany({ orderBy: { source: 'asc' } });

  return rows.map((row) => ({ ...row, breaker: row.breaker as unknown as Breaker }));
}
