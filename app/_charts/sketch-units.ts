import type { LabelAlign } from '#lib/charts/plot-labels.ts';

import styles from './plot-sketch.module.css';

/** Classes of the sketches' style sheet by their names. */
export function classes(names: readonly string[]): string {
  return names.flatMap((name) => styles[name] ?? []).join(' ');
}

/** A part of the plot as an SVG length. */
export function percent(position: number): string {
  return `${(position * 100).toFixed(3)}%`;
}

/** Alignment of the canvas in words of SVG. */
export const TEXT_ANCHORS: Readonly<Record<LabelAlign, 'start' | 'middle' | 'end'>> = {
  left: 'start',
  center: 'middle',
  right: 'end',
};
