import 'server-only';

import { firingTitle } from '#lib/charts/alerts/alert-words.ts';
import type { AlertContent } from '#lib/contracts/alerts/inbox.ts';
import { scenarioOf, type AlertKind, type SpecOf } from '#lib/contracts/alerts/alert-spec.ts';
import type { Bounds } from '#lib/core/alerts/condition.ts';
import { distanceToLevel, quietOfEvents, quietOfLevel, type Quiet } from '#lib/core/alerts/quiet.ts';
import { runEvents, type EventState } from '#lib/core/alerts/run-events.ts';
import { runLevel, type LevelFiring, type LevelState } from '#lib/core/alerts/run-level.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { DueAlert, EvaluatedAlert, NewFiring } from '#lib/db/alert-evaluation.ts';
import type { StoredVersion } from '#lib/db/saved-scenarios.ts';

import type {
  AlertOccurrence,
  AlertReaders,
  AlertWorld,
  EventReader,
  LevelReader,
  LevelSubject,
  Reading,
  RuleScenario,
} from './alert-readers.ts';

/** What a rule remembers, as it is stored. */
export type RuleState =
  | {
      readonly family: 'level';
      /** Day since which it watches what it watches. */
      readonly beganOn: IsoDate;
      readonly tellsStanding: boolean;
      readonly level: LevelState;
      readonly bounds: Bounds | null;
    }
  | { readonly family: 'events'; readonly events: EventState };

/** A rule with what its evaluation changes. */
export interface RuleOutcome {
  readonly evaluated: EvaluatedAlert;
  readonly firings: readonly NewFiring[];
}

type Heads = ReadonlyMap<string, StoredVersion>;

/**
 * Evaluates rules against a world: every distinct value is read once, however many rules ask for it.
 *
 * @param heads newest versions of the saved scenarios that the rules name and their owners have
 */
export async function evaluateRules(
  rules: readonly DueAlert[],
  {
    readers,
    heads,
    world,
  }: { readonly readers: AlertReaders; readonly heads: Heads; readonly world: AlertWorld },
): Promise<readonly RuleOutcome[]> {
  const byKind = Map.groupBy(rules, ({ spec }) => spec.kind);
  const outcomes: RuleOutcome[] = [];
  for (const [kind, ofKind] of byKind) {
    const reader = readers[kind];
    const done =
      reader.family === 'level'
        ? await evaluateLevels(ofKind, reader as LevelReader<AlertKind>, heads, world)
        : await evaluateEvents(ofKind, reader as EventReader<AlertKind>, world);
    outcomes.push(...done);
  }

  return outcomes;
}

async function evaluateLevels(
  rules: readonly DueAlert[],
  reader: LevelReader<AlertKind>,
  heads: Heads,
  world: AlertWorld,
): Promise<readonly RuleOutcome[]> {
  const asked = rules.map((rule) => {
    const scenario = findScenario(rule, heads);
    const state = levelStateOf(rule, world);
    return { rule, scenario, state, subject: reader.subjectOf(rule.spec, scenario) };
  });
  const subjects = new Map<string, LevelSubject<AlertKind>>();
  for (const { rule, scenario, state, subject } of asked) {
    const known = subjects.get(subject);
    const after = earlier(known === undefined ? null : known.after, state.level.readTo);
    subjects.set(subject, { spec: rule.spec, scenario, after });
  }
  const readings = await reader.read(subjects, world);

  return asked.map(({ rule, scenario, state, subject }) =>
    runOne(rule, { reader, scenario, state, reading: readings.get(subject), world }),
  );
}

interface LevelTask {
  readonly reader: LevelReader<AlertKind>;
  readonly scenario: RuleScenario;
  readonly state: Extract<RuleState, { family: 'level' }>;
  readonly reading: Reading | undefined;
  readonly world: AlertWorld;
}

function runOne(rule: DueAlert, { reader, scenario, state, reading, world }: LevelTask): RuleOutcome {
  const { spec } = rule;
  const unit = reading?.unit ?? null;
  const condition = reader.condition(spec);
  const broken = reading?.breaks.find(({ on }) => on > state.beganOn) ?? null;
  const seen = broken === null ? (reading?.observations ?? []) : [];
  const run = runLevel(
    { condition, isOneShot: rule.isOneShot, tellsStanding: state.tellsStanding },
    state.level,
    // A rule that begins counts from the newest value, not from what was before it.
    state.level.readTo === null ? seen.slice(-1) : seen,
    { isMuted: isMutedAt(rule, world) },
  );
  const bounds = seen.findLast(({ value }) => value !== null)?.bounds ?? state.bounds;
  const failure =
    broken?.reason ?? reading?.lapse ?? (reading === undefined ? 'nothing is known of it' : null);
  const quiet: Quiet =
    failure === null ? quietOfLevel(condition, run.state, bounds) : { kind: 'failing', reason: failure };
  const next: RuleState = { ...state, level: run.state, bounds };
  const names = { scenario: scenario?.head?.name ?? null };

  return {
    evaluated: {
      ...{ id: rule.id, dueMark: rule.dueMark, quiet, unit },
      state: toJson(next),
      last: run.state.last,
      distance: distanceToLevel(condition, run.state, bounds),
    },
    firings: run.firings.map((firing) => ({
      ...ofRule(rule),
      dedupeKey: `${String(rule.epoch)} ${firing.at}`,
      occurredOn: firing.on,
      isMuted: firing.isMuted,
      content: {
        title: firingTitle(spec, names, firing, unit),
        ...{ before: firing.before, after: firing.after, unit },
        details: detailsOf(firing, scenario),
        path: reader.pathOf(spec, scenario),
      },
    })),
  };
}

