import type { MouseEvent, SyntheticEvent } from 'react';

import type { LaneGroup } from '#lib/charts/timeline/lane-marks.ts';
import { eventHref } from '#lib/charts/timeline/lane-words.ts';

import { noteTargetAttributes } from '../_notes/note-targets.ts';
import { percent } from '../_charts/sketch-units.ts';
import styles from './TimeLane.module.css';

interface LaneMarkProps {
  readonly group: LaneGroup;
  /** From the lane's top up to the axis, px: a tick stands there. */
  readonly axisAbovePx: number;
  readonly listId: string;
  readonly isActive: boolean;
  /** Whether the tab key stops here. */
  readonly isStop: boolean;
  readonly onShow: (event: SyntheticEvent) => void;
  readonly onHide: () => void;
  readonly onClick: (event: MouseEvent) => void;
}

/** Length of the tick that each event has at the axis. */
const TICK_PX = 5;

/** One mark: a diamond is an event, a square a note, a pill with a number several; a small square on it says that notes are among them. */
export function LaneMark({
  group,
  axisAbovePx,
  listId,
  isActive,
  isStop,
  onShow,
  onHide,
  onClick,
}: LaneMarkProps) {
  const { at, places, events, notes, title } = group;
  const [event] = events;
  const count = events.length + notes.length;
  const isEventAlone = count === 1 && event !== undefined;
  return (
    <>
      {places.map((place, index) => (
        <line
          key={index}
          className={styles['tick']}
          data-note={index >= events.length ? true : undefined}
          x1={percent(place)}
          x2={percent(place)}
          y1={-axisAbovePx}
          y2={TICK_PX - axisAbovePx}
        />
      ))}
      <a
        className={styles['mark']}
        href={isEventAlone ? eventHref(event.id) : `#${listId}`}
        aria-label={title}
        tabIndex={isStop ? 0 : -1}
        {...(isEventAlone ? noteTargetAttributes({ kind: 'event', ref: event.id, title: event.title }) : {})}
        data-single={count === 1 ? true : undefined}
        data-notes={notes.length > 0 ? true : undefined}
        data-active={isActive ? true : undefined}
        onPointerEnter={onShow}
        onPointerLeave={onHide}
        onFocus={onShow}
        onBlur={onHide}
        onClick={onClick}
      >
        <svg x={percent(at)} overflow="visible">
          <rect className={styles['hit']} x="-12" y="0" width="24" height="24" rx="4" />
          <Sign count={count} hasEvent={events.length > 0} />
          {count > 1 && notes.length > 0 ? (
            <rect className={styles['flag']} x="6" y="1" width="7" height="7" />
          ) : null}
        </svg>
      </a>
    </>
  );
}

function Sign({ count, hasEvent }: { readonly count: number; readonly hasEvent: boolean }) {
  if (count === 1)
    return <path className={styles['sign']} d={hasEvent ? 'M0 6L6 12L0 18L-6 12Z' : 'M-5 7H5V17H-5Z'} />;
  return (
    <>
      <rect className={styles['sign']} x="-10" y="4" width="20" height="16" rx="8" />
      <text className={styles['count']} y="16" aria-hidden="true">
        {count}
      </text>
    </>
  );
}
