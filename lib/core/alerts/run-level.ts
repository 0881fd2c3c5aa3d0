/**
 * A rule about a level as a state machine over values in their order. What it does depends on the values alone, not on
 * how they are handed over: one by one, a month at once, or some of them twice.
 */
import type { IsoDate } from '../facts/types.ts';
import { placeOf, type Bounds, type Condition } from './condition.ts';

/** One value of what is watched, or why there is none. */
export interface Observation {
  /** Orders the values of one thing, and names the occurrence: compared as text. */
  readonly at: string;
  /** The day that the value speaks of. */
  readonly on: IsoDate;
  /** Null: there is none, see `absence`. */
  readonly value: number | null;
  readonly absence: string | null;
  /** The range that it is held against, where the condition is `outside`. */
  readonly bounds: Bounds | null;
}

/** A value with its day. */
export interface DatedValue {
  readonly value: number;
  readonly on: IsoDate;
}

/** What a rule remembers. */
export interface LevelState {
  /** On which side of its level the value was last seen; null: it has not been seen yet. */
  readonly side: 'far' | 'near' | null;
  /** Of `moved`: the value that counts from. */
  readonly anchor: DatedValue | null;
  /** A rule of one shot has fired. */
  readonly isSpent: boolean;
  /** Up to which observation it has read. */
  readonly readTo: string | null;
  readonly last: DatedValue | null;
  /** Why the newest observation held no value; null when it did. */
  readonly absence: string | null;
}

export const UNSEEN: LevelState = {
  side: null,
  anchor: null,
  isSpent: false,
  readTo: null,
  last: null,
  absence: null,
};

export interface LevelRule {
  readonly condition: Condition;
  readonly isOneShot: boolean;
  /** Whether what already holds when the rule begins is told. */
  readonly tellsStanding: boolean;
}

/** One crossing. */
export interface LevelFiring {
  readonly at: string;
  readonly on: IsoDate;
  /** The value seen before, of `moved` the one that it counts from; null when there was none. */
  readonly before: DatedValue | null;
  readonly after: DatedValue;
  readonly bounds: Bounds | null;
  /** A crossing during a mute is written down, told to nobody, and uses up no shot. */
  readonly isMuted: boolean;
}

export interface LevelRun {
  readonly state: LevelState;
  readonly firings: readonly LevelFiring[];
}

/**
 * Reads observations in their order; those at or before what was read are passed over. The first value sets the side
 * that counts from, and fires only if the rule tells what stands. Without a value nothing changes but the reason.
 */
export function runLevel(
  rule: LevelRule,
  from: LevelState,
  observations: readonly Observation[],
  { isMuted }: { readonly isMuted: boolean },
): LevelRun {
  let state = from;
  const firings: LevelFiring[] = [];
  for (const observation of observations) {
    if (state.readTo !== null && observation.at <= state.readTo) continue;
    const { value, on, at } = observation;
    if (value === null || !Number.isFinite(value)) {
      state = { ...state, readTo: at, absence: observation.absence ?? 'no value' };
      continue;
    }
    const after: DatedValue = { value, on };
    const next = stepTo(rule, state, after, observation.bounds);
    const isFiring = next.isCrossing && !state.isSpent;
    if (isFiring) {
      const before = rule.condition.kind === 'moved' ? state.anchor : state.last;
      firings.push({ at, on, before, after, bounds: observation.bounds, isMuted });
    }
    state = {
      ...{ side: next.side, anchor: next.anchor, readTo: at, last: after, absence: null },
      isSpent: state.isSpent || (isFiring && rule.isOneShot && !isMuted),
    };
  }

  return { state, firings };
}

interface Step {
  readonly side: LevelState['side'];
  readonly anchor: DatedValue | null;
  readonly isCrossing: boolean;
}

function stepTo(
  { condition, tellsStanding }: LevelRule,
  { side, anchor }: LevelState,
  after: DatedValue,
  bounds: Bounds | null,
): Step {
  if (condition.kind === 'moved') {
    const isCrossing = anchor !== null && Math.abs(after.value - anchor.value) > condition.by;
    return { side, anchor: anchor === null || isCrossing ? after : anchor, isCrossing };
  }
  const place = placeOf(condition, after.value, bounds);
  // Between the level and its band the side stays; a value first seen there has not crossed.
  const now = place === 'between' ? (side ?? (condition.kind === 'sign' ? null : 'near')) : place;
  const isCrossing =
    condition.kind === 'sign'
      ? side !== null && now !== side
      : now === 'far' && (side === null ? tellsStanding : side === 'near');

  return { side: now, anchor: null, isCrossing };
}
