import { useId, type ComponentProps } from 'react';

import controls from '../_ui/controls.module.css';
import styles from './auth.module.css';

interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  readonly label: string;
  /** What is wrong with it; read out with the field. */
  readonly fault?: string | undefined;
  readonly hint?: string;
}

/** A labelled input with its hint and its fault. */
export function Field({ label, fault, hint, ...input }: FieldProps) {
  const id = useId();
  const said = [hint === undefined ? null : `${id}-hint`, fault === undefined ? null : `${id}-fault`].filter(
    (each) => each !== null,
  );
  return (
    <div className={controls['field']}>
      <label htmlFor={id}>{label}</label>
      <input
        {...input}
        id={id}
        aria-invalid={fault === undefined ? undefined : true}
        aria-describedby={said.length === 0 ? undefined : said.join(' ')}
      />
      {hint === undefined ? null : <p id={`${id}-hint`}>{hint}</p>}
      {fault === undefined ? null : (
        <p id={`${id}-fault`} className={styles['fault']}>
          {fault}
        </p>
      )}
    </div>
  );
}
