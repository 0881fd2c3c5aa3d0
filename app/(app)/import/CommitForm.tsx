import { Field } from '../../_auth/Field.tsx';
import { FormFailure } from '../../_auth/FormFailure.tsx';
import people from '../../_auth/people.module.css';
import type { Sending } from '../../_auth/use-sending.ts';
import controls from '../../_ui/controls.module.css';
import { countOf } from './import-words.ts';

interface CommitFormProps {
  /** Stored facts that would no longer stand. */
  readonly withdrawn: number;
  readonly reason: string;
  readonly isBusy: boolean;
  readonly failure: Sending['failure'];
  readonly onReason: (reason: string) => void;
  readonly onCommit: () => void;
  readonly onPreviewAgain: () => void;
}

/** Commits what was previewed, with a reason; refused when the data changed meanwhile. */
export function CommitForm(props: CommitFormProps) {
  const { withdrawn, reason, isBusy, failure, onReason, onCommit, onPreviewAgain } = props;
  return (
    <>
      {withdrawn === 0 ? null : (
        <p>Committing withdraws {countOf(withdrawn, 'stored fact')} that the file lacks.</p>
      )}
      <form
        className={people['form']}
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) onCommit();
        }}
      >
        <Field
          label="Reason for the import"
          hint="Kept with the batch and in the audit."
          name="reason"
          required
          maxLength={300}
          pattern=".*\S.*"
          title="Some words"
          autoComplete="off"
          value={reason}
          readOnly={isBusy}
          fault={failure?.byField['reason']}
          onChange={(event) => {
            onReason(event.currentTarget.value);
          }}
        />
        <button type="submit" className={controls['button']} disabled={isBusy}>
          Commit
        </button>
      </form>
      <FormFailure failure={failure} fields={['reason']} />
      {failure === null ? null : (
        <p>
          <button type="button" className={controls['button']} disabled={isBusy} onClick={onPreviewAgain}>
            Preview again
          </button>
        </p>
      )}
    </>
  );
}
