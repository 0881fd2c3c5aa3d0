import type { QuarantinedItem } from '#lib/contracts/quarantine.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import controls from '../../_ui/controls.module.css';
import table from '../../_ui/data-table.module.css';
import { DECISION_WORDS, type AskedDecision } from './DecisionDialog.tsx';

interface OpenValuesTableProps {
  readonly items: readonly QuarantinedItem[];
  readonly onAsk: (asked: AskedDecision) => void;
}

/** Values that wait, each with what can be done about it. */
export function OpenValuesTable({ items, onAsk }: OpenValuesTableProps) {
  return (
    <div className={table['scroll']} tabIndex={0} role="region" aria-label="Values that wait for a decision">
      <table className={table['table']}>
        <thead>
          <tr>
            <th scope="col">Of</th>
            <th scope="col">Decide</th>
            <th scope="col" className={table['words']}>
              Why it is kept apart
            </th>
            <th scope="col" className={table['words']}>
              Came as
            </th>
            <th scope="col" className={table['words']}>
              Where
            </th>
            <th scope="col">First seen</th>
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <th scope="row">{item.subject}</th>
              <td className={table['words']}>
                <div className={people['actions']}>
                  {item.wouldStore === null ? null : (
                    <DecideButton item={item} decision="accepted" onAsk={onAsk} />
                  )}
                  <DecideButton item={item} decision="rejected" onAsk={onAsk} />
                </div>
              </td>
              <td className={table['words']}>
                {item.reason} {item.remedy}
              </td>
              <td className={table['words']}>
                <span className={people['change']}>{item.rawValue}</span>
              </td>
              <td className={table['words']}>
                {item.source}, {item.field}
              </td>
              <td>{formatInstant(item.firstSeenAt)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DecideButtonProps extends AskedDecision {
  readonly onAsk: (asked: AskedDecision) => void;
}

/** Opens the dialog that asks for the reason. */
export function DecideButton({ item, decision, onAsk }: DecideButtonProps) {
  return (
    <button
      type="button"
      className={`${controls['button'] ?? ''} ${people['small'] ?? ''}`}
      aria-label={`${DECISION_WORDS[decision]} ${item.subject}, ${item.field}, ${item.rawValue}`}
      onClick={() => {
        onAsk({ item, decision });
      }}
    >
      {DECISION_WORDS[decision]}
    </button>
  );
}
