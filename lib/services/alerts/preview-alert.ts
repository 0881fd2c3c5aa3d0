import 'server-only';

import type { Member } from '#lib/auth/viewer.ts';
import { previewAlertSchema, type AlertPreview } from '#lib/contracts/alerts/alerts.ts';
import { scenarioOf, type AlertKind, type AlertSpec } from '#lib/contracts/alerts/alert-spec.ts';
import { parseInput } from '#lib/contracts/parse-input.ts';
import { invalidInput, type RequestFault } from '#lib/contracts/request-fault.ts';
import { placeOf } from '#lib/core/alerts/condition.ts';
import { runLevel, UNSEEN } from '#lib/core/alerts/run-level.ts';
import { dayBefore } from '#lib/core/ledger/ledger.ts';
import { err, ok, type Result } from '#lib/core/result.ts';
import { findSavedScenario } from '#lib/db/saved-scenarios.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { now } from '#lib/platform/clock.ts';

import type { AlertWorld, EventReader, LevelReader, RuleScenario } from './alert-readers.ts';
import { checkSpec } from './check-spec.ts';
import { presentMark } from './present-mark.ts';
import { ALERT_READERS } from './readers.ts';

const DAYS_BACK = 365;
const MOST_TOLD = 20;
const NOT_MUTED = { isMuted: false };

/** How often a rule would have fired in the last year, from what is stored; nothing is kept. */
export async function previewAlert(
  member: Member,
  input: unknown,
): Promise<Result<AlertPreview, RequestFault>> {
  const parsed = parseInput(previewAlertSchema, input);
  if (!parsed.ok) return err(invalidInput(parsed.error));
  const checked = await checkSpec(member.userId, parsed.value.spec);
  if (!checked.ok) return checked;
  const spec = checked.value;
  const { mark, scenario } = await inTransaction(async (tx) => {
    const id = scenarioOf(spec);
    const stored = id === null ? null : await findSavedScenario(tx, member.userId, id);
    return { mark: await presentMark(tx), scenario: id === null ? null : { id, head: stored?.head ?? null } };
  });
  const world = { ...mark, nowMs: now().getTime() };
  const reader = ALERT_READERS[spec.kind];
  const { isOneShot } = parsed.value;

  return ok({
    ...{ asOf: world.on, dataVersion: world.dataVersion },
    ...(reader.family === 'level'
      ? await previewLevel(spec, { reader: reader as LevelReader<AlertKind>, scenario, isOneShot, world })
      : await previewEvents(spec, { reader: reader as EventReader<AlertKind>, isOneShot, world })),
  });
}

type Previewed = Omit<AlertPreview, 'asOf' | 'dataVersion'>;

interface LevelTask {
  readonly reader: LevelReader<AlertKind>;
  readonly scenario: RuleScenario;
  readonly isOneShot: boolean;
  readonly world: AlertWorld;
}

async function previewLevel(
  spec: AlertSpec,
  { reader, scenario, isOneShot, world }: LevelTask,
): Promise<Previewed> {
  const { observations, unit, fromOn, sampled, absence, lapse } = await reader.history(
    { spec, scenario, after: null },
    dayBefore(world.on, DAYS_BACK),
    world,
  );
  const condition = reader.condition(spec);
  const rule = { condition, isOneShot, tellsStanding: false };
  const { firings, state } = runLevel(rule, UNSEEN, observations, NOT_MUTED);
  const newest = observations.findLast(({ value }) => value !== null);
  const isFar =
    newest?.value !== undefined &&
    newest.value !== null &&
    condition.kind !== 'moved' &&
    condition.kind !== 'sign' &&
    placeOf(condition, newest.value, newest.bounds) === 'far';

  return {
    ...{ fromOn, sampled, unit },
    count: firings.length,
    firings: firings.slice(-MOST_TOLD).map(({ on, after }) => ({ on, value: after.value, what: null })),
    absence: absence ?? lapse ?? state.absence,
    now: state.last,
    holdsNow: isFar,
  };
}

interface EventTask {
  readonly reader: EventReader<AlertKind>;
  readonly isOneShot: boolean;
  readonly world: AlertWorld;
}

async function previewEvents(spec: AlertSpec, { reader, isOneShot, world }: EventTask): Promise<Previewed> {
  const fromOn = dayBefore(world.on, DAYS_BACK);
  const { occurrences, sampled, absence } = await reader.history(spec, fromOn, world);
  const once = [...new Map(occurrences.map((item) => [item.key, item])).values()].toSorted((a, b) =>
    a.on.localeCompare(b.on),
  );
  const told = isOneShot ? once.slice(0, 1) : once;

  return {
    ...{ fromOn, sampled, absence },
    count: told.length,
    firings: told.slice(-MOST_TOLD).map(({ on, title }) => ({ on, value: null, what: title })),
    ...{ now: null, unit: null, holdsNow: false },
  };
}
