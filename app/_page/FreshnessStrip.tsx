import { formatDate, formatQuarterLong } from '#lib/charts/format.ts';
import type { IsoDate } from '#lib/core/facts/types.ts';
import { judgeFreshness, type DatedSeries, type Freshness as Age } from '#lib/core/freshness/freshness.ts';
import type { Freshness } from '#lib/services/overview/get-freshness.ts';
import { getNewestPriceDay, type PriceReachDay } from '#lib/services/overview/get-newest-price-day.ts';

import { AgeMark } from '../_ui/AgeMark.tsx';
import styles from './FreshnessStrip.module.css';

interface FreshnessStripProps {
  readonly freshness: Freshness;
  readonly asOf: string;
}

interface StripItem {
  readonly name: string;
  readonly value: string;
  /** Null where nothing grows old. */
  readonly age: Age | null;
}

/** How far the facts go, in dates; what is not there says so, and so does what is no longer fresh. */
export async function FreshnessStrip({ freshness, asOf }: FreshnessStripProps) {
  const { newestCapexNewsOn, filedByAllEndsOn } = freshness;
  const prices = await getNewestPriceDay(asOf);
  const judge = (kind: DatedSeries['kind'], newestOn: IsoDate | null): Age | null =>
    newestOn === null ? null : judgeFreshness({ kind, newestOn }, asOf);
  const items: readonly StripItem[] = [
    {
      name: 'facts',
      value: `v${String(freshness.dataVersion)}, ${String(freshness.factRows)} rows`,
      age: null,
    },
    { name: 'newest', value: dateWords(freshness.newestPublishedOn), age: null },
    { name: 'capex news to', value: dateWords(newestCapexNewsOn), age: judge('guide', newestCapexNewsOn) },
    {
      name: 'filings to',
      value: quarterWords(filedByAllEndsOn),
      age: judge('quarterly-filing', filedByAllEndsOn),
    },
    { name: 'prices to', value: priceWords(prices), age: prices.freshness },
  ];
  return (
    <dl className={styles['strip']} aria-label={`Freshness as of ${asOf}`}>
      {items.map(({ name, value, age }) => (
        <div key={name} className={styles['item']}>
          <dt className={styles['name']}>{name}</dt>
          <dd className={styles['value']}>
            {value}
            {age === null || age.state === 'fresh' ? null : (
              <>
                {' '}
                <AgeMark freshness={age} />
              </>
            )}
          </dd>
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
