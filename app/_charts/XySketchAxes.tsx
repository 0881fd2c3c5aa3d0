import { axisPosition } from '#lib/charts/plot-axis.ts';
import { isTickTurned, placeTicks } from '#lib/charts/plot-labels.ts';
import { XY_INSETS, xyPlotWidth } from '#lib/charts/plot-layout.ts';
import { hasEndLabels, type XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { percent } from './sketch-units.ts';
import { SketchText } from './SketchText.tsx';

/** Grid, ticks and titles of a sketch of points and lines. */
export function XySketchAxes({ model }: { readonly model: XyPlotModel }) {
  const { xAxis, yAxis } = model;
  const rooms = placeTicks(xAxis, (room) => xyPlotWidth(room, hasEndLabels(model)));
  const top = { x: 0, y: 0, dx: -56, dy: -16, align: 'left' } as const;
  const below = { x: 0.5, y: 1, dx: 0, dy: 34, align: 'center' } as const;
  return (
    <>
      <SketchText label={{ ...top, text: yAxis.title }} tone="muted" />
      <SketchText label={{ ...below, text: xAxis.title }} tone="muted" />
      {yAxis.ticks.map(({ value, label }) => {
        const y = 1 - axisPosition(yAxis, value);
        const isZero = yAxis.kind !== 'log' && value === 0;
        return (
          <g key={value}>
            <line
              x1="0%"
              x2="100%"
              y1={percent(y)}
              y2={percent(y)}
              stroke={isZero ? 'var(--c-muted)' : 'var(--c-rule)'}
            />
            <SketchText label={{ text: label, x: 0, y, dx: -8, dy: 0, align: 'right' }} tone="muted" isMono />
          </g>
        );
      })}
      {xAxis.ticks.map(({ value, label }, index) => {
        const room = rooms[index] ?? null;
        if (room === null) return null;
        const align = isTickTurned(xAxis, value, label, XY_INSETS.right) ? 'right' : 'center';
        const place = { x: axisPosition(xAxis, value), y: 1, dx: 0, dy: 14, align } as const;
        return <SketchText key={value} label={{ text: label, ...place }} tone="muted" isMono room={room} />;
      })}
    </>
  );
}
