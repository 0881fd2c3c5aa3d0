import { heldRowSchema, type HeldRow } from '#lib/contracts/held-row.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { QuarantinedValue as StoredValue } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { storableJson, storableText } from './storable-text.ts';
import type { DbTransaction } from './transaction.ts';

/** A value that came but may not be believed. */
export interface NewQuarantinedValue {
  readonly subject: string;
  /** Where in the answer it stood. */
  readonly field: string;
  /** Cut to 200 characters. */
  readonly rawValue: string;
  readonly reason: string;
  /** What acceptance stores; absent when it is no value that could be stored. */
  readonly held?: HeldRow;
}

/** A doubtful value that is to be stored, since somebody has accepted it. */
export interface LetThrough {
  readonly id: bigint;
  readonly held: HeldRow;
  /** Role and e-mail address of who accepted it. */
  readonly by: string;
  /** Instant, ISO 8601 UTC. */
  readonly at: string;
  readonly note: string;
}

/**
 * Keeps doubtful values apart; one that came before is noted as seen again, with what was decided about it. Until the
 * transaction ends nobody can decide about any of them.
 *
 * @returns those that somebody has accepted, as they came now and in the order of the decisions: they are to be stored
 */
export async function keepQuarantined(
  tx: DbTransaction,
  { source, runId, at }: { readonly source: string; readonly runId: bigint; readonly at: Date },
  values: readonly NewQuarantinedValue[],
): Promise<readonly LetThrough[]> {
  if (values.length === 0) return [];
  const rows = values.map(({ held, ...value }) => ({ ...value, held: held ?? null }));
  const kept = await tx.$queryRaw<KeptValue[]>`
    INSERT INTO quarantined_value (source, subject, field, raw_value, reason, held_row, first_run_id, first_seen_at,
                                   last_seen_at)
    SELECT DISTINCT ON (subject, field, "rawValue") ${source}, subject, field, "rawValue", reason,
           nullif(held, 'null'::jsonb), ${runId}::bigint, ${at}::timestamptz, ${at}::timestamptz
      FROM jsonb_to_recordset(${storableJson(rows)}::jsonb)
           AS came (subject text, field text, "rawValue" text, reason text, held jsonb)
     ORDER BY subject, field, "rawValue"
    ON CONFLICT (source, subject, field, raw_value) DO UPDATE
      SET last_seen_at = excluded.last_seen_at,
          held_row = CASE WHEN quarantined_value.decision IS NULL
                          THEN coalesce(excluded.held_row, quarantined_value.held_row)
                          ELSE quarantined_value.held_row END
    RETURNING id, subject, field, raw_value AS "rawValue", decision, decided_by AS "decidedBy",
              decided_at AS "decidedAt", decision_note AS "decisionNote"`;

  return kept
    .filter(({ decision }) => decision === 'accepted')
    .toSorted((a, b) => Number(a.decidedAt) - Number(b.decidedAt))
    .flatMap((value) => {
      const held = values.find((came) => isSameValue(came, value))?.held;

      return held === undefined ? [] : [{ id: value.id, held, ...decisionOf(value) }];
    });
}

interface KeptValue extends Pick<NewQuarantinedValue, 'subject' | 'field' | 'rawValue'> {
  readonly id: bigint;
  readonly decision: string | null;
  readonly decidedBy: string | null;
  readonly decidedAt: Date | null;
  readonly decisionNote: string | null;
}

type Named = Pick<NewQuarantinedValue, 'subject' | 'field' | 'rawValue'>;

/** Whether a value that came is the one that was kept, where text is as the database can hold it. */
function isSameValue(came: Named, kept: Named): boolean {
  return (['subject', 'field', 'rawValue'] as const).every((name) => storableText(came[name]) === kept[name]);
}

function decisionOf({ decidedBy, decidedAt, decisionNote }: Omit<KeptValue, keyof Named>) {
  return { by: decidedBy ?? '', at: (decidedAt ?? new Date(0)).toISOString(), note: decisionNote ?? '' };
}

/** What was decided about a value, by whom and why. */
export interface QuarantineDecision {
  readonly decision: 'accepted' | 'rejected';
  /** Role and e-mail address, as they were then; null for a decision from before these were kept. */
  readonly by: string | null;
  readonly at: string;
  readonly note: string | null;
}

