import { memo } from 'react';

import type { ChartTableCell, ChartTableModel } from '#lib/charts/chart-model.ts';

import { ageWords, type SeriesAge } from '#lib/charts/series-age.ts';

import styles from './ChartTable.module.css';

interface ChartTableProps {
  readonly table: ChartTableModel;
  /** Age of the series that grow old. */
  readonly ages?: readonly SeriesAge[];
}

function Row({
  cells,
  units,
}: {
  readonly cells: readonly ChartTableCell[];
  readonly units: readonly (string | null)[];
}) {
  const [first, ...rest] = cells;
  return (
    <tr>
      <th scope="row">{first?.text}</th>
      {rest.map(({ value, text, href }, index) => (
        // Cells have no identity but their column.
        <td
          key={index}
          className={value === null ? styles['missing'] : undefined}
          data-unit={units[index + 1]}
        >
          {href == null ? (
            text
          ) : (
            <a href={href} target="_blank" rel="noreferrer">
              {text}
            </a>
          )}
        </td>
      ))}
    </tr>
  );
}

function TableTwin({ table, ages = [] }: ChartTableProps) {
  const units = table.columns.map(({ unit }) => unit);
  return (
    <div className={styles['scroll']} role="region" aria-label={`Table: ${table.caption}`} tabIndex={0}>
      <table className={styles['table']}>
        <caption>
          {table.caption}
          {ages.length === 0 ? null : ` Age: ${ageWords(ages)}.`}
        </caption>
        <thead>
          <tr>
            {table.columns.map(({ label, unit }, index) => (
              <th key={index} scope="col">
                {label}
                {unit === null ? null : <span className={styles['unit']}> {unit}</span>}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((cells, index) => (
            <Row key={String(cells[0]?.value ?? index)} cells={cells} units={units} />
          ))}
        </tbody>
        {table.totals === null ? null : (
          <tfoot>
            <Row cells={table.totals} units={units} />
          </tfoot>
        )}
      </table>
    </div>
  );
}

/** Table twin of a chart: the same figures with units; missing cells say why. */
export const ChartTable = memo(TableTwin);
