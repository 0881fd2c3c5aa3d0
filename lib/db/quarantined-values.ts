import { storableJson } from './storable-text.ts';
import type { DbTransaction } from './transaction.ts';

/** A value that came but may not be believed. */
export interface NewQuarantinedValue {
  readonly subject: string;
  /** Where in the answer it stood. */
  readonly field: string;
  /** Cut to 200 characters. */
  readonly rawValue: string;
  readonly reason: string;
}

/** Keeps doubtful values apart; one that came before is only noted as seen again, with what was decided about it. */
export async function keepQuarantined(
  tx: DbTransaction,
  { source, runId, at }: { readonly source: string; readonly runId: bigint; readonly at: Date },
  values: readonly NewQuarantinedValue[],
): Promise<void> {
  if (values.length === 0) return;
  await tx.$executeRaw`
    INSERT INTO quarantined_value (source, subject, field, raw_value, reason, first_run_id, first_seen_at, last_seen_at)
    SELECT DISTINCT ON (subject, field, "rawValue") ${source}, subject, field, "rawValue", reason, ${runId}::bigint,
           ${at}::timestamptz, ${at}::timestamptz
      FROM jsonb_to_recordset(${storableJson(values)}::jsonb)
           AS came (subject text, field text, "rawValue" text, reason text)
     ORDER BY subject, field, "rawValue"
    ON CONFLICT (source, subject, field, raw_value) DO UPDATE SET last_seen_at = excluded.last_seen_at`;
}
