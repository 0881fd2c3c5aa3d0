import { storableText } from './storable-text.ts';
import type { DbTransaction } from './transaction.ts';

/** An answer as it came, its text packed. */
export interface PackedPayload {
  /** Of the text in UTF-8, hexadecimal. */
  readonly sha256: string;
  /** gzip. */
  readonly body: Uint8Array<ArrayBuffer>;
  readonly byteCount: number;
  readonly mediaType: string;
  /** Without secrets. */
  readonly url: string;
  readonly status: number;
  /** ISO 8601 UTC. */
  readonly receivedAt: string;
}

/** Whether nobody stores answers or lets them go; both then wait until the transaction ends. */
export async function tryLockPayloads(tx: DbTransaction): Promise<boolean> {
  const [lock] = await tx.$queryRaw<{ isHeld: boolean }[]>`
    SELECT pg_try_advisory_xact_lock(hashtext('waterline.payloads')) AS "isHeld"`;

  return lock?.isHeld === true;
}

/** Keeps answers: each distinct text once, and each arrival of it. */
export async function insertPayloads(
  tx: DbTransaction,
  { runId, subject }: { readonly runId: bigint; readonly subject: string },
  payloads: readonly PackedPayload[],
): Promise<void> {
  // A text that is there already must not be let go before its new arrival is written.
  await tx.$executeRaw`SELECT pg_advisory_xact_lock_shared(hashtext('waterline.payloads'))`;
  await tx.rawPayload.createMany({
    skipDuplicates: true,
    data: payloads.map(({ sha256, body, byteCount, mediaType }) => ({
      sha256,
      body,
      byteCount,
      mediaType: storableText(mediaType),
    })),
  });
  await tx.runPayload.createMany({
    data: payloads.map(({ sha256, url, status, receivedAt }) => ({
      runId,
      subject,
      sha256,
      url: storableText(url),
      status,
      receivedAt: new Date(receivedAt),
    })),
  });
}
