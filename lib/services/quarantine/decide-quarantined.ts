import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { quarantineDecisionSchema, type QuarantineDecided } from '#lib/contracts/quarantine.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { describeDecision } from '#lib/core/quarantine/describe-decision.ts';
import { describeRemedy } from '#lib/core/quarantine/describe-remedy.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { lockImports } from '#lib/db/import-batches.ts';
import {
  findQuarantinedSource,
  lockQuarantined,
  setDecision,
  type LockedValue,
} from '#lib/db/quarantined-values.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';

import { toActor } from '../accounts/actor.ts';
import { currentDataVersion } from '../scope/current-data-version.ts';
import { storeAcceptance, takeBackAcceptance, type DecisionMade } from './carry-out-decision.ts';

/**
 * Accepts a doubtful value, keeps it out for good, or takes an earlier decision back; all in one transaction. Of two
 * who decide about the same value the second is told what the first has decided.
 */
export async function decideQuarantined(
  member: Member,
  id: string,
  input: unknown,
): Promise<Result<QuarantineDecided, RequestFault>> {
  const parsed = parseInput(quarantineDecisionSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { decision, note } = parsed.value;
  const answer = await inTransaction(async (tx): Promise<Result<QuarantineDecided, RequestFault>> => {
    const source = await findQuarantinedSource(tx, BigInt(id));
    if (source === null)
      return err({ kind: 'not-found', detail: 'No value with this id was ever kept apart.' });
    // An import takes its lock before it reaches the values that it holds; so must who decides about one.
    if (source === 'csv') await lockImports(tx);
    const value = await lockQuarantined(tx, BigInt(id));
    const made = { member, by: `${member.role} ${member.email}`, at: now(), note };
    const outcome =
      decision === 'undecided' ? await takeBack(tx, value, made) : await decide(tx, value, decision, made);
    if (!outcome.ok) return outcome;
    const { subject, field, rawValue, decided } = value;
    await recordAudit(tx, {
      ...toActor(member),
      action: decision === 'undecided' ? 'quarantine.taken-back' : 'quarantine.decided',
      entityType: 'quarantined-value',
      entityId: id,
      ...(decided !== null && { before: { decision: decided.decision, note: decided.note, by: decided.by } }),
      after: { source, subject, field, rawValue, decision, note, detail: outcome.value },
    });

    return ok({ done: true, detail: outcome.value });
  });
  currentDataVersion.forget();

  return answer;
}

async function decide(
  tx: DbTransaction,
  value: LockedValue,
  decision: 'accepted' | 'rejected',
  made: DecisionMade,
): Promise<Result<string, RequestFault>> {
  const { decided, held } = value;
  if (decided !== null) {
    const before = describeDecision(decided.decision === 'accepted' ? 'accepted' : 'kept out', {
      by: decided.by ?? 'somebody',
      at: decided.at,
      note: decided.note ?? 'no reason was given',
    });
    const detail = `This value was ${before}. Take that back first to decide otherwise.`;
    return err({ kind: 'conflict', detail });
  }
  if (decision === 'accepted' && held === null) {
    const remedy = describeRemedy(value.source, value.field);
    return err(invalidField('decision', `cannot be "accepted": nothing of it could be stored. ${remedy}`));
  }
  const { by, note, member } = made;
  const at = made.at.toISOString();
  await setDecision(tx, BigInt(value.id), { decision, by, at, note, userId: member.userId });
  if (decision === 'rejected' || held === null) {
    return ok('It stays out. Should it come again, nobody is asked again.');
  }

  return ok(await storeAcceptance(tx, { ...value, held }, made));
}

async function takeBack(
  tx: DbTransaction,
  value: LockedValue,
  made: DecisionMade,
): Promise<Result<string, RequestFault>> {
  const { decided, held } = value;
  if (decided === null) {
    return err({
      kind: 'conflict',
      detail: 'Nobody has decided about this value: nothing is to be taken back.',
    });
  }
  // First, so that nothing that is brought back rests on it.
  await setDecision(tx, BigInt(value.id), null);
  if (decided.decision === 'rejected' || held === null) return ok('It waits for a decision again.');

  return ok(await takeBackAcceptance(tx, { ...value, held }, made));
}
