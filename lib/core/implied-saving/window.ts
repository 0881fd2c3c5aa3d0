/** How long the market leaves a window open: sessions until it has moved by a share of what the model gives (model 7). */
import { Z80 } from './types.ts';

/** One window: a listing after an event. */
export interface WindowPath {
  readonly event: string;
  readonly kind: string;
  readonly ticker: string;
  /** Abnormal change since the close before the event, session by session; any one unit. */
  readonly change: readonly number[];
  /** Change of value that the model gives the event, in the same unit; not 0. */
  readonly modelChange: number;
}

export interface WindowState {
  /** Sessions watched. */
  readonly sessions: number;
  /** Session, from 1, at whose close the share first reached the threshold; null = still open at the last one. */
  readonly closedAfter: number | null;
  /** Change so far over the model's change; below 0 when the market went the other way. */
  readonly share: number;
}

/** State of a window at `threshold`, the share of the model's change at which it counts as closed; null without sessions. */
export function readWindow({ change, modelChange }: WindowPath, threshold: number): WindowState | null {
  const last = change.at(-1);
  if (last === undefined) return null;
  const reached = change.findIndex((each) => each / modelChange >= threshold);
  return {
    sessions: change.length,
    closedAfter: reached < 0 ? null : reached + 1,
    share: last / modelChange,
  };
}

/** A watched span: closed after so many sessions, or still open when the watching ended. */
export interface Spell {
  readonly sessions: number;
  readonly isClosed: boolean;
}

export interface SurvivalStep {
  /** Sessions after the close before the event. */
  readonly session: number;
  readonly atRisk: number;
  readonly closed: number;
  /** Share of windows still open after it, and its 80 % band. */
  readonly open: number;
  readonly low: number;
  readonly high: number;
}

/**
 * Product-limit estimate (Kaplan and Meier 1958) with right-censored spells; variance after Greenwood (1926), the 80 %
 * band plain and cut to [0, 1]. Steps only where a window closed.
 */
export function estimateSurvival(spells: readonly Spell[]): SurvivalStep[] {
  const ends = [...new Set(spells.filter(({ isClosed }) => isClosed).map(({ sessions }) => sessions))];
  let open = 1;
  let sum = 0;
  return ends
    .toSorted((a, b) => a - b)
    .map((session) => {
      const atRisk = spells.filter(({ sessions }) => sessions >= session).length;
      const closed = spells.filter((spell) => spell.isClosed && spell.sessions === session).length;
      open *= 1 - closed / atRisk;
      // The last window closing leaves nobody to vary: the band is then the point.
      sum += atRisk === closed ? 0 : closed / (atRisk * (atRisk - closed));
      const half = Z80 * open * Math.sqrt(sum);
      return { session, atRisk, closed, open, low: Math.max(0, open - half), high: Math.min(1, open + half) };
    });
}

/** Share still open after `session` sessions: that of the last step up to it. */
export function openAt(
  steps: readonly SurvivalStep[],
  session: number,
): Pick<SurvivalStep, 'open' | 'low' | 'high'> {
  return steps.findLast((step) => step.session <= session) ?? { open: 1, low: 1, high: 1 };
}

/**
 * Session by which half of the windows had closed, with the 80 % range in which the band holds one half (Brookmeyer and
 * Crowley 1982); null where the watching ended before.
 */
export function medianOpen(steps: readonly SurvivalStep[]): {
  readonly low: number | null;
  readonly mid: number | null;
  readonly high: number | null;
} {
  const firstUnder = (of: 'open' | 'low' | 'high'): number | null =>
    steps.find((step) => step[of] <= 0.5)?.session ?? null;
  return { low: firstUnder('low'), mid: firstUnder('open'), high: firstUnder('high') };
}
