import type { ColourToken } from '#lib/charts/chart-model.ts';
import type { MarkForm } from '#lib/charts/xy-plot-model.ts';

import { ChartSwatch } from './ChartSwatch.tsx';
import styles from './ChartLegend.module.css';

interface ChartLegendProps {
  readonly entries: readonly {
    readonly label: string;
    readonly colour: ColourToken;
    readonly form?: MarkForm;
    readonly isStale?: boolean;
  }[];
  /** Also where the chart is wide: for charts whose marks do not carry names. */
  readonly isAlwaysShown?: boolean;
}

/** Names of the series where the chart is too narrow to carry them itself. */
export function ChartLegend({ entries, isAlwaysShown = false }: ChartLegendProps) {
  return (
    <div className={styles['room']}>
      <ul className={styles['legend']} data-always={isAlwaysShown} aria-hidden="true">
        {entries.map(({ label, colour, form, isStale = false }) => (
          <li key={label}>
            <ChartSwatch colour={colour} isStale={isStale} {...(form === undefined ? {} : { form })} />{' '}
            {label}
          </li>
        ))}
      </ul>
    </div>
  );
}
