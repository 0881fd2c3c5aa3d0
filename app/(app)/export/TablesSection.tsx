import type { FactsSummary } from '#lib/contracts/facts-summary.ts';

import section from '../../_page/section.module.css';
import table from '../../_ui/data-table.module.css';
import { CsvButton } from './CsvButton.tsx';

/** Every table with its files. */
export function TablesSection({
  summary: { tables, asOf, dataVersion },
}: {
  readonly summary: FactsSummary;
}) {
  const query = new URLSearchParams({ asOf, dataVersion: String(dataVersion) }).toString();
  return (
    <section className={section['section']} aria-labelledby="tables-title">
      <h2 id="tables-title">Tables</h2>
      <div className={table['scroll']} tabIndex={0} role="region" aria-label="Files of each table">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Table</th>
              <th scope="col">Rows</th>
              <th scope="col">Newest publication</th>
              <th scope="col">CSV</th>
              <th scope="col">JSON</th>
            </tr>
          </thead>
          <tbody>
            {tables.map(({ table: name, rows, newestPublishedOn }) => {
              const title = name.replaceAll('_', ' ');
              const path = `/api/v1/export/${name}?${query}`;
              const fileName = `${name}-${asOf}-v${String(dataVersion)}`;
              return (
                <tr key={name}>
                  <th scope="row">{title}</th>
                  <td>{String(rows).replace(/\B(?=(\d{3})+$)/g, ',')}</td>
                  <td>{newestPublishedOn ?? 'not stated'}</td>
                  <td>
                    <CsvButton path={path} fileName={`${fileName}.csv`} label={`CSV of ${title}`} />
                  </td>
                  <td>
                    <a href={path} download={`${fileName}.json`} aria-label={`JSON of ${title}`}>
                      JSON
                    </a>
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </section>
  );
}
