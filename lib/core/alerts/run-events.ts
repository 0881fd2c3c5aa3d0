/** A rule about what enters the ledger: each occurrence fires once, however often it is looked at. */
import type { IsoDate } from '../facts/types.ts';

/** Something that happened, by the name of the fact and of its revision. */
export interface Occurrence {
  /** Stays the same however often it is read. */
  readonly key: string;
  readonly on: IsoDate;
  /** Import that recorded it. */
  readonly recordedInBatch: number;
}

/** Up to where a rule has read: the day, the newest import that there was, and the instant. */
export interface ReadMark {
  readonly on: IsoDate;
  readonly dataVersion: number;
  readonly at: string;
}

export interface EventState {
  readonly mark: ReadMark;
  /** A rule of one shot has fired. */
  readonly isSpent: boolean;
}

export interface EventRun<Item extends Occurrence> {
  readonly state: EventState;
  /** Oldest first. */
  readonly fired: readonly Item[];
}

/** What is new between two marks: recorded by an import of that time, or of a day of it. */
export function listSince<Item extends Occurrence>(
  occurrences: readonly Item[],
  mark: Pick<ReadMark, 'on' | 'dataVersion'>,
  now: Pick<ReadMark, 'on' | 'dataVersion'>,
): readonly Item[] {
  return occurrences.filter(
    ({ on, recordedInBatch }) =>
      recordedInBatch <= now.dataVersion &&
      on <= now.on &&
      (recordedInBatch > mark.dataVersion || on > mark.on),
  );
}

/**
 * Fires for what is new, each once, and moves the mark on to `now`, never back. Of a rule of one shot only the first
 * counts, and none that comes during a mute is its one.
 */
export function runEvents<Item extends Occurrence>(
  rule: { readonly isOneShot: boolean },
  { mark, isSpent }: EventState,
  found: readonly Item[],
  { now, isMuted }: { readonly now: ReadMark; readonly isMuted: boolean },
): EventRun<Item> {
  const once = [...new Map(found.map((item) => [item.key, item])).values()].toSorted(
    (a, b) => a.on.localeCompare(b.on) || a.recordedInBatch - b.recordedInBatch || a.key.localeCompare(b.key),
  );
  const isOnly = rule.isOneShot && !isMuted;
  const fired = isSpent ? [] : isOnly ? once.slice(0, 1) : once;

  return {
    state: {
      mark: {
        on: now.on > mark.on ? now.on : mark.on,
        dataVersion: Math.max(now.dataVersion, mark.dataVersion),
        at: now.at > mark.at ? now.at : mark.at,
      },
      isSpent: isSpent || (isOnly && fired.length > 0),
    },
    fired,
  };
}
