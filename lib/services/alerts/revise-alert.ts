import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { alertChangeSchema, type AlertBody } from '#lib/contracts/alerts/alerts.ts';
import type { AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { UNSEEN } from '#lib/core/alerts/run-level.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import type { EvaluatedAlert } from '#lib/db/alert-evaluation.ts';
import {
  findAlertRule,
  isAlertNameTaken,
  lockAlertsOf,
  markAlertDeleted,
  updateAlertRule,
  type AlertContent,
  type StoredAlert,
} from '#lib/db/alert-rules.ts';
import { recordAudit } from '#lib/db/audit.ts';
import { inTransaction, type DbTransaction } from '#lib/db/transaction.ts';

import { toActor } from '../accounts/actor.ts';
import { checkSpec } from './check-spec.ts';
import { evaluateAlert } from './evaluate-alerts.ts';
import { beginState, type RuleState } from './evaluate-rules.ts';
import { alertNameTaken, alertOvertaken, noAlert } from './no-alert.ts';
import { presentMark } from './present-mark.ts';
import { ALERT_READERS } from './readers.ts';
import { getAlert } from './show-alerts.ts';

/**
 * Changes a rule and evaluates it at once. What watches something else begins anew, without telling what holds already.
 * Whoever changed an older version is told by whom and when; a change that says what stands makes no version.
 */
export async function reviseAlert(
  member: Member,
  id: string,
  input: unknown,
): Promise<Result<AlertBody, RequestFault>> {
  const seen = await inTransaction((tx) => findAlertRule(tx, member.userId, id));
  if (seen === null) return err(noAlert());
  const parsed = parseInput(alertChangeSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const { version, spec, rearm = false, ...rest } = parsed.value;
  const checked = await checkChanged(member.userId, spec, seen);
  if (!checked.ok) return checked;

  const changed = await inTransaction(async (tx) => {
    await lockAlertsOf(tx, member.userId);
    const standing = await findAlertRule(tx, member.userId, id);
    if (standing === null) return err(noAlert());
    if (standing.version !== version) return err(alertOvertaken(standing, version));
    const wanted: AlertContent = {
      name: rest.name ?? standing.name,
      spec: checked.value ?? standing.spec,
      isOneShot: rest.isOneShot ?? standing.isOneShot,
      deliver: rest.deliver ?? standing.deliver,
      muteUntil: rest.muteUntil === undefined ? standing.muteUntil : rest.muteUntil,
    };

    return write(tx, member, standing, wanted, rearm);
  });
  if (!changed.ok) return changed;
  await evaluateAlert(id);

  return getAlert(member, id);
}

/** Deletes one of the member's rules; what it fired for stays in the inbox. */
export async function deleteAlert(
  member: Member,
  id: string,
): Promise<Result<{ readonly done: true }, RequestFault>> {
  return inTransaction(async (tx) => {
    await lockAlertsOf(tx, member.userId);
    const found = await findAlertRule(tx, member.userId, id);
    if (found === null) return err(noAlert());
    await markAlertDeleted(tx, id);
    await recordAudit(tx, {
      ...toActor(member),
      action: 'alert.deleted',
      entityType: 'alert',
      entityId: id,
      before: { name: found.name, version: found.version },
    });

    return ok({ done: true });
  });
}

/** A rule whose scenario was deleted can be renamed and muted; what it watches is asked about only when it is changed. */
async function checkChanged(
  ownerId: string,
  spec: AlertSpec | undefined,
  { spec: standing }: StoredAlert,
): Promise<Result<AlertSpec | null, RequestFault>> {
  if (spec === undefined || isSame(spec, standing)) return ok(null);

  return checkSpec(ownerId, spec);
}

async function write(
  tx: DbTransaction,
  member: Member,
  standing: StoredAlert,
  wanted: AlertContent,
  rearm: boolean,
): Promise<Result<null, RequestFault>> {
  const changed = listChanged(standing, wanted);
  if (changed.length === 0 && !rearm) return ok(null);
  if (await isAlertNameTaken(tx, member.userId, wanted.name, standing.id))
    return err(alertNameTaken(wanted.name));
  const isNewEpoch = changed.includes('spec');
  const anew = { level: UNSEEN, tellsStanding: false };
  const state = isNewEpoch
    ? beginState(wanted.spec, ALERT_READERS, await presentMark(tx), anew)
    : rearm
      ? rearmed(standing.state as RuleState)
      : null;
  await updateAlertRule(tx, standing, wanted, member.email, { state, isNewEpoch });
  const sideOf = (content: AlertContent) =>
    Object.fromEntries(
      changed.map((field) => [field, field === 'spec' ? { ...content.spec } : content[field]]),
    );
  await recordAudit(tx, {
    ...toActor(member),
    action: 'alert.revised',
    entityType: 'alert',
    entityId: standing.id,
    before: { version: standing.version, ...sideOf(standing) },
    after: { version: standing.version + 1, ...sideOf(wanted), ...(rearm && { rearmed: true }) },
  });

  return ok(null);
}

const FIELDS = ['name', 'spec', 'isOneShot', 'deliver', 'muteUntil'] as const;

function listChanged(before: AlertContent, after: AlertContent): readonly (typeof FIELDS)[number][] {
  return FIELDS.filter((field) => !isSame(before[field], after[field]));
}

/** Whatever the order of fields; the store keeps its own. */
function isSame(a: unknown, b: unknown): boolean {
  return JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));
}

function sorted(value: unknown): unknown {
  return typeof value === 'object' && value !== null
    ? Object.entries(value).toSorted(([a], [b]) => a.localeCompare(b, 'en'))
    : value;
}

/** The shot is there again; where the value stands is remembered, so that it must cross anew. */
function rearmed(state: RuleState): EvaluatedAlert['state'] {
  const next: RuleState =
    state.family === 'level'
      ? { ...state, level: { ...state.level, isSpent: false } }
      : { ...state, events: { ...state.events, isSpent: false } };

  return next as unknown as EvaluatedAlert['state'];
}
