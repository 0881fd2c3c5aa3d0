import { useId } from 'react';

import { isInColumns, isRuleTurned, valueTickRooms } from '#lib/charts/bar-layout.ts';
import { barEnd, drawnSegments, type BarPlotModel, type BarSegment } from '#lib/charts/bar-plot-model.ts';
import { axisPosition } from '#lib/charts/plot-axis.ts';
import { COLUMN_BAR_SHARE, ROW_BAR_SHARE, valueRoomOf } from '#lib/charts/plot-layout.ts';

import { BarSketchNames } from './BarSketchNames.tsx';
import { FormPatterns } from './FormPatterns.tsx';
import {
  DOT_RADIUS_PX,
  DOT_RIM_PX,
  MARK_RADIUS_PX,
  RULE_DASH,
  STALE_OUTLINE,
  STALE_TINT,
} from './plot-marks.ts';
import { percent } from './sketch-units.ts';
import { SketchText } from './SketchText.tsx';
import { SketchWhisker } from './SketchWhisker.tsx';
import styles from './plot-sketch.module.css';

interface PartProps {
  readonly model: BarPlotModel;
}

interface Ends {
  readonly x1: string;
  readonly x2: string;
  readonly y1: string;
  readonly y2: string;
}

/** Places in the plot, 0..1: `value` along the value axis, bars across it. */
function placesIn(model: BarPlotModel) {
  const pitch = 1 / Math.max(1, model.bars.length);
  const isColumns = isInColumns(model);
  const value = (each: number): number => {
    const at = axisPosition(model.valueAxis, each);
    return isColumns ? 1 - at : at;
  };
  const middle = (index: number): number => (index + 0.5) * pitch;
  /** A line at one value between two parts across it. */
  const lineAt = (each: number, from: number, to: number): Ends =>
    isColumns
      ? { x1: percent(from), x2: percent(to), y1: percent(value(each)), y2: percent(value(each)) }
      : { x1: percent(value(each)), x2: percent(value(each)), y1: percent(from), y2: percent(to) };
  const boxOf = (index: number, { from, to }: BarSegment) => {
    const share = isColumns ? COLUMN_BAR_SHARE : ROW_BAR_SHARE;
    const start = Math.min(value(from), value(to));
    const along = [percent(start), percent(Math.abs(value(to) - value(from)))] as const;
    const across = [percent(middle(index) - (pitch * share) / 2), percent(pitch * share)] as const;
    const [[x, width], [y, height]] = isColumns ? [across, along] : [along, across];
    return { x, width, y, height };
  };
  return { isColumns, value, middle, lineAt, boxOf };
}

function Axis({ model }: PartProps) {
  const { isColumns, value: at, lineAt } = placesIn(model);
  const { ticks, title } = model.valueAxis;
  const rooms = valueTickRooms(model);
  return (
    <>
      {ticks.map(({ value, label: text }, index) => {
        const room = rooms[index] ?? null;
        return (
          <g key={value}>
            <line {...lineAt(value, 0, 1)} stroke={value === 0 ? 'var(--c-muted)' : 'var(--c-rule)'} />
            {room === null ? null : (
              <SketchText
                label={
                  isColumns
                    ? { text, x: 0, y: at(value), dx: -8, dy: 0, align: 'right' }
                    : { text, x: at(value), y: 1, dx: 0, dy: 14, align: 'center' }
                }
                tone="muted"
                isMono
                room={room}
              />
            )}
          </g>
        );
      })}
      <SketchText
        label={
          isColumns
            ? { text: title, x: 0, y: 0, dx: -56, dy: -24, align: 'left' }
            : { text: title, x: 0.5, y: 1, dx: 0, dy: 32, align: 'center' }
        }
        tone="muted"
      />
    </>
  );
}

function Connectors({ model }: PartProps) {
  const { middle, lineAt } = placesIn(model);
  if (model.connectors !== true) return null;
  return model.bars.slice(0, -1).map((bar, index) => {
    const end = barEnd(bar);
    return end === null ? null : (
      <line key={index} {...lineAt(end, middle(index), middle(index + 1))} stroke="var(--c-muted)" />
    );
  });
}

