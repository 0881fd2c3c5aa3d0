import { useEffect, useRef } from 'react';

import { describeHeld } from '#lib/charts/health/held-words.ts';
import { sendJson } from '#lib/client/send-json.ts';
import type { QuarantineDecided, QuarantinedItem } from '#lib/contracts/quarantine.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import { Drawer } from '../../_ui/Drawer.tsx';
import controls from '../../_ui/controls.module.css';

/** What is to be decided about a value. */
export interface AskedDecision {
  readonly item: QuarantinedItem;
  readonly decision: 'accepted' | 'rejected' | 'undecided';
}

interface DecisionDialogProps {
  /** Null: the dialog is closed. */
  readonly asked: AskedDecision | null;
  readonly onDone: (decided: QuarantineDecided) => void;
  readonly onClose: () => void;
}

/** Words of the buttons; the dialog says the same. */
export const DECISION_WORDS = {
  accepted: 'Accept',
  rejected: 'Keep out',
  undecided: 'Take back',
} as const;

/** Asks why, and says why it cannot be. */
export function DecisionDialog({ asked, onDone, onClose }: DecisionDialogProps) {
  return (
    <Drawer
      title={asked === null ? 'Decide' : `${DECISION_WORDS[asked.decision]}: ${asked.item.subject}`}
      place="centre"
      isOpen={asked !== null}
      onClose={onClose}
    >
      {asked === null ? null : <DecisionForm asked={asked} onDone={onDone} onClose={onClose} />}
    </Drawer>
  );
}

function DecisionForm({
  asked: { item, decision },
  onDone,
  onClose,
}: DecisionDialogProps & { readonly asked: AskedDecision }) {
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    // The dialog opens after its content is there, and what is not shown takes no focus.
    const frame = requestAnimationFrame(() => form.current?.querySelector('input')?.focus());
    return () => {
      cancelAnimationFrame(frame);
    };
  }, []);
  return (
    <div className={people['once']}>
      <p>
        {item.source}, {item.field}: <span className={people['change']}>{item.rawValue}</span>
      </p>
      <p>{describeOutcome(item, decision)}</p>
      <form
        ref={form}
        className={people['form']}
        onSubmit={(event) => {
          event.preventDefault();
          const note = new FormData(event.currentTarget).get('note');
          sending.run(
            () => sendJson<QuarantineDecided>('PATCH', `/api/v1/quarantine/${item.id}`, { decision, note }),
            onDone,
          );
        }}
      >
        <Field
          label="Reason"
          name="note"
          required
          maxLength={300}
          pattern=".*\S.*"
          title="Some words"
          autoComplete="off"
          fault={sending.failure?.byField['note']}
        />
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          {DECISION_WORDS[decision]}
        </button>
        <button type="button" className={controls['button']} disabled={sending.isBusy} onClick={onClose}>
          Cancel
        </button>
      </form>
      <FormFailure failure={sending.failure} fields={['note']} />
    </div>
  );
}

function describeOutcome(
  { wouldStore, decided }: QuarantinedItem,
  decision: AskedDecision['decision'],
): string {
  if (decision === 'rejected') return 'It stays out. Should it come again, nobody is asked again.';
  if (decision === 'accepted') {
    return wouldStore === null
      ? ''
      : `It is stored now, and whenever it comes again: ${describeHeld(wouldStore)}.`;
  }

  return decided?.decision === 'accepted'
    ? 'What it stored is taken out by a further revision, and it waits for a decision again.'
    : 'It waits for a decision again.';
}
