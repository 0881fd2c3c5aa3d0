/** Where nodes and bands of a flow stand, px from the top of the plot. Sketch and canvas draw by the same figures. */
import type { FlowBandModel, FlowModel, FlowNode } from './flow-model.ts';
import { cutText, LABEL_HEIGHT_PX, monoWidth, type Room } from './plot-layout.ts';

/** Insets of the plot in its box, px; the style sheet holds the same ones. */
export const FLOW_INSETS = { top: 32, bottom: 8, left: 256, right: 240, middle: 160, narrow: 4 } as const;
export const FLOW_NODE_PX = 10;
/** Least height of a node's place: its name must fit beside it. */
const LEAST_PLACE_PX = LABEL_HEIGHT_PX + 3;
const NODE_GAP_PX = 4;
const LEAST_PLOT_PX = 260;
/** Height that a node's dollars get when there is room. */
const USUAL_PLOT_PX = 440;

export interface PlacedNode {
  readonly node: FlowNode;
  readonly top: number;
  readonly height: number;
}

export interface PlacedBand {
  readonly band: FlowBandModel;
  readonly fromColumn: number;
  readonly toColumn: number;
  /** Top of the band at its two ends; `height` is the same at both. */
  readonly fromTop: number;
  readonly toTop: number;
  readonly height: number;
}

