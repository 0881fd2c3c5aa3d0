import { useId } from 'react';

import styles from './workbench.module.css';

interface NumberInputProps {
  readonly name: string;
  readonly label: string;
  readonly hint: string;
  readonly isWhole: boolean;
  readonly value: number | null;
  readonly onChange: (value: number | null) => void;
}

/** Keeps what is typed; the engine says what is wrong with it. Blank means the registry's value. */
export function NumberInput({ name, label, hint, isWhole, value, onChange }: NumberInputProps) {
  const hintId = useId();
  return (
    <label className={styles['field']}>
      {label}
      <input
        type="number"
        name={name}
        step={isWhole ? 1 : 'any'}
        defaultValue={value ?? ''}
        aria-describedby={hintId}
        title={hint}
        onInput={(event) => {
          const text = event.currentTarget.value;
          const typed = Number(text);
          if (text === '') onChange(null);
          else if (Number.isFinite(typed)) onChange(typed);
        }}
      />
      <span className={styles['hint']} id={hintId}>
        {hint}
      </span>
    </label>
  );
}
