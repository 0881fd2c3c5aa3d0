import { formatTick } from '#lib/charts/axis.ts';
import { formatSigned } from '#lib/charts/format.ts';
import type { VendorBarsModel } from '#lib/charts/prepare-vendor-bars.ts';

import styles from './bar-sketch.module.css';

function percent(value: number): string {
  return `${value.toFixed(3)}%`;
}

/** The vendor bars as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function VendorSketch({ model }: { readonly model: VendorBarsModel }) {
  const { min, max, ticks, step } = model.xAxis;
  const x = (value: number): number => ((value - min) / (max - min)) * 100;
  const row = 100 / Math.max(1, model.bars.length);
  return (
    <svg className={styles['vendors']} aria-hidden="true">
      {ticks.map((tick) => (
        <g key={tick}>
          <line
            x1={percent(x(tick))}
            x2={percent(x(tick))}
            y1="0%"
            y2="100%"
            stroke={tick === 0 ? 'var(--c-muted)' : 'var(--c-rule)'}
          />
          <text className={styles['xTick']} x={percent(x(tick))} y="100%" dy="18">
            {formatTick(tick, step)}
          </text>
        </g>
      ))}
      {model.bars.map(({ ticker, name, changeUsdBn, lowUsdBn, highUsdBn, colour }, index) => {
        const middle = percent((index + 0.5) * row);
        return (
          <g key={ticker}>
            <rect
              x={percent(Math.min(x(0), x(changeUsdBn)))}
              width={percent(Math.abs(x(changeUsdBn) - x(0)))}
              y={percent((index + 0.22) * row)}
              height={percent(0.56 * row)}
              fill={`var(--${colour})`}
            />
            {lowUsdBn === null || highUsdBn === null ? null : (
              <line
                x1={percent(x(lowUsdBn))}
                x2={percent(x(highUsdBn))}
                y1={middle}
                y2={middle}
                stroke="var(--c-ink)"
                strokeWidth="1.5"
              />
            )}
            <text className={styles['name']} x="0%" dx="-136" y={middle} dy="4">
              {name}
            </text>
            <text className={styles['value']} x="100%" dx="8" y={middle} dy="4">
              {formatSigned(changeUsdBn)}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
