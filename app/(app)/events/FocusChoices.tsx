import { shareName } from '#lib/charts/events/event-words.ts';
import type { StudiedTicker } from '#lib/contracts/event-studies.ts';
import { CHART_SPANS, type StudyLink } from '#lib/core/catalogue/events-link.ts';

import { ChoiceRow } from '../../_ui/ChoiceRow.tsx';
import styles from './events.module.css';

interface FocusChoicesProps {
  readonly tickers: readonly StudiedTicker[];
  readonly link: StudyLink;
  readonly hrefOf: (next: Partial<Pick<StudyLink, 'focus' | 'span'>>) => string;
}

/** Whose band is drawn, and how far the lines run. */
export function FocusChoices({ tickers, link, hrefOf }: FocusChoicesProps) {
  return (
    <div className={styles['choices']}>
      <ChoiceRow
        label="Band of"
        choices={tickers
          .filter(({ car }) => car !== null)
          .map((ticker) => ({
            key: ticker.ticker,
            text: shareName(ticker),
            href: hrefOf({ focus: ticker.ticker }),
            isChosen: ticker.ticker === link.focus,
          }))}
      />
      <ChoiceRow
        label="Sessions"
        name="Sessions drawn"
        choices={CHART_SPANS.map((span) => ({
          key: span,
          text: `to +${span}`,
          href: hrefOf({ span }),
          isChosen: span === link.span,
        }))}
      />
    </div>
  );
}
