import type { ColourToken } from '#lib/charts/chart-model.ts';

import styles from './ChartSwatch.module.css';

/** A small square of a series' colour, beside its name. */
export function ChartSwatch({ colour }: { readonly colour: ColourToken }) {
  return (
    <svg className={styles['swatch']} width="10" height="10" aria-hidden="true">
      <rect width="10" height="10" rx="1" fill={`var(--${colour})`} />
    </svg>
  );
}
