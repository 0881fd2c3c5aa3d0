import { DEFAULT_STUDY_OPTIONS } from '#lib/core/event-study/options.ts';
import { MARKET_SHOCKS } from '#lib/core/event-study/confounders.ts';
import { formatDate } from '#lib/charts/format.ts';

import styles from './events.module.css';

/** What the figures rest on, said once. */
export function Conventions() {
  return (
    <section className={styles['section']} aria-labelledby="conventions-title">
      <h2 id="conventions-title">Conventions</h2>
      <ul className={styles['warnings']}>
        <li>
          Day 0 is the first session of each exchange in which the news could trade, by the part of the day in
          which it came out, the exchange’s zone and its holidays. Windows count sessions of that exchange.
        </li>
        <li>
          Returns are in the share’s own currency, from closes adjusted for splits and dividends. A return
          that spans a missing session stays out of the estimation; in the event window it counts on the day
          on which it ends, beside the benchmark over the same span.
        </li>
        <li>
          At least {DEFAULT_STUDY_OPTIONS.minimumDays} usable estimation days are needed. Residual variance is
          over n less the estimated parameters; R estudy2 divides by n − 1, Python eventstudy by n: both can
          be chosen. The market-adjusted model estimates nothing, its residuals count from zero.
        </li>
        <li>
          The exact error of a CAR counts the errors of α and β once for the whole window, with their
          covariance between days. “Each day by itself” leaves the covariance out, “k times one day” leaves
          the forecast error out altogether.
        </li>
        <li>
          Shock days that can be left out of the estimation:{' '}
          {MARKET_SHOCKS.map(({ fromOn, toOn, what }, index) => (
            <span key={fromOn}>
              {index === 0 ? '' : '; '}
              {what} ({formatDate(fromOn)}
              {fromOn === toOn ? '' : ` to ${formatDate(toOn)}`})
            </span>
          ))}
          .
        </li>
        <li>
          Placebo dates are all sessions of the share that were day 0 of no event of the ledger. Other events
          may fall inside their windows, so the band is the noise of this industry in these years.
        </li>
        <li>
          Editors add or correct an event on the page Import, with a file of one row in the columns of
          events.csv; its source is required, and what stood before stays readable as a revision.
        </li>
      </ul>
    </section>
  );
}
