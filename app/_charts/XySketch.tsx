import { axisPosition, type PlotAxis } from '#lib/charts/plot-axis.ts';
import { hasEndLabels, type XyPlotModel, type XyPoint, type XySeries } from '#lib/charts/xy-plot-model.ts';

import { LINE_DASHES, endLabelRows } from './plot-marks.ts';
import styles from './plot-sketch.module.css';

const percent = (position: number): string => `${(position * 100).toFixed(3)}%`;

interface Scaled {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Places of the plot, 0..100 from left and top. */
function scaleOf({ xAxis, yAxis }: XyPlotModel): Scaled {
  return {
    x: (value) => axisPosition(xAxis, value) * 100,
    y: (value) => (1 - axisPosition(yAxis, value)) * 100,
  };
}

function linePath(points: readonly XyPoint[], place: Scaled, isStepped: boolean): string {
  let path = '';
  let isOpen = false;
  let lastY = 0;
  for (const { x, y } of points) {
    if (y === null) {
      isOpen = false;
      continue;
    }
    const [left, top] = [place.x(x), place.y(y)];
    if (!isOpen) path += `M${left.toFixed(3)} ${top.toFixed(3)}`;
    else
      path += `${isStepped ? `L${left.toFixed(3)} ${lastY.toFixed(3)}` : ''}L${left.toFixed(3)} ${top.toFixed(3)}`;
    isOpen = true;
    lastY = top;
  }
  return path;
}

function bandPath(points: readonly XyPoint[], place: Scaled): string {
  const ends = points.filter(({ low, high }) => low !== undefined && high !== undefined);
  const upper = ends.map(({ x, high }) => `${place.x(x).toFixed(3)} ${place.y(high ?? 0).toFixed(3)}`);
  const lower = ends
    .map(({ x, low }) => `${place.x(x).toFixed(3)} ${place.y(low ?? 0).toFixed(3)}`)
    .reverse();
  return ends.length < 2 ? '' : `M${[...upper, ...lower].join('L')}Z`;
}

function Lines({ series, place }: { readonly series: XySeries; readonly place: Scaled }) {
  const colour = `var(--${series.colour})`;
  if (series.mark === 'band') {
    return <path d={bandPath(series.points, place)} fill={colour} fillOpacity="0.16" />;
  }
  return (
    <path
      d={linePath(series.points, place, series.mark === 'step')}
      fill="none"
      stroke={colour}
      strokeWidth={series.form === 'reported' ? 2.25 : 1.75}
      strokeDasharray={LINE_DASHES[series.form].join(' ')}
      vectorEffect="non-scaling-stroke"
    />
  );
}

function Points({ series, model }: { readonly series: XySeries; readonly model: XyPlotModel }) {
  const colour = `var(--${series.colour})`;
  return series.points.map(({ x, y, low, high, label }, index) => {
    if (y === null) return null;
    const left = axisPosition(model.xAxis, x);
    const top = (value: number): string => percent(1 - axisPosition(model.yAxis, value));
    return (
      <g key={index}>
        {low === undefined || high === undefined ? null : (
          <line x1={percent(left)} x2={percent(left)} y1={top(low)} y2={top(high)} stroke={colour} />
        )}
        <circle
          cx={percent(left)}
          cy={top(y)}
          r="4.5"
          fill={series.form === 'reported' ? colour : 'var(--c-paper)'}
          stroke={series.form === 'reported' ? 'var(--c-paper)' : colour}
          strokeWidth={series.form === 'reported' ? 1 : 2}
          strokeDasharray={series.form === 'assumption' ? '2 2' : undefined}
        />
        {label === undefined ? null : (
          <text
            className={styles['pointLabel']}
            x={percent(left)}
            y={top(y)}
            dx={left > 0.82 ? -8 : 8}
            dy="4"
            textAnchor={left > 0.82 ? 'end' : 'start'}
          >
            {label}
          </text>
        )}
      </g>
    );
  });
}

function Axes({ xAxis, yAxis }: { readonly xAxis: PlotAxis; readonly yAxis: PlotAxis }) {
  return (
    <>
      <text className={styles['axisTitle']} x="0%" y="0%" dx="-56" dy="-10">
        {yAxis.title}
      </text>
      {yAxis.ticks.map(({ value, label }) => (
        <g key={value}>
          <line
            x1="0%"
            x2="100%"
            y1={percent(1 - axisPosition(yAxis, value))}
            y2={percent(1 - axisPosition(yAxis, value))}
            stroke={value === 0 ? 'var(--c-muted)' : 'var(--c-rule)'}
          />
          <text className={styles['yTick']} x="0%" dx="-8" dy="4" y={percent(1 - axisPosition(yAxis, value))}>
            {label}
          </text>
        </g>
      ))}
      {xAxis.ticks.map(({ value, label }) => (
        <text
          key={value}
          className={styles['xTick']}
          x={percent(axisPosition(xAxis, value))}
          y="100%"
          dy="18"
        >
          {label}
        </text>
      ))}
      <text className={styles['xTitle']} x="50%" y="100%" dy="36">
        {xAxis.title}
      </text>
    </>
  );
}

/** The plot as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function XySketch({ model }: { readonly model: XyPlotModel }) {
  const place = scaleOf(model);
  return (
    <svg className={styles['xy']} data-ends={hasEndLabels(model)} aria-hidden="true">
      <Axes xAxis={model.xAxis} yAxis={model.yAxis} />
      {model.rules.map((rule) => {
        const at = axisPosition(rule.axis === 'x' ? model.xAxis : model.yAxis, rule.value);
        const isX = rule.axis === 'x';
        return (
          <g key={`${rule.axis} ${rule.value}`}>
            <line
              x1={isX ? percent(at) : '0%'}
              x2={isX ? percent(at) : '100%'}
              y1={isX ? '0%' : percent(1 - at)}
              y2={isX ? '100%' : percent(1 - at)}
              stroke="var(--c-muted)"
              strokeDasharray="4 3"
            />
            <text
              className={styles['rule']}
              x={isX ? percent(at) : '100%'}
              y={isX ? '0%' : percent(1 - at)}
              dx={isX ? 4 : -4}
              dy={isX ? 12 : -5}
              textAnchor={isX ? 'start' : 'end'}
            >
              {rule.label}
            </text>
          </g>
        );
      })}
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
        {model.series
          .filter(({ mark }) => mark !== 'points')
          .map((series) => (
            <Lines key={series.id} series={series} place={place} />
          ))}
      </svg>
      {model.series
        .filter(({ mark }) => mark === 'points')
        .map((series) => (
          <Points key={series.id} series={series} model={model} />
        ))}
      {endLabelRows(model, 100, 5).map(({ series, row }) => (
        <text
          key={series.id}
          className={styles['endLabel']}
          x="100%"
          dx="8"
          y={`${row.toFixed(3)}%`}
          dy="4"
          fill={`var(--${series.colour})`}
        >
          {series.endLabel}
        </text>
      ))}
    </svg>
  );
}
