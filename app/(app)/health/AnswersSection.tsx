import { formatBytes, formatCount } from '#lib/charts/byte-words.ts';
import type { RefreshState } from '#lib/contracts/refresh.ts';

import { formatInstant } from '../../_auth/format-instant.ts';
import people from '../../_auth/people.module.css';
import section from '../../_page/section.module.css';

/** How much is kept of what the sources answered, and what was let go. */
export function AnswersSection({ answers }: { readonly answers: RefreshState['answers'] }) {
  const { keepDays, keptArrivalCount, keptByteCount, oldestReceivedAt } = answers;
  const { clearedArrivalCount, clearedByteCount, lastClearedAt } = answers;
  return (
    <section className={section['section']} aria-labelledby="answers-title">
      <h2 id="answers-title">Answers as they came</h2>
      <p className={people['muted']}>
        Every answer of a source is kept for {String(keepDays)} days. After that stay the newest of each
        subject, and those that revised something or brought a doubtful value for the first time.
      </p>
      <ul>
        <li>
          Kept: {countAnswers(keptArrivalCount)}, {formatBytes(keptByteCount)} packed
          {oldestReceivedAt === null ? '' : `, the oldest from ${formatInstant(oldestReceivedAt)}`}.
        </li>
        <li>
          {lastClearedAt === null
            ? 'Let go: none so far.'
            : `Let go: ${countAnswers(clearedArrivalCount)}, ${formatBytes(clearedByteCount)}, the last ${formatInstant(lastClearedAt)}.`}
        </li>
      </ul>
    </section>
  );
}

function countAnswers(count: number): string {
  return `${formatCount(count)} ${count === 1 ? 'answer' : 'answers'}`;
}
