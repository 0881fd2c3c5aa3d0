'use client';

import { useQuery } from '@tanstack/react-query';

import { formatDate } from '#lib/charts/format.ts';
import { fetchJson } from '#lib/client/fetch-json.ts';
import type { Revisions } from '#lib/contracts/evidence.ts';

import styles from '../../_page/evidence-drawer.module.css';

interface RevisionListProps {
  /** Registry id of the input. */
  readonly id: string;
  readonly dataVersion: number;
}

/** Every recorded value of an input, newest first; old ones are kept. */
export function RevisionList({ id, dataVersion }: RevisionListProps) {
  const query = useQuery({
    queryKey: ['revisions', id, dataVersion],
    queryFn: ({ signal }) =>
      fetchJson<Revisions>(
        `/api/v1/facts/revisions?table=assumption&key=${encodeURIComponent(id)}&dataVersion=${String(dataVersion)}`,
        signal,
      ),
  });

  return (
    <section>
      <h3>Revisions</h3>
      {query.isPending ? <p className={styles['muted']}>Loading…</p> : null}
      {query.isError ? <p className={styles['muted']}>Not available: {query.error.message}</p> : null}
      <ul className={styles['list']}>
        {query.data?.items.map((item) => (
          <li key={item.recordedInBatch} className={styles['row']}>
            <span className={styles['number']}>v{item.recordedInBatch}</span>
            <span className={styles['number']}>{String(item.content['point'] ?? 'withdrawn')}</span>
            <span className={styles['muted']}>
              recorded {formatDate(item.committedAt.slice(0, 10))} · {item.grade}
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
