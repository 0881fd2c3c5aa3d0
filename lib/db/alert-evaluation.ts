import type { AlertContent } from '#lib/contracts/alerts/inbox.ts';
import type { AlertDelivery } from '#lib/contracts/alerts/alerts.ts';
import type { AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';
import type { Quiet } from '#lib/core/alerts/quiet.ts';
import type { DatedValue } from '#lib/core/alerts/run-level.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { Prisma } from '#prisma/generated/client.ts';

import type { StoredVersion } from './saved-scenarios.ts';
import type { DbTransaction } from './transaction.ts';

/** A rule whose evaluation is due, locked until the transaction ends. */
export interface DueAlert {
  readonly id: string;
  readonly ownerId: string;
  readonly name: string;
  readonly spec: AlertSpec;
  readonly isOneShot: boolean;
  readonly deliver: AlertDelivery;
  readonly muteUntil: Date | null;
  readonly epoch: number;
  readonly state: unknown;
  /** Newest version of its saved scenario; null: none, or deleted. */
  readonly scenarioVersion: number | null;
  /** What it is marked with once it is evaluated. */
  readonly dueMark: string;
}

/** What came of evaluating a rule. */
export interface EvaluatedAlert {
  readonly id: string;
  readonly dueMark: string;
  readonly state: Prisma.InputJsonObject;
  readonly quiet: Quiet;
  readonly last: DatedValue | null;
  readonly unit: string | null;
  readonly distance: number | null;
}

/** One occurrence to be kept. */
export interface NewFiring {
  readonly ruleId: string;
  readonly ownerId: string;
  readonly dedupeKey: string;
  readonly occurredOn: IsoDate;
  readonly ruleName: string;
  readonly content: AlertContent;
  readonly isMuted: boolean;
}

/** The newest import, and when a refresh last stored something: what decides whether rules are due. */
export async function readDataMark(
  tx: DbTransaction,
): Promise<{ readonly dataVersion: number; readonly refreshedAt: string }> {
  const [mark] = await tx.$queryRaw<{ dataVersion: number; refreshedAt: string }[]>`
    SELECT (SELECT coalesce(max(id), 0) FROM import_batch)::int AS "dataVersion",
           coalesce((SELECT extract(epoch FROM max(attempted_at))::text FROM refresh_subject
                      WHERE new_count + revised_count > 0), '-') AS "refreshedAt"`;
  if (mark === undefined) throw new Error('the mark of the data was not returned');

  return mark;
}

/**
 * Rules that were not evaluated yet at a mark, locked. Those that another process holds are its own and are passed over;
 * a rule that is asked for by its id is waited for.
 *
 * @param mark to which the newest version of a rule's scenario is added
 */
export async function takeDueAlerts(
  tx: DbTransaction,
  mark: string,
  { limit, onlyId }: { readonly limit: number; readonly onlyId: string | null },
): Promise<readonly DueAlert[]> {
  const isAsked = onlyId === null ? Prisma.empty : Prisma.sql`AND rule.id = ${onlyId}::uuid`;
  const lock = onlyId === null ? Prisma.sql`FOR UPDATE OF rule SKIP LOCKED` : Prisma.sql`FOR UPDATE OF rule`;

  return tx.$queryRaw<DueAlert[]>`
    SELECT rule.id, rule.owner_id AS "ownerId", rule.name, rule.spec, rule.is_one_shot AS "isOneShot", rule.deliver,
           rule.mute_until AS "muteUntil", rule.epoch, rule.state, scenario.version AS "scenarioVersion",
           ${mark} || ' ' || coalesce(scenario.version::text, '-') AS "dueMark"
      FROM alert_rule AS rule
      LEFT JOIN saved_scenario AS scenario
        ON scenario.id = rule.scenario_id AND scenario.owner_id = rule.owner_id AND scenario.deleted_at IS NULL
     WHERE rule.deleted_at IS NULL
       AND rule.checked_mark IS DISTINCT FROM ${mark} || ' ' || coalesce(scenario.version::text, '-') ${isAsked}
     ORDER BY rule.id LIMIT ${limit} ${lock}`;
}

/** Newest versions of saved scenarios that are not deleted, by id. Only those of the owners named with them. */
export async function findScenarioHeads(
  tx: DbTransaction,
  wanted: readonly { readonly id: string; readonly version: number }[],
): Promise<ReadonlyMap<string, StoredVersion>> {
  if (wanted.length === 0) return new Map();
  const rows = await tx.scenarioVersion.findMany({
    where: { OR: wanted.map(({ id, version }) => ({ scenarioId: id, version })) },
  });

  return new Map(
    rows.map(({ scenarioId, asOf, ranges, seed, result, recordedAt, ...row }) => [
      scenarioId,
      {
        ...row,
        asOf: asOf?.toISOString().slice(0, 10) ?? null,
        ranges: ranges as unknown as StoredVersion['ranges'],
        result: result as unknown as StoredVersion['result'],
        seed: Number(seed),
        recordedAt: recordedAt.toISOString(),
      },
    ]),
  );
}

/** Keeps what came of evaluating rules: one statement for all. */
export async function storeEvaluated(
  tx: DbTransaction,
  evaluated: readonly EvaluatedAlert[],
  at: Date,
): Promise<void> {
  const rows = evaluated.map(({ id, dueMark, state, quiet, last, unit, distance }) => ({
    ...{ id, mark: dueMark, state, quiet, unit, distance },
    value: last?.value ?? null,
    on: last?.on ?? null,
    failing: quiet.kind === 'failing',
  }));
  await tx.$executeRaw`
    UPDATE alert_rule AS rule
       SET state = done.state, checked_mark = done.mark, checked_at = ${at}, quiet = done.quiet, unit = done.unit,
           last_value = done.value, last_on = done.on, distance = done.distance, is_failing = done.failing
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS done (id uuid, mark text, state jsonb, quiet jsonb, unit text, value float8, "on" date, distance float8,
                 failing boolean)
     WHERE rule.id = done.id`;
}

/** Keeps occurrences that were not kept yet. Returns keys of those that are new, as rule and dedupe key. */
export async function insertFirings(
  tx: DbTransaction,
  firings: readonly NewFiring[],
  at: Date,
): Promise<readonly { readonly ruleId: string; readonly dedupeKey: string }[]> {
  if (firings.length === 0) return [];
  const rows = firings.map((firing, place) => ({
    place,
    rule: firing.ruleId,
    owner: firing.ownerId,
    key: firing.dedupeKey,
    on: firing.occurredOn,
    name: firing.ruleName,
    content: firing.content,
    muted: firing.isMuted,
  }));
  const kept = await tx.$queryRaw<{ ruleId: string; dedupeKey: string }[]>`
    INSERT INTO alert_firing (rule_id, owner_id, dedupe_key, occurred_on, fired_at, rule_name, content, is_muted)
    SELECT new.rule, new.owner, new.key, new."on", ${at}, new.name, new.content, new.muted
      FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        AS new (rule uuid, owner uuid, key text, "on" date, name text, content jsonb, muted boolean, place int)
     ORDER BY place
    ON CONFLICT (rule_id, dedupe_key) DO NOTHING
    RETURNING rule_id AS "ruleId", dedupe_key AS "dedupeKey"`;
  await tx.$executeRaw`
    UPDATE alert_rule SET last_fired_at = ${at}
     WHERE id = ANY(${[...new Set(kept.map(({ ruleId }) => ruleId))]}::uuid[])`;

  return kept;
}
