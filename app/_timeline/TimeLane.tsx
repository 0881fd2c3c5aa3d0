'use client';

import {
  lazy,
  useContext,
  useId,
  useState,
  useSyncExternalStore,
  type KeyboardEvent,
  type MouseEvent,
  type SyntheticEvent,
} from 'react';

import { ROOMS } from '#lib/charts/plot-layout.ts';
import type { LaneGroup, LaneMarks } from '#lib/charts/timeline/lane-marks.ts';
import { LANE_INSETS } from '#lib/charts/timeline/time-lane.ts';

import { CardBox } from '../_charts/CardBox.tsx';
import { percent } from '../_charts/sketch-units.ts';
import { NotesContext } from '../_notes/notes-context.ts';
import { Lazily } from '../_ui/Lazily.tsx';
import { LaneMark } from './LaneMark.tsx';
import { MarkWords } from './MarkWords.tsx';
import styles from './TimeLane.module.css';

const MarksDrawer = lazy(async () => ({ default: (await import('./MarksDrawer.tsx')).MarksDrawer }));

interface TimeLaneProps {
  readonly marks: LaneMarks;
  /** Height of the chart above it, px: a guide runs up to its top. */
  readonly heightPx: number;
  /** Id of the list of the same events, where a cluster leads without script. */
  readonly listId: string;
}

interface Active {
  readonly key: string;
  readonly x: number;
}

const NEXT: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowLeft: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/** True once script runs: until then every mark is a stop of its own, afterwards the lane is one and arrows move in it. */
function useIsAlive(): boolean {
  return useSyncExternalStore(
    () => () => undefined,
    () => true,
    () => false,
  );
}

/**
 * Dated marks under a time axis: events of the ledger and notes. A mark opens its event or note; one that stands for
 * several opens their list. Drawn by the server, so that links work without script.
 */
export function TimeLane({ marks, heightPx, listId }: TimeLaneProps) {
  const { box, groups } = marks;
  const notes = useContext(NotesContext);
  const nameId = useId();
  const isAlive = useIsAlive();
  const [active, setActive] = useState<Active | null>(null);
  const [stop, setStop] = useState<string | null>(null);
  const [opened, setOpened] = useState<LaneGroup | null>(null);
  const [isOpen, setIsOpen] = useState(false);
  const shown =
    active === null
      ? undefined
      : groups[2].concat(groups[1], groups[0]).find(({ key }) => key === active.key);
  const { left } = LANE_INSETS[box];

  function show(event: SyntheticEvent, { key }: LaneGroup): void {
    const lane = event.currentTarget.closest('[data-lane]')?.getBoundingClientRect();
    const mark = event.currentTarget.getBoundingClientRect();
    setActive({ key, x: mark.left + mark.width / 2 - (lane?.left ?? 0) });
  }

  function onClick(event: MouseEvent, group: LaneGroup): void {
    const [note] = group.notes;
    const isEventAlone = group.events.length === 1 && group.notes.length === 0;
    if (isEventAlone || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    if (group.events.length === 0 && group.notes.length === 1 && note !== undefined) {
      notes.open(note);
      return;
    }
    setOpened(group);
    setIsOpen(true);
  }

  function onKeyDown(event: KeyboardEvent<SVGElement>): void {
    const next = NEXT[event.key];
    if (next === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    const links = [...event.currentTarget.querySelectorAll('a')].filter(
      (link) => link.getClientRects().length > 0,
    );
    const at = links.findIndex((link) => link === document.activeElement);
    if (at < 0) return;
    event.preventDefault();
    links[next(at, links.length - 1)]?.focus();
  }

  return (
    <div className={styles['lane']} data-lane>
      <svg
        className={styles['axis']}
        data-box={box}
        role="group"
        aria-labelledby={nameId}
        onKeyDown={onKeyDown}
      >
        <line className={styles['base']} x1="0%" x2="100%" y1="12" y2="12" />
        <text id={nameId} className={styles['name']} x="0" dx="-8" y="16">
          events
        </text>
        {groups[0].length > 0 ? null : (
          <text className={styles['none']} x="0" dx="8" y="16">
            none on file on these days
          </text>
        )}
        {shown === undefined ? null : (
          <line
            className={styles['guide']}
            x1={percent(shown.at)}
            x2={percent(shown.at)}
            y1={-heightPx}
            y2="4"
          />
        )}
        {ROOMS.map((room) => {
          const last = groups[room].at(-1)?.key;
          const stopHere = groups[room].some(({ key }) => key === stop) ? stop : last;
          return (
            <g key={room} className={styles['room']} data-room={room}>
              {groups[room].map((group) => (
                <LaneMark
                  key={group.key}
                  group={group}
                  axisAbovePx={LANE_INSETS[box].bottom}
                  listId={listId}
                  isActive={active?.key === group.key}
                  isStop={!isAlive || group.key === stopHere}
                  onShow={(event) => {
                    show(event, group);
                    if (event.type === 'focus') setStop(group.key);
                  }}
                  onHide={() => {
                    setActive(null);
                  }}
                  onClick={(event) => {
                    onClick(event, group);
                  }}
                />
              ))}
            </g>
          );
        })}
      </svg>
      {active === null || shown === undefined ? null : (
        <CardBox place={{ x: Math.max(left, active.x), y: 26 }}>
          <MarkWords group={shown} />
        </CardBox>
      )}
      <Lazily isWanted={isOpen}>
        {opened === null ? null : (
          <MarksDrawer
            group={opened}
            isOpen={isOpen}
            onClose={() => {
              setIsOpen(false);
            }}
          />
        )}
      </Lazily>
    </div>
  );
}
