'use client';

import { useLayoutEffect, useRef } from 'react';

import type { ChartCard } from '#lib/charts/chart-model.ts';

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
}

/** The card of one point, beside it and inside the chart's width. */
export function ChartCardView({ card, place }: ChartCardViewProps) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = ref.current;
    const width = element?.offsetParent?.clientWidth;
    if (element === null || width === undefined) return;
    const gap = 12;
    const isRight = place.x + gap + element.offsetWidth <= width;
    const left = isRight ? place.x + gap : place.x - gap - element.offsetWidth;
    element.style.transform = `translate(${String(Math.max(0, left))}px, ${String(place.y)}px)`;
  }, [card, place]);

  return (
    <div ref={ref} className={styles['card']}>
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
    </div>
  );
}
