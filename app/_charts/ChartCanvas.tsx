'use client';

import {
  useContext,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type ReactNode,
  type RefObject,
} from 'react';

import type { ChartTexts } from '#lib/charts/chart-model.ts';
import { chartPointOf, NO_PLACE, type PointPlace } from '#lib/charts/timeline/chart-point.ts';

import { NotesContext } from '../_notes/notes-context.ts';
import { ChartCardView, type CardPlace } from './ChartCardView.tsx';
import { onFirstIntent } from './first-intent.ts';
import type { MountChart, MountedChart } from './mounted-chart.ts';
import { readPalette, watchTheme, type Palette } from './palette.ts';
import styles from './ChartCanvas.module.css';

interface ChartCanvasProps<Model extends ChartTexts> {
  readonly model: Model;
  readonly canvasRef: RefObject<HTMLCanvasElement | null>;
  /** Fetches the drawing, and with it the chart library; must be the same function in every render. */
  readonly load: () => Promise<MountChart<Model>>;
  readonly heightPx: number;
  /** Series and days of a card, for notes on its point; left out where a card has neither. */
  readonly placeOf?: (index: number) => PointPlace;
  /** The same chart without script; stands in the same place until the canvas is drawn. */
  readonly sketch: ReactNode;
  readonly isDrawn: boolean;
  readonly onDrawn: () => void;
}

const STEPS: Readonly<Record<string, (index: number, last: number) => number>> = {
  ArrowRight: (index, last) => Math.min(last, index + 1),
  ArrowDown: (index, last) => Math.min(last, index + 1),
  ArrowLeft: (index) => Math.max(0, index - 1),
  ArrowUp: (index) => Math.max(0, index - 1),
  Home: () => 0,
  End: (_, last) => last,
};

/**
 * Owns one chart instance. The library loads at the reader's first intent or when the model changes; from then on
 * data is replaced in place before the next frame. Pointer and arrow keys open the same card; Esc closes it.
 */
export function ChartCanvas<Model extends ChartTexts>(props: ChartCanvasProps<Model>) {
  const { model, canvasRef, heightPx, sketch, isDrawn, placeOf } = props;
  const { hold, isOffered } = useContext(NotesContext);
  const chart = useMountedChart(props);
  const [place, setPlace] = useState<CardPlace | null>(null);

  function show(index: number | null): void {
    chart.current?.highlight(index);
    const anchor = index === null ? undefined : chart.current?.anchorOf(index);
    setPlace(index === null || anchor === undefined ? null : { index, ...anchor });
    hold(index === null ? null : chartPointOf(model, index, placeOf?.(index) ?? NO_PLACE));
  }

  function onPointer(event: PointerEvent<HTMLCanvasElement>): void {
    const box = event.currentTarget.getBoundingClientRect();
    const index = chart.current?.indexAt(event.clientX - box.left, event.clientY - box.top);
    if (index !== undefined && index !== place?.index) show(index);
  }

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key === 'Escape' && place !== null) {
      event.preventDefault();
      show(null);
      return;
    }
    const step = STEPS[event.key];
    if (step === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const last = model.cards.length - 1;
    const isBackwards = event.key === 'ArrowLeft' || event.key === 'ArrowUp';
    show(place === null ? (isBackwards || event.key === 'End' ? last : 0) : step(place.index, last));
  }

  const card = place === null ? undefined : model.cards[place.index];
  return (
    <div className={styles['box']} data-drawn={isDrawn}>
      <svg className={styles['room']} height={heightPx} aria-hidden="true" />
      {isDrawn ? null : <div className={styles['layer']}>{sketch}</div>}
      <div className={styles['layer']}>
        <canvas
          ref={canvasRef}
          className={styles['canvas']}
          role="img"
          tabIndex={0}
          aria-label={`${model.title}. ${model.summary} Arrow keys read the points, ${isOffered ? 'n writes a note on one, ' : ''}t opens the table.`}
          onPointerMove={onPointer}
          onPointerDown={onPointer}
          onPointerLeave={() => {
            show(null);
          }}
          onBlur={() => {
            show(null);
          }}
          onKeyDown={onKeyDown}
        />
      </div>
      <div aria-live="polite">
        {place === null || card === undefined ? null : (
          <ChartCardView card={card} place={place} isNotable={isOffered} />
        )}
      </div>
    </div>
  );
}

/** Loads, mounts, keeps current and destroys the chart; gives the live instance. */
function useMountedChart<Model extends ChartTexts>({
  model,
  canvasRef,
  load,
  onDrawn,
}: ChartCanvasProps<Model>): RefObject<MountedChart<Model> | null> {
  const chart = useRef<MountedChart<Model> | null>(null);
  const latest = useRef({ model, onDrawn });
  const firstModel = useRef(model);
  const start = useRef<(() => void) | null>(null);
  const palette = useRef<Palette | null>(null);

  useEffect(() => {
    let isGone = false;
    async function mount(): Promise<void> {
      const mountChart = await load();
      const canvas = canvasRef.current;
      if (isGone || canvas === null || chart.current !== null) return;
      palette.current = readPalette(canvas);
      chart.current = mountChart(canvas, latest.current.model, palette.current);
      latest.current.onDrawn();
    }
    const begin = (): void => {
      // A failed download leaves the sketch and the table, which say the same; the next change tries again.
      mount().catch(() => undefined);
    };
    start.current = begin;
    const stopWaiting = onFirstIntent(begin);
    const stopWatching = watchTheme(() => {
      if (canvasRef.current === null) return;
      palette.current = readPalette(canvasRef.current);
      chart.current?.update(latest.current.model, palette.current);
    });
    return () => {
      isGone = true;
      stopWaiting();
      stopWatching();
      chart.current?.destroy();
      chart.current = null;
    };
  }, [canvasRef, load]);

  useLayoutEffect(() => {
    latest.current = { model, onDrawn };
    if (model === firstModel.current && chart.current === null) return;
    if (chart.current === null) start.current?.();
    else if (palette.current !== null) chart.current.update(model, palette.current);
  }, [model, onDrawn]);

  return chart;
}
