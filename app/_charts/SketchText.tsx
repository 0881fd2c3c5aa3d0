import type { PlacedLabel } from '#lib/charts/plot-labels.ts';
import type { Room } from '#lib/charts/plot-layout.ts';

import { classes, percent, TEXT_ANCHORS } from './sketch-units.ts';

interface SketchTextProps {
  readonly label: PlacedLabel;
  readonly tone?: 'ink' | 'muted';
  /** Mono face, for numbers. */
  readonly isMono?: boolean;
  /** Written from this room on. */
  readonly room?: Room;
  /** Written in this room alone. */
  readonly only?: Room;
}

/** Middle of the line of a 12 px text, from its base line. */
const MIDDLE_PX = 4;

/** A text of a sketch at a part of the plot, with a halo of paper. */
export function SketchText({ label, tone = 'ink', isMono = false, room, only }: SketchTextProps) {
  return (
    <text
      className={classes([tone, 'label', ...(isMono ? ['mono'] : [])])}
      data-room={room}
      data-only={only}
      x={percent(label.x)}
      y={percent(label.y)}
      dx={label.dx}
      dy={label.dy + MIDDLE_PX}
      textAnchor={TEXT_ANCHORS[label.align]}
    >
      {label.text}
    </text>
  );
}
