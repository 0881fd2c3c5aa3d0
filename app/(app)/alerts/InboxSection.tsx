'use client';

import type { Route } from 'next';
import Link from 'next/link';
import { useState } from 'react';

import { datedWords } from '#lib/charts/alerts/alert-words.ts';
import { formatDate } from '#lib/charts/format.ts';
import { sendJson } from '#lib/client/send-json.ts';
import type { Inbox, InboxEntry } from '#lib/contracts/alerts/inbox.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import dated from '../../_ui/dated-list.module.css';
import styles from './alerts.module.css';

interface InboxSectionProps {
  readonly inbox: Inbox;
  readonly onDone: (words: string) => void;
}

const small = `${controls['button'] ?? ''} ${people['small'] ?? ''}`;

/** What rules fired for, newest first. */
export function InboxSection({ inbox, onDone }: InboxSectionProps) {
  const sending = useSending();
  const [older, setOlder] = useState<Pick<Inbox, 'items' | 'next'>>({ items: [], next: inbox.next });
  const items = [...inbox.items, ...older.items];
  const newest = items[0];
  const mark = (body: object, words: string): void => {
    sending.run(
      () => sendJson('PATCH', '/api/v1/inbox', body),
      () => {
        onDone(words);
      },
    );
  };
  return (
    <section className={section['section']} data-first aria-labelledby="inbox-title">
      <div className={styles['head']}>
        <h2 id="inbox-title">Inbox</h2>
        {inbox.unread === 0 || newest === undefined ? null : (
          <button
            type="button"
            className={small}
            disabled={sending.isBusy}
            onClick={() => {
              mark({ upTo: newest.id }, 'All are marked as read.');
            }}
          >
            Mark all as read
          </button>
        )}
      </div>
      <FormFailure failure={sending.failure} />
      {items.length === 0 ? (
        <p className={styles['muted']}>Nothing has fired yet.</p>
      ) : (
        <ol className={dated['items']}>
          {items.map((entry) => (
            <EntryItem
              key={entry.id}
              entry={entry}
              isBusy={sending.isBusy}
              onMark={(isRead) => {
                mark({ ids: [entry.id], isRead }, isRead ? 'Marked as read.' : 'Marked as unread.');
              }}
            />
          ))}
        </ol>
      )}
      {older.next === null ? null : (
        <button
          type="button"
          className={`${small} ${styles['older'] ?? ''}`}
          disabled={sending.isBusy}
          onClick={() => {
            sending.run<Inbox>(
              () => sendJson('GET', `/api/v1/inbox?cursor=${older.next ?? ''}`),
              (page) => {
                setOlder({ items: [...older.items, ...page.items], next: page.next });
              },
            );
          }}
        >
          Show older ones
        </button>
      )}
    </section>
  );
}

interface EntryItemProps {
  readonly entry: InboxEntry;
  readonly isBusy: boolean;
  readonly onMark: (isRead: boolean) => void;
}

function EntryItem({ entry, isBusy, onMark }: EntryItemProps) {
  const { content, readAt, alertName } = entry;
  return (
    <li className={dated['item']} data-unread={readAt === null ? true : undefined}>
      <span className={dated['day']}>{formatDate(entry.on)}</span>
      <div className={styles['entry']}>
        <p className={styles['title']}>
          {readAt === null ? <span className={styles['new']}>new</span> : null}
          <Link href={content.path as Route} prefetch={false}>
            {content.title}
          </Link>
        </p>
        <ValuesLine content={content} />
        {content.details.map((detail) => (
          <p key={detail} className={styles['muted']}>
            {detail}
          </p>
        ))}
        <p className={styles['muted']}>
          Alert “{alertName}”, {formatInstant(entry.firedAt)}{' '}
          <button
            type="button"
            className={styles['plain']}
            disabled={isBusy}
            aria-label={`Mark as ${readAt === null ? 'read' : 'unread'}: ${content.title}`}
            onClick={() => {
              onMark(readAt === null);
            }}
          >
            Mark as {readAt === null ? 'read' : 'unread'}
          </button>
        </p>
      </div>
    </li>
  );
}

/** Before and after with their days; nothing where the title says both. */
function ValuesLine({ content: { before, after, unit } }: Pick<InboxEntry, 'content'>) {
  if (after === null) return null;
  return (
    <p className={styles['values']}>
      {before === null ? 'no value before' : datedWords(before, unit)} → {datedWords(after, unit)}
    </p>
  );
}