export interface FlowLayout {
  readonly nodes: readonly PlacedNode[];
  readonly bands: readonly PlacedBand[];
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function columnsOf(model: FlowModel): readonly (readonly FlowNode[])[] {
  return model.columns.map((_, column) => model.nodes.filter((node) => node.column === column));
}

/** Dollars through a node: the larger of what comes in and what goes out, which are equal where both are. */
export function throughputOf(model: FlowModel, id: string): number {
  const into = sum(model.bands.filter((band) => band.to === id).map(({ value }) => value));
  const out = sum(model.bands.filter((band) => band.from === id).map(({ value }) => value));
  return Math.max(into, out);
}

/** Height of the plot without its insets, px: as much as the names of the fullest column need, and a usual height. */
export function flowPlotHeight(model: FlowModel): number {
  const most = Math.max(1, ...columnsOf(model).map(({ length }) => length));
  return Math.max(
    LEAST_PLOT_PX,
    Math.min(USUAL_PLOT_PX, 120 + most * 32),
    most * (LEAST_PLACE_PX + NODE_GAP_PX),
  );
}

/** Px per dollar with which every column fits, names included. */
function scaleOf(model: FlowModel, heightPx: number): number {
  const needs = (scale: number): number =>
    Math.max(
      ...columnsOf(model).map((nodes) =>
        sum(nodes.map(({ id }) => Math.max(LEAST_PLACE_PX, throughputOf(model, id) * scale) + NODE_GAP_PX)),
      ),
    );
  const largest = Math.max(
    ...columnsOf(model).map((nodes) => sum(nodes.map(({ id }) => throughputOf(model, id)))),
  );
  let [low, high] = [0, heightPx / Math.max(largest, Number.MIN_VALUE)];
  // Forty halvings reach the last digit that a pixel could show.
  for (let step = 0; step < 40; step += 1) {
    const middle = (low + high) / 2;
    if (needs(middle) <= heightPx) low = middle;
    else high = middle;
  }
  return low;
}

/** Places of everything in a plot of a height. */
export function layOutFlow(model: FlowModel, heightPx: number): FlowLayout {
  const scale = scaleOf(model, heightPx);
  const nodes = columnsOf(model).flatMap((column) => {
    const places = column.map(({ id }) => Math.max(LEAST_PLACE_PX, throughputOf(model, id) * scale));
    const spare = heightPx - sum(places) - NODE_GAP_PX * Math.max(0, column.length - 1);
    // A column with little in it is spread, so that bands stay level.
    const gap = NODE_GAP_PX + Math.max(0, spare) / Math.max(1, column.length + 1);
    let top = column.length === 1 ? spare / 2 : gap - NODE_GAP_PX;
    return column.map((node, index): PlacedNode => {
      const place = places[index] ?? 0;
      const height = throughputOf(model, node.id) * scale;
      const placed = { node, top: top + (place - height) / 2, height };
      top += place + gap;
      return placed;
    });
  });
  return { nodes, bands: placeBands(model, nodes, scale) };
}

function placeBands(model: FlowModel, nodes: readonly PlacedNode[], scale: number): PlacedBand[] {
  const used = new Map<string, number>();
  const placeOf = (id: string): { readonly column: number; readonly top: number } => {
    const placed = nodes.find(({ node }) => node.id === id);
    if (placed === undefined) throw new RangeError(`the flow has a band at "${id}", which is no node`);
    return { column: placed.node.column, top: placed.top };
  };
  const take = (id: string, side: 'in' | 'out', height: number): number => {
    const key = `${side} ${id}`;
    const offset = used.get(key) ?? 0;
    used.set(key, offset + height);
    return placeOf(id).top + offset;
  };
  return model.bands.map((band) => {
    const height = band.value * scale;
    return {
      band,
      fromColumn: placeOf(band.from).column,
      toColumn: placeOf(band.to).column,
      fromTop: take(band.from, 'out', height),
      toTop: take(band.to, 'in', height),
      height,
    };
  });
}

/** Insets left and right in a room: names stand beside the plot where there is room, else on it; amounts need more. */
export function flowInsets(room: Room): { readonly left: number; readonly right: number } {
  const { left, right, middle, narrow } = FLOW_INSETS;
  if (room === 2) return { left, right };
  return room === 1 ? { left: middle, right: middle } : { left: narrow, right: narrow };
}

/** A text of the flow: beside its node, `row` px from the top of the plot. */
export interface FlowText {
  readonly text: string;
  readonly column: number;
  readonly row: number;
  /** From the column, px. */
  readonly dx: number;
  readonly align: 'left' | 'center' | 'right';
  readonly tone: 'ink' | 'muted';
  readonly isMono: boolean;
}

const NAME_GAP_PX = 8;
const NARROW_NAME_PX = 112;
/** Tiers are named in capitals, which are wider than the average letter. */
const CAPITAL_PX = 9;
const HEADING_ROW_PX = -18;

/** Names and amounts beside the nodes in a room, and the headings; names alone where there is little, and on a phone they lie on the bands. */
export function flowTexts(model: FlowModel, { nodes }: FlowLayout, room: Room): readonly FlowText[] {
  const last = model.columns.length - 1;
  const away = FLOW_NODE_PX + NAME_GAP_PX;
  const headings = model.columns.map((text, column): FlowText => {
    const isOutside = room > 0;
    const sides = isOutside ? (['right', 'left'] as const) : (['left', 'right'] as const);
    const align = column === 0 ? sides[0] : column === last ? sides[1] : 'center';
    const dx =
      column === 0 || column === last ? (isOutside ? (column === 0 ? -NAME_GAP_PX : NAME_GAP_PX) : 0) : 0;
    return { text, column, row: HEADING_ROW_PX, dx, align, tone: 'muted', isMono: false };
  });
  const names = nodes.flatMap(({ node, top, height }): FlowText[] => {
    const row = top + height / 2;
    const { column, label, valueLabel } = node;
    const width = room === 2 ? monoWidth(valueLabel) + NAME_GAP_PX : 0;
    const { left, right } = flowInsets(room);
    const nameWidth =
      room === 0 || (column > 0 && column < last)
        ? NARROW_NAME_PX
        : (column === 0 ? left : right) - width - 2 * NAME_GAP_PX;
    const text = (dx: number, align: FlowText['align']): FlowText => ({
      text: cutText(label, nameWidth),
      column,
      row,
      dx,
      align,
      tone: 'ink',
      isMono: false,
    });
    const value = (dx: number, align: FlowText['align']): FlowText => ({
      ...text(dx, align),
      text: valueLabel,
      tone: 'muted',
      isMono: true,
    });
    if (room === 0)
      return [column === last ? text(-away, 'right') : text(column === 0 ? away : away / 2, 'left')];
    const amount = (dx: number, align: FlowText['align']): FlowText[] =>
      room === 2 ? [value(dx, align)] : [];
    if (column === 0) return [...amount(-NAME_GAP_PX, 'right'), text(-NAME_GAP_PX - width, 'right')];
    if (column === last) return [...amount(NAME_GAP_PX, 'left'), text(NAME_GAP_PX + width, 'left')];
    return [text(away / 2, 'left'), ...amount(away / 2 + label.length * CAPITAL_PX + NAME_GAP_PX, 'left')];
  });
  return [...headings, ...names];
}

/** How far a band has come from its first end to its last, 0..1, at a part of its way. */
export function flowProgress(part: number): number {
  return part * part * (3 - 2 * part);
}
