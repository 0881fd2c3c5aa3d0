'use client';

import { useLayoutEffect, useRef, type ReactNode } from 'react';

import styles from './ChartCardView.module.css';

interface CardBoxProps {
  /** Where what it belongs to stands in the box around it, CSS pixels. */
  readonly place: { readonly x: number; readonly y: number };
  readonly children: ReactNode;
}

/** A card beside a point, inside the width of the box around it. */
export function CardBox({ place, children }: CardBoxProps) {
  const ref = useRef<HTMLDivElement>(null);

  useLayoutEffect(() => {
    const element = ref.current;
    const width = element?.offsetParent?.clientWidth;
    if (element === null || width === undefined) return;
    const gap = 12;
    const isRight = place.x + gap + element.offsetWidth <= width;
    const left = isRight ? place.x + gap : place.x - gap - element.offsetWidth;
    element.style.transform = `translate(${String(Math.max(0, left))}px, ${String(place.y)}px)`;
  }, [children, place]);

  return (
    <div ref={ref} className={styles['card']}>
      {children}
    </div>
  );
}
