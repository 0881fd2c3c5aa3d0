import type { AlertDelivery } from '#lib/contracts/alerts/alerts.ts';
import { scenarioOf, type AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';
import type { Quiet } from '#lib/core/alerts/quiet.ts';
import type { DatedValue } from '#lib/core/alerts/run-level.ts';
import { now } from '#lib/platform/clock.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** What a member decides about a rule. */
export interface AlertContent {
  readonly name: string;
  readonly spec: AlertSpec;
  readonly isOneShot: boolean;
  readonly deliver: AlertDelivery;
  /** ISO instant. */
  readonly muteUntil: string | null;
}

/** A rule as its owner sees it. */
export interface StoredAlert extends AlertContent {
  readonly id: string;
  readonly version: number;
  readonly epoch: number;
  /** Name of its saved scenario; null: none, or deleted. */
  readonly scenarioName: string | null;
  readonly createdAt: string;
  readonly changedAt: string;
  readonly changedBy: string;
  readonly checkedAt: string | null;
  readonly last: DatedValue | null;
  readonly unit: string | null;
  readonly distance: number | null;
  readonly lastFiredAt: string | null;
  readonly quiet: Quiet | null;
  readonly isFailing: boolean;
  readonly state: unknown;
}

/** Rules of a member that are not deleted: those that fail first, then by name. */
export async function listAlertRules(ownerId: string): Promise<readonly StoredAlert[]> {
  const rows = await db().alertRule.findMany({
    where: { ownerId, deletedAt: null },
    orderBy: [{ isFailing: 'desc' }, { name: 'asc' }, { id: 'asc' }],
  });
  const names = await scenarioNames(db(), ownerId);

  return rows.map((row) => toStored(row, names));
}

/** One rule of a member, or null. */
export async function findAlertRule(
  tx: DbTransaction,
  ownerId: string,
  id: string,
): Promise<StoredAlert | null> {
  const row = await tx.alertRule.findUnique({ where: { id, ownerId, deletedAt: null } });

  return row === null ? null : toStored(row, await scenarioNames(tx, ownerId));
}

/** How many rules a member has. */
export async function countAlertRules(tx: DbTransaction, ownerId: string): Promise<number> {
  return tx.alertRule.count({ where: { ownerId, deletedAt: null } });
}

/** Whether a member has a rule of this name, whatever its case; `exceptId` is left out. */
export async function isAlertNameTaken(
  tx: DbTransaction,
  ownerId: string,
  name: string,
  exceptId: string | null = null,
): Promise<boolean> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM alert_rule
     WHERE owner_id = ${ownerId}::uuid AND lower(name) = lower(${name}) AND deleted_at IS NULL
       AND id IS DISTINCT FROM ${exceptId}::uuid LIMIT 1`;

  return found.length > 0;
}

/** Makes all who change rules of a member wait for each other until the transaction ends. */
export async function lockAlertsOf(tx: DbTransaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`waterline.alerts.${ownerId}`}, 0))`;
}

/** A new rule with what it remembers before it is evaluated. Needs {@link lockAlertsOf}. */
export async function insertAlertRule(
  tx: DbTransaction,
  owner: { readonly id: string; readonly email: string },
  content: AlertContent,
  state: Prisma.InputJsonObject,
): Promise<string> {
  const at = now();
  const { id } = await tx.alertRule.create({
    data: {
      ...columnsOf(content),
      ownerId: owner.id,
      version: 1,
      epoch: 1,
      createdAt: at,
      changedAt: at,
      changedBy: owner.email,
      state,
    },
    select: { id: true },
  });

  return id;
}

/**
 * The next version of a rule, due at once. Needs {@link lockAlertsOf}.
 *
 * @param state from which it begins anew, or goes on otherwise than it stood; null: it goes on
 */
export async function updateAlertRule(
  tx: DbTransaction,
  standing: Pick<StoredAlert, 'id' | 'version' | 'epoch'>,
  content: AlertContent,
  changedBy: string,
  { state, isNewEpoch }: { readonly state: Prisma.InputJsonObject | null; readonly isNewEpoch: boolean },
): Promise<void> {
  await tx.alertRule.update({
    where: { id: standing.id },
    data: {
      ...columnsOf(content),
      version: standing.version + 1,
      changedAt: now(),
      changedBy,
      checkedMark: null,
      ...(isNewEpoch && { epoch: standing.epoch + 1, lastValue: null, lastOn: null, distance: null }),
      ...(state !== null && { state }),
    },
  });
}

/** Deletes a rule; what it fired for stays in the inbox. */
export async function markAlertDeleted(tx: DbTransaction, id: string): Promise<void> {
  await tx.alertRule.update({ where: { id }, data: { deletedAt: now() } });
}

function columnsOf({ name, spec, isOneShot, deliver, muteUntil }: AlertContent) {
  return {
    name,
    kind: spec.kind,
    spec: { ...spec },
    scenarioId: scenarioOf(spec),
    isOneShot,
    deliver,
    muteUntil: muteUntil === null ? null : new Date(muteUntil),
  };
}

async function scenarioNames(
  tx: Pick<DbTransaction, 'savedScenario'>,
  ownerId: string,
): Promise<ReadonlyMap<string, string>> {
  const rows = await tx.savedScenario.findMany({
    where: { ownerId, deletedAt: null },
    select: { id: true, name: true },
  });

  return new Map(rows.map(({ id, name }) => [id, name]));
}

function toStored(
  row: Prisma.AlertRuleGetPayload<object>,
  scenarios: ReadonlyMap<string, string>,
): StoredAlert {
  return {
    id: row.id,
    name: row.name,
    // These were written from these very types.
    spec: row.spec as unknown as AlertSpec,
    deliver: row.deliver as AlertDelivery,
    quiet: row.quiet as unknown as Quiet | null,
    isOneShot: row.isOneShot,
    muteUntil: row.muteUntil?.toISOString() ?? null,
    version: row.version,
    epoch: row.epoch,
    scenarioName: scenarios.get(row.scenarioId ?? '') ?? null,
    createdAt: row.createdAt.toISOString(),
    changedAt: row.changedAt.toISOString(),
    changedBy: row.changedBy,
    checkedAt: row.checkedAt?.toISOString() ?? null,
    last:
      row.lastValue === null || row.lastOn === null
        ? null
        : { value: row.lastValue, on: row.lastOn.toISOString().slice(0, 10) },
    unit: row.unit,
    distance: row.distance,
    lastFiredAt: row.lastFiredAt?.toISOString() ?? null,
    isFailing: row.isFailing,
    state: row.state,
  };
}
