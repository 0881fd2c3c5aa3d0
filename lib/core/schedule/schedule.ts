/** What runs when, as plain data. A slot is one planned run of a job; its instants are milliseconds since 1970 UTC. */
import { EXCHANGES, type Exchange } from '../calendar/exchange.ts';
import type { InputFault } from '../input-fault.ts';
import { checkWhole } from './whole-number.ts';

/** When the slots of a job lie. */
export type Timing =
  /** Once for each session, so long after its close. */
  | { readonly kind: 'after-close'; readonly exchange: Exchange; readonly delayMinutes: number }
  /** Once a day, so many minutes after midnight UTC. */
  | { readonly kind: 'daily'; readonly atUtcMinute: number }
  /** At every multiple of so many minutes since 1970, so that a restart does not move the slots. */
  | { readonly kind: 'every'; readonly minutes: number };

/** One job of the schedule. */
export interface ScheduleEntry {
  /** Lower-case words joined by hyphens; a part of the id of each slot. */
  readonly jobId: string;
  readonly timing: Timing;
  /** A run starts up to so long after its slot, so that many desks do not ask a source in the same second. */
  readonly maxJitterSeconds: number;
}

const JOB_ID = /^[a-z0-9]+(-[a-z0-9]+)*$/;
const MINUTES_PER_DAY = 1_440;
const LONGEST_JITTER_SECONDS = 3_600;

/** Everything that is wrong with a schedule; empty when it can be run. */
export function checkSchedule(schedule: readonly ScheduleEntry[]): InputFault[] {
  return schedule.flatMap((entry, index) => {
    const faults: [field: string, message: string | null][] = [
      ['jobId', checkJobId(entry, schedule.slice(0, index))],
      ['timing', checkTiming(entry.timing)],
      ['maxJitterSeconds', checkJitter(entry)],
    ];
    return faults.flatMap(([field, message]) =>
      message === null ? [] : [{ pointer: `/${String(index)}/${field}`, message }],
    );
  });
}

function checkJobId({ jobId }: ScheduleEntry, earlier: readonly ScheduleEntry[]): string | null {
  if (!JOB_ID.test(jobId)) return `"${jobId}" is not a job id; write lower-case words joined by hyphens`;
  return earlier.some((other) => other.jobId === jobId) ? `"${jobId}" is listed twice; remove one` : null;
}

function checkTiming(timing: Timing): string | null {
  switch (timing.kind) {
    case 'after-close':
      if (!EXCHANGES.includes(timing.exchange)) return `"${timing.exchange}" is not an exchange`;
      return checkWhole('delayMinutes', timing.delayMinutes, { min: 0, max: MINUTES_PER_DAY });
    case 'daily':
      return checkWhole('atUtcMinute', timing.atUtcMinute, { min: 0, max: MINUTES_PER_DAY - 1 });
    case 'every':
      return checkWhole('minutes', timing.minutes, { min: 1, max: 7 * MINUTES_PER_DAY });
  }
}

/** A run that could start after the next slot would let two runs of one job overtake each other. */
function checkJitter({ timing, maxJitterSeconds }: ScheduleEntry): string | null {
  // An interval that is none is refused for itself and bounds nothing.
  const isBounded = timing.kind === 'every' && checkTiming(timing) === null;
  const longest = isBounded ? timing.minutes * 60 - 1 : LONGEST_JITTER_SECONDS;
  return checkWhole('maxJitterSeconds', maxJitterSeconds, {
    min: 0,
    max: Math.min(LONGEST_JITTER_SECONDS, longest),
  });
}
