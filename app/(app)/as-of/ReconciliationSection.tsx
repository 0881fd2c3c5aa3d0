import { prepareGenerationTable } from '#lib/charts/as-of/generation-table.ts';
import {
  prepareDisclosureTable,
  prepareReconciliationBars,
  prepareReconciliationTable,
} from '#lib/charts/as-of/reconciliation-tables.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { Reconciliation } from '#lib/core/reconciliation/reconcile.ts';

import { EvidenceNumber } from '../../_page/EvidenceNumber.tsx';
import { NotedTableView } from '../../_page/NotedTableView.tsx';
import { TabledBarPlot } from '../../_page/TabledBarPlot.tsx';
import styles from './as-of.module.css';

interface ReconciliationSectionProps {
  readonly reconciliation: Reconciliation;
  readonly provenance: ChartProvenance;
}

/** HBM revenue by every route: the calibration as a table, not as a hidden constant. */
export function ReconciliationSection({ reconciliation, provenance }: ReconciliationSectionProps) {
  const { calibration, calibrationYear, periods, generations } = reconciliation;
  const label = periods.some((period) => period.label === String(calibrationYear))
    ? String(calibrationYear)
    : (periods[0]?.label ?? '');
  const bars = prepareReconciliationBars(reconciliation, label);
  return (
    <section className={styles['section']} aria-labelledby="routes-title" id="reconciliation">
      <h2 id="routes-title">Reconciliation of HBM revenue</h2>
      <p className={styles['lead']}>
        Four routes to the same revenue. The capex chain is scaled by{' '}
        <EvidenceNumber evidence="calibration">{calibration.point.toFixed(2)}</EvidenceNumber>{' '}
        <span className={styles['range']}>
          ({calibration.low.toFixed(2)}–{calibration.high.toFixed(2)})
        </span>{' '}
        to the market of {calibrationYear}; at 1 capex and bills of material alone would explain it.
      </p>
      {bars === null ? (
        <p className={styles['caution']}>No period has ended that the chain covers.</p>
      ) : (
        <TabledBarPlot model={bars} provenance={provenance} />
      )}
      <NotedTableView table={prepareReconciliationTable(reconciliation, 'years')} provenance={provenance} />
      <details>
        <summary className={styles['more']}>By quarter</summary>
        <NotedTableView
          table={prepareReconciliationTable(reconciliation, 'quarters')}
          provenance={provenance}
        />
      </details>
      <NotedTableView table={prepareDisclosureTable(reconciliation)} provenance={provenance} />
      {generations.prices.length === 0 ? (
        <p className={styles['caution']}>No price by generation was public on this day.</p>
      ) : (
        <NotedTableView table={prepareGenerationTable(generations)} provenance={provenance} />
      )}
    </section>
  );
}
