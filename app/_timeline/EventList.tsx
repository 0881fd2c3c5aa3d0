import type { TimelineEvent } from '#lib/core/timeline/types.ts';
import { formatDate } from '#lib/charts/format.ts';
import { eventHref, kindWords } from '#lib/charts/timeline/lane-words.ts';

import { noteTargetAttributes } from '../_notes/note-targets.ts';
import styles from './marks.module.css';

/** Events with day, kind and source, each leading to its page and to who said it. */
export function EventItems({ events }: { readonly events: readonly TimelineEvent[] }) {
  return events.map(({ id, on, title, kind, grade, source }) => (
    <li key={id} {...noteTargetAttributes({ kind: 'event', ref: id, title })}>
      <span className={styles['day']}>{formatDate(on)}</span> <a href={eventHref(id)}>{title}</a>
      <br />
      <span className={styles['quiet']}>
        {kindWords(kind)}, {grade}:{' '}
        {source.url === null ? (
          (source.title ?? 'source not named')
        ) : (
          <a href={source.url} target="_blank" rel="noreferrer">
            {source.title ?? source.url}
          </a>
        )}
      </span>
    </li>
  ));
}

interface EventListProps {
  readonly id: string;
  readonly events: readonly TimelineEvent[];
  /** Title of the chart whose axis it is. */
  readonly chart: string;
}

/** The events of an axis as a list: the twin of the marks, beside the table of the chart. */
export function EventList({ id, events, chart }: EventListProps) {
  return (
    <section id={id} aria-label={`Events on the time axis: ${chart}`}>
      <p className={styles['heading']}>
        {events.length === 0
          ? 'No event on file falls on the days of the axis.'
          : `Events on the time axis: ${String(events.length)}`}
      </p>
      <ul className={styles['list']}>
        <EventItems events={events} />
      </ul>
    </section>
  );
}
