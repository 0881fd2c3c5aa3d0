import type { Palette } from './palette.ts';
import { MARK_RADIUS_PX, STALE_TINT, TINT } from './plot-marks.ts';

/** Text on the canvas at 12 px; numbers are set in the mono face. */
export interface LabelStyle {
  readonly colour: string;
  readonly align?: CanvasTextAlign;
  readonly isMono?: boolean;
  readonly isStrong?: boolean;
}

/** Writes one label with a halo of paper, so that it stays readable over lines. */
export function drawLabel(
  context: CanvasRenderingContext2D,
  palette: Palette,
  text: string,
  x: number,
  y: number,
  style: LabelStyle,
): void {
  context.save();
  context.font = `${style.isStrong === true ? '600 ' : ''}12px ${style.isMono === true ? palette.mono : palette.sans}`;
  context.textAlign = style.align ?? 'left';
  context.textBaseline = 'middle';
  context.lineJoin = 'round';
  context.lineWidth = 4;
  context.strokeStyle = palette.colour('c-paper');
  context.strokeText(text, x, y);
  context.fillStyle = style.colour;
  context.fillText(text, x, y);
  context.restore();
}

/** A straight line one pixel wide, dashed when asked. */
export function drawLine(
  context: CanvasRenderingContext2D,
  from: readonly [number, number],
  to: readonly [number, number],
  stroke: { readonly colour: string; readonly dash?: readonly number[]; readonly width?: number },
): void {
  context.save();
  context.strokeStyle = stroke.colour;
  context.lineWidth = stroke.width ?? 1;
  context.setLineDash([...(stroke.dash ?? [])]);
  context.beginPath();
  context.moveTo(...from);
  context.lineTo(...to);
  context.stroke();
  context.restore();
}

/** A dot with a rim of paper. */
export function drawDot(
  context: CanvasRenderingContext2D,
  palette: Palette,
  x: number,
  y: number,
  colour: string,
): void {
  context.save();
  context.beginPath();
  context.arc(x, y, MARK_RADIUS_PX, 0, 2 * Math.PI);
  context.fillStyle = colour;
  context.fill();
  context.lineWidth = 2;
  context.strokeStyle = palette.colour('c-paper');
  context.stroke();
  context.restore();
}

/** Whisker between two ends, along x or along y, with short caps. */
export function drawWhisker(
  context: CanvasRenderingContext2D,
  axis: 'x' | 'y',
  at: number,
  ends: readonly [number, number],
  colour: string,
): void {
  const cap = 4;
  const point = (along: number, across: number): [number, number] =>
    axis === 'x' ? [along, at + across] : [at + across, along];
  const stroke = { colour, width: 1.5 };
  drawLine(context, point(ends[0], 0), point(ends[1], 0), stroke);
  for (const end of ends) drawLine(context, point(end, -cap), point(end, cap), stroke);
}

/** Fill that says how a figure is known: a tint of `colour` (a stronger one for what is stale), diagonal lines or dots, on paper. */
export function createFormPattern(
  context: CanvasRenderingContext2D,
  form: 'pale' | 'tinted' | 'hatched' | 'dotted',
  colour: string,
  paper: string,
): CanvasPattern | string {
  const size = 6;
  const tile = document.createElement('canvas');
  tile.width = size;
  tile.height = size;
  const pen = tile.getContext('2d');
  if (pen === null) return colour;
  pen.fillStyle = paper;
  pen.fillRect(0, 0, size, size);
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 2;
  if (form === 'tinted' || form === 'pale') {
    pen.globalAlpha = form === 'pale' ? STALE_TINT : TINT;
    pen.fillRect(0, 0, size, size);
  } else if (form === 'dotted') {
    pen.fillRect(2, 2, 2, 2);
  } else {
    pen.beginPath();
    for (const shift of [-size, 0, size]) {
      pen.moveTo(shift - 1, size + 1);
      pen.lineTo(shift + size + 1, -1);
    }
    pen.stroke();
  }
  return context.createPattern(tile, 'repeat') ?? colour;
}
