'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import type { Quarantine, QuarantinedItem } from '#lib/contracts/quarantine.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import { DecidedTable } from './DecidedTable.tsx';
import { DecisionDialog, type AskedDecision } from './DecisionDialog.tsx';
import { OpenValuesTable } from './OpenValuesTable.tsx';

interface QuarantineSectionProps {
  readonly quarantine: Quarantine;
  /** The last decisions, newest first. */
  readonly decided: readonly QuarantinedItem[];
  readonly mayDecide: boolean;
}

/** Values that came but are not believed, each with the reason; editors decide, and can take a decision back. */
export function QuarantineSection({ quarantine, decided, mayDecide }: QuarantineSectionProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<AskedDecision | null>(null);
  const [told, setTold] = useState('');
  const { items, openCount } = quarantine;
  const ask = (next: AskedDecision): void => {
    setTold('');
    setAsked(next);
  };
  return (
    <section className={section['section']} aria-labelledby="quarantine-title">
      <h2 id="quarantine-title">Kept apart</h2>
      <p role="status">{told}</p>
      {openCount === 0 ? (
        <p className={people['muted']}>No value waits for a decision.</p>
      ) : !mayDecide ? (
        <p className={people['muted']}>
          {openCount === 1 ? 'One value waits' : `${String(openCount)} values wait`} for a decision; editors
          see and decide.
        </p>
      ) : (
        <>
          <p className={people['muted']}>
            None of these is shown anywhere else. Accept one that is right after all; what cannot be stored as
            it came is corrected by an import, with its source.
            {openCount > items.length ? ` The newest ${String(items.length)} of ${String(openCount)}.` : ''}
          </p>
          <OpenValuesTable items={items} onAsk={ask} />
        </>
      )}
      {mayDecide && decided.length > 0 ? <DecidedTable items={decided} onAsk={ask} /> : null}
      <DecisionDialog
        asked={asked}
        onDone={({ detail }) => {
          setTold(asked === null ? detail : `${asked.item.subject}, ${asked.item.field}: ${detail}`);
          setAsked(null);
          router.refresh();
        }}
        onClose={() => {
          setAsked(null);
        }}
      />
    </section>
  );
}
