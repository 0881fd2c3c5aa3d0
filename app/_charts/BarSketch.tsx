import { useId } from 'react';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import { axisPosition } from '#lib/charts/plot-axis.ts';

import styles from './plot-sketch.module.css';

const percent = (position: number): string => `${(position * 100).toFixed(3)}%`;

function Patterns({ id, model }: { readonly id: string; readonly model: BarPlotModel }) {
  const colours = [...new Set(model.bars.flatMap(({ segments }) => segments.map(({ colour }) => colour)))];
  return (
    <defs>
      {colours.map((colour) => (
        <g key={colour}>
          <pattern id={`${id}-${colour}-estimate`} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect width="6" height="6" fill="var(--c-paper)" />
            <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke={`var(--${colour})`} strokeWidth="2" />
          </pattern>
          <pattern id={`${id}-${colour}-assumption`} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect width="6" height="6" fill="var(--c-paper)" />
            <rect x="2" y="2" width="2" height="2" fill={`var(--${colour})`} />
          </pattern>
        </g>
      ))}
    </defs>
  );
}

/** Bars in rows as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function BarSketch({ model }: { readonly model: BarPlotModel }) {
  const id = useId();
  const { valueAxis } = model;
  const at = (value: number): number => axisPosition(valueAxis, value);
  const row = 1 / Math.max(1, model.bars.length);
  return (
    <svg className={styles['rows']} aria-hidden="true">
      <Patterns id={id} model={model} />
      {valueAxis.ticks.map(({ value, label }) => (
        <g key={value}>
          <line
            x1={percent(at(value))}
            x2={percent(at(value))}
            y1="0%"
            y2="100%"
            stroke={value === 0 ? 'var(--c-muted)' : 'var(--c-rule)'}
          />
          <text className={styles['xTick']} x={percent(at(value))} y="100%" dy="18">
            {label}
          </text>
        </g>
      ))}
      {model.bars.map((bar, index) => {
        const middle = percent((index + 0.5) * row);
        return (
          <g key={index}>
            <svg x="0" y={middle} overflow="visible">
              <text className={styles['name']} dx="-8" textAnchor="end" dy={bar.sublabel === null ? 4 : -3}>
                {bar.label}
              </text>
              {bar.sublabel === null ? null : (
                <text className={styles['sublabel']} dx="-8" textAnchor="end" dy="11">
                  {bar.sublabel}
                </text>
              )}
            </svg>
            {bar.segments.map((segment, part) => {
              const isSolid = segment.form === 'reported' || segment.form === 'derived';
              return (
                <rect
                  key={part}
                  x={percent(Math.min(at(segment.from), at(segment.to)))}
                  width={percent(Math.abs(at(segment.to) - at(segment.from)))}
                  y={percent((index + 0.22) * row)}
                  height={percent(0.56 * row)}
                  fill={
                    isSolid ? `var(--${segment.colour})` : `url(#${id}-${segment.colour}-${segment.form})`
                  }
                  stroke={isSolid ? 'var(--c-paper)' : `var(--${segment.colour})`}
                />
              );
            })}
            {bar.whisker === null ? null : (
              <line
                x1={percent(at(bar.whisker.low))}
                x2={percent(at(bar.whisker.high))}
                y1={middle}
                y2={middle}
                stroke="var(--c-ink)"
                strokeWidth="1.5"
              />
            )}
            <text className={styles['barValue']} x="100%" dx="8" y={middle} dy="4">
              {bar.valueLabel}
            </text>
          </g>
        );
      })}
      {model.rules.map(({ value, label }) => (
        <g key={value}>
          <line
            x1={percent(at(value))}
            x2={percent(at(value))}
            y1="0%"
            y2="100%"
            stroke="var(--c-ink)"
            strokeDasharray="4 3"
          />
          <text
            className={styles['rule']}
            x={percent(at(value))}
            y="0%"
            dy="-8"
            textAnchor={at(value) > 0.6 ? 'end' : 'start'}
          >
            {label}
          </text>
        </g>
      ))}
    </svg>
  );
}
