import { useEffect, useRef } from 'react';

import { sendJson } from '#lib/client/send-json.ts';
import type { Undone } from '#lib/contracts/imports/imports.ts';

import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import { useSending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';

interface UndoFormProps {
  readonly batchId: number;
  readonly onDone: (undone: Undone) => void;
  readonly onLeave: () => void;
}

/** Asks why a batch is undone, and says why it cannot be. */
export function UndoForm({ batchId, onDone, onLeave }: UndoFormProps) {
  const sending = useSending();
  const form = useRef<HTMLFormElement>(null);
  useEffect(() => {
    form.current?.querySelector('input')?.focus();
  }, []);
  return (
    <div className={people['once']}>
      <form
        ref={form}
        className={people['form']}
        onSubmit={(event) => {
          event.preventDefault();
          const reason = new FormData(event.currentTarget).get('reason');
          sending.run(() => sendJson<Undone>('POST', '/api/v1/imports/undo', { batchId, reason }), onDone);
        }}
      >
        <Field
          label={`Reason to undo batch ${String(batchId)}`}
          name="reason"
          required
          maxLength={300}
          pattern=".*\S.*"
          title="Some words"
          autoComplete="off"
          fault={sending.failure?.byField['reason']}
        />
        <button type="submit" className={controls['button']} disabled={sending.isBusy}>
          Undo it
        </button>
        <button type="button" className={controls['button']} disabled={sending.isBusy} onClick={onLeave}>
          Keep it
        </button>
      </form>
      <FormFailure failure={sending.failure} fields={['reason']} />
    </div>
  );
}
