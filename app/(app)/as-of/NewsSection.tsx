'use client';

import { useContext } from 'react';

import type { LinkPin } from '#lib/core/link/pin.ts';
import { newsFileTable, type NewsGroup, type NewsItem } from '#lib/charts/as-of/news-list.ts';
import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { formatDate } from '#lib/charts/format.ts';

import { PinContext } from '../../_page/pin-context.ts';
import { saveCsv } from '../../_charts/save-chart.ts';
import styles from './as-of.module.css';

interface NewsSectionProps {
  readonly groups: readonly NewsGroup[];
  readonly then: string;
  readonly now: string;
  readonly provenance: ChartProvenance;
}

/** Shown at once in each group; the rest is one click away, the oldest of a long list only in the file. */
const SHOWN = 6;
const MOST_SHOWN = 100;

/** What became known between the two days, by kind, newest first, each with its source. */
export function NewsSection({ groups, then, now, provenance }: NewsSectionProps) {
  const pin = useContext(PinContext);
  const count = groups.reduce((sum, { items }) => sum + items.length, 0);
  return (
    <section className={styles['section']} aria-labelledby="news-title" id="news">
      <div className={styles['tableHead']}>
        <h2 id="news-title">
          What became known between {formatDate(then)} and {formatDate(now)}
        </h2>
        <button
          type="button"
          className={styles['button']}
          onClick={() => {
            save(groups, provenance, pin);
          }}
        >
          CSV
        </button>
      </div>
      <p className={styles['lead']}>
        {count} pieces of news, newest first. Figures of one source on one period stand together; a later
        write-up of an earlier event counts from the event.
      </p>
      <div className={styles['groups']}>
        {groups.map((group) => (
          <Group key={group.id} group={group} />
        ))}
      </div>
    </section>
  );
}

function save(groups: readonly NewsGroup[], provenance: ChartProvenance, pin: LinkPin | null): void {
  const table = newsFileTable(groups);
  const summary = `${String(table.rows.length)} rows`;
  const texts = { title: table.caption, summary, notes: [], cards: [], fileName: 'waterline-news' };
  saveCsv({ ...texts, table }, provenance, pin);
}

function Group({ group: { id, title, items } }: { readonly group: NewsGroup }) {
  const rest = items.slice(SHOWN, MOST_SHOWN);
  const older = items.length - SHOWN - rest.length;
  return (
    <section aria-labelledby={`news-${id}`}>
      <h3 id={`news-${id}`}>
        {title} <span className={styles['count']}>{items.length}</span>
      </h3>
      {items.length === 0 ? <p className={styles['note']}>Nothing of this kind.</p> : null}
      <Items items={items.slice(0, SHOWN)} />
      {rest.length === 0 ? null : (
        <details>
          <summary className={styles['more']}>{rest.length} more</summary>
          <Items items={rest} />
          {older > 0 ? <p className={styles['note']}>{older} more are in the CSV.</p> : null}
        </details>
      )}
    </section>
  );
}

function Items({ items }: { readonly items: readonly NewsItem[] }) {
  return (
    <ol className={styles['items']}>
      {items.map((item) => (
        <li key={item.key} className={styles['item']}>
          <time dateTime={item.on} className={styles['day']}>
            {formatDate(item.on)}
          </time>
          <div>
            <p>{item.title}</p>
            <p className={styles['note']}>
              {item.detail}. <Source item={item} />, {item.grade}
              {item.isDated ? '' : ', undated source'}
            </p>
          </div>
        </li>
      ))}
    </ol>
  );
}

function Source({ item: { url, sourceTitle } }: { readonly item: NewsItem }) {
  if (url === null) return sourceTitle;
  return (
    <a href={url} target="_blank" rel="noreferrer">
      {sourceTitle}
    </a>
  );
}
