import { roomOf } from '#lib/charts/plot-layout.ts';
import type { LaneMarks } from '#lib/charts/timeline/lane-marks.ts';
import { LANE_INSETS, laneWidth } from '#lib/charts/timeline/time-lane.ts';

import type { Palette } from '../_charts/palette.ts';

/** Height of a lane of dated marks, px; TimeLane.module.css holds the same. */
export const LANE_PX = 24;

const MIDDLE_PX = 12;
const TICK_PX = 5;

interface Place {
  readonly left: number;
  readonly top: number;
  /** Of the whole chart. */
  readonly widthPx: number;
}

/** Draws the lane of a chart on a picture: the marks that the page shows at this width. */
export function drawLane(
  pen: CanvasRenderingContext2D,
  palette: Palette,
  { box, groups }: LaneMarks,
  { left, top, widthPx }: Place,
): void {
  const start = left + LANE_INSETS[box].left;
  const width = laneWidth(box, widthPx);
  const middle = top + MIDDLE_PX;
  pen.save();
  pen.font = `12px ${palette.sans}`;
  pen.textBaseline = 'middle';
  pen.textAlign = 'right';
  pen.fillStyle = palette.colour('c-muted');
  pen.fillText('events', start - 8, middle);
  stroke(pen, palette.colour('c-rule'), 1, (path) => {
    path.moveTo(start, middle);
    path.lineTo(start + width, middle);
  });
  pen.textAlign = 'center';
  pen.font = `12px ${palette.mono}`;
  for (const { at, places, events, notes } of groups[roomOf(widthPx)]) {
    const x = start + at * width;
    const count = events.length + notes.length;
    const axis = top - LANE_INSETS[box].bottom;
    stroke(pen, palette.colour('c-muted'), 1, (path) => {
      for (const place of places) {
        path.moveTo(start + place * width, axis);
        path.lineTo(start + place * width, axis + TICK_PX);
      }
    });
    const ink = palette.colour(notes.length > 0 ? 'c-accent' : 'c-ink');
    pen.fillStyle =
      count > 1 ? palette.colour('c-paper') : palette.colour(notes.length > 0 ? 'c-accent' : 'c-muted');
    stroke(pen, ink, 1.5, (path) => {
      if (count > 1) path.roundRect(x - 10, middle - 8, 20, 16, 8);
      else if (notes.length > 0) path.rect(x - 5, middle - 5, 10, 10);
      else drawDiamond(path, x, middle);
      pen.fill();
    });
    if (count > 1) {
      if (notes.length > 0) {
        pen.fillStyle = palette.colour('c-accent');
        pen.fillRect(x + 6, middle - 11, 7, 7);
      }
      pen.fillStyle = palette.colour('c-ink');
      pen.fillText(String(count), x, middle);
    }
  }
  pen.restore();
}

function drawDiamond(path: CanvasRenderingContext2D, x: number, y: number): void {
  path.moveTo(x, y - 6);
  path.lineTo(x + 6, y);
  path.lineTo(x, y + 6);
  path.lineTo(x - 6, y);
  path.closePath();
}

function stroke(
  pen: CanvasRenderingContext2D,
  colour: string,
  width: number,
  draw: (path: CanvasRenderingContext2D) => void,
): void {
  pen.beginPath();
  pen.strokeStyle = colour;
  pen.lineWidth = width;
  draw(pen);
  pen.stroke();
}
