/**
 * Between UTC instants and the calendar of a named time zone. `Intl.DateTimeFormat` with a fixed locale, calendar and
 * zone reads nothing from its surroundings: the same instant gives the same digits on every machine whose tables of
 * zones agree, and for the zones used here those have not changed since 2007.
 */
import { toIsoDate } from './day-number.ts';

const MS_PER_MINUTE = 60_000;
const MS_PER_DAY = 86_400_000;

/** A day of the zone's calendar and the minutes since its midnight by the wall clock. */
export interface LocalTime {
  /** Days since 1970-01-01. */
  readonly dayNumber: number;
  /** May have a fraction: seconds count. */
  readonly minute: number;
}

/**
 * Making a formatter costs a hundred times as much as using it, and using it a hundred times as much as a look-up. What
 * is kept here and below are answers that do not change, so that no call feels whether another went before.
 */
const formatters = new Map<string, Intl.DateTimeFormat>();

function formatterOf(timeZone: string): Intl.DateTimeFormat {
  const known = formatters.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  });
  formatters.set(timeZone, made);
  return made;
}

/** As `offsetMs`, asked of the formatter: some 20 microseconds. */
function readOffsetMs(timeZone: string, atMs: number): number {
  const wholeSecondMs = Math.floor(atMs / 1000) * 1000;
  const parts = new Map(
    formatterOf(timeZone)
      .formatToParts(wholeSecondMs)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): number => parts.get(type) ?? 0;
  const wallMs = Date.UTC(
    part('year'),
    part('month') - 1,
    part('day'),
    part('hour'),
    part('minute'),
    part('second'),
  );
  return wallMs - wholeSecondMs;
}

/** Offsets by zone and UTC day, null for a day in which the offset changes. As many entries as days were asked for. */
const offsetsByDay = new Map<string, Map<number, number | null>>();

/** Milliseconds by which the zone's wall clock is ahead of UTC at an instant (milliseconds since 1970 UTC). */
function offsetMs(timeZone: string, atMs: number): number {
  const days = offsetsByDay.get(timeZone) ?? new Map<number, number | null>();
  offsetsByDay.set(timeZone, days);
  const utcDay = Math.floor(atMs / MS_PER_DAY);
  let known = days.get(utcDay);
  if (known === undefined) {
    const atStart = readOffsetMs(timeZone, utcDay * MS_PER_DAY);
    known = atStart === readOffsetMs(timeZone, (utcDay + 1) * MS_PER_DAY) ? atStart : null;
    days.set(utcDay, known);
  }
  return known ?? readOffsetMs(timeZone, atMs);
}

/** Day and time of day that the wall clock of the zone shows at an instant (milliseconds since 1970 UTC). */
export function toLocalTime(timeZone: string, atMs: number): LocalTime {
  const wallMs = atMs + offsetMs(timeZone, atMs);
  const dayNumber = Math.floor(wallMs / MS_PER_DAY);
  return { dayNumber, minute: (wallMs - dayNumber * MS_PER_DAY) / MS_PER_MINUTE };
}

/**
 * Instant (milliseconds since 1970 UTC) at which the wall clock of the zone shows this day and minute. Throws
 * `RangeError` for a time that the zone's clock skips; of one that it shows twice, the first.
 */
export function toInstantMs(timeZone: string, { dayNumber, minute }: LocalTime): number {
  const wallMs = dayNumber * MS_PER_DAY + minute * MS_PER_MINUTE;
  // The offset a day earlier and a day later are the only two that the zone can have in between.
  const candidates = [wallMs - MS_PER_DAY, wallMs + MS_PER_DAY].map(
    (nearMs) => wallMs - offsetMs(timeZone, nearMs),
  );
  const found = candidates.filter((atMs) => atMs + offsetMs(timeZone, atMs) === wallMs);
  if (found.length === 0) {
    throw new RangeError(
      `${timeZone} has no minute ${String(minute)} on ${toIsoDate(dayNumber)}: its clock is put forward`,
    );
  }
  return Math.min(...found);
}
