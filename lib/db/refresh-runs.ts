/** Runs of the schedule: one row for each slot, taken up by one process at a time under a lease. */
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { RefreshRun } from '#prisma/generated/client.ts';

import { db } from './client.ts';
import { storableText } from './storable-text.ts';
import type { DbTransaction } from './transaction.ts';

/** How a run ends; `incomplete`: some subjects failed. */
export type RunEnd = 'succeeded' | 'incomplete' | 'failed' | 'off';

/** A run that is to be made. */
export interface NewRun {
  readonly jobId: string;
  readonly slotId: string;
  readonly slotAt: Date;
  readonly source: string;
  readonly reason: 'first' | 'regular' | 'catch-up' | 'manual';
  readonly foldedCount: number;
  /** Not to be started before. */
  readonly startAt: Date;
  readonly createdAt: Date;
  /** E-mail address; null for the schedule. */
  readonly requestedBy: string | null;
}

/** Who takes a run up, when, and until when it is theirs unless they say that they are still at it. */
export interface LeaseRequest {
  readonly holder: string;
  readonly now: Date;
  readonly until: Date;
}

/** A run that this process holds. */
export interface HeldRun {
  readonly id: bigint;
  readonly jobId: string;
  readonly slotId: string;
  readonly source: string;
  readonly tries: number;
  readonly leaseNumber: number;
}

/** Plans a run; null when its slot has one already, whoever planned it. */
export async function insertRun(tx: DbTransaction, run: NewRun): Promise<bigint | null> {
  const { startAt, ...row } = run;
  const [made] = await tx.refreshRun.createManyAndReturn({
    data: [{ ...row, state: 'waiting', nextTryAt: startAt }],
    skipDuplicates: true,
    select: { id: true },
  });

  return made?.id ?? null;
}

/** `slotAt` of the newest slot that each job was given, in milliseconds since 1970. */
export async function listLastSlots(): Promise<ReadonlyMap<string, number>> {
  const rows = await db().refreshRun.groupBy({
    by: ['jobId'],
    where: { reason: { not: 'manual' } },
    _max: { slotAt: true },
  });

  return new Map(
    rows.flatMap(({ jobId, _max }) => (_max.slotAt === null ? [] : [[jobId, _max.slotAt.getTime()]])),
  );
}

