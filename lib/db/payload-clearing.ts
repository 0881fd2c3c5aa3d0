/** Letting old answers go: which are kept whatever their age, in steps, written down. */
import { db } from './client.ts';
import { tryLockPayloads } from './raw-payloads.ts';
import type { DbTransaction } from './transaction.ts';

/** What a step may let go. */
export interface ClearingRule {
  /** Answers that arrived at or after this instant are kept. */
  readonly before: Date;
  /** The rule in days, for the record. */
  readonly keepDays: number;
  /** Arrivals of one step at most. */
  readonly limit: number;
  readonly at: Date;
}

/** What a step let go. */
export interface ClearingStep {
  readonly arrivalCount: number;
  /** Distinct texts that no arrival names any more. */
  readonly payloadCount: number;
  readonly packedByteCount: number;
  /** Nothing that may go is left. */
  readonly isLast: boolean;
}

/** Whether a clearing went through to its end at or after an instant. */
export async function hasClearedSince(tx: DbTransaction, since: Date): Promise<boolean> {
  const found = await tx.payloadClearing.findFirst({
    where: { isLast: true, clearedAt: { gte: since } },
    select: { id: true },
  });

  return found !== null;
}

/**
 * Lets one step of old answers go and writes down what went. Kept whatever their age: of each subject of a source the
 * answers of the run that heard last, and those of a run that revised something of the subject or brought a doubtful
 * value that had not been seen before.
 *
 * @returns null when somebody stores answers or lets them go just now: nothing was done
 */
export async function clearPayloadStep(tx: DbTransaction, rule: ClearingRule): Promise<ClearingStep | null> {
  if (!(await tryLockPayloads(tx))) return null;
  // The guards of the database let nothing go without it; it ends with the transaction.
  await tx.$executeRaw`SELECT set_config('waterline.clears_payloads', 'yes', true)`;
  const gone = await tx.$queryRaw<{ sha256: string }[]>`
    DELETE FROM run_payload WHERE id IN (
      SELECT arrival.id
        FROM run_payload AS arrival JOIN refresh_run AS run ON run.id = arrival.run_id
       WHERE arrival.received_at < ${rule.before}
         AND EXISTS (
           SELECT FROM run_payload AS later JOIN refresh_run AS later_run ON later_run.id = later.run_id
            WHERE later.subject = arrival.subject AND later.received_at > arrival.received_at
              AND later.run_id <> arrival.run_id AND later_run.source = run.source)
         AND NOT EXISTS (
           SELECT FROM refresh_subject AS outcome
            WHERE outcome.run_id = arrival.run_id AND outcome.subject = arrival.subject
              AND (outcome.revised_count > 0
                   OR outcome.quarantined_count > 0
                      AND EXISTS (SELECT FROM quarantined_value WHERE first_run_id = arrival.run_id)))
       ORDER BY arrival.id LIMIT ${rule.limit})
    RETURNING sha256`;
  const texts = await tx.$queryRaw<{ packedByteCount: number }[]>`
    DELETE FROM raw_payload AS text
     WHERE sha256 = ANY(${[...new Set(gone.map(({ sha256 }) => sha256))]})
       AND NOT EXISTS (SELECT FROM run_payload WHERE run_payload.sha256 = text.sha256)
    RETURNING octet_length(body) AS "packedByteCount"`;
  const step = {
    arrivalCount: gone.length,
    payloadCount: texts.length,
    packedByteCount: texts.reduce((sum, { packedByteCount }) => sum + packedByteCount, 0),
    isLast: gone.length < rule.limit,
  };
  await tx.payloadClearing.create({ data: { clearedAt: rule.at, keepDays: rule.keepDays, ...step } });

  return step;
}

/** What is kept of the answers and what was let go. */
export interface PayloadTotals {
  readonly keptArrivalCount: number;
  readonly keptPayloadCount: number;
  /** As stored, packed. */
  readonly keptByteCount: number;
  readonly oldestReceivedAt: Date | null;
  readonly clearedArrivalCount: number;
  readonly clearedPayloadCount: number;
  readonly clearedByteCount: number;
  /** When something was last let go; null when nothing ever was. */
  readonly lastClearedAt: Date | null;
}

/** Sums over all answers, kept and let go. */
export async function sumPayloads(): Promise<PayloadTotals> {
  const [totals] = await db().$queryRaw<PayloadTotals[]>`
    SELECT arrivals.count AS "keptArrivalCount", arrivals.oldest AS "oldestReceivedAt",
           texts.count AS "keptPayloadCount", texts.bytes AS "keptByteCount",
           cleared.arrivals AS "clearedArrivalCount", cleared.texts AS "clearedPayloadCount",
           cleared.bytes AS "clearedByteCount", cleared.last AS "lastClearedAt"
      FROM (SELECT count(*)::int AS count, min(received_at) AS oldest FROM run_payload) AS arrivals,
           (SELECT count(*)::int AS count, coalesce(sum(octet_length(body)), 0)::float8 AS bytes FROM raw_payload) AS texts,
           (SELECT coalesce(sum(arrival_count), 0)::float8 AS arrivals, coalesce(sum(payload_count), 0)::float8 AS texts,
                   coalesce(sum(packed_byte_count), 0)::float8 AS bytes,
                   max(cleared_at) FILTER (WHERE arrival_count > 0) AS last FROM payload_clearing) AS cleared`;
  if (totals === undefined) throw new Error('sums of answers came back without a row');

  return totals;
}
