'use client';

import {
  useContext,
  useDeferredValue,
  useId,
  useState,
  type KeyboardEvent,
  type ReactNode,
  type RefObject,
} from 'react';

import type { ChartProvenance, ChartTexts } from '#lib/charts/chart-model.ts';
import { ageNotes } from '#lib/charts/series-age.ts';
import type { LaneMarks } from '#lib/charts/timeline/lane-marks.ts';

import { PinContext } from '../_page/pin-context.ts';
import { AgeSign } from '../_ui/AgeSign.tsx';
import { EventList } from '../_timeline/EventList.tsx';
import { TimeLane } from '../_timeline/TimeLane.tsx';
import { ChartTable } from './ChartTable.tsx';
import { saveCsv, savePng } from './save-chart.ts';
import styles from './ChartFrame.module.css';

/** What every visualiser takes beside its model. */
export interface ChartFrameOptions {
  readonly provenance: ChartProvenance;
  /** Leave out to let the frame hold this itself. */
  readonly isTableOpen?: boolean;
  readonly onTableOpenChange?: (isOpen: boolean) => void;
}

interface ChartFrameProps extends ChartFrameOptions {
  readonly texts: ChartTexts;
  /** Switches of the chart, right of its title. */
  readonly controls?: ReactNode;
  /** The drawn canvas, null as long as there is none to save. */
  readonly canvasRef: RefObject<HTMLCanvasElement | null> | null;
  /** Dated marks under the time axis; null for a chart without one. */
  readonly lane?: LaneMarks | null;
  /** Height of the drawing, px. */
  readonly heightPx?: number;
  readonly children: ReactNode;
}

function isTyping(target: EventTarget): boolean {
  return target instanceof HTMLElement && target.matches('input, select, textarea, [contenteditable]');
}

/** Figure of a chart: title, sentence, chart, reading aids, table twin (also key t), CSV, PNG, source. */
export function ChartFrame({
  texts,
  provenance,
  controls,
  canvasRef,
  lane = null,
  heightPx = 0,
  children,
  isTableOpen,
  onTableOpenChange,
}: ChartFrameProps) {
  const pin = useContext(PinContext);
  const titleId = useId();
  const listId = useId();
  const [isOpenHere, setIsOpenHere] = useState(false);
  const isOpen = isTableOpen ?? isOpenHere;
  // The closed or far table may lag behind a dragged slider; the chart may not.
  const table = useDeferredValue(texts.table);

  function changeOpen(next: boolean): void {
    setIsOpenHere(next);
    if (next !== isOpen) onTableOpenChange?.(next);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== 't' || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    event.preventDefault();
    changeOpen(!isOpen);
  }

  return (
    <figure className={styles['frame']} aria-labelledby={titleId} onKeyDown={onKeyDown}>
      <figcaption className={styles['caption']}>
        <div className={styles['heading']}>
          <h3 id={titleId}>{texts.title}</h3>
          {controls}
        </div>
        <p className={styles['summary']}>{texts.summary}</p>
      </figcaption>
      {children}
      {lane === null ? null : <TimeLane marks={lane} heightPx={heightPx} listId={listId} />}
      <ul className={styles['notes']}>
        {ageNotes(texts.ages ?? []).map(({ state, text }) => (
          <li key={state} className={styles['aged']} data-age={state}>
            <AgeSign state={state} /> {text}
          </li>
        ))}
        {texts.notes.map((note) => (
          <li key={note}>{note}</li>
        ))}
      </ul>
      <div className={styles['twin']}>
        <details
          open={isOpen}
          onToggle={(event) => {
            changeOpen(event.currentTarget.open);
          }}
        >
          <summary>Table</summary>
          <ChartTable table={table} {...(texts.ages === undefined ? {} : { ages: texts.ages })} />
          {lane === null ? null : <EventList id={listId} events={lane.events} chart={texts.title} />}
        </details>
        <div className={styles['tools']}>
          <button
            type="button"
            onClick={() => {
              saveCsv(texts, provenance, pin, lane?.events ?? []);
            }}
          >
            CSV
          </button>
          <button
            type="button"
            disabled={canvasRef === null}
            onClick={() => {
              if (canvasRef?.current != null) savePng(canvasRef.current, texts, provenance, { pin, lane });
            }}
          >
            PNG
          </button>
        </div>
      </div>
      <p className={styles['source']}>Source: {provenance.source}</p>
    </figure>
  );
}
