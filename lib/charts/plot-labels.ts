/** Which texts of a plot are written and where, so that none lies on another. Pure geometry in px. */
import { axisPosition, type PlotAxis } from './plot-axis.ts';
import {
  LABEL_HEIGHT_PX,
  monoWidth,
  ROOMS,
  sansWidth,
  XY_INSETS,
  xyPlotWidth,
  type Room,
} from './plot-layout.ts';
import { hasEndLabels, type PlotRule, type XyPlotModel, type XyPoint } from './xy-plot-model.ts';

export type LabelAlign = 'left' | 'center' | 'right';

/** A text anchored at a part of the plot (0..1 from left and top), moved by px; `dy` is of its middle. */
export interface PlacedLabel {
  readonly text: string;
  readonly x: number;
  readonly y: number;
  readonly dx: number;
  readonly dy: number;
  readonly align: LabelAlign;
}

interface Box {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
}

/** Two characters at least: narrower texts could slide past one another when the plot widens. */
const LEAST_LABEL_PX = 16;
export const POINT_RADIUS_PX = 4.5;

function isOver(a: Box, b: Box): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}

/** What a label covers in a plot of a size. */
export function boxOf(label: PlacedLabel, widthPx: number, heightPx: number): Box {
  const width = Math.max(LEAST_LABEL_PX, sansWidth(label.text));
  const x = label.x * widthPx + label.dx;
  const left = { left: x, center: x - width / 2, right: x - width }[label.align];
  const middle = label.y * heightPx + label.dy;
  return {
    left,
    right: left + width,
    top: middle - LABEL_HEIGHT_PX / 2,
    bottom: middle + LABEL_HEIGHT_PX / 2,
  };
}

/** Whether a box lies in the plot, but for the insets beside it. */
function isInside({ left, right, top, bottom }: Box, widthPx: number, heightPx: number): boolean {
  return left >= 0 && right <= widthPx + XY_INSETS.right - 2 && top >= -4 && bottom <= heightPx;
}

/** Places of a rule's name, best first. */
function ruleSpots({ xAxis, yAxis }: XyPlotModel, { axis, value, label: text }: PlotRule): PlacedLabel[] {
  if (axis === 'x') {
    const x = axisPosition(xAxis, value);
    return [0, 1, 2, 3].flatMap((row) => {
      const dy = 9 + row * LABEL_HEIGHT_PX;
      return [
        { text, x, y: 0, dx: 5, dy, align: 'left' as const },
        { text, x, y: 0, dx: -5, dy, align: 'right' as const },
      ];
    });
  }
  const y = 1 - axisPosition(yAxis, value);
  return [
    { text, x: 1, y, dx: -4, dy: -9, align: 'right' },
    { text, x: 1, y, dx: -4, dy: 10, align: 'right' },
    { text, x: 0, y, dx: 4, dy: -9, align: 'left' },
    { text, x: 0, y, dx: 4, dy: 10, align: 'left' },
  ];
}

/** What the lines of upright rules cover, so that no name is crossed by another rule where that can be helped. */
function ruleLines({ xAxis, rules }: XyPlotModel, widthPx: number, heightPx: number): readonly Box[] {
  return rules
    .filter(({ axis }) => axis === 'x')
    .map(({ value }) => {
      const x = axisPosition(xAxis, value) * widthPx;
      return { left: x - 2, right: x + 2, top: 0, bottom: heightPx };
    });
}

/** Names of the rules in a room; one that finds no place of its own is left to the card and the table. */
export function placeRuleLabels(model: XyPlotModel, room: Room, heightPx: number): readonly PlacedLabel[] {
  const widthPx = xyPlotWidth(room, hasEndLabels(model));
  const lines = ruleLines(model, widthPx, heightPx);
  const placed: PlacedLabel[] = [];
  const taken: Box[] = [];
  for (const rule of model.rules) {
    const free = ruleSpots(model, rule).filter((candidate) => {
      const box = boxOf(candidate, widthPx, heightPx);
      return isInside(box, widthPx, heightPx) && !taken.some((other) => isOver(box, other));
    });
    const isCrossed = (candidate: PlacedLabel): boolean =>
      lines.some((line) => isOver(line, boxOf(candidate, widthPx, heightPx)));
    const spot = free.find((candidate) => !isCrossed(candidate)) ?? free[0];
    if (spot === undefined) continue;
    placed.push(spot);
    taken.push(boxOf(spot, widthPx, heightPx));
  }
  return placed;
}

