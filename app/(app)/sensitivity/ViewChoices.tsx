'use client';

import type { SensitivityModel } from '#lib/charts/sensitivity/sensitivity-model.ts';
import type { SensitivityView } from '#lib/core/scenario/sensitivity-view.ts';

import styles from './sensitivity.module.css';

interface ViewChoicesProps {
  readonly view: SensitivityView;
  readonly outputs: SensitivityModel['outputs'];
  readonly onChange: (view: SensitivityView) => void;
}

/** Which output the page is about, and what the ends of the tornado's bars are. */
export function ViewChoices({ view, outputs, onChange }: ViewChoicesProps) {
  return (
    <div className={styles['choices']}>
      <label className={styles['field']}>
        Output
        <select
          value={view.output}
          onChange={(event) => {
            onChange({ ...view, output: event.currentTarget.value });
          }}
        >
          {outputs.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
        </select>
      </label>
      <fieldset className={styles['ends']}>
        <legend>Ends of the bars</legend>
        {(
          [
            ['evidence', 'P10 and P90'],
            ['flat', '±10 % flat'],
          ] as const
        ).map(([ends, text]) => (
          <label key={ends}>
            <input
              type="radio"
              name="ends"
              checked={view.ends === ends}
              onChange={() => {
                onChange({ ...view, ends });
              }}
            />{' '}
            {text}
          </label>
        ))}
      </fieldset>
    </div>
  );
}
