import { formatDate, formatQuarterLong } from '#lib/charts/format.ts';
import type { Freshness } from '#lib/services/overview/get-freshness.ts';
import { getNewestPriceDay, type PriceReachDay } from '#lib/services/overview/get-newest-price-day.ts';

import styles from './FreshnessStrip.module.css';

interface FreshnessStripProps {
  readonly freshness: Freshness;
  readonly asOf: string;
}

/** How old the facts are, in dates; what is not there says so. */
export async function FreshnessStrip({ freshness, asOf }: FreshnessStripProps) {
  const items: readonly (readonly [string, string])[] = [
    ['facts', `v${String(freshness.dataVersion)}, ${String(freshness.factRows)} rows`],
    ['newest', dateWords(freshness.newestPublishedOn)],
    ['capex news to', dateWords(freshness.newestCapexNewsOn)],
    ['filings to', quarterWords(freshness.filedByAllEndsOn)],
    ['prices to', priceWords(await getNewestPriceDay(asOf))],
  ];
  return (
    <dl className={styles['strip']} aria-label={`Freshness as of ${asOf}`}>
      {items.map(([name, value]) => (
        <div key={name} className={styles['item']}>
          <dt className={styles['name']}>{name}</dt>
          <dd className={styles['value']}>{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function priceWords({ isKnown, sessionOn }: PriceReachDay): string {
  if (!isKnown) return 'not known now';
  return sessionOn === null ? 'none stored' : formatDate(sessionOn);
}

function dateWords(date: string | null): string {
  return date === null ? 'none dated' : formatDate(date);
}

function quarterWords(periodEndsOn: string | null): string {
  if (periodEndsOn === null) return 'none';
  const quarter = Math.ceil(Number(periodEndsOn.slice(5, 7)) / 3);
  return formatQuarterLong(`${periodEndsOn.slice(0, 4)}Q${String(quarter)}`);
}
