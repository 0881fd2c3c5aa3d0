import type { SentencePart } from '#lib/charts/sentence.ts';

import styles from './Headline.module.css';
import { Sentence } from './Sentence.tsx';

interface HeadlineProps {
  readonly parts: readonly SentencePart[];
  /** What a range in the sentence is, and is not. */
  readonly note: string;
  /** True while the figures of a new scenario are being computed. */
  readonly isPending?: boolean;
}

/** The answer in one sentence. */
export function Headline({ parts, note, isPending = false }: HeadlineProps) {
  return (
    <div className={styles['headline']} aria-busy={isPending}>
      <p className={styles['sentence']} data-testid="headline">
        <Sentence parts={parts} />
      </p>
      <p className={styles['note']}>{note}</p>
    </div>
  );
}
