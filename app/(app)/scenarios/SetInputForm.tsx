import Form from 'next/form';

import type { InputChoice } from '#lib/charts/scenarios/scenarios-page.ts';
import { NAME_FIELD } from '#lib/core/scenario/compare-edits.ts';

import styles from './scenarios.module.css';

interface SetInputFormProps {
  readonly slot: string;
  readonly name: string;
  readonly inputs: readonly InputChoice[];
  /** What the address holds, so that only this column changes. */
  readonly kept: readonly (readonly [string, string])[];
}

/** Sets one input of a column. The server answers with the link that it makes, so it works without script too. */
export function SetInputForm({ slot, name, inputs, kept }: SetInputFormProps) {
  return (
    <Form action="/scenarios" scroll={false} className={styles['form']}>
      {kept.map(([param, value]) => (
        <input key={param} type="hidden" name={param} value={value} />
      ))}
      <input type="hidden" name="col" value={slot} />
      <label className={styles['field']}>
        Set
        <select name="f" aria-label={`Input of ${name}`}>
          {inputs.map(({ param, text }) => (
            <option key={param} value={param}>
              {text}
            </option>
          ))}
          <option value={NAME_FIELD}>name of the column</option>
        </select>
      </label>
      <label className={styles['field']}>
        to
        <input
          type="text"
          name="to"
          aria-label={`Value in ${name}; empty for the default`}
          placeholder="default"
          maxLength={40}
          autoComplete="off"
        />
      </label>
      <button type="submit" className={styles['button']}>
        Set
      </button>
    </Form>
  );
}
