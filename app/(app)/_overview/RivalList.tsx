'use client';

import { useQuery } from '@tanstack/react-query';

import type { EvidenceModel } from '#lib/charts/evidence.ts';
import { formatDate, formatRange, formatSignificant } from '#lib/charts/format.ts';
import { fetchJson } from '#lib/client/fetch-json.ts';
import type { Rival, Rivals } from '#lib/contracts/evidence.ts';

import styles from '../../_page/evidence-drawer.module.css';

interface RivalListProps {
  readonly rivals: NonNullable<EvidenceModel['rivals']>;
  readonly asOf: string;
  readonly dataVersion: number;
}

/** What others publish for the same years, side by side and none preferred. */
export function RivalList({ rivals, asOf, dataVersion }: RivalListProps) {
  const query = useQuery({
    queryKey: ['rivals', rivals.quantity, asOf, dataVersion],
    queryFn: ({ signal }) =>
      fetchJson<Rivals>(
        `/api/v1/facts/rivals?quantity=${rivals.quantity}&vendor=industry&asOf=${asOf}&dataVersion=${String(dataVersion)}`,
        signal,
      ),
  });
  const items = query.data?.items.filter((item) => rivals.periods.includes(item.period)) ?? [];

  return (
    <section>
      <h3>What others publish for the market of a year</h3>
      {query.isPending ? <p className={styles['muted']}>Loading…</p> : null}
      {query.isError ? <p className={styles['muted']}>Not available: {query.error.message}</p> : null}
      {query.isSuccess && items.length === 0 ? (
        <p className={styles['muted']}>No other figure was known by then.</p>
      ) : null}
      <ul className={styles['list']}>
        {items.map((item) => (
          <li key={item.key} className={styles['row']}>
            <span className={styles['number']}>{item.period}</span>
            <span className={styles['number']}>{rivalValue(item)}</span>
            <span className={styles['muted']}>
              {item.definition} · {item.grade} ·{' '}
              {item.url === null ? (
                (item.publisher ?? 'no source named')
              ) : (
                <a href={item.url} target="_blank" rel="noreferrer">
                  {item.publisher ?? item.sourceTitle ?? 'source'}
                </a>
              )}
              {item.publishedOn === null ? '' : `, ${formatDate(item.publishedOn)}`}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}

function rivalValue({ low, point, high }: Rival): string {
  if (point !== null) return `$${formatSignificant(point)} bn`;
  if (low !== null && high !== null) return `$${formatRange(low, high)} bn`;
  if (low !== null) return `above $${formatSignificant(low)} bn`;
  return high === null ? 'not stated' : `below $${formatSignificant(high)} bn`;
}
