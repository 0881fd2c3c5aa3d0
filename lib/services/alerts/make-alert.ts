import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { ALERTS_MAX, newAlertSchema, type AlertBody } from '#lib/contracts/alerts/alerts.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidField, invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { UNSEEN } from '#lib/core/alerts/run-level.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { countAlertRules, insertAlertRule, isAlertNameTaken, lockAlertsOf } from '#lib/db/alert-rules.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction } from '#lib/db/transaction.ts';

import { toActor } from '../accounts/actor.ts';
import { presentMark } from './present-mark.ts';
import { checkSpec } from './check-spec.ts';
import { evaluateAlert } from './evaluate-alerts.ts';
import { beginState } from './evaluate-rules.ts';
import { alertNameTaken } from './no-alert.ts';
import { ALERT_READERS } from './readers.ts';
import { getAlert } from './show-alerts.ts';

/**
 * Makes a rule and evaluates it at once: what holds already is told only if the rule asks for it, and what is in the
 * ledger already is not news.
 */
export async function makeAlert(member: Member, input: unknown): Promise<Result<AlertBody, RequestFault>> {
  const parsed = parseInput(newAlertSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { name, isOneShot, deliver, tellsStanding } = parsed.value;
  const checked = await checkSpec(member.userId, parsed.value.spec);
  if (!checked.ok) return checked;
  const spec = checked.value;

  const made = await inTransaction(async (tx) => {
    await lockAlertsOf(tx, member.userId);
    if ((await countAlertRules(tx, member.userId)) >= ALERTS_MAX) {
      const most = String(ALERTS_MAX);
      return err(invalidField('name', `is one too many: you keep ${most} alerts; delete one first`));
    }
    if (await isAlertNameTaken(tx, member.userId, name)) return err(alertNameTaken(name));
    const state = beginState(spec, ALERT_READERS, await presentMark(tx), { level: UNSEEN, tellsStanding });
    const owner = { id: member.userId, email: member.email };
    const id = await insertAlertRule(tx, owner, { name, spec, isOneShot, deliver, muteUntil: null }, state);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'alert.made',
      entityType: 'alert',
      entityId: id,
      after: { name, spec: { ...spec }, isOneShot, deliver },
    });

    return ok(id);
  });
  if (!made.ok) return made;
  await evaluateAlert(made.value);

  return getAlert(member, made.value);
}
