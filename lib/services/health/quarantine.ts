import type { z } from 'zod';

import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import {
  quarantineDecisionSchema,
  type Quarantine,
  type quarantineQuerySchema,
} from '#lib/contracts/quarantine.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { listOpenQuarantined, rejectQuarantined } from '#lib/db/quarantined-values.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';

import { toActor } from '../accounts/actor.ts';

/** Values that came but are kept apart until somebody decides. */
export async function listQuarantine({ limit }: z.output<typeof quarantineQuerySchema>): Promise<Quarantine> {
  return listOpenQuarantined(limit);
}

/** Keeps a doubtful value out for good. A value that is right after all comes in by an import, with its source. */
export async function decideQuarantined(
  member: Member,
  id: string,
  input: unknown,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  const parsed = parseInput(quarantineDecisionSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { decision, note } = parsed.value;

  return inTransaction(async (tx) => {
    const value = await rejectQuarantined(tx, BigInt(id), { userId: member.userId, note, at: now() });
    if (value === null)
      return err({ kind: 'not-found', detail: 'No value with this id waits for a decision.' });
    await recordAudit(tx, {
      ...toActor(member),
      action: 'quarantine.decided',
      entityType: 'quarantined-value',
      entityId: id,
      after: { ...value, decision, note },
    });

    return ok({ done: true });
  });
}
