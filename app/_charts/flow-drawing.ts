import {
  FLOW_INSETS,
  FLOW_NODE_PX,
  flowInsets,
  flowPlotHeight,
  flowProgress,
  flowTexts,
  layOutFlow,
  type FlowLayout,
  type PlacedBand,
} from '#lib/charts/flow-layout.ts';
import type { FlowModel } from '#lib/charts/flow-model.ts';
import { roomOf } from '#lib/charts/plot-layout.ts';

import { drawLabel } from './canvas-marks.ts';
import { ASSUMED_DASH, BAND_OPACITY_ACTIVE, bandOpacity } from './flow-marks.ts';
import type { MountChart } from './mounted-chart.ts';
import type { Palette } from './palette.ts';

interface FlowState {
  model: FlowModel;
  layout: FlowLayout;
  palette: Palette;
  activeIndex: number | null;
}

/** Where the columns stand on the canvas, CSS pixels. */
function columnAt(widthPx: number, model: FlowModel): (column: number) => number {
  const { left, right } = flowInsets(roomOf(widthPx));
  const across = widthPx - left - right;
  return (column) => left + (across * column) / (model.columns.length - 1);
}

function drawBand(
  pen: CanvasRenderingContext2D,
  { layout: { bands }, palette, activeIndex, model }: FlowState,
  index: number,
  widthPx: number,
): void {
  const placed = bands[index];
  if (placed === undefined) return;
  const at = columnAt(widthPx, model);
  const [from, to] = [at(placed.fromColumn), at(placed.toColumn)];
  const middle = (from + to) / 2;
  const { fromTop, toTop, height, band } = placed;
  const colour = palette.colour(band.colour);
  pen.save();
  pen.translate(0, FLOW_INSETS.top);
  pen.beginPath();
  pen.moveTo(from, fromTop);
  pen.bezierCurveTo(middle, fromTop, middle, toTop, to, toTop);
  pen.lineTo(to, toTop + height);
  pen.bezierCurveTo(middle, toTop + height, middle, fromTop + height, from, fromTop + height);
  pen.closePath();
  pen.fillStyle = colour;
  pen.globalAlpha = index === activeIndex ? BAND_OPACITY_ACTIVE : bandOpacity(band);
  pen.fill();
  if (band.form === 'assumption') {
    pen.globalAlpha = 1;
    pen.strokeStyle = colour;
    pen.setLineDash([...ASSUMED_DASH]);
    pen.stroke();
  }
  pen.restore();
}

function drawFlow(canvas: HTMLCanvasElement, state: FlowState): void {
  const pen = canvas.getContext('2d');
  if (pen === null) return;
  const ratio = devicePixelRatio;
  const { clientWidth, clientHeight } = canvas;
  canvas.width = Math.round(clientWidth * ratio);
  canvas.height = Math.round(clientHeight * ratio);
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  const { model, layout, palette } = state;
  const at = columnAt(clientWidth, model);
  const last = model.columns.length - 1;
  layout.bands.forEach((_, index) => {
    drawBand(pen, state, index, clientWidth);
  });
  for (const { node, top, height } of layout.nodes) {
    pen.fillStyle = palette.colour(node.colour);
    const x = at(node.column) - (FLOW_NODE_PX * node.column) / last;
    pen.fillRect(x, FLOW_INSETS.top + top, FLOW_NODE_PX, Math.max(1, height));
  }
  for (const text of flowTexts(model, layout, roomOf(clientWidth))) {
    drawLabel(pen, palette, text.text, at(text.column) + text.dx, FLOW_INSETS.top + text.row, {
      colour: palette.colour(text.tone === 'ink' ? 'c-ink' : 'c-muted'),
      align: text.align,
      isMono: text.isMono,
    });
  }
}

/** Middle of a band at a place across, px from the top of the canvas; null beside it. */
function middleAt(placed: PlacedBand, at: (column: number) => number, x: number): number | null {
  const [from, to] = [at(placed.fromColumn), at(placed.toColumn)];
  if (x < from || x > to) return null;
  const part = flowProgress((x - from) / (to - from));
  return FLOW_INSETS.top + placed.fromTop + (placed.toTop - placed.fromTop) * part + placed.height / 2;
}

function nearestBand(canvas: HTMLCanvasElement, { model, layout }: FlowState, x: number, y: number): number {
  const at = columnAt(canvas.clientWidth, model);
  const inside = Math.min(Math.max(x, at(0)), at(model.columns.length - 1));
  const distances = layout.bands.map((placed) => {
    const middle = middleAt(placed, at, inside);
    return middle === null ? Infinity : Math.max(0, Math.abs(middle - y) - placed.height / 2);
  });
  return Math.max(0, distances.indexOf(Math.min(...distances)));
}

/** Draws a flow on a canvas and keeps it current, at any width. */
export const mountFlowPlot: MountChart<FlowModel> = (canvas, model, palette) => {
  const layOut = (of: FlowModel): FlowLayout => layOutFlow(of, flowPlotHeight(of));
  const state: FlowState = { model, layout: layOut(model), palette, activeIndex: null };
  const draw = (): void => {
    drawFlow(canvas, state);
  };
  const observer = new ResizeObserver(draw);
  observer.observe(canvas);
  draw();
  return {
    update: (next, nextPalette) => {
      Object.assign(state, { model: next, layout: layOut(next), palette: nextPalette });
      draw();
    },
    highlight: (index) => {
      state.activeIndex = index;
      draw();
    },
    indexAt: (x, y) => nearestBand(canvas, state, x, y),
    anchorOf: (index) => {
      const placed = state.layout.bands[index];
      const at = columnAt(canvas.clientWidth, state.model);
      if (placed === undefined) return { x: 0, y: 0 };
      const x = (at(placed.fromColumn) + at(placed.toColumn)) / 2;
      return { x, y: middleAt(placed, at, x) ?? 0 };
    },
    destroy: () => {
      observer.disconnect();
    },
  };
};
