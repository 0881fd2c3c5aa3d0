import { storableJson } from '../storable-text.ts';
import type { DbTransaction } from '../transaction.ts';

/** A row of the outbox that is to be made. */
export interface NewDelivery {
  readonly channelId: string;
  readonly dedupeKey: string;
  readonly isTest: boolean;
  readonly subject: string;
  readonly lines: readonly string[];
  readonly path: string;
  readonly occurredAt: Date;
  readonly createdAt: Date;
  readonly state: 'waiting';
  readonly nextTryAt: Date;
}

/** Adds rows, any number in one statement. Returns how many are new: a channel has one row a key. */
export async function insertDeliveries(tx: DbTransaction, rows: readonly NewDelivery[]): Promise<number> {
  if (rows.length === 0) return 0;
  // In one order whoever adds them, so that two who add the same rows cannot wait for each other.
  return tx.$executeRaw`
    INSERT INTO delivery (channel_id, message_id, dedupe_key, is_test, subject, lines, path, occurred_at, created_at,
                          state, next_try_at)
    SELECT "channelId", gen_random_uuid(), "dedupeKey", "isTest", subject,
           ARRAY(SELECT jsonb_array_elements_text(lines)), path, "occurredAt", "createdAt", state, "nextTryAt"
      FROM jsonb_to_recordset(${storableJson(rows)}::jsonb)
           AS given("channelId" uuid, "dedupeKey" text, "isTest" boolean, subject text, lines jsonb, path text,
                    "occurredAt" timestamptz, "createdAt" timestamptz, state text, "nextTryAt" timestamptz)
     ORDER BY "channelId", "dedupeKey"
        ON CONFLICT (channel_id, dedupe_key) DO NOTHING`;
}
