import type { AlertKind, SpecOf } from '#lib/contracts/alerts/alert-spec.ts';
import type { Condition } from '#lib/core/alerts/condition.ts';
import type { Occurrence, ReadMark } from '#lib/core/alerts/run-events.ts';
import type { Observation } from '#lib/core/alerts/run-level.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import type { StoredVersion } from '#lib/db/saved-scenarios.ts';

/** What rules are evaluated against. */
export interface AlertWorld extends ReadMark {
  readonly nowMs: number;
}

/** The saved scenario that a rule names; null: it names none. */
export type RuleScenario = { readonly id: string; readonly head: StoredVersion | null } | null;

/** A value in its order, as far as it was asked for. */
export interface Reading {
  readonly unit: string | null;
  /** In order; the newest last. */
  readonly observations: readonly Observation[];
  /** Why there is no newer value though there should be; null when there is one. */
  readonly lapse: string | null;
  /** Days from which on levels set before mean nothing any more, such as a split. */
  readonly breaks: readonly { readonly on: IsoDate; readonly reason: string }[];
}

/** One value that rules ask for. */
export interface LevelSubject<Kind extends AlertKind> {
  readonly spec: SpecOf<Kind>;
  readonly scenario: RuleScenario;
  /** What was read of it last; null: only the newest is asked for. */
  readonly after: string | null;
}

/** What a value was over the last year, as far as that can be told today. */
export interface LevelHistory extends Omit<Reading, 'breaks'> {
  readonly fromOn: IsoDate;
  /** How often it was looked at: "at every stored close". */
  readonly sampled: string;
  readonly absence: string | null;
}

/** How a value is read that rules set levels for. */
export interface LevelReader<Kind extends AlertKind> {
  readonly family: 'level';
  readonly condition: (spec: SpecOf<Kind>) => Condition;
  /** Rules of one text share one reading. */
  readonly subjectOf: (spec: SpecOf<Kind>, scenario: RuleScenario) => string;
  /** Values by the text of their subject; one that is missing there has none. */
  readonly read: (
    subjects: ReadonlyMap<string, LevelSubject<Kind>>,
    world: AlertWorld,
  ) => Promise<ReadonlyMap<string, Reading>>;
  readonly history: (
    subject: LevelSubject<Kind>,
    fromOn: IsoDate,
    world: AlertWorld,
  ) => Promise<LevelHistory>;
  /** Page that shows the value. */
  readonly pathOf: (spec: SpecOf<Kind>, scenario: RuleScenario) => string;
}

/** Something that happened, with what is said of it. */
export interface AlertOccurrence extends Occurrence {
  readonly title: string;
  readonly before: number | null;
  readonly after: number | null;
  /** Day of the value before. */
  readonly beforeOn: IsoDate | null;
  readonly unit: string | null;
  readonly path: string;
  /** Further sentences, worked out only for what is told. */
  readonly details: () => Promise<readonly string[]>;
}

/** A rule that waits for occurrences. */
export interface EventQuestion<Kind extends AlertKind> {
  readonly spec: SpecOf<Kind>;
  readonly mark: ReadMark;
}

/** How occurrences are found. */
export interface EventReader<Kind extends AlertKind> {
  readonly family: 'events';
  /** What is new for each question, in their order; or why that cannot be said. */
  readonly read: (
    questions: readonly EventQuestion<Kind>[],
    world: AlertWorld,
  ) => Promise<readonly (readonly AlertOccurrence[] | { readonly failure: string })[]>;
  readonly history: (
    spec: SpecOf<Kind>,
    fromOn: IsoDate,
    world: AlertWorld,
  ) => Promise<{
    readonly occurrences: readonly AlertOccurrence[];
    readonly sampled: string;
    readonly absence: string | null;
  }>;
}

/** How each kind is read. */
export type AlertReaders = {
  readonly [Kind in AlertKind]: LevelReader<Kind> | EventReader<Kind>;
};
