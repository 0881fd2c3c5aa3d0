import { freshnessWords, type Freshness } from '#lib/core/freshness/freshness.ts';
import { FRESHNESS_RULES } from '#lib/core/freshness/rules.ts';

import { AgeSign } from './AgeSign.tsx';
import styles from './AgeMark.module.css';

/** Age and state of a figure, beside it: quiet while fresh, with a sign of its own when due or stale. */
export function AgeMark({ freshness }: { readonly freshness: Freshness }) {
  const { state, kind } = freshness;
  return (
    <span className={styles['age']} data-age={state} title={FRESHNESS_RULES[kind].reason}>
      <AgeSign state={state} />
      {state === 'fresh' ? '' : '\u00a0'}
      {freshnessWords(freshness)}
    </span>
  );
}
