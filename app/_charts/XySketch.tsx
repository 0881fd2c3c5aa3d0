import { axisPosition } from '#lib/charts/plot-axis.ts';
import { placePointLabels, placeRuleLabels, POINT_RADIUS_PX } from '#lib/charts/plot-labels.ts';
import { ROOMS, XY_INSETS } from '#lib/charts/plot-layout.ts';
import {
  FIELD_COLOURS,
  FIELD_STRENGTH,
  hasEndLabels,
  type XyPlotModel,
  type XySeries,
} from '#lib/charts/xy-plot-model.ts';

import { endLabelRows, lineStroke, RULE_DASH, TINT } from './plot-marks.ts';
import { bandPath, linePath } from './sketch-paths.ts';
import { percent } from './sketch-units.ts';
import { SketchText } from './SketchText.tsx';
import { SketchWhisker } from './SketchWhisker.tsx';
import { XySketchAxes } from './XySketchAxes.tsx';
import styles from './plot-sketch.module.css';

interface XySketchProps {
  readonly model: XyPlotModel;
  /** Of the whole box; names are placed by it. */
  readonly heightPx: number;
}

function Field({ series, model }: { readonly series: XySeries; readonly model: XyPlotModel }) {
  const { cell } = series;
  if (cell === undefined) return null;
  const left = (value: number): number => axisPosition(model.xAxis, value) * 100;
  const top = (value: number): number => (1 - axisPosition(model.yAxis, value)) * 100;
  return series.points.map(({ x, y, depth = 0 }, index) =>
    y === null || depth === 0 ? null : (
      <rect
        key={index}
        x={left(x - cell.width / 2)}
        y={top(y + cell.height / 2)}
        width={left(x + cell.width / 2) - left(x - cell.width / 2)}
        height={top(y - cell.height / 2) - top(y + cell.height / 2)}
        fill={`var(--${depth < 0 ? FIELD_COLOURS.below : FIELD_COLOURS.above})`}
        fillOpacity={Math.abs(depth) * FIELD_STRENGTH}
      />
    ),
  );
}

function Line({ series, model }: { readonly series: XySeries; readonly model: XyPlotModel }) {
  const colour = `var(--${series.colour})`;
  const stroke = lineStroke(series);
  if (series.mark === 'field') return <Field series={series} model={model} />;
  if (series.mark === 'band') return <path d={bandPath(series, model)} fill={colour} fillOpacity="0.16" />;
  return (
    <path
      d={linePath(series, model)}
      fill="none"
      stroke={colour}
      strokeWidth={stroke.width}
      strokeDasharray={stroke.dash.join(' ')}
      strokeLinejoin="round"
      vectorEffect="non-scaling-stroke"
    />
  );
}

function Whiskers({ series, model }: { readonly series: XySeries; readonly model: XyPlotModel }) {
  const top = (value: number): number => 1 - axisPosition(model.yAxis, value);
  return series.points.map(({ x, y, low, high }, index) =>
    y === null || low === undefined || high === undefined ? null : (
      <SketchWhisker
        key={index}
        direction="y"
        at={axisPosition(model.xAxis, x)}
        from={top(low)}
        to={top(high)}
        stroke={`var(--${series.colour})`}
      />
    ),
  );
}

function Points({ series, model }: { readonly series: XySeries; readonly model: XyPlotModel }) {
  const colour = `var(--${series.colour})`;
  const isSolid = series.form === 'reported';
  return series.points.map(({ x, y, size = POINT_RADIUS_PX }, index) => {
    if (y === null) return null;
    const place = {
      cx: percent(axisPosition(model.xAxis, x)),
      cy: percent(1 - axisPosition(model.yAxis, y)),
      r: size,
    };
    return (
      <g key={index}>
        <circle
          {...place}
          fill={isSolid ? colour : 'var(--c-paper)'}
          stroke={isSolid ? 'var(--c-paper)' : colour}
          strokeWidth={isSolid ? 1 : 1.75}
          strokeDasharray={series.form === 'assumption' ? '2 2' : undefined}
        />
        {series.form === 'derived' ? <circle {...place} fill={colour} fillOpacity={TINT} /> : null}
      </g>
    );
  });
}

function Rules({ model }: { readonly model: XyPlotModel }) {
  return model.rules.map(({ axis, value, tone }) => {
    const at = axisPosition(axis === 'x' ? model.xAxis : model.yAxis, value);
    const ends =
      axis === 'x'
        ? { x1: percent(at), x2: percent(at), y1: '0%', y2: '100%' }
        : { x1: '0%', x2: '100%', y1: percent(1 - at), y2: percent(1 - at) };
    return tone === 'limit' ? (
      <line key={`${axis} ${String(value)}`} {...ends} stroke="var(--c-ink)" strokeWidth="1.5" />
    ) : (
      <line
        key={`${axis} ${String(value)}`}
        {...ends}
        stroke="var(--c-muted)"
        strokeDasharray={RULE_DASH.join(' ')}
      />
    );
  });
}

function Names({ model, plotHeightPx }: { readonly model: XyPlotModel; readonly plotHeightPx: number }) {
  return (
    <>
      {ROOMS.map((room) =>
        placeRuleLabels(model, room, plotHeightPx).map((label) => (
          <SketchText
            key={`${String(room)} ${label.text} ${String(label.x)}`}
            label={label}
            tone="muted"
            only={room}
          />
        )),
      )}
      {placePointLabels(model, plotHeightPx).map((label, index) => (
        <SketchText key={index} label={label} room={label.room} />
      ))}
      {endLabelRows(model, plotHeightPx).map(({ series, text, row }) => (
        <text
          key={series.id}
          className={styles['label']}
          data-room="1"
          x="100%"
          dx="8"
          y={percent(row / plotHeightPx)}
          dy="4"
          fill={`var(--${series.colour})`}
        >
          {text}
        </text>
      ))}
    </>
  );
}

/** The plot as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function XySketch({ model, heightPx }: XySketchProps) {
  const hasEnds = hasEndLabels(model);
  const lines = model.series.filter(({ mark }) => mark !== 'points');
  return (
    <svg className={styles['xy']} data-ends={hasEnds} aria-hidden="true">
      <XySketchAxes model={model} />
      <svg
        className={styles['marks']}
        viewBox="0 0 100 100"
        preserveAspectRatio="none"
        width="100%"
        height="100%"
      >
        {lines.map((series) => (
          <Line key={series.id} series={series} model={model} />
        ))}
      </svg>
      <Rules model={model} />
      {model.series
        .filter(({ mark }) => mark !== 'band')
        .map((series) => (
          <Whiskers key={series.id} series={series} model={model} />
        ))}
      {model.series
        .filter(({ mark }) => mark === 'points')
        .map((series) => (
          <Points key={series.id} series={series} model={model} />
        ))}
      <Names model={model} plotHeightPx={heightPx - XY_INSETS.top - XY_INSETS.bottom} />
    </svg>
  );
}
