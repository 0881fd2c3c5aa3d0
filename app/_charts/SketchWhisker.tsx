import { WHISKER_CAP_PX } from './plot-marks.ts';
import { percent } from './sketch-units.ts';
import styles from './plot-sketch.module.css';

interface SketchWhiskerProps {
  readonly direction: 'x' | 'y';
  /** Parts of the plot: across the whisker, and its ends. */
  readonly at: number;
  readonly from: number;
  readonly to: number;
  readonly stroke: string;
}

/** Whisker with short caps between two parts of the plot. */
export function SketchWhisker({ direction, at, from, to, stroke }: SketchWhiskerProps) {
  const isAlongX = direction === 'x';
  const cap = isAlongX
    ? { y1: -WHISKER_CAP_PX, y2: WHISKER_CAP_PX }
    : { x1: -WHISKER_CAP_PX, x2: WHISKER_CAP_PX };
  const place = (along: number) =>
    isAlongX ? { x: percent(along), y: percent(at) } : { x: percent(at), y: percent(along) };
  const [start, end] = [place(from), place(to)];
  return (
    <g stroke={stroke} strokeWidth="1.5">
      <line x1={start.x} y1={start.y} x2={end.x} y2={end.y} />
      {[start, end].map(({ x, y }, index) => (
        <svg key={index} className={styles['marks']} x={x} y={y}>
          <line {...cap} />
        </svg>
      ))}
    </g>
  );
}
