'use client';

import { useRouter } from 'next/navigation';
import { useState } from 'react';

import type { Batches, Undone } from '#lib/contracts/imports/imports.ts';

import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import table from '../../_ui/data-table.module.css';
import { BatchRow } from './BatchRow.tsx';
import { describeUndone } from './import-words.ts';
import { UndoForm } from './UndoForm.tsx';

interface BatchesSectionProps {
  readonly batches: Batches;
  /** Whether newer batches are on the page before. */
  readonly isOlder: boolean;
}

/** What was imported, newest first, and the way to undo it. */
export function BatchesSection({ batches: { items, nextCursor }, isOlder }: BatchesSectionProps) {
  const router = useRouter();
  const [undoing, setUndoing] = useState<number | null>(null);
  const [said, setSaid] = useState('');
  return (
    <section className={section['section']} aria-labelledby="batches-title">
      <h2 id="batches-title">Batches</h2>
      <p className={people['muted']}>
        Each import is one batch and one data version. An undo is a new batch that writes again what stood
        before; nothing is deleted.
      </p>
      {undoing === null ? null : (
        <UndoForm
          key={undoing}
          batchId={undoing}
          onDone={(undone: Undone) => {
            setSaid(describeUndone(undoing, undone));
            setUndoing(null);
            router.refresh();
          }}
          onLeave={() => {
            setUndoing(null);
          }}
        />
      )}
      <p role="status">{said}</p>
      {items.length === 0 ? (
        <p className={people['muted']}>Nothing was imported {isOlder ? 'before that' : 'yet'}.</p>
      ) : (
        <div className={table['scroll']} tabIndex={0} role="region" aria-label="Imports, newest first">
          <table className={table['table']}>
            <thead>
              <tr>
                <th scope="col">Batch</th>
                <th scope="col">Committed</th>
                <th scope="col" className={table['words']}>
                  Author
                </th>
                <th scope="col" className={table['words']}>
                  Reason
                </th>
                <th scope="col" className={table['words']}>
                  What it did
                </th>
                <th scope="col">
                  <span className={people['muted']}>Undo</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {items.map((batch) => (
                <BatchRow
                  key={batch.id}
                  batch={batch}
                  onUndo={() => {
                    setSaid('');
                    setUndoing(batch.id);
                  }}
                />
              ))}
            </tbody>
          </table>
        </div>
      )}
      {nextCursor === null ? null : (
        <p>
          <a href={`/import?cursor=${String(nextCursor)}#batches-title`}>Older batches</a>
        </p>
      )}
      {isOlder ? (
        <p>
          <a href="/import#batches-title">Newest batches</a>
        </p>
      ) : null}
    </section>
  );
}
