import type { IsoDate } from '#lib/core/facts/types.ts';
import type { SavedRange } from '#lib/core/scenario/saved-changes.ts';
import { now } from '#lib/platform/clock.ts';
import type { Prisma } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import type { DbTransaction } from './transaction.ts';

/** What a scenario gave when a version of it was saved. */
export interface SavedResult {
  readonly asOf: IsoDate;
  /** HBM revenue over the horizon, USD bn. */
  readonly hbmUsdBn: number;
  readonly baselineHbmUsdBn: number;
  readonly changePct: number;
}

/** One version as stored; `link` holds the inputs. */
export interface StoredVersion {
  readonly version: number;
  readonly name: string;
  readonly link: string;
  readonly asOf: IsoDate | null;
  readonly ranges: readonly SavedRange[];
  readonly seed: number;
  readonly note: string | null;
  readonly result: SavedResult;
  readonly modelVersion: string;
  readonly dataVersion: number;
  readonly author: string;
  readonly recordedAt: string;
}

/** A scenario with its newest version. */
export interface StoredScenario {
  readonly id: string;
  readonly head: StoredVersion;
}

/** What a new version says; number and time are given here. */
export type NewVersion = Omit<StoredVersion, 'version' | 'recordedAt'>;

type VersionRow = Prisma.ScenarioVersionGetPayload<object>;

/** Scenarios of a member that are not deleted, last saved first. */
export async function listSavedScenarios(ownerId: string): Promise<readonly StoredScenario[]> {
  const rows = await db().savedScenario.findMany({
    where: { ownerId, deletedAt: null },
    select: { id: true, versions: { orderBy: { version: 'desc' }, take: 1 } },
  });

  return rows.map(toStored).toSorted((a, b) => (a.head.recordedAt > b.head.recordedAt ? -1 : 1));
}

/** One scenario of a member, or null; deleted ones only when asked for. */
export async function findSavedScenario(
  tx: DbTransaction,
  ownerId: string,
  id: string,
  { isDeleted = false } = {},
): Promise<StoredScenario | null> {
  const row = await tx.savedScenario.findUnique({
    where: { id, ownerId, deletedAt: isDeleted ? { not: null } : null },
    select: { id: true, versions: { orderBy: { version: 'desc' }, take: 1 } },
  });

  return row === null ? null : toStored(row);
}

/** Every version of a member's scenario, newest first; empty when they have no such scenario. */
export async function listScenarioVersions(ownerId: string, id: string): Promise<readonly StoredVersion[]> {
  const rows = await db().scenarioVersion.findMany({
    where: { scenarioId: id, scenario: { ownerId, deletedAt: null } },
    orderBy: { version: 'desc' },
  });

  return rows.map(toVersion);
}

/** How many scenarios a member keeps. */
export async function countSavedScenarios(tx: DbTransaction, ownerId: string): Promise<number> {
  return tx.savedScenario.count({ where: { ownerId, deletedAt: null } });
}

/** Whether a member has a scenario of this name, whatever its case; `exceptId` is left out. */
export async function isScenarioNameTaken(
  tx: DbTransaction,
  ownerId: string,
  name: string,
  exceptId: string | null = null,
): Promise<boolean> {
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM saved_scenario
     WHERE owner_id = ${ownerId}::uuid AND lower(name) = lower(${name}) AND deleted_at IS NULL
       AND id IS DISTINCT FROM ${exceptId}::uuid LIMIT 1`;

  return found.length > 0;
}

/** Makes all who change scenarios of a member wait for each other until the transaction ends. */
export async function lockScenariosOf(tx: DbTransaction, ownerId: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended(${`waterline.scenarios.${ownerId}`}, 0))`;
}

/** A new scenario with its first version. Needs {@link lockScenariosOf}. */
export async function insertSavedScenario(
  tx: DbTransaction,
  ownerId: string,
  version: NewVersion,
): Promise<StoredScenario> {
  const at = now();
  const { id } = await tx.savedScenario.create({
    data: { ownerId, name: version.name, version: 1, createdAt: at },
    select: { id: true },
  });

  return { id, head: await insertVersion(tx, id, 1, version, at) };
}

/** The next version of a scenario. Needs {@link lockScenariosOf}. */
export async function appendScenarioVersion(
  tx: DbTransaction,
  { id, head }: StoredScenario,
  version: NewVersion,
): Promise<StoredScenario> {
  const number = head.version + 1;
  await tx.savedScenario.update({ where: { id }, data: { name: version.name, version: number } });

  return { id, head: await insertVersion(tx, id, number, version, now()) };
}

/** Deletes a scenario, or takes its deletion back. Needs {@link lockScenariosOf}. */
export async function markScenarioDeleted(tx: DbTransaction, id: string, isDeleted: boolean): Promise<void> {
  await tx.savedScenario.update({ where: { id }, data: { deletedAt: isDeleted ? now() : null } });
}

async function insertVersion(
  tx: DbTransaction,
  scenarioId: string,
  number: number,
  { asOf, ranges, seed, result, ...version }: NewVersion,
  at: Date,
): Promise<StoredVersion> {
  const row = await tx.scenarioVersion.create({
    data: {
      ...version,
      scenarioId,
      version: number,
      asOf: asOf === null ? null : new Date(`${asOf}T00:00:00Z`),
      ranges: ranges.map((range) => ({ ...range })),
      seed: BigInt(seed),
      result: { ...result },
      recordedAt: at,
    },
  });

  return toVersion(row);
}

function toStored(row: { readonly id: string; readonly versions: readonly VersionRow[] }): StoredScenario {
  const [head] = row.versions;
  if (head === undefined) throw new Error(`scenario ${row.id} has no version`);

  return { id: row.id, head: toVersion(head) };
}

function toVersion({
  scenarioId: _scenario,
  asOf,
  ranges,
  seed,
  result,
  recordedAt,
  ...row
}: VersionRow): StoredVersion {
  return {
    ...row,
    asOf: asOf?.toISOString().slice(0, 10) ?? null,
    // Both were written above from these very types.
    ranges: ranges as unknown as readonly SavedRange[],
    result: result as unknown as SavedResult,
    seed: Number(seed),
    recordedAt: recordedAt.toISOString(),
  };
}