/** Makes all who take up runs of a source wait for each other until the transaction ends. */
export async function lockSource(tx: DbTransaction, source: string): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${`waterline.refresh.${source}`}))`;
}

/** When the run of a source that is under way is no longer anybody's; null when none is under way. Needs {@link lockSource}. */
export async function findRunUnderWay(tx: DbTransaction, source: string, now: Date): Promise<Date | null> {
  const held = await tx.refreshRun.findFirst({
    where: { source, state: 'running', leaseUntil: { gt: now } },
    select: { leaseUntil: true },
  });

  return held?.leaseUntil ?? null;
}

/**
 * Takes up the run of a source that has waited longest: one whose time has come, or one whose lease has lapsed. None
 * while another of the source is under way. Needs {@link lockSource}.
 */
export async function takeRun(
  tx: DbTransaction,
  source: string,
  { holder, now, until }: LeaseRequest,
): Promise<HeldRun | null> {
  if ((await findRunUnderWay(tx, source, now)) !== null) return null;
  const [next] = await tx.$queryRaw<{ id: bigint }[]>`
    SELECT id FROM refresh_run
     WHERE source = ${source}
       AND (state = 'running' AND lease_until <= ${now} OR state = 'waiting' AND next_try_at <= ${now})
     ORDER BY state = 'running' DESC, slot_at, id LIMIT 1`;

  return next === undefined ? null : takeRunOf(tx, next.id, { holder, now, until });
}

/** Takes up a certain run, which must be there for the taking. Needs {@link lockSource}. */
export async function takeRunOf(
  tx: DbTransaction,
  id: bigint,
  { holder, now, until }: LeaseRequest,
): Promise<HeldRun> {
  // Going on with a run that was cut short is no further try of it.
  const [taken] = await tx.$queryRaw<HeldRun[]>`
    UPDATE refresh_run
       SET tries = tries + (state = 'waiting')::int, state = 'running', next_try_at = NULL, lease_holder = ${holder},
           lease_until = ${until}, lease_number = lease_number + 1, started_at = coalesce(started_at, ${now})
     WHERE id = ${id}
    RETURNING id, job_id AS "jobId", slot_id AS "slotId", source, tries, lease_number AS "leaseNumber"`;
  if (taken === undefined) throw new Error(`there is no run ${String(id)}`);

  return taken;
}

/**
 * Says that the holder is still at it, and holds off anybody else until the transaction ends.
 *
 * @returns false when the run is another's by now: nothing more may be written for it
 */
export async function keepLease(tx: DbTransaction, run: HeldRun, until: Date): Promise<boolean> {
  const kept = await tx.refreshRun.updateMany({
    where: { id: run.id, leaseNumber: run.leaseNumber, state: 'running' },
    data: { leaseUntil: until },
  });

  return kept.count === 1;
}

/** Notes how many subjects a run has. */
export async function planRun(tx: DbTransaction, run: HeldRun, plannedCount: number): Promise<void> {
  await tx.refreshRun.update({ where: { id: run.id }, data: { plannedCount } });
}

/** Gives a run back to be tried at an instant; `isTry` false when nothing was tried. Needs {@link keepLease}. */
export async function postponeRun(
  tx: DbTransaction,
  run: HeldRun,
  { at, detail, isTry }: { readonly at: Date; readonly detail: string; readonly isTry: boolean },
): Promise<void> {
  await tx.refreshRun.update({
    where: { id: run.id },
    data: {
      state: 'waiting',
      nextTryAt: at,
      detail: storableText(detail),
      leaseHolder: null,
      leaseUntil: null,
      ...(isTry ? {} : { tries: { decrement: 1 } }),
    },
  });
}

/** Ends a run for good. Needs {@link keepLease}. */
export async function endRun(
  tx: DbTransaction,
  run: HeldRun,
  { state, detail, at }: { readonly state: RunEnd; readonly detail: string | null; readonly at: Date },
): Promise<void> {
  await tx.refreshRun.update({
    where: { id: run.id },
    data: {
      state,
      detail: detail === null ? null : storableText(detail),
      endedAt: at,
      nextTryAt: null,
      leaseHolder: null,
      leaseUntil: null,
    },
  });
}

/** The newest slot of a job whose run brought all that there was, or whose source is off. */
export interface GoodSlot {
  readonly jobId: string;
  readonly source: string;
  readonly slotAtMs: number;
}

/** The newest good slot of every job and source, those asked for by hand included. */
export async function listLastGoodSlots(): Promise<readonly GoodSlot[]> {
  const rows = await db().refreshRun.groupBy({
    by: ['jobId', 'source'],
    where: { state: { in: ['succeeded', 'off'] } },
    _max: { slotAt: true },
  });

  return rows.map(({ jobId, source, _max }) => ({ jobId, source, slotAtMs: _max.slotAt?.getTime() ?? 0 }));
}

/** Last day (UTC) until a day on which a run of a source brought all that there was; null when none did. */
export async function findLastGoodDay(source: string, until: IsoDate): Promise<IsoDate | null> {
  const [last] = await db().$queryRaw<{ day: IsoDate | null }[]>`
    SELECT max((ended_at AT TIME ZONE 'UTC')::date)::text AS day FROM refresh_run
     WHERE source = ${source} AND state = 'succeeded' AND (ended_at AT TIME ZONE 'UTC')::date <= ${until}::date`;

  return last?.day ?? null;
}

/** A run as stored. */
export type RunRecord = RefreshRun;

/** Runs, newest first. */
export async function listRuns(filter: {
  readonly source?: string | undefined;
  readonly limit: number;
}): Promise<readonly RunRecord[]> {
  return db().refreshRun.findMany({
    where: filter.source === undefined ? {} : { source: filter.source },
    orderBy: { id: 'desc' },
    take: filter.limit,
  });
}

/** One run. */
export async function findRun(id: bigint): Promise<RunRecord | null> {
  return db().refreshRun.findUnique({ where: { id } });
}
