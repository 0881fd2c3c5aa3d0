import type { RefreshState } from '#lib/contracts/refresh.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';
import table from '../../_ui/data-table.module.css';

const MODES: Readonly<Record<RefreshState['mode'], string>> = {
  on: 'This server keeps data current by itself.',
  worker: 'Workers of their own (npm run worker) keep data current.',
  off: 'Nobody keeps data current: WATERLINE_REFRESH is off.',
};

/** What runs when. */
export function JobsSection({ jobs, mode }: Pick<RefreshState, 'jobs' | 'mode'>) {
  return (
    <section className={section['section']} aria-labelledby="jobs-title">
      <h2 id="jobs-title">What runs next</h2>
      <p className={people['muted']}>{MODES[mode]}</p>
      <div className={table['scroll']} tabIndex={0} role="region" aria-label="Jobs and their next run">
        <table className={table['table']}>
          <thead>
            <tr>
              <th scope="col">Job</th>
              <th scope="col">Next run</th>
            </tr>
          </thead>
          <tbody>
            {jobs.map(({ jobId, title, nextRunAt, isBeyondCalendar }) => (
              <tr key={jobId}>
                <th scope="row">{title}</th>
                <td>
                  {nextRunAt === null ? 'not planned' : formatInstant(nextRunAt)}
                  {isBeyondCalendar ? ', if no holiday' : ''}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}
