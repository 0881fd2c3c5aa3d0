import type { QuarantinedItem } from '#lib/contracts/quarantine.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import table from '../../_ui/data-table.module.css';
import type { AskedDecision } from './DecisionDialog.tsx';
import { DecideButton } from './OpenValuesTable.tsx';

interface DecidedTableProps {
  readonly items: readonly QuarantinedItem[];
  readonly onAsk: (asked: AskedDecision) => void;
}

/** What was decided last, by whom and why; each decision can be taken back. */
export function DecidedTable({ items, onAsk }: DecidedTableProps) {
  return (
    <>
      <h3>Decided last</h3>
      <div className={table['scroll']} tabIndex={0} role="region" aria-label="Values that were decided about">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Of</th>
              <th scope="col">Decided</th>
              <th scope="col">Take back</th>
              <th scope="col" className={table['words']}>
                Why
              </th>
              <th scope="col" className={table['words']}>
                By
              </th>
              <th scope="col" className={table['words']}>
                Came as
              </th>
              <th scope="col" className={table['words']}>
                Where
              </th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.id}>
                <th scope="row">{item.subject}</th>
                <td>
                  {item.decided?.decision === 'accepted' ? 'accepted' : 'kept out'}{' '}
                  {item.decided === null ? '' : formatInstant(item.decided.at)}
                </td>
                <td>
                  <DecideButton item={item} decision="undecided" onAsk={onAsk} />
                </td>
                <td className={table['words']}>{item.decided?.note ?? ''}</td>
                <td className={table['words']}>
                  <span className={people['change']}>{item.decided?.by ?? 'not kept'}</span>
                </td>
                <td className={table['words']}>
                  <span className={people['change']}>{item.rawValue}</span>
                </td>
                <td className={table['words']}>
                  {item.source}, {item.field}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </>
  );
}
