'use client';

import { prepareParsedModel } from '#lib/charts/models/parsed-model.ts';
import type { CacheChoice } from '#lib/charts/models/model-figures.ts';

import tableStyles from '../../_ui/data-table.module.css';
import styles from './models.module.css';
import type { ReadModel } from './read-own-model.ts';

interface AddedModelProps {
  readonly read: Extract<ReadModel, { parsed: unknown }>;
  readonly choice: CacheChoice;
  readonly onAdd: () => void;
}

/** What was read from a config: shape, figures, what gave what, what was not understood. */
export function AddedModel({ read, choice, onAdd }: AddedModelProps) {
  const { parsed, provenance } = read;
  const { figures, shape, state } = prepareParsedModel(parsed, choice);
  return (
    <div className={styles['parsed']}>
      <h3>{parsed.model.name}</h3>
      <p className={styles['muted']}>
        {provenance.basis}, read {provenance.retrievedOn}
      </p>
      <dl className={styles['facts']}>
        {figures.map(({ label, text }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      {parsed.warnings.map((warning) => (
        <p key={warning} className={styles['caution']}>
          {warning}
        </p>
      ))}
      <div className={tableStyles['scroll']} tabIndex={0} role="region" aria-label="Shape as read">
        <table className={tableStyles['table']}>
          <thead>
            <tr>
              <th scope="col">Field</th>
              <th scope="col">Value</th>
              <th scope="col" className={tableStyles['words']}>
                From
              </th>
            </tr>
          </thead>
          <tbody>
            {shape.map(({ field, value, from }) => (
              <tr key={field}>
                <th scope="row">{field}</th>
                <td>{value}</td>
                <td className={tableStyles['words']}>{from}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {parsed.ignored.length === 0 ? null : (
        <p className={styles['muted']}>
          Not understood, though they may matter for memory: {parsed.ignored.join(', ')}.
        </p>
      )}
      <button type="button" className={styles['button']} onClick={onAdd} disabled={!state.canAdd}>
        Add to the catalogue of this browser
      </button>
      {state.canAdd ? null : <p className={styles['caution']}>{state.reason}</p>}
    </div>
  );
}
