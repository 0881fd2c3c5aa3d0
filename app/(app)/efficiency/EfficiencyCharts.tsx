import type { EfficiencyPageModel } from '#lib/charts/efficiency/efficiency-page.ts';
import { formatQuarterLong } from '#lib/charts/format.ts';

import pageStyles from '../../_page/page.module.css';
import styles from './efficiency.module.css';
import { BarFigure } from './BarFigure.tsx';
import { XyFigure } from './XyFigure.tsx';

/** The charts of catalogue and fleet; what cannot be drawn at the date is said in its place. */
export function EfficiencyCharts({ page }: { readonly page: EfficiencyPageModel }) {
  const { charts, fleetProvenance, catalogueProvenance, quarter } = page;
  const { chain, path, contributions, scatter, counts, frontier } = charts;
  return (
    <>
      <section className={styles['section']} aria-labelledby="cache-title">
        <h2 id="cache-title">What techniques do to the cache</h2>
        {chain === null ? (
          <p className={styles['caution']}>
            The chain of caches begins with DeepSeek-V3, which was not released by the date.
          </p>
        ) : (
          <BarFigure model={chain} provenance={catalogueProvenance} />
        )}
      </section>
      <section className={styles['section']} aria-labelledby="fleet-title" id="fleet">
        <h2 id="fleet-title">What is left of it in the fleet</h2>
        <div className={styles['columns']}>
          <XyFigure model={path} provenance={fleetProvenance} heightPx={440} />
          {contributions === null ? (
            <p className={styles['caution']}>
              In {formatQuarterLong(quarter)} nothing is saved yet beyond what is in use, so there is nothing
              to split.
            </p>
          ) : (
            <BarFigure model={contributions} provenance={fleetProvenance} />
          )}
        </div>
      </section>
      <section className={pageStyles['pair']} aria-labelledby="spread-title">
        <h2 className={pageStyles['hidden']} id="spread-title">
          Techniques and their spread
        </h2>
        {scatter === null ? null : <XyFigure model={scatter} provenance={catalogueProvenance} />}
        {counts === null ? null : <XyFigure model={counts} provenance={fleetProvenance} />}
      </section>
      {frontier === null ? null : (
        <section className={styles['section']} aria-labelledby="years-title">
          <h2 className={pageStyles['hidden']} id="years-title">
            Models through the years
          </h2>
          <XyFigure model={frontier} provenance={catalogueProvenance} heightPx={440} />
        </section>
      )}
    </>
  );
}
