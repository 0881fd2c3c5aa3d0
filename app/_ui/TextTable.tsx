import type { ChartTableCell, ChartTableColumn, ChartTableModel } from '#lib/charts/chart-model.ts';

import styles from './data-table.module.css';
import own from './TextTable.module.css';

/** A table of a page: columns with a unit hold numbers, the others words that wrap. */
export function TextTable({ table }: { readonly table: ChartTableModel }) {
  return (
    <div className={styles['scroll']} tabIndex={0} role="region" aria-label={table.caption}>
      <table className={styles['table']}>
        <caption className={own['caption']}>{table.caption}</caption>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.label} scope="col" className={classOf(column)}>
                {column.label}
                {column.unit === null || column.unit === '' ? '' : `, ${column.unit}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, index) => (
            <Row key={index} cells={cells} columns={table.columns} />
          ))}
        </tbody>
        {table.totals === null ? null : (
          <tfoot>
            <Row cells={table.totals} columns={table.columns} isStrong />
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** A unit of '' marks numbers without one. */
function classOf({ unit }: ChartTableColumn): string | undefined {
  return unit === null ? styles['words'] : undefined;
}

interface RowProps {
  readonly cells: readonly ChartTableCell[];
  readonly columns: readonly ChartTableColumn[];
  readonly isStrong?: boolean;
}

function Row({ cells, columns, isStrong = false }: RowProps) {
  const [first, ...rest] = cells;
  return (
    <tr data-strong={isStrong ? true : undefined}>
      <th scope="row">{first?.text}</th>
      {rest.map(({ text, href }, index) => {
        const column = columns[index + 1];
        return (
          <td key={index} className={column === undefined ? undefined : classOf(column)}>
            {href == null ? (
              text
            ) : (
              <a href={href} target="_blank" rel="noreferrer">
                {text}
              </a>
            )}
          </td>
        );
      })}
    </tr>
  );
}
