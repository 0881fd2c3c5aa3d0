import type { WorkbenchChoices } from '#lib/charts/workbench/workbench-choices.ts';
import { findParamOf } from '#lib/core/workbench/workbench-config.ts';

import styles from './workbench.module.css';

interface TechniqueChoicesProps {
  readonly choices: WorkbenchChoices;
  readonly chosen: readonly string[];
  readonly onChange: (ids: readonly string[]) => void;
}

/** Techniques by family; what a chosen one excludes says so. */
export function TechniqueChoices({ choices, chosen, onChange }: TechniqueChoicesProps) {
  return (
    <div className={styles['techniques']}>
      <input type="hidden" name={findParamOf('techniques')} value="none" />
      {choices.techniques.map((group) => (
        <fieldset key={group.label}>
          <legend>{group.label}</legend>
          {group.choices.map(({ id, label, refusal, rivals }) => {
            const rival = rivals.find((other) => chosen.includes(other));
            const isChosen = chosen.includes(id);
            const reason = refusal ?? (rival === undefined || isChosen ? null : `excluded by ${rival}`);
            return (
              <label key={id} className={styles['technique']}>
                <input
                  type="checkbox"
                  name={findParamOf('techniques')}
                  value={id}
                  checked={isChosen}
                  disabled={reason !== null}
                  onChange={() => {
                    onChange(isChosen ? chosen.filter((other) => other !== id) : [...chosen, id]);
                  }}
                />
                <span>
                  {label}
                  {reason === null ? null : <span className={styles['hint']}> {reason}</span>}
                </span>
              </label>
            );
          })}
        </fieldset>
      ))}
    </div>
  );
}
