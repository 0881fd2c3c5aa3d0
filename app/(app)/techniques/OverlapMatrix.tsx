import type { ChartTableModel } from '#lib/charts/chart-model.ts';
import type { OverlapMatrix as OverlapMatrixModel } from '#lib/charts/techniques/overlap-model.ts';

import tableStyles from '../../_ui/data-table.module.css';
import { TextTable } from '../../_ui/TextTable.tsx';
import styles from './techniques.module.css';

interface OverlapMatrixProps {
  readonly matrix: OverlapMatrixModel;
  readonly pairs: ChartTableModel;
}

/** Who excludes whom, and what two save together; every pair with its reason below. */
export function OverlapMatrix({ matrix, pairs }: OverlapMatrixProps) {
  if (matrix.names.length === 0) return <p>No technique is chosen.</p>;
  return (
    <>
      <div
        className={tableStyles['scroll']}
        tabIndex={0}
        role="region"
        aria-label="Overlap of the chosen set"
      >
        <table className={styles['matrix']}>
          <thead>
            <tr>
              <td />
              {matrix.names.map(({ id, name }) => (
                <th key={id} scope="col">
                  {name}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {matrix.rows.map((cells, row) => (
              <tr key={matrix.names[row]?.id}>
                <th scope="row">{matrix.names[row]?.name}</th>
                {cells.map(({ kind, text, note }, column) => (
                  <td key={matrix.names[column]?.id} data-kind={kind}>
                    {text}
                    {note === null ? null : <span>{note}</span>}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {pairs.rows.length === 0 ? null : (
        <details>
          <summary>Why not more: {pairs.rows.length} pairs in words</summary>
          <TextTable table={pairs} />
        </details>
      )}
    </>
  );
}
