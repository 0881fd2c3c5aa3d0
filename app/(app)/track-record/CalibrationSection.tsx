import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { prepareCalibrationPlot } from '#lib/charts/track-record/calibration-plot.ts';
import { prepareCalibrationTable } from '#lib/charts/track-record/calibration-table.ts';
import { preparePlacesBars } from '#lib/charts/track-record/places-bars.ts';
import type { RecordPair } from '#lib/charts/track-record/record-words.ts';

import { NotedTableView } from '../../_page/NotedTableView.tsx';
import { TabledBarPlot } from '../../_page/TabledBarPlot.tsx';
import { TabledXyPlot } from '../../_page/TabledXyPlot.tsx';
import styles from './track-record.module.css';

interface CalibrationSectionProps {
  readonly pair: RecordPair;
  readonly provenance: ChartProvenance;
}

/** Whether ranges held what they promised. */
export function CalibrationSection({ pair, provenance }: CalibrationSectionProps) {
  const plot = prepareCalibrationPlot(pair);
  const places = preparePlacesBars(pair);
  return (
    <section className={styles['section']} data-first aria-labelledby="calibration-title" id="calibration">
      <h2 id="calibration-title">Calibration</h2>
      {plot === null ? (
        <p className={styles['caution']}>
          No figure has been published that a call of these could be judged by.
        </p>
      ) : (
        <TabledXyPlot model={plot} provenance={provenance} heightPx={440} />
      )}
      {pair.frozen.freezes.length === 0 ? null : (
        <NotedTableView table={prepareCalibrationTable(pair.frozen)} provenance={provenance} />
      )}
      {places === null ? null : <TabledBarPlot model={places} provenance={provenance} />}
    </section>
  );
}
