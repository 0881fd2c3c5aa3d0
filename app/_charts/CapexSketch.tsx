import { useId } from 'react';

import { formatTick } from '#lib/charts/axis.ts';
import type { CapexBarsModel, CapexForm, CapexIssuer, CapexYear } from '#lib/charts/capex-model.ts';

import styles from './bar-sketch.module.css';

function percent(value: number): string {
  return `${value.toFixed(3)}%`;
}

interface StackPart {
  readonly key: string;
  readonly issuer: CapexIssuer;
  readonly form: CapexForm;
  readonly fromUsdBn: number;
  readonly toUsdBn: number;
}

function stackOf(year: CapexYear, issuers: readonly CapexIssuer[]): StackPart[] {
  let top = 0;
  return issuers.flatMap((issuer, index) =>
    (year.cells[index]?.segments ?? []).map(({ form, usdBn }) => {
      const fromUsdBn = top;
      top += usdBn;
      return { key: `${issuer.ticker}-${form}`, issuer, form, fromUsdBn, toUsdBn: top };
    }),
  );
}

function FormPatterns({ id, issuers }: { readonly id: string; readonly issuers: readonly CapexIssuer[] }) {
  return (
    <defs>
      {issuers.map(({ ticker, colour }) => (
        <g key={ticker}>
          <pattern id={`${id}-${ticker}-guided`} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect width="6" height="6" fill="var(--c-paper)" />
            <path d="M-1 7L7 -1M-1 1L1 -1M5 7L7 5" stroke={`var(--${colour})`} strokeWidth="2" />
          </pattern>
          <pattern id={`${id}-${ticker}-projected`} width="6" height="6" patternUnits="userSpaceOnUse">
            <rect width="6" height="6" fill="var(--c-paper)" />
            <rect x="2" y="2" width="2" height="2" fill={`var(--${colour})`} />
          </pattern>
        </g>
      ))}
    </defs>
  );
}

/** The capex bars as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function CapexSketch({ model }: { readonly model: CapexBarsModel }) {
  const id = useId();
  const { min, max, ticks, step } = model.yAxis;
  const y = (value: number): number => (1 - (value - min) / (max - min)) * 100;
  const column = 100 / Math.max(1, model.years.length);
  return (
    <svg className={styles['capex']} aria-hidden="true">
      <FormPatterns id={id} issuers={model.issuers} />
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1="0%"
            x2="100%"
            y1={percent(y(tick))}
            y2={percent(y(tick))}
            stroke={tick === 0 ? 'var(--c-muted)' : 'var(--c-rule)'}
          />
          <text className={styles['yTick']} x="0%" dx="-8" y={percent(y(tick))} dy="4">
            {formatTick(tick, step)}
          </text>
        </g>
      ))}
      {model.years.map((year, index) => (
        <g key={year.year}>
          {stackOf(year, model.issuers).map(({ key, issuer, form, fromUsdBn, toUsdBn }) => (
            <rect
              key={key}
              x={percent((index + 0.24) * column)}
              width={percent(0.52 * column)}
              y={percent(y(toUsdBn))}
              height={percent(y(fromUsdBn) - y(toUsdBn))}
              fill={form === 'reported' ? `var(--${issuer.colour})` : `url(#${id}-${issuer.ticker}-${form})`}
              stroke={form === 'reported' ? 'var(--c-paper)' : `var(--${issuer.colour})`}
            />
          ))}
          <text
            className={styles['total']}
            x={percent((index + 0.5) * column)}
            y={percent(y(Math.max(year.pointUsdBn, year.highUsdBn)))}
            dy="-8"
          >
            {year.label}
          </text>
          <text className={styles['xTick']} x={percent((index + 0.5) * column)} y="100%" dy="18">
            {year.year}
          </text>
        </g>
      ))}
    </svg>
  );
}
