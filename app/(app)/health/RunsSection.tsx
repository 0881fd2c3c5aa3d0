import type { RefreshRunItem } from '#lib/contracts/refresh.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import table from '../../_ui/data-table.module.css';
import { stateOfRun, whyOfRun } from './run-words.ts';

/** Every run that was recorded, newest first: what it did, why it failed, when it is tried again. */
export function RunsSection({
  runs,
  shown,
}: {
  readonly runs: readonly RefreshRunItem[];
  readonly shown: number;
}) {
  return (
    <section className={section['section']} aria-labelledby="runs-title">
      <h2 id="runs-title">Runs</h2>
      {runs.length === 0 ? (
        <p className={people['muted']}>Nothing has run yet.</p>
      ) : (
        <>
          <div className={table['scroll']} tabIndex={0} role="region" aria-label="Recorded runs">
            <table className={table['table']}>
              <thead>
                <tr>
                  <th scope="col">Job</th>
                  <th scope="col">Due</th>
                  <th scope="col" className={table['words']}>
                    State
                  </th>
                  <th scope="col">Tries</th>
                  <th scope="col">Asked</th>
                  <th scope="col">New</th>
                  <th scope="col">Revised</th>
                  <th scope="col">Failed</th>
                  <th scope="col">Apart</th>
                  <th scope="col" className={table['words']}>
                    Why, and what next
                  </th>
                </tr>
              </thead>
              <tbody>
                {runs.map((run) => (
                  <tr key={run.id}>
                    <th scope="row">{run.title}</th>
                    <td>{formatInstant(run.slotAt)}</td>
                    <td className={table['words']}>{stateOfRun(run)}</td>
                    <td>{run.tries}</td>
                    <td>
                      {run.doneCount}
                      {run.plannedCount === null ? '' : `/${String(run.plannedCount)}`}
                    </td>
                    <td>{run.newCount}</td>
                    <td>{run.revisedCount}</td>
                    <td>{run.failedCount}</td>
                    <td>{run.quarantinedCount}</td>
                    <td className={table['words']}>
                      {whyOfRun(run)}
                      {run.nextTryAt === null ? '' : ` Next try ${formatInstant(run.nextTryAt)}.`}
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </div>
          {runs.length < shown ? null : (
            <p className={people['muted']}>
              The newest {String(shown)}; <a href="/api/v1/refresh?limit=500">GET /api/v1/refresh</a> has
              more.
            </p>
          )}
        </>
      )}
    </section>
  );
}
