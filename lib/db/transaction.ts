import type { Prisma } from '#prisma/generated/client.ts';
import { db } from './client.ts';

/** Handle inside a transaction: use only this there, never `db()`. */
export type DbTransaction = Prisma.TransactionClient;

const MAX_WAIT_MS = 30_000;
const MAX_DURATION_MS = 120_000;

/** Runs `work` in one transaction: all of it is committed, or, when it throws, none. */
export async function inTransaction<Answer>(
  work: (tx: DbTransaction) => Promise<Answer>,
  { maxDurationMs = MAX_DURATION_MS }: { readonly maxDurationMs?: number } = {},
): Promise<Answer> {
  return db().$transaction(work, { maxWait: MAX_WAIT_MS, timeout: maxDurationMs });
}
