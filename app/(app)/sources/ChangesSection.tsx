import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import { formatDate } from '#lib/charts/format.ts';
import type { FeedList, QuarantinedLine } from '#lib/charts/sources/feed-list.ts';
import { countWords } from '#lib/charts/sources/sources-headline.ts';
import { sourcesPairs, type SourcesLink } from '#lib/core/catalogue/sources-link.ts';

import { SaveTable } from './SaveTable.tsx';
import { SourceName } from './SourceName.tsx';
import styles from './sources.module.css';

interface ChangesSectionProps {
  readonly list: FeedList;
  readonly quarantined: readonly QuarantinedLine[];
  readonly since: string;
  readonly asOf: string;
  readonly link: SourcesLink;
  readonly provenance: ChartProvenance;
}

/** What changed since a day, newest first, each with its source. */
export function ChangesSection({ list, quarantined, since, asOf, link, provenance }: ChangesSectionProps) {
  const others = sourcesPairs({ ...link, since: null });
  return (
    <section className={styles['section']} aria-labelledby="changes-title" id="changes">
      <div className={styles['head']}>
        <h2 id="changes-title">What changed since {formatDate(since)}</h2>
        <SaveTable table={list.table} fileName="waterline-changes" provenance={provenance} />
      </div>
      <form
        key={since}
        className={styles['form']}
        action="/sources#changes"
        method="get"
        aria-label="Day from which changes are listed"
      >
        {others.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        {link.asOf === null ? null : <input type="hidden" name="asOf" value={link.asOf} />}
        <label className={styles['field']}>
          Changes since
          <input
            type="text"
            name="since"
            defaultValue={since}
            inputMode="numeric"
            pattern="\d{4}-\d{2}-\d{2}"
            title="A day as year-month-day, for example 2026-10-31"
            maxLength={10}
            autoComplete="off"
            required
          />
        </label>
        <button type="submit" className={styles['button']}>
          Show changes
        </button>
      </form>
      <p className={styles['lead']}>
        {list.summary} To {formatDate(asOf)}. Revisions and withdrawals count from the day of their import;
        guides and restatements from the day on which they were public.
      </p>
      {list.lines.length === 0 ? null : (
        <ul className={styles['items']}>
          {list.lines.map((line) => (
            <li key={line.key} className={styles['item']}>
              <time dateTime={line.on} className={styles['day']}>
                {line.day}
              </time>
              <div>
                <p>
                  {line.title} <span className={styles['kind']}>{line.kind}</span>
                </p>
                <p className={styles['change']}>{line.change}</p>
                {line.effect === null ? null : <p>{line.effect}</p>}
                <p className={styles['note']}>
                  {line.grade} · <SourceName name={line.source} url={line.url} />
                </p>
              </div>
            </li>
          ))}
        </ul>
      )}
      {list.hidden === 0 ? null : (
        <p className={styles['lead']}>
          {countWords(list.hidden, 'older change stands', 'older changes stand')} in the CSV file only.
        </p>
      )}
      {quarantined.length === 0 ? null : (
        <>
          <h3>Kept apart since then</h3>
          <ul className={styles['items']}>
            {quarantined.map((line) => (
              <li key={line.key} className={styles['item']}>
                <time dateTime={line.on} className={styles['day']}>
                  {line.day}
                </time>
                <div>
                  <p>{line.title}</p>
                  <p className={styles['note']}>
                    {line.reason} · <a href="/health">{line.state}</a>
                  </p>
                </div>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}
