/** What is written beside the bars of a plot, by the room there is. Pure geometry in px. */
import { axisPosition } from './plot-axis.ts';
import { placeTicks } from './plot-labels.ts';
import type { BarPlotModel } from './bar-plot-model.ts';
import {
  BAR_ROW_PX,
  COLUMN_INSETS,
  monoWidth,
  nameLines,
  ROOM_FROM_PX,
  ROW_INSETS,
  sansWidth,
  VALUE_ROOMS,
  valueRoomOf,
  type NameLine,
  type Room,
} from './plot-layout.ts';

const COLUMNS_HEIGHT_PX = 340;
const LEAST_NAME_PX = 40;
const NAME_GAP_PX = 6;

export function isInColumns(model: BarPlotModel): boolean {
  return model.orientation === 'columns';
}

/** Height of the whole plot, px: rows need it by their number. */
export function barPlotHeight(model: BarPlotModel): number {
  if (isInColumns(model)) return COLUMNS_HEIGHT_PX;
  return Math.max(1, model.bars.length) * BAR_ROW_PX + ROW_INSETS.top + ROW_INSETS.bottom;
}

/** Width of the names of rows, px. */
export function rowNamesWidth(room: Room): number {
  return room === 0 ? ROW_INSETS.narrowNames : ROW_INSETS.names;
}

/** Width of the values beside rows, px. */
export function rowValuesWidth(model: BarPlotModel): number {
  return VALUE_ROOMS[valueRoomOf(model.bars.map(({ valueLabel }) => valueLabel))];
}

/** Least width of the plot in a room, px. */
export function barPlotWidth(model: BarPlotModel, room: Room): number {
  const beside = isInColumns(model)
    ? COLUMN_INSETS.left + COLUMN_INSETS.right
    : rowNamesWidth(room) + rowValuesWidth(model);
  return ROOM_FROM_PX[room] - beside;
}

function longestWordWidth(text: string): number {
  return Math.max(...text.split(' ').map(sansWidth));
}

/** Names of the bars in a room, one list of lines a bar; columns that are too thin for all have every second or so. */
export function barNames(model: BarPlotModel, room: Room): readonly (readonly NameLine[])[] {
  const { bars } = model;
  if (!isInColumns(model)) {
    const widthPx = rowNamesWidth(room) - 10;
    return bars.map(({ label, sublabel }) => nameLines(label, sublabel, widthPx));
  }
  const pitchPx = barPlotWidth(model, room) / Math.max(1, bars.length);
  const longest = Math.max(0, ...bars.map(({ label }) => longestWordWidth(label)));
  const stride = Math.max(1, Math.ceil((Math.min(longest, LEAST_NAME_PX) + NAME_GAP_PX) / pitchPx));
  const widthPx = pitchPx * stride - NAME_GAP_PX;
  return bars.map(({ label, sublabel }, index) =>
    index % stride === 0 ? nameLines(label, sublabel, widthPx) : [],
  );
}

/** Whether the values are written over the columns in a room; rows always have them. */
export function areValuesWritten(model: BarPlotModel, room: Room): boolean {
  if (!isInColumns(model)) return true;
  const pitchPx = barPlotWidth(model, room) / Math.max(1, model.bars.length);
  return model.bars.every(({ valueLabel }) => monoWidth(valueLabel) + 4 <= pitchPx);
}

/** Whether a rule's name is set left of its line. */
export function isRuleTurned({ valueAxis }: BarPlotModel, value: number): boolean {
  return axisPosition(valueAxis, value) > 0.6;
}

/** Room from which on each tick of the value axis is written; the axis of columns stands upright and has room. */
export function valueTickRooms(model: BarPlotModel): readonly (Room | null)[] {
  if (isInColumns(model)) return model.valueAxis.ticks.map(() => 0);
  return placeTicks(model.valueAxis, (room) => barPlotWidth(model, room));
}
