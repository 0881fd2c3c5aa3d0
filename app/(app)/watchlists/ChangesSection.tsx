import type { FeedList } from '#lib/charts/sources/feed-list.ts';

import section from '../../_page/section.module.css';
import dated from '../../_ui/dated-list.module.css';
import styles from './watchlists.module.css';

/** What is new on the list, newest first, each with its source. */
export function ChangesSection({ feed }: { readonly feed: FeedList }) {
  if (feed.lines.length === 0) return null;
  return (
    <section className={section['section']} aria-labelledby="changes-title">
      <h2 id="changes-title">What changed</h2>
      <ol className={dated['items']}>
        {feed.lines.map((line) => (
          <li key={line.key} className={dated['item']}>
            <span className={dated['day']}>{line.day}</span>
            <div>
              <p>
                {line.title}: <span className={styles['amount']}>{line.change}</span>
              </p>
              <p className={styles['when']}>
                {line.kind} ·{' '}
                {line.url === null ? (
                  line.source
                ) : (
                  <a href={line.url} target="_blank" rel="noreferrer">
                    {line.source}
                  </a>
                )}
              </p>
            </div>
          </li>
        ))}
      </ol>
      {feed.hidden === 0 ? null : <p className={styles['when']}>{feed.hidden} older ones are not shown.</p>}
    </section>
  );
}
