import { db } from './client.ts';
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

/** A value that nobody has decided about. */
export interface QuarantinedRecord extends NewQuarantinedValue {
  readonly id: string;
  readonly source: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
}

/** Values that nobody has decided about, the newest first, and how many there are in all. */
export async function listOpenQuarantined(
  limit: number,
): Promise<{ readonly items: readonly QuarantinedRecord[]; readonly openCount: number }> {
  const where = { decision: null };
  const [rows, openCount] = await Promise.all([
    db().quarantinedValue.findMany({
      where,
      orderBy: [{ firstSeenAt: 'desc' }, { id: 'desc' }],
      take: limit,
    }),
    db().quarantinedValue.count({ where }),
  ]);
  const items = rows.map(({ id, source, subject, field, rawValue, reason, firstSeenAt, lastSeenAt }) => ({
    id: id.toString(),
    source,
    subject,
    field,
    rawValue,
    reason,
    firstSeenAt: firstSeenAt.toISOString(),
    lastSeenAt: lastSeenAt.toISOString(),
  }));

  return { items, openCount };
}

/** Writes down that a value stays out. Returns what it was, or null when nobody needs to decide about this id. */
export async function rejectQuarantined(
  tx: DbTransaction,
  id: bigint,
  by: { readonly userId: string; readonly note: string; readonly at: Date },
): Promise<{ readonly source: string; readonly subject: string; readonly field: string } | null> {
  const { count } = await tx.quarantinedValue.updateMany({
    where: { id, decision: null },
    data: { decision: 'rejected', decidedById: by.userId, decidedAt: by.at, decisionNote: by.note },
  });
  if (count === 0) return null;

  return tx.quarantinedValue.findUniqueOrThrow({
    where: { id },
    select: { source: true, subject: true, field: true },
  });
}
