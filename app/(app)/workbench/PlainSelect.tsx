import styles from './workbench.module.css';

interface PlainSelectProps<Value extends string | number> {
  readonly name: string;
  readonly label: string;
  readonly options: readonly (readonly [Value, string])[];
  readonly value: Value;
  readonly onChange: (value: Value) => void;
}

/** A choice among a few values; one from an address that is not among them stands first. */
export function PlainSelect<Value extends string | number>({
  name,
  label,
  options,
  value,
  onChange,
}: PlainSelectProps<Value>) {
  const isListed = options.some(([option]) => option === value);
  return (
    <label className={styles['field']}>
      {label}
      <select
        name={name}
        value={value}
        onChange={(event) => {
          const chosen = options.find(([option]) => String(option) === event.currentTarget.value);
          if (chosen !== undefined) onChange(chosen[0]);
        }}
      >
        {isListed ? null : <option value={value}>{value}</option>}
        {options.map(([option, words]) => (
          <option key={option} value={option}>
            {words}
          </option>
        ))}
      </select>
    </label>
  );
}
