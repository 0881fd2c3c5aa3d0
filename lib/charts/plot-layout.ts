/**
 * Room of the generic plots. Sketch and canvas place everything by these figures, so that nothing moves when the
 * canvas takes over; plot-sketch.module.css holds the same ones.
 */
import { wrapText } from './wrap-text.ts';

/** Insets of the plot in its box, px. */
export const XY_INSETS = { left: 64, top: 28, bottom: 44, right: 16, rightWithEnds: 128 } as const;
export const ROW_INSETS = { names: 208, narrowNames: 132, top: 24, bottom: 44 } as const;
export const COLUMN_INSETS = { left: 64, top: 36, bottom: 44, right: 16 } as const;
export const BAR_ROW_PX = 40;
/** Parts of a row or column that its bar takes. */
export const ROW_BAR_SHARE = 0.56;
export const COLUMN_BAR_SHARE = 0.64;

/**
 * How much can be written depends on the width of the box. A sketch does not know it, so it holds what is written
 * from each of these widths on, and the style sheet shows what fits. 0: phones; 1: half a page; 2: a page.
 */
export const ROOMS = [0, 1, 2] as const;
export type Room = (typeof ROOMS)[number];
/** Least width of the box, px. The first is that of the smallest phone; the second is NARROW_BELOW_PX of the canvas. */
export const ROOM_FROM_PX: Readonly<Record<Room, number>> = { 0: 300, 1: 560, 2: 880 };

/** The room of a box. */
export function roomOf(widthPx: number): Room {
  if (widthPx >= ROOM_FROM_PX[2]) return 2;
  return widthPx >= ROOM_FROM_PX[1] ? 1 : 0;
}

/** Of the 12 px faces: sans on average with a little to spare, mono exactly. */
export const SANS_CHARACTER_PX = 6.5;
export const MONO_CHARACTER_PX = 7.2;
export const LABEL_HEIGHT_PX = 15;

export function sansWidth(text: string): number {
  return text.length * SANS_CHARACTER_PX;
}

export function monoWidth(text: string): number {
  return text.length * MONO_CHARACTER_PX;
}

/** Least width of the plot of points and lines in a room, px. */
export function xyPlotWidth(room: Room, hasEnds: boolean): number {
  const right = hasEnds && room > 0 ? XY_INSETS.rightWithEnds : XY_INSETS.right;
  return ROOM_FROM_PX[room] - XY_INSETS.left - right;
}

/** A text cut to a width with an ellipsis, whole where it fits. */
export function cutText(text: string, widthPx: number): string {
  if (sansWidth(text) <= widthPx) return text;
  const kept = Math.max(1, Math.floor(widthPx / SANS_CHARACTER_PX) - 1);
  return `${text.slice(0, kept).trimEnd()}…`;
}

/** One written line of a bar's name. */
export interface NameLine {
  readonly text: string;
  readonly isQuiet: boolean;
}

/** A bar's name on at most two lines of a width: label and sublabel, or a long label alone. */
export function nameLines(label: string, sublabel: string | null, widthPx: number): readonly NameLine[] {
  if (sublabel !== null) {
    return [
      { text: cutText(label, widthPx), isQuiet: false },
      { text: cutText(sublabel, widthPx), isQuiet: true },
    ];
  }
  const [first = '', ...rest] = wrapText(label, widthPx, sansWidth);
  const lines = rest.length === 0 ? [first] : [first, rest.join(' ')];
  return lines.map((text) => ({ text: cutText(text, widthPx), isQuiet: false }));
}

/** Room right of the rows for their values, px, by the longest of them: one of four, as the style sheet has. */
export const VALUE_ROOMS = { short: 56, middle: 88, long: 128, longest: 168 } as const;
export type ValueRoom = keyof typeof VALUE_ROOMS;
const VALUE_GAPS_PX = 10;

export function valueRoomOf(labels: readonly string[]): ValueRoom {
  const widest = Math.max(0, ...labels.map(monoWidth)) + VALUE_GAPS_PX;
  const rooms = ['short', 'middle', 'long'] as const;
  return rooms.find((room) => widest <= VALUE_ROOMS[room]) ?? 'longest';
}
