import { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** How somebody came to change something. */
export type AuditVia = 'session' | 'token' | 'link' | 'command-line' | 'schedule';

/** A change to be remembered; `before` and `after` hold no secret. */
export interface NewAuditEntry {
  /** Null when nobody was signed in. */
  readonly actorId: string | null;
  /** E-mail, or the name of the program part. */
  readonly actor: string;
  readonly via: AuditVia;
  /** Such as `member.role-changed`. */
  readonly action: string;
  readonly entityType: string;
  readonly entityId: string | null;
  readonly before?: Prisma.InputJsonObject;
  readonly after?: Prisma.InputJsonObject;
}

/** An entry as stored. */
export interface AuditRecord extends Omit<NewAuditEntry, 'before' | 'after'> {
  readonly id: string;
  readonly at: string;
  readonly before: unknown;
  readonly after: unknown;
}

/** Records a change in the transaction that makes it, so that neither exists without the other. */
export async function recordAudit(tx: DbTransaction, entry: NewAuditEntry): Promise<void> {
  await tx.auditEntry.create({
    data: { ...entry, before: entry.before ?? Prisma.DbNull, after: entry.after ?? Prisma.DbNull },
  });
}

/** Records what changed nothing but itself, such as a sign-in: one statement, so that a rush of them holds no connection. */
export async function recordAuditAlone(entry: NewAuditEntry): Promise<void> {
  await recordAudit(db(), entry);
}

/** Which entries; all that is absent is not asked for. */
export interface AuditFilter {
  readonly actor?: string | undefined;
  readonly action?: string | undefined;
  readonly entityId?: string | undefined;
  /** Only entries before this one. */
  readonly beforeId?: bigint | undefined;
  readonly limit: number;
}

/** Entries, newest first. */
export async function listAuditEntries(filter: AuditFilter): Promise<readonly AuditRecord[]> {
  const rows = await db().auditEntry.findMany({
    where: {
      ...(filter.actor !== undefined && { actor: { contains: filter.actor, mode: 'insensitive' } }),
      ...(filter.action !== undefined && { action: { startsWith: filter.action } }),
      ...(filter.entityId !== undefined && { entityId: filter.entityId }),
      ...(filter.beforeId !== undefined && { id: { lt: filter.beforeId } }),
    },
    orderBy: { id: 'desc' },
    take: filter.limit,
  });

  return rows.map((row) => ({
    ...row,
    id: row.id.toString(),
    at: row.at.toISOString(),
    via: row.via as AuditVia,
  }));
}
