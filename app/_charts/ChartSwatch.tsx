import type { ColourToken } from '#lib/charts/chart-model.ts';
import type { MarkForm } from '#lib/charts/xy-plot-model.ts';

import { TINT } from './plot-marks.ts';
import styles from './ChartSwatch.module.css';

interface ChartSwatchProps {
  readonly colour: ColourToken;
  /** How the figures are known; reported, and so solid, when left out. */
  readonly form?: MarkForm;
  /** A stretch of dashed line in place of the square. */
  readonly isStale?: boolean;
}

/** A small square of a series' colour and form, beside its name. */
export function ChartSwatch({ colour, form = 'reported', isStale = false }: ChartSwatchProps) {
  const paint = `var(--${colour})`;
  if (isStale) {
    return (
      <svg className={styles['swatch']} width="18" height="10" aria-hidden="true">
        <path d="M0 5h7M11 5h7" stroke={paint} strokeWidth="2" />
      </svg>
    );
  }
  return (
    <svg className={styles['swatch']} width="10" height="10" aria-hidden="true">
      {form === 'reported' ? (
        <rect width="10" height="10" rx="1" fill={paint} />
      ) : (
        <rect x="0.5" y="0.5" width="9" height="9" rx="1" fill="var(--c-paper)" stroke={paint} />
      )}
      {form === 'derived' ? <rect width="10" height="10" rx="1" fill={paint} fillOpacity={TINT} /> : null}
      {form === 'estimate' ? <path d="M1 6L6 1M4 9L9 4" stroke={paint} strokeWidth="1.5" /> : null}
      {form === 'assumption' ? (
        <path d="M3 3h0M7 3h0M3 7h0M7 7h0" stroke={paint} strokeWidth="2" strokeLinecap="square" />
      ) : null}
    </svg>
  );
}
