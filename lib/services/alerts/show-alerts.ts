import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import type { AlertBody, AlertItem, Alerts } from '#lib/contracts/alerts/alerts.ts';
import type { RequestFault } from '#lib/contracts/request-fault.ts';
import { quietAt } from '#lib/core/alerts/quiet.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { countUnreadEntries, listRuleFirings } from '#lib/db/alert-inbox.ts';
import { findAlertRule, listAlertRules, type StoredAlert } from '#lib/db/alert-rules.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';

import { noAlert } from './no-alert.ts';

/** Firings that a rule shows of its log. */
const LOG_LENGTH = 20;

/** The member's rules, those that fail first. */
export async function listAlerts(member: Member): Promise<Alerts> {
  const [rules, unread] = await Promise.all([
    listAlertRules(member.userId),
    countUnreadEntries(member.userId),
  ]);

  return { items: rules.map(toItem), unread };
}

/** One rule of the member with what it fired for last. */
export async function getAlert(member: Member, id: string): Promise<Result<AlertBody, RequestFault>> {
  const rule = await inTransaction((tx) => findAlertRule(tx, member.userId, id));
  if (rule === null) return err(noAlert());

  return ok({ ...toItem(rule), log: await listRuleFirings(member.userId, id, LOG_LENGTH) });
}

function toItem({ epoch: _epoch, state: _state, quiet, ...rule }: StoredAlert): AlertItem {
  return { ...rule, quiet: quiet === null ? null : quietAt(quiet, rule.muteUntil, now().toISOString()) };
}
