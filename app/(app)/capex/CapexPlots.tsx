'use client';

import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { BarPlot } from '../../_charts/BarPlot.tsx';
import { XyPlot } from '../../_charts/XyPlot.tsx';
import { useTables } from '../../_page/tables-context.ts';
import { ChoiceRow, type LinkedChoice } from '../../_ui/ChoiceRow.tsx';
import styles from './capex.module.css';

interface CapexPlotsProps {
  readonly year: number;
  /** Null where nobody shown guided the year. */
  readonly guides: XyPlotModel | null;
  /** Null where nothing moved. */
  readonly waterfall: BarPlotModel | null;
  readonly quarters: BarPlotModel | null;
  readonly views: readonly LinkedChoice[];
  readonly since: readonly LinkedChoice[];
  readonly provenance: ChartProvenance;
}

/** Guides by vintage, what moved them, and capex by quarter. */
export function CapexPlots(props: CapexPlotsProps) {
  const { year, guides, waterfall, quarters, views, since, provenance } = props;
  const tables = useTables();
  return (
    <>
      <section className={styles['section']} aria-labelledby="guides-title" id="guides">
        <h2 id="guides-title">Guidance</h2>
        <ChoiceRow label="Show" name="Shown in the charts" choices={views} />
        {guides === null ? (
          <p className={styles['caution']}>No guide for the whole of {year} in numbers was known by then.</p>
        ) : (
          <XyPlot model={guides} provenance={provenance} heightPx={440} {...tables} />
        )}
      </section>
      <section className={styles['section']} aria-labelledby="revisions-title" id="revisions">
        <h2 id="revisions-title">Revisions</h2>
        {since.length < 2 ? null : <ChoiceRow label="Since" name="Counted since" choices={since} />}
        {waterfall === null ? (
          <p className={styles['caution']}>No sum of guides for {year} had moved by then.</p>
        ) : (
          <BarPlot model={waterfall} provenance={provenance} {...tables} />
        )}
      </section>
      <section className={styles['section']} aria-labelledby="quarters-title" id="quarters">
        <h2 id="quarters-title">Quarter by quarter</h2>
        {quarters === null ? (
          <p className={styles['caution']}>No quarter of the issuers shown is known.</p>
        ) : (
          <BarPlot model={quarters} provenance={provenance} {...tables} />
        )}
      </section>
    </>
  );
}
