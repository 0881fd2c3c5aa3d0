import type { RefreshAnswer } from '#lib/contracts/refresh.ts';

import people from '../../_auth/people.module.css';
import { describeRun } from './run-words.ts';

const SUBJECTS_SHOWN = 10;

/** What a refresh by hand did, subject by subject where there is something to say. */
export function RefreshOutcome({ answer }: { readonly answer: RefreshAnswer }) {
  const told = answer.subjects.filter(
    ({ outcome, reason }) => outcome === 'failed' || outcome === 'missing' || reason !== null,
  );
  return (
    <div className={people['once']} role="status">
      <p>{describeRun(answer.run)}</p>
      {told.length === 0 ? null : (
        <ul>
          {told.slice(0, SUBJECTS_SHOWN).map(({ subject, outcome, reason }) => (
            <li key={subject}>
              {subject}: {outcome}
              {reason === null ? '' : `, ${reason}`}
            </li>
          ))}
          {told.length > SUBJECTS_SHOWN ? <li>and {String(told.length - SUBJECTS_SHOWN)} more</li> : null}
        </ul>
      )}
    </div>
  );
}
