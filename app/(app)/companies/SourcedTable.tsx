import type { SourcedTable as SourcedTableModel } from '#lib/charts/companies/company-tables.ts';

import { CatalogueCellView } from '../../_ui/CatalogueCellView.tsx';
import tableStyles from '../../_ui/data-table.module.css';
import styles from './SourcedTable.module.css';

interface SourcedTableProps {
  readonly table: SourcedTableModel;
  /** What stands there when it has no row. */
  readonly ifEmpty: string;
}

/** A small table whose rows link to their sources. */
export function SourcedTable({ table, ifEmpty }: SourcedTableProps) {
  if (table.rows.length === 0) return <p className={styles['note']}>{ifEmpty}</p>;
  return (
    <div className={tableStyles['scroll']} role="region" aria-label={`Table: ${table.caption}`} tabIndex={0}>
      <table className={`${tableStyles['table'] ?? ''} ${styles['table'] ?? ''}`}>
        <thead>
          <tr>
            {table.columns.map(({ label, isNumber }, index) => (
              <th key={index} scope="col" className={isNumber ? undefined : tableStyles['words']}>
                {label}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map(({ key, cells }) => (
            <tr key={key}>
              {cells.map((cell, index) =>
                index === 0 ? (
                  <th key={index} scope="row">
                    <CatalogueCellView cell={cell} />
                  </th>
                ) : (
                  <td
                    key={index}
                    className={table.columns[index]?.isNumber === true ? undefined : tableStyles['words']}
                    data-last={index === cells.length - 1 ? true : undefined}
                  >
                    <CatalogueCellView cell={cell} />
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
