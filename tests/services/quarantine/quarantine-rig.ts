import type { Member } from '#lib/auth/viewer.ts';
import type { Quarantine, QuarantinedItem } from '#lib/contracts/quarantine.ts';
import { db } from '#lib/db/client.ts';
import { sumSubjects } from '#lib/db/refresh-subjects.ts';
import { decideQuarantined } from '#lib/services/quarantine/decide-quarantined.ts';
import { listQuarantine } from '#lib/services/quarantine/list-quarantine.ts';
import { Prisma } from '#prisma/generated/client.ts';

/** Who decides. */
export const EDITOR: Member = {
  kind: 'member',
  userId: '0197a3a4-1111-7000-8000-000000000001',
  name: 'Ed',
  email: 'ed@firm.example',
  role: 'editor',
  via: { kind: 'session', sessionId: 'test' },
};

export const openValues = (): Promise<Quarantine> => listQuarantine({ state: 'open', limit: 500 });

/** The one open value whose field fits. */
export async function findOpen(field: RegExp): Promise<QuarantinedItem> {
  const found = (await openValues()).items.filter((item) => field.test(item.field));
  const [first] = found;
  if (first === undefined || found.length > 1) {
    throw new Error(`${String(found.length)} values of ${String(field)} wait`);
  }

  return first;
}

export const decide = (
  id: string,
  decision: 'accepted' | 'rejected' | 'undecided',
  note = 'the exchange says so',
) => decideQuarantined(EDITOR, id, { decision, note });

/** What a revision says beside its content. */
export interface StoredRevision {
  readonly revision: number;
  readonly isWithdrawn: boolean;
  /** Text as the database writes the number; null when the row has none. */
  readonly value: string | null;
  readonly provenance: string | null;
  readonly acceptedIds: readonly string[];
}

/** Revisions of a row in order; only literals of tests reach this. */
export async function revisionsOf(table: string, column: string, where: string): Promise<StoredRevision[]> {
  return db().$queryRaw<StoredRevision[]>`
    SELECT revision, is_withdrawn AS "isWithdrawn", ${Prisma.raw(column)}::text AS value, provenance,
           coalesce(accepted_value_ids, '{}')::text[] AS "acceptedIds"
      FROM ${Prisma.raw(table)} WHERE ${Prisma.raw(where)} ORDER BY revision`;
}

/** New, revised, unchanged and kept apart of a run. */
export async function countsOf(runId: bigint): Promise<readonly [number, number, number, number]> {
  const sums = (await sumSubjects([runId])).get(runId);
  if (sums === undefined) throw new Error('the run did nothing');

  return [sums.newCount, sums.revisedCount, sums.unchangedCount, sums.quarantinedCount];
}
