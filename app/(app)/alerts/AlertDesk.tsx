'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import type { AlertBody, AlertItem } from '#lib/contracts/alerts/alerts.ts';
import type { Inbox } from '#lib/contracts/alerts/inbox.ts';

import section from '../../_page/section.module.css';
import { draftOf, EMPTY_DRAFT } from './alert-draft.ts';
import { AlertForm } from './AlertForm.tsx';
import styles from './alerts.module.css';
import { InboxSection } from './InboxSection.tsx';
import type { OpenedAlerts } from './open-alerts.ts';
import { RulesTable } from './RulesTable.tsx';

/** Inbox, rules, and the form that makes or changes one. */
export function AlertDesk({ alerts, inbox, choices, begun, hasChannels }: OpenedAlerts) {
  const router = useRouter();
  const [said, setSaid] = useState('');
  const [edited, setEdited] = useState<AlertItem | null>(null);
  // Another rule, or a new one after one was made, begins the form anew.
  const [round, setRound] = useState(0);
  const begin = (rule: AlertItem | null): void => {
    setEdited(rule);
    setRound(round + 1);
  };
  const done = (words: string): void => {
    setSaid(words);
    router.refresh();
  };
  return (
    <>
      <p className={styles['said']} role="status">
        {said}
      </p>
      <InboxSection key={newestOf(inbox)} inbox={inbox} onDone={done} />
      <section className={section['section']} aria-labelledby="rules-title">
        <h2 id="rules-title">Rules</h2>
        {alerts.items.length === 0 ? (
          <p className={styles['muted']}>None yet.</p>
        ) : (
          <RulesTable rules={alerts.items} onEdit={begin} onDone={done} />
        )}
      </section>
      <section className={section['section']} aria-labelledby="form-title" id="make">
        <h2 id="form-title">{edited === null ? 'New alert' : `Change “${edited.name}”`}</h2>
        <AlertForm
          key={round}
          rule={edited}
          begun={edited === null ? ((round === 0 ? begun : null) ?? EMPTY_DRAFT) : draftOf(edited.spec)}
          isBegun={edited !== null || (round === 0 && begun !== null)}
          choices={choices}
          hasChannels={hasChannels}
          onKept={(kept: AlertBody) => {
            begin(null);
            done(`“${kept.name}” ${edited === null ? 'is made' : 'is changed'}.`);
          }}
          onLeft={() => {
            begin(null);
          }}
        />
      </section>
    </>
  );
}

/** What the server shows of the inbox has changed. */
function newestOf({ items, unread }: Inbox): string {
  return `${items[0]?.id ?? 'none'} ${String(unread)}`;
}
