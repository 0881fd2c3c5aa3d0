import type { HeadlineModel } from '#lib/charts/headline.ts';

import styles from './Headline.module.css';
import { Sentence } from './Sentence.tsx';

interface HeadlineProps {
  readonly headline: HeadlineModel;
  /** True while the figures of a new scenario are being computed. */
  readonly isPending: boolean;
}

/** The answer in one sentence. */
export function Headline({ headline, isPending }: HeadlineProps) {
  return (
    <div className={styles['headline']} aria-busy={isPending}>
      <p className={styles['sentence']} data-testid="headline">
        <Sentence parts={headline.parts} />
      </p>
      <p className={styles['note']}>{headline.rangeNote}</p>
    </div>
  );
}
