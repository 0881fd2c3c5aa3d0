import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { formatDate, formatFraction } from '#lib/charts/format.ts';
import { prepareCalibrationTable } from '#lib/charts/track-record/calibration-table.ts';
import { prepareHindsightTable } from '#lib/charts/track-record/hindsight-tables.ts';
import type { RecordPair } from '#lib/charts/track-record/record-words.ts';

import { NotedTableView } from '../../_page/NotedTableView.tsx';
import styles from './track-record.module.css';

interface HindsightSectionProps {
  readonly pair: RecordPair;
  readonly provenance: ChartProvenance;
}

/** The model of now at past month ends: plainly apart from what is scored. */
export function HindsightSection({ pair, provenance }: HindsightSectionProps) {
  const { hindsight: months } = pair.hindsight;
  const [first] = months;
  const last = months.at(-1);
  const drawn = months.reduce((sum, { drawnInputs }) => sum + drawnInputs, 0);
  const later = months.reduce((sum, { laterInputs }) => sum + laterInputs, 0);
  return (
    <section className={styles['section']} aria-labelledby="hindsight-title" id="hindsight">
      <h2 id="hindsight-title">In hindsight, not scored</h2>
      {first === undefined || last === undefined ? (
        <p className={styles['caution']}>No past month end has enough facts.</p>
      ) : (
        <>
          <p className={styles['lead']}>
            What the model of today would have called at {String(months.length)} month ends, from{' '}
            {formatDate(first.asOf)} to {formatDate(last.asOf)}: the capex of each day, with assumptions of
            which {formatFraction(later / drawn)} were written after it. It is no forecast and counts in no
            score; it shows how its ranges would have held.
          </p>
          <NotedTableView table={prepareCalibrationTable(pair.hindsight)} provenance={provenance} />
          <NotedTableView table={prepareHindsightTable(pair)} provenance={provenance} />
        </>
      )}
    </section>
  );
}
