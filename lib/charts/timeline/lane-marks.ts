/** What stands on a chart's lane of dated marks, put together by the room there is. */
import type { NoteBody } from '../../contracts/notes/notes.ts';
import { isChosen } from '../../core/timeline/event-choice.ts';
import { groupMarks } from '../../core/timeline/group-marks.ts';
import { placeDay, placePeriod } from '../../core/timeline/time-scale.ts';
import type { TimelineEvent } from '../../core/timeline/types.ts';
import { type ROOMS, type Room } from '../plot-layout.ts';
import { groupTitle } from './lane-words.ts';
import { leastLaneWidth, type LaneBox, type TimeLane } from './time-lane.ts';

/** Least distance between the middles of two marks, px: each can be hit by a finger, and told from the next. */
export const MARK_GAP_PX = 28;

/** A note that speaks of a day. */
export type DatedNote = NoteBody & { readonly from: string; readonly to: string };

/** Marks that are drawn as one. */
export interface LaneGroup {
  readonly key: string;
  /** Place along the axis, 0..1. */
  readonly at: number;
  /** Places of its events, then of its notes. */
  readonly places: readonly number[];
  readonly events: readonly TimelineEvent[];
  readonly notes: readonly DatedNote[];
  /** What it is in words. */
  readonly title: string;
}

/** A lane ready to be drawn. */
export interface LaneMarks {
  readonly box: LaneBox;
  /** By the room of the box. */
  readonly groups: Readonly<Record<Room, readonly LaneGroup[]>>;
  /** Events within the axis, oldest first. */
  readonly events: readonly TimelineEvent[];
}

interface Mark {
  readonly at: number;
  readonly event: TimelineEvent | null;
  readonly note: DatedNote | null;
}

/**
 * A chart's name whatever day its figures are of: file names that carry the day lose it.
 *
 * @param fileName of the chart's texts
 */
export function chartIdOf(fileName: string): string {
  return fileName.replace(/-\d{4}-\d{2}-\d{2}$/, '').slice(0, 100);
}

/** Places the chosen events, and notes on days of this chart or of no chart. */
export function prepareLaneMarks(
  { scale, box, choice }: TimeLane,
  chartId: string,
  events: readonly TimelineEvent[],
  notes: readonly NoteBody[],
): LaneMarks {
  const dated = events
    .filter((event) => isChosen(event, choice))
    .toSorted((a, b) => (a.on === b.on ? (a.id < b.id ? -1 : 1) : a.on < b.on ? -1 : 1));
  const marks: readonly Mark[] = [
    ...dated.flatMap((event) => markAt(placeDay(scale, event.on), event, null)),
    ...notes.flatMap((note) => {
      if (!isDated(note) || (note.chart !== null && note.chart.id !== chartId)) return [];
      return markAt(placePeriod(scale, note), null, note);
    }),
  ];

  return {
    box,
    groups: {
      0: groupIn(box, 0, marks),
      1: groupIn(box, 1, marks),
      2: groupIn(box, 2, marks),
    } satisfies Record<(typeof ROOMS)[number], unknown>,
    events: marks.flatMap(({ event }) => (event === null ? [] : [event])),
  };
}

function markAt(at: number | null, event: TimelineEvent | null, note: DatedNote | null): readonly Mark[] {
  return at === null ? [] : [{ at, event, note }];
}

function isDated(note: NoteBody): note is DatedNote {
  return note.from !== null && note.to !== null;
}

function groupIn(box: LaneBox, room: Room, marks: readonly Mark[]): readonly LaneGroup[] {
  const gap = MARK_GAP_PX / leastLaneWidth(box, room);
  return groupMarks(
    marks.map(({ at }) => at),
    gap,
  ).map(({ at, members }) => {
    const own = members.flatMap((index) => marks[index] ?? []);
    const events = own.flatMap(({ event }) => (event === null ? [] : [event]));
    const notes = own.flatMap(({ note }) => (note === null ? [] : [note]));
    return {
      key: [...events, ...notes].map(({ id }) => id).join(' '),
      at,
      places: [...own.filter(({ note }) => note === null), ...own.filter(({ note }) => note !== null)].map(
        (mark) => mark.at,
      ),
      events,
      notes,
      title: groupTitle(events, notes),
    };
  });
}