/**
 * Half the room that a point takes along x and y. As high as a label, so that a name beside one point cannot slide
 * under the name of its neighbour when the plot widens.
 */
function markRoom({ size = POINT_RADIUS_PX }: XyPoint): { readonly x: number; readonly y: number } {
  return { x: Math.max(LEAST_LABEL_PX / 2, size + 4), y: Math.max(LABEL_HEIGHT_PX / 2, size + 3) };
}

/** Places of a point's name, best first: beside a mark, but over or under a line, which would run through it. */
function pointSpots({ point, x, y, isMark }: Spotted): PlacedLabel[] {
  const text = point.label ?? '';
  const room = markRoom(point);
  const away = room.y + LABEL_HEIGHT_PX / 2;
  const beside: PlacedLabel[] = [
    { text, x, y, dx: room.x, dy: 0, align: 'left' },
    { text, x, y, dx: -room.x, dy: 0, align: 'right' },
  ];
  const apart: PlacedLabel[] = [
    { text, x, y, dx: 0, dy: -away, align: 'center' },
    { text, x, y, dx: 0, dy: away, align: 'center' },
  ];
  return isMark ? [...beside, ...apart] : [...apart, ...beside];
}

/** A label of a point and the room from which on it is written. */
export interface PointLabel extends PlacedLabel {
  readonly room: Room;
}

interface Spotted {
  readonly point: XyPoint;
  readonly x: number;
  readonly y: number;
  /** Ends of its whisker from the top, or its own place twice. */
  readonly ends: readonly [top: number, bottom: number];
  readonly isMark: boolean;
}

function spottedPoints({ series, xAxis, yAxis }: XyPlotModel): Spotted[] {
  const topOf = (value: number): number => 1 - axisPosition(yAxis, value);
  return series.flatMap(({ mark, points }) =>
    points.flatMap((point) => {
      if (point.y === null || (mark !== 'points' && point.label === undefined)) return [];
      const { low = point.y, high = point.y } = point;
      const isMark = mark === 'points';
      return [
        {
          point,
          x: axisPosition(xAxis, point.x),
          y: topOf(point.y),
          ends: [topOf(high), topOf(low)],
          isMark,
        },
      ];
    }),
  );
}

function markBox({ point, x, ends: [top, bottom] }: Spotted, widthPx: number, heightPx: number): Box {
  const room = markRoom(point);
  const middle = x * widthPx;
  return {
    left: middle - room.x,
    right: middle + room.x,
    top: top * heightPx - room.y,
    bottom: bottom * heightPx + room.y,
  };
}

/** Widths of the plot by room, and what the rules' names cover there. */
interface PlotRooms {
  readonly widths: readonly number[];
  readonly rules: readonly (readonly Box[])[];
}

function plotRooms(model: XyPlotModel, heightPx: number): PlotRooms {
  const widths = ROOMS.map((room) => xyPlotWidth(room, hasEndLabels(model)));
  const rules = ROOMS.map((room, index) =>
    placeRuleLabels(model, room, heightPx).map((label) => boxOf(label, widths[index] ?? 0, heightPx)),
  );
  return { widths, rules };
}

/** Whether a name of a point would lie on that of a rule in this room or a wider one. */
function isOverRule(label: PlacedLabel, room: Room, { widths, rules }: PlotRooms, heightPx: number): boolean {
  return ROOMS.filter((each) => each >= room).some((each) =>
    (rules[each] ?? []).some((rule) => isOver(rule, boxOf(label, widths[each] ?? 0, heightPx))),
  );
}

