import type { ChoiceGroup } from '#lib/charts/workbench/workbench-choices.ts';

import styles from './workbench.module.css';

interface GroupSelectProps {
  readonly name: string;
  readonly label: string;
  readonly groups: readonly ChoiceGroup[];
  readonly value: string;
  readonly onChange: (id: string) => void;
}

/** A choice among groups; what cannot be chosen says why. */
export function GroupSelect({ name, label, groups, value, onChange }: GroupSelectProps) {
  return (
    <label className={styles['field']}>
      {label}
      <select
        name={name}
        value={value}
        onChange={(event) => {
          onChange(event.currentTarget.value);
        }}
      >
        {groups.map((group) => (
          <optgroup key={group.label} label={group.label}>
            {group.choices.map(({ id, label: words, refusal }) => (
              <option key={id} value={id} disabled={refusal !== null}>
                {refusal === null ? words : `${words} (${refusal})`}
              </option>
            ))}
          </optgroup>
        ))}
      </select>
    </label>
  );
}