function detailsOf({ bounds }: LevelFiring, scenario: RuleScenario): readonly string[] {
  return [
    ...(bounds === null ? [] : [`The evidence runs from ${String(bounds.low)} to ${String(bounds.high)}.`]),
    ...(scenario?.head == null
      ? []
      : [`Scenario “${scenario.head.name}”, version ${String(scenario.head.version)}.`]),
  ];
}

async function evaluateEvents(
  rules: readonly DueAlert[],
  reader: EventReader<AlertKind>,
  world: AlertWorld,
): Promise<readonly RuleOutcome[]> {
  const states = rules.map((rule) => eventStateOf(rule, world));
  const found = await reader.read(
    rules.map(({ spec }, index) => ({ spec, mark: states[index]?.mark ?? world })),
    world,
  );

  return Promise.all(
    rules.map(async (rule, index) => {
      const state = states[index] ?? { mark: world, isSpent: false };
      const answer = found[index] ?? [];
      const failure = 'failure' in answer ? answer.failure : null;
      const isMuted = isMutedAt(rule, world);
      const now = { on: world.on, dataVersion: world.dataVersion, at: world.at };
      const run =
        'failure' in answer ? { state, fired: [] } : runEvents(rule, state, answer, { now, isMuted });
      const next: RuleState = { family: 'events', events: run.state };

      return {
        evaluated: {
          ...{ id: rule.id, dueMark: rule.dueMark, state: toJson(next) },
          quiet: quietOfEvents(run.state.isSpent, failure),
          ...{ last: null, unit: null, distance: null },
        },
        firings: await Promise.all(
          run.fired.map(async (occurrence) => ({
            ...ofRule(rule),
            dedupeKey: `${String(rule.epoch)} ${occurrence.key}`,
            occurredOn: occurrence.on,
            isMuted,
            content: await toContent(occurrence),
          })),
        ),
      };
    }),
  );
}

async function toContent({
  title,
  before,
  beforeOn,
  after,
  on,
  unit,
  path,
  details,
}: AlertOccurrence): Promise<AlertContent> {
  return {
    ...{ title, unit, path },
    before: before === null || beforeOn === null ? null : { value: before, on: beforeOn },
    after: after === null ? null : { value: after, on },
    details: await details(),
  };
}

function ofRule({ id, ownerId, name }: DueAlert): Pick<NewFiring, 'ruleId' | 'ownerId' | 'ruleName'> {
  return { ruleId: id, ownerId, ruleName: name };
}

function isMutedAt({ muteUntil }: DueAlert, { nowMs }: AlertWorld): boolean {
  return muteUntil !== null && muteUntil.getTime() > nowMs;
}

/** The scenario that a rule names; a deleted one has no head. */
function findScenario({ spec, scenarioVersion }: DueAlert, heads: Heads): RuleScenario {
  const id = scenarioOf(spec);
  if (id === null) return null;
  return { id, head: scenarioVersion === null ? null : (heads.get(id) ?? null) };
}

function earlier(a: string | null, b: string | null): string | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}

function levelStateOf({ state }: DueAlert, world: AlertWorld): Extract<RuleState, { family: 'level' }> {
  const known = state as RuleState;
  if (known.family === 'level') return known;
  throw new Error(`a rule about a level was stored as one about events, at ${world.at}`);
}

function eventStateOf({ state }: DueAlert, world: AlertWorld): EventState {
  const known = state as RuleState;
  if (known.family === 'events') return known.events;
  throw new Error(`a rule about events was stored as one about a level, at ${world.at}`);
}

/** Plain data of our own types, as the store takes it. */
function toJson(state: RuleState): EvaluatedAlert['state'] {
  return state as unknown as EvaluatedAlert['state'];
}

/** What the kind of a spec begins with. */
export function beginState<Kind extends AlertKind>(
  spec: SpecOf<Kind>,
  readers: AlertReaders,
  { on, dataVersion, at }: Pick<AlertWorld, 'on' | 'dataVersion' | 'at'>,
  { level, tellsStanding }: { readonly level: LevelState; readonly tellsStanding: boolean },
): EvaluatedAlert['state'] {
  return toJson(
    readers[spec.kind].family === 'level'
      ? { family: 'level', beganOn: on, tellsStanding, level, bounds: null }
      : { family: 'events', events: { mark: { on, dataVersion, at }, isSpent: false } },
  );
}
