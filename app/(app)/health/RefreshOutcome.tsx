import type { RefreshAnswer } from '#lib/contracts/refresh.ts';

import people from '../../_auth/people.module.css';
import { describeRun } from './run-words.ts';

const FAILURES_SHOWN = 10;

/** What a refresh by hand did, subject by subject where something was not fetched. */
export function RefreshOutcome({ answer }: { readonly answer: RefreshAnswer }) {
  const troubled = answer.subjects.filter(({ outcome }) => outcome === 'failed' || outcome === 'missing');
  return (
    <div className={people['once']} role="status">
      <p>{describeRun(answer.run)}</p>
      {troubled.length === 0 ? null : (
        <ul>
          {troubled.slice(0, FAILURES_SHOWN).map(({ subject, outcome, reason }) => (
            <li key={subject}>
              {subject}: {outcome}
              {reason === null ? '' : `, ${reason}`}
            </li>
          ))}
          {troubled.length > FAILURES_SHOWN ? (
            <li>and {String(troubled.length - FAILURES_SHOWN)} more</li>
          ) : null}
        </ul>
      )}
    </div>
  );
}