/** Dots as in plots of points: filled where reported, hollow where not. */
function Dots({ model }: PartProps) {
  const { isColumns, value, middle } = placesIn(model);
  if (model.isDotPlot !== true) return null;
  return model.bars.map(({ segments: [segment] }, index) => {
    if (segment === undefined) return null;
    const [along, across] = [percent(value(segment.to)), percent(middle(index))];
    const colour = `var(--${segment.colour})`;
    const isSolid = segment.form === 'reported';
    return (
      <circle
        key={index}
        cx={isColumns ? across : along}
        cy={isColumns ? along : across}
        r={DOT_RADIUS_PX}
        fill={isSolid ? colour : 'var(--c-paper)'}
        stroke={isSolid ? 'var(--c-paper)' : colour}
        strokeWidth={DOT_RIM_PX}
        strokeDasharray={segment.form === 'assumption' ? '2 2' : undefined}
      />
    );
  });
}

function Segments({ model, patternId }: PartProps & { readonly patternId: string }) {
  const { boxOf } = placesIn(model);
  if (model.isDotPlot === true) return null;
  return model.bars.map((bar, index) => (
    <g key={index}>
      {drawnSegments(bar).map((segment, part) => {
        const { form, isStale = false } = segment;
        const isSolid = form === 'reported';
        const colour = `var(--${segment.colour})`;
        return (
          <rect
            key={part}
            {...boxOf(index, segment)}
            fill={isSolid ? colour : `url(#${patternId}-${segment.colour}-${form})`}
            fillOpacity={isStale && isSolid ? STALE_TINT : undefined}
            stroke={isSolid && !isStale ? 'var(--c-paper)' : colour}
            strokeDasharray={isStale ? STALE_OUTLINE.join(' ') : undefined}
          />
        );
      })}
    </g>
  ));
}

function Rules({ model }: PartProps) {
  const { isColumns, value: at, lineAt } = placesIn(model);
  return model.rules.map(({ value, label: text, tone }) => (
    <g key={value}>
      <line
        {...lineAt(value, 0, 1)}
        stroke="var(--c-ink)"
        strokeWidth={tone === 'limit' ? 1.5 : 1}
        strokeDasharray={tone === 'limit' ? undefined : RULE_DASH.join(' ')}
      />
      <SketchText
        label={
          isColumns
            ? { text, x: 1, y: at(value), dx: 0, dy: -9, align: 'right' }
            : {
                text,
                x: at(value),
                y: 0,
                dx: 0,
                dy: -12,
                align: isRuleTurned(model, value) ? 'right' : 'left',
              }
        }
        tone="muted"
      />
    </g>
  ));
}

function Whiskers({ model }: PartProps) {
  const { isColumns, value, middle } = placesIn(model);
  return model.bars.map(({ whisker }, index) =>
    whisker === null ? null : (
      <SketchWhisker
        key={index}
        direction={isColumns ? 'y' : 'x'}
        at={middle(index)}
        from={value(whisker.low)}
        to={value(whisker.high)}
        stroke="var(--c-ink)"
      />
    ),
  );
}

/** Dots at the totals of bars that stack to both sides. */
function Marks({ model }: PartProps) {
  const { isColumns, value, middle } = placesIn(model);
  return model.bars.map(({ mark }, index) => {
    if (mark === undefined) return null;
    const [along, across] = [percent(value(mark)), percent(middle(index))];
    return (
      <circle
        key={index}
        cx={isColumns ? across : along}
        cy={isColumns ? along : across}
        r={MARK_RADIUS_PX}
        fill="var(--c-ink)"
        stroke="var(--c-paper)"
        strokeWidth="2"
      />
    );
  });
}

/** The bars as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function BarSketch({ model }: PartProps) {
  const id = useId();
  const valueRoom = valueRoomOf(model.bars.map(({ valueLabel }) => valueLabel));
  return (
    <svg
      className={styles[isInColumns(model) ? 'columns' : 'rows']}
      data-values={valueRoom}
      aria-hidden="true"
    >
      <FormPatterns id={id} segments={model.bars.flatMap(({ segments }) => segments)} />
      <Axis model={model} />
      <Connectors model={model} />
      <Segments model={model} patternId={id} />
      <Rules model={model} />
      <Whiskers model={model} />
      <Dots model={model} />
      <Marks model={model} />
      <BarSketchNames model={model} />
    </svg>
  );
}
