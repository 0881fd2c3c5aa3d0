import {
  prepareCapexBacktestTable,
  prepareHbmBacktestTable,
  prepareHindsightNotes,
} from '#lib/charts/as-of/backtest-tables.ts';
import { prepareCapexBacktestPlot } from '#lib/charts/as-of/capex-backtest-plot.ts';
import { prepareSaidByDay, type SaidByDayInput } from '#lib/charts/as-of/said-by-day-plot.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { formatDate } from '#lib/charts/format.ts';
import type { Backtest } from '#lib/core/backtest/run-backtest.ts';

import { NotedTableView } from '../../_page/NotedTableView.tsx';
import { TabledXyPlot } from '../../_page/TabledXyPlot.tsx';
import styles from './as-of.module.css';

interface BacktestSectionProps {
  readonly backtest: Backtest;
  readonly said: SaidByDayInput;
  readonly provenance: ChartProvenance;
}

/** The main chart: capex as expected on past days against what came. */
export function BacktestSection({ backtest, said, provenance }: BacktestSectionProps) {
  const plot = prepareCapexBacktestPlot(backtest);
  const saidPlot = prepareSaidByDay(said);
  return (
    <>
      <section className={styles['section']} data-first aria-labelledby="capex-title" id="capex">
        <h2 id="capex-title">Without hindsight: capex by guides of the day, and what came</h2>
        <p className={styles['lead']}>
          Guides and reports are those of each day. Only the part that no guide in money covered grows by an
          assumption written later; it is told apart in every row.
        </p>
        {plot === null ? (
          <p className={styles['caution']}>Nothing that was open on these days has been reported since.</p>
        ) : (
          <TabledXyPlot model={plot} provenance={provenance} heightPx={460} />
        )}
        <NotedTableView table={prepareCapexBacktestTable(backtest)} provenance={provenance} />
      </section>
      <section className={styles['section']} aria-labelledby="hbm-title" id="hbm">
        <h2 id="hbm-title">With hindsight: HBM revenue by the model of past days</h2>
        <p className={styles['lead']}>
          The capex is of the day; prices, content, shares and the calibration are today’s assumptions. An
          error here is no forecast error of the model: it shows what capex alone would have changed.
        </p>
        <ul className={styles['hindsight']}>
          {prepareHindsightNotes(backtest).map(({ asOf, factor, sentences }) => (
            <li key={asOf}>
              <p>
                {formatDate(asOf)}: calibration factor {factor}
              </p>
              {sentences.map((sentence) => (
                <p key={sentence} className={styles['note']}>
                  {sentence}
                </p>
              ))}
            </li>
          ))}
        </ul>
        {saidPlot === null ? null : <TabledXyPlot model={saidPlot} provenance={provenance} heightPx={420} />}
        <NotedTableView table={prepareHbmBacktestTable(backtest, 'market')} provenance={provenance} />
        <details>
          <summary className={styles['more']}>By vendor</summary>
          <NotedTableView table={prepareHbmBacktestTable(backtest, 'vendors')} provenance={provenance} />
        </details>
      </section>
    </>
  );
}
