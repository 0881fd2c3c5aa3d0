'use client';

import type { ChartCard } from '#lib/charts/chart-model.ts';

import { CardBox } from './CardBox.tsx';
import { ChartSwatch } from './ChartSwatch.tsx';
import styles from './ChartCardView.module.css';

/** Which point the card belongs to, and where that is in the chart, CSS pixels. */
export interface CardPlace {
  readonly index: number;
  readonly x: number;
  readonly y: number;
}

interface ChartCardViewProps {
  readonly card: ChartCard;
  readonly place: CardPlace;
  /** Whether a note can be written on the point. */
  readonly isNotable?: boolean;
}

/** The card of one point, beside it and inside the chart's width. */
export function ChartCardView({ card, place, isNotable = false }: ChartCardViewProps) {
  return (
    <CardBox place={place}>
      <p className={styles['title']}>{card.title}</p>
      <dl className={styles['lines']}>
        {card.lines.map(({ label, text, colour }) => (
          <div key={label}>
            <dt>
              {colour === null ? null : <ChartSwatch colour={colour} />} {label}
            </dt>
            <dd>{text}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['footer']}>{card.footer}</p>
      {isNotable ? (
        <p className={styles['footer']}>
          <kbd>n</kbd> writes a note on it
        </p>
      ) : null}
    </CardBox>
  );
}
