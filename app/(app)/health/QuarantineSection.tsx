'use client';

import { useRouter } from 'next/navigation';

import { sendJson } from '#lib/client/send-json.ts';
import type { Quarantine, QuarantinedItem } from '#lib/contracts/quarantine.ts';

import { FormFailure } from '../../_auth/FormFailure.tsx';
import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import { useSending, type Sending } from '../../_auth/use-sending.ts';
import section from '../../_page/section.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';

interface QuarantineSectionProps {
  readonly quarantine: Quarantine;
  readonly mayDecide: boolean;
}

/** Values that came but are not believed, each with the reason; editors decide. */
export function QuarantineSection({ quarantine, mayDecide }: QuarantineSectionProps) {
  const sending = useSending();
  const { items, openCount } = quarantine;
  return (
    <section className={section['section']} aria-labelledby="quarantine-title">
      <h2 id="quarantine-title">Kept apart</h2>
      <FormFailure failure={sending.failure} />
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
            None of these is shown anywhere else. One that is right after all comes in by an import, with its
            source.
            {openCount > items.length ? ` The newest ${String(items.length)} of ${String(openCount)}.` : ''}
          </p>
          <div
            className={table['scroll']}
            tabIndex={0}
            role="region"
            aria-label="Values that wait for a decision"
          >
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">Of</th>
                  <th scope="col" className={table['words']}>
                    Where
                  </th>
                  <th scope="col" className={table['words']}>
                    Came as
                  </th>
                  <th scope="col" className={table['words']}>
                    Why it is kept apart
                  </th>
                  <th scope="col">First seen</th>
                  <th scope="col" className={table['words']}>
                    Decide
                  </th>
                </tr>
              </thead>
              <tbody>
                {items.map((item) => (
                  <ValueRow key={item.id} item={item} sending={sending} />
                ))}
              </tbody>
            </table>
          </div>
        </>
      )}
    </section>
  );
}

interface ValueRowProps {
  readonly item: QuarantinedItem;
  readonly sending: Sending;
}

function ValueRow({ item, sending }: ValueRowProps) {
  const router = useRouter();
  return (
    <tr>
      <th scope="row">{item.subject}</th>
      <td className={table['words']}>
        {item.source}, {item.field}
      </td>
      <td className={table['words']}>
        <span className={people['change']}>{item.rawValue}</span>
      </td>
      <td className={table['words']}>{item.reason}</td>
      <td>{formatInstant(item.firstSeenAt)}</td>
      <td className={table['words']}>
        <form
          className={people['form']}
          onSubmit={(event) => {
            event.preventDefault();
            const note = new FormData(event.currentTarget).get('note');
            sending.run(
              () => sendJson('PATCH', `/api/v1/quarantine/${item.id}`, { decision: 'rejected', note }),
              () => {
                router.refresh();
              },
            );
          }}
        >
          <label className={controls['field']}>
            Reason
            <input name="note" required maxLength={300} autoComplete="off" />
          </label>
          <button
            type="submit"
            className={controls['button']}
            disabled={sending.isBusy}
            aria-label={`Keep out ${item.subject}, ${item.field}`}
          >
            Keep out
          </button>
        </form>
      </td>
    </tr>
  );
}
