import { formatFraction, formatSignificant } from '#lib/charts/format.ts';

import styles from './MethodSection.module.css';

interface MethodSectionProps {
  /** Factor that makes the four quarters of 2025 match the published market. */
  readonly calibration: number;
  /** Share of the registry's inputs that no source states, 0..1. */
  readonly assumedShare: number;
  readonly inputCount: number;
}

/** How it is computed, and what this page does not know. */
export function MethodSection({ calibration, assumedShare, inputCount }: MethodSectionProps) {
  return (
    <section className={styles['method']} id="method" aria-labelledby="method-title">
      <h2 id="method-title">Data &amp; method</h2>
      <div className={styles['columns']}>
        <div>
          <h3>The chain</h3>
          <ol className={styles['chain']}>
            <li>Capex of six issuers becomes baseline HBM revenue a quarter, calibrated to 2025.</li>
            <li>The saving lowers memory per unit of use; cheaper use raises use with a lag (rebound).</li>
            <li>The queue of unserved orders gives way first, then price and volume clear above a floor.</li>
            <li>Revenue under contract does not react until its renewal.</li>
            <li>
              Shares split the result by vendor; freed wafers make conventional DRAM and move its price.
            </li>
          </ol>
          <p>Any figure opens its formula, steps, inputs and sources: click it, or press the full stop.</p>
        </div>
        <div>
          <h3>What this page does not know</h3>
          <ul className={styles['limits']}>
            <li>
              How inputs go together: ranges draw each by itself, and of three levers (longer context,
              efficiency already in the guides, overhang of contracts) none unless it is set.
            </li>
            <li>
              Why shares moved: what prices imply is read from changes beyond the expected return, which hold
              all other news too.
            </li>
            <li>
              {formatFraction(assumedShare)} of the {inputCount} inputs are assumptions without a source; each
              is marked.
            </li>
            <li>
              Bills of material explain less HBM than the market reports: the baseline is scaled by{' '}
              {formatSignificant(calibration)}.
            </li>
            <li>Orders may be booked twice; the backlog is discounted for it, nobody knows by how much.</li>
            <li>
              What an offload buys in flash or DRAM for a byte of HBM: no source states it; Exposure shows the
              argued rows.
            </li>
          </ul>
        </div>
      </div>
    </section>
  );
}