/** A value that is kept apart, or was until somebody decided. */
export interface QuarantinedRecord extends Omit<NewQuarantinedValue, 'held'> {
  readonly id: string;
  readonly source: string;
  readonly firstSeenAt: string;
  readonly lastSeenAt: string;
  /** Null when it is no value that could be stored. */
  readonly held: HeldRow | null;
  readonly decided: QuarantineDecision | null;
}

/** Values that nobody has decided about, the newest first, or those decided about last; with how many wait in all. */
export async function listQuarantined(
  state: 'open' | 'decided',
  limit: number,
): Promise<{ readonly items: readonly QuarantinedRecord[]; readonly openCount: number }> {
  const isOpen = state === 'open';
  const [rows, openCount] = await Promise.all([
    db().quarantinedValue.findMany({
      where: isOpen ? { decision: null } : { decision: { not: null } },
      orderBy: [isOpen ? { firstSeenAt: 'desc' } : { decidedAt: 'desc' }, { id: 'desc' }],
      take: limit,
    }),
    db().quarantinedValue.count({ where: { decision: null } }),
  ]);

  return { items: rows.map(toRecord), openCount };
}

function toRecord(row: StoredValue): QuarantinedRecord {
  const { id, source, subject, field, rawValue, reason, firstSeenAt, lastSeenAt, decision, decidedAt } = row;
  const held = heldRowSchema.safeParse(row.heldRow);

  return {
    ...{ id: id.toString(), source, subject, field, rawValue, reason },
    ...{ firstSeenAt: firstSeenAt.toISOString(), lastSeenAt: lastSeenAt.toISOString() },
    held: held.success ? held.data : null,
    decided:
      decision === null || decidedAt === null
        ? null
        : {
            decision: decision === 'accepted' ? 'accepted' : 'rejected',
            by: row.decidedBy,
            at: decidedAt.toISOString(),
            note: row.decisionNote,
          },
  };
}

/** A value with the run that brought it; null when an import did. */
export interface LockedValue extends QuarantinedRecord {
  readonly firstRunId: bigint | null;
}

/** Where a value came from; null for an unknown id. */
export async function findQuarantinedSource(tx: DbTransaction, id: bigint): Promise<string | null> {
  const found = await tx.quarantinedValue.findUnique({ where: { id }, select: { source: true } });

  return found?.source ?? null;
}

/** The value, which nobody else can decide about until the transaction ends. */
export async function lockQuarantined(tx: DbTransaction, id: bigint): Promise<LockedValue> {
  await tx.$queryRaw`SELECT id FROM quarantined_value WHERE id = ${id} FOR UPDATE`;
  const row = await tx.quarantinedValue.findUniqueOrThrow({ where: { id } });

  return { ...toRecord(row), firstRunId: row.firstRunId };
}

/** Writes a decision down, or, with null, that there is none any more. Needs the lock. */
export async function setDecision(
  tx: DbTransaction,
  id: bigint,
  decided: (QuarantineDecision & { readonly userId: string }) | null,
): Promise<void> {
  await tx.quarantinedValue.update({
    where: { id },
    data: {
      decision: decided?.decision ?? null,
      decidedById: decided?.userId ?? null,
      decidedBy: decided?.by ?? null,
      decidedAt: decided?.at ?? null,
      decisionNote: decided?.note ?? null,
    },
  });
}

/** A close that somebody has accepted although it stands a hundredfold off. */
export interface AcceptedClose {
  readonly sessionOn: IsoDate;
  readonly close: number;
}

/** Accepted closes of a symbol, in order of time. */
export async function listAcceptedCloses(source: string, symbol: string): Promise<readonly AcceptedClose[]> {
  return db().$queryRaw<AcceptedClose[]>`
    SELECT held_row -> 'row' ->> 'sessionOn' AS "sessionOn", (held_row -> 'row' ->> 'close')::float8 AS close
      FROM quarantined_value
     WHERE decision = 'accepted' AND source = ${source} AND subject = ${symbol}
       AND held_row ->> 'table' = 'price_bar'
       AND field = 'bars.' || (held_row -> 'row' ->> 'sessionOn') || '.close'
     ORDER BY 1`;
}
