import {
  FLOW_NODE_PX,
  flowPlotHeight,
  flowTexts,
  layOutFlow,
  type PlacedBand,
} from '#lib/charts/flow-layout.ts';
import type { FlowModel } from '#lib/charts/flow-model.ts';
import { ROOMS } from '#lib/charts/plot-layout.ts';

import { ASSUMED_DASH, bandOpacity } from './flow-marks.ts';
import styles from './flow-sketch.module.css';
import { percent } from './sketch-units.ts';
import { SketchText } from './SketchText.tsx';

/** Units across the plot in which the bands are drawn; they stretch with it. */
const ACROSS = 1000;

function bandPath({ fromColumn, toColumn, fromTop, toTop, height }: PlacedBand, last: number): string {
  const at = (part: number): string => String((part / last) * ACROSS);
  const [from, middle, to] = [at(fromColumn), at((fromColumn + toColumn) / 2), at(toColumn)];
  const y = (value: number): string => value.toFixed(2);
  return [
    `M${from} ${y(fromTop)}`,
    `C${middle} ${y(fromTop)} ${middle} ${y(toTop)} ${to} ${y(toTop)}`,
    `V${y(toTop + height)}`,
    `C${middle} ${y(toTop + height)} ${middle} ${y(fromTop + height)} ${from} ${y(fromTop + height)}`,
    'Z',
  ].join('');
}

/** The flow as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function FlowSketch({ model }: { readonly model: FlowModel }) {
  const heightPx = flowPlotHeight(model);
  const layout = layOutFlow(model, heightPx);
  const last = model.columns.length - 1;
  return (
    <svg className={styles['flow']} aria-hidden="true">
      <svg
        viewBox={`0 0 ${String(ACROSS)} ${String(heightPx)}`}
        preserveAspectRatio="none"
        width="100%"
        height="100%"
      >
        {layout.bands.map((placed, index) => (
          <path
            key={index}
            d={bandPath(placed, last)}
            fill={`var(--${placed.band.colour})`}
            fillOpacity={bandOpacity(placed.band)}
            stroke={placed.band.form === 'assumption' ? `var(--${placed.band.colour})` : 'none'}
            strokeDasharray={ASSUMED_DASH.join(' ')}
            vectorEffect="non-scaling-stroke"
          />
        ))}
      </svg>
      {layout.nodes.map(({ node, top, height }) => (
        <rect
          key={node.id}
          x={percent(node.column / last)}
          y={top}
          width={FLOW_NODE_PX}
          height={Math.max(1, height)}
          transform={`translate(${String((-FLOW_NODE_PX * node.column) / last)} 0)`}
          fill={`var(--${node.colour})`}
        />
      ))}
      {ROOMS.map((room) =>
        flowTexts(model, layout, room).map(({ text, column, row, dx, align, tone, isMono }, index) => (
          <SketchText
            key={`${String(room)} ${String(index)}`}
            label={{ text, x: column / last, y: row / heightPx, dx, dy: 0, align }}
            tone={tone}
            isMono={isMono}
            only={room}
          />
        )),
      )}
    </svg>
  );
}
