/** How a reaction ended: the first day by which half of it had gone again. */
import type { DayWindow } from './options.ts';

/** A point of a cumulative path. */
export interface PathPoint {
  readonly day: number;
  /** CAR from the first day of the event window through this day; null where no return ends. */
  readonly car: number | null;
}

/** `day`: first day after the event window on which half is recovered. Null day: not by `lastDay`. */
export interface Recovery {
  readonly reaction: number;
  readonly day: number | null;
  readonly lastDay: number;
}

/**
 * Half recovered means that the cumulative abnormal return has come back to half of what it was at the end of the event
 * window, or beyond. Null where the path does not reach the end of the window or there is no reaction.
 */
export function findRecovery(path: readonly PathPoint[], range: DayWindow): Recovery | null {
  const reaction = path.find(({ day }) => day === range.to)?.car ?? null;
  if (reaction === null || reaction === 0) return null;
  const later = path.filter(({ day, car }) => day > range.to && car !== null);
  const found = later.find(({ car }) => Math.sign(reaction) * (car ?? 0) <= Math.abs(reaction) / 2);

  return { reaction, day: found?.day ?? null, lastDay: later.at(-1)?.day ?? range.to };
}