/** Names out of `waiting` that find a place in a room beside those that already have one. */
function fillRoom(
  room: Room,
  rooms: PlotRooms,
  heightPx: number,
  waiting: readonly Spotted[],
  covered: readonly Box[],
): ReadonlyMap<Spotted, PointLabel> {
  const widthPx = rooms.widths[room] ?? 0;
  const taken = [...covered];
  const found = new Map<Spotted, PointLabel>();
  for (const each of waiting) {
    const spot = pointSpots(each).find((candidate) => {
      const box = boxOf(candidate, widthPx, heightPx);
      const isFree = isInside(box, widthPx, heightPx) && !taken.some((other) => isOver(box, other));
      return isFree && !isOverRule(candidate, room, rooms, heightPx);
    });
    if (spot === undefined) continue;
    found.set(each, { ...spot, room });
    taken.push(boxOf(spot, widthPx, heightPx));
  }
  return found;
}

/**
 * Names of points that lie neither on one another nor on a mark: the first come first, narrow plots before wide
 * ones, so that a name once written stays where it is when the plot widens. The rest is left to card and table.
 */
export function placePointLabels(model: XyPlotModel, heightPx: number): readonly PointLabel[] {
  const spotted = spottedPoints(model);
  const named = spotted.filter(({ point }) => point.label !== undefined);
  if (named.length === 0) return [];
  const rooms = plotRooms(model, heightPx);
  const placed = new Map<Spotted, PointLabel>();
  for (const room of ROOMS) {
    const widthPx = rooms.widths[room] ?? 0;
    const covered = [
      ...[...placed.values()].map((label) => boxOf(label, widthPx, heightPx)),
      ...spotted.map((mark) => markBox(mark, widthPx, heightPx)),
    ];
    const waiting = named.filter((each) => !placed.has(each));
    for (const [each, label] of fillRoom(room, rooms, heightPx, waiting, covered)) placed.set(each, label);
  }
  return [...placed.values()];
}

/** How soon a tick is given up when there is little room, 0 never; each level leaves an even row. */
function tickLevel({ kind, ticks }: PlotAxis, index: number): number {
  const value = ticks[index]?.value ?? 0;
  if (kind === 'log') {
    const exponent = Math.log10(value);
    return Math.abs(exponent - Math.round(exponent)) < 1e-9 ? 0 : 1;
  }
  const isQuarterly = kind === 'time' && ticks.some((tick) => tick.value % 1 !== 0);
  const at = isQuarterly ? Math.round(value * 4) : index;
  if (at % 4 === 0) return 0;
  return at % 2 === 0 ? 1 : 2;
}

const LEAST_TICK_GAP_PX = 10;

/** Room from which on each tick of a horizontal axis is written; null where it has none in any. */
export function placeTicks(axis: PlotAxis, widthOf: (room: Room) => number): readonly (Room | null)[] {
  const levels = axis.ticks.map((_, index) => tickLevel(axis, index));
  const fits = (level: number, widthPx: number): boolean => {
    const shown = axis.ticks.filter((_, index) => (levels[index] ?? 0) <= level);
    return shown.every(({ value, label }, index) => {
      const next = shown[index + 1];
      if (next === undefined) return true;
      const apart = (axisPosition(axis, next.value) - axisPosition(axis, value)) * widthPx;
      return apart >= (monoWidth(label) + monoWidth(next.label)) / 2 + LEAST_TICK_GAP_PX;
    });
  };
  const levelOf = (room: Room): number => [2, 1].find((level) => fits(level, widthOf(room))) ?? 0;
  return levels.map((level) => ROOMS.find((room) => level <= levelOf(room)) ?? null);
}

/** Whether a tick's label is set towards the inside, because half of it would leave the box on the right. */
export function isTickTurned(axis: PlotAxis, value: number, label: string, rightInsetPx: number): boolean {
  return axisPosition(axis, value) > 0.98 && monoWidth(label) / 2 > rightInsetPx;
}
