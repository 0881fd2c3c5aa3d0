/** Why a rule is quiet, and which of several reasons is said. */
import { distancePast, placeOf, type Bounds, type Condition } from './condition.ts';
import type { DatedValue, LevelState } from './run-level.ts';

/** One reason, in values; words are made of it where it is shown. */
export type Quiet =
  /** What it rests on is gone or gives no value. */
  | { readonly kind: 'failing'; readonly reason: string }
  | { readonly kind: 'muted'; readonly until: string }
  | { readonly kind: 'spent' }
  /** Crossed, and not back past the band yet: back once the value is below (above) `level`, or inside its range. */
  | { readonly kind: 'waits-to-re-arm'; readonly side: 'below' | 'above'; readonly level: number }
  | { readonly kind: 'waits-inside'; readonly band: number }
  /** Not there yet. */
  | { readonly kind: 'not-reached'; readonly distance: number }
  /** `moved`: this far from where it counts. */
  | { readonly kind: 'moved-less'; readonly by: number; readonly from: DatedValue }
  | { readonly kind: 'sign-stands'; readonly side: 'positive' | 'negative' | 'unseen' }
  | { readonly kind: 'nothing-new' };

/** The first reason of these that holds: no value, its one shot fired, then where the value stands. */
export function quietOfLevel(condition: Condition, state: LevelState, bounds: Bounds | null): Quiet {
  if (state.absence !== null) return { kind: 'failing', reason: state.absence };
  if (state.last === null) return { kind: 'failing', reason: 'there is no value yet' };
  if (state.isSpent) return { kind: 'spent' };
  const { value } = state.last;
  if (condition.kind === 'moved') {
    const from = state.anchor ?? state.last;
    return { kind: 'moved-less', by: Math.abs(value - from.value), from };
  }
  if (condition.kind === 'sign') {
    const side = state.side === null ? 'unseen' : state.side === 'far' ? 'positive' : 'negative';
    return { kind: 'sign-stands', side };
  }
  if (state.side === 'far') {
    return condition.kind === 'outside' ? { kind: 'waits-inside', band: condition.band } : waiting(condition);
  }
  return { kind: 'not-reached', distance: Math.max(0, -distancePast(condition, value, bounds)) };
}

/** The same of a rule about occurrences. */
export function quietOfEvents(isSpent: boolean, failure: string | null): Quiet {
  if (failure !== null) return { kind: 'failing', reason: failure };
  return isSpent ? { kind: 'spent' } : { kind: 'nothing-new' };
}

/** What is said at an instant: a mute comes before every reason but that the rule cannot be evaluated. */
export function quietAt(quiet: Quiet, muteUntil: string | null, nowAt: string): Quiet {
  const isMuted = muteUntil !== null && muteUntil > nowAt;
  return isMuted && quiet.kind !== 'failing' ? { kind: 'muted', until: muteUntil } : quiet;
}

/** How far the newest value has to go until the rule fires, in its unit; null where nothing is measured or it has fired. */
export function distanceToLevel(
  condition: Condition,
  state: LevelState,
  bounds: Bounds | null,
): number | null {
  if (state.last === null || state.absence !== null) return null;
  const { value } = state.last;
  if (condition.kind === 'moved') {
    return state.anchor === null ? null : condition.by - Math.abs(value - state.anchor.value);
  }
  if (condition.kind === 'sign') return Math.abs(value);
  if (placeOf(condition, value, bounds) === 'far') return 0;
  return Math.max(0, -distancePast(condition, value, bounds));
}

function waiting({ kind, level, band }: Extract<Condition, { readonly kind: 'above' | 'below' }>): Quiet {
  return kind === 'above'
    ? { kind: 'waits-to-re-arm', side: 'below', level: level - band }
    : { kind: 'waits-to-re-arm', side: 'above', level: level + band };
}
