import { splitAreaBetween } from '#lib/charts/area-between.ts';
import { formatTick, spreadPositions } from '#lib/charts/axis.ts';
import type { WaterlineModel, WaterlineSeries } from '#lib/charts/waterline-model.ts';

import styles from './WaterlineSketch.module.css';

interface SketchProps {
  readonly model: WaterlineModel;
}

interface Geometry {
  /** Percent of the plot's width at a position of the axis, and of its height at a value. */
  readonly x: (position: number) => number;
  readonly y: (value: number) => number;
}

const STROKE = { strong: 2.5, normal: 2, pale: 1.5 } as const;

function geometryOf({ quarters, yAxis }: WaterlineModel): Geometry {
  return {
    x: (position) => ((position + 0.5) / quarters.length) * 100,
    y: (value) => (1 - (value - yAxis.min) / (yAxis.max - yAxis.min)) * 100,
  };
}

function percent(value: number): string {
  return `${value.toFixed(3)}%`;
}

function pointsOf(values: readonly (number | null)[], { x, y }: Geometry, from: number, to: number): string {
  return values
    .map((value, index) =>
      value === null || index < from || index > to ? '' : `${x(index).toFixed(3)},${y(value).toFixed(3)}`,
    )
    .filter((point) => point !== '')
    .join(' ');
}

function valuesOf(model: WaterlineModel, id: WaterlineSeries['id']): readonly (number | null)[] {
  return model.series.find((series) => series.id === id)?.values ?? [];
}

function areaPath(
  upper: readonly (number | null)[],
  lower: readonly (number | null)[],
  { x, y }: Geometry,
  isUpperAbove: boolean,
): string {
  return splitAreaBetween(upper, lower)
    .filter((piece) => piece.isUpperAbove === isUpperAbove)
    .map(({ corners }) => corners.map(([at, value]) => `${x(at).toFixed(3)},${y(value).toFixed(3)}`))
    .map((corners) => `M${corners.join('L')}Z`)
    .join('');
}

function SketchAreas({ model, geometry }: SketchProps & { readonly geometry: Geometry }) {
  const { band, isOrders } = model;
  const withSaving = valuesOf(model, 'with-saving');
  const upper = isOrders ? withSaving : valuesOf(model, 'baseline');
  const lower = isOrders ? valuesOf(model, 'supply') : withSaving;
  return (
    <>
      {band === null ? null : (
        <path d={areaPath(band.high, band.low, geometry, true)} fill="var(--c-deep)" fillOpacity="0.1" />
      )}
      <path
        d={areaPath(upper, lower, geometry, true)}
        fill={isOrders ? 'var(--c-water)' : 'var(--c-deep)'}
        fillOpacity={isOrders ? 0.18 : 0.26}
      />
      <path
        d={areaPath(upper, lower, geometry, false)}
        fill={isOrders ? 'var(--c-deep)' : 'var(--c-sand)'}
        fillOpacity={isOrders ? 0.18 : 0.26}
      />
    </>
  );
}

function SketchLine({ series, geometry }: { readonly series: WaterlineSeries; readonly geometry: Geometry }) {
  const last = series.values.length - 1;
  const until = series.solidUntilIndex ?? last;
  const stroke = {
    fill: 'none',
    stroke: `var(--${series.colour})`,
    strokeWidth: STROKE[series.weight],
    vectorEffect: 'non-scaling-stroke' as const,
  };
  return (
    <>
      <polyline points={pointsOf(series.values, geometry, 0, until)} {...stroke} />
      {until < last ? (
        <polyline points={pointsOf(series.values, geometry, until, last)} strokeDasharray="6 4" {...stroke} />
      ) : null}
    </>
  );
}

function SketchAxes({ model, geometry }: SketchProps & { readonly geometry: Geometry }) {
  const { yAxis, quarters, xLabels } = model;
  return (
    <>
      {yAxis.ticks.map((tick) => (
        <g key={tick}>
          <line
            x1="0%"
            x2="100%"
            y1={percent(geometry.y(tick))}
            y2={percent(geometry.y(tick))}
            stroke={tick === 0 ? 'var(--c-muted)' : 'var(--c-rule)'}
          />
          <text className={styles['yTick']} x="0%" dx="-8" y={percent(geometry.y(tick))} dy="4">
            {formatTick(tick, yAxis.step)}
          </text>
        </g>
      ))}
      {quarters.map((quarter, index) =>
        quarter.endsWith('Q1') || quarter.endsWith('Q3') ? (
          <text
            key={quarter}
            className={
              quarter.endsWith('Q3') ? `${styles['xTick'] ?? ''} ${styles['minor'] ?? ''}` : styles['xTick']
            }
            x={percent(geometry.x(index))}
            y="100%"
            dy="18"
          >
            {xLabels[index]}
          </text>
        ) : null,
      )}
    </>
  );
}

function SketchWords({ model, geometry }: SketchProps & { readonly geometry: Geometry }) {
  const today = percent(geometry.x(model.todayPosition));
  const ends = model.series.flatMap((series) => {
    const last = series.values.at(-1) ?? null;
    return last === null ? [] : [{ series, y: geometry.y(last) }];
  });
  // Percent of the plot's height: 5.5 % of 292 px is the 16 px that the canvas keeps between labels.
  const rows = spreadPositions(
    ends.map(({ y }) => y),
    5.5,
    0,
    100,
  );
  return (
    <>
      <line x1={today} x2={today} y1="0%" y2="100%" stroke="var(--c-muted)" strokeDasharray="2 3" />
      <text className={styles['today']} x={today} y="0%" dy="-9">
        today
      </text>
      {ends.map(({ series, y }, index) => (
        <text
          key={series.id}
          className={styles['endLabel']}
          x={percent(geometry.x(model.quarters.length - 1))}
          dx="10"
          y={percent(rows[index] ?? y)}
          dy="4"
          fill={`var(--${series.colour})`}
          fontWeight={series.weight === 'strong' ? 600 : 400}
        >
          {series.endLabel}
        </text>
      ))}
    </>
  );
}

/** The Waterline chart as static SVG: what the server sends, and what stands until the canvas is drawn. */
export function WaterlineSketch({ model }: SketchProps) {
  const geometry = geometryOf(model);
  return (
    <svg className={styles['plot']} aria-hidden="true">
      <SketchAxes model={model} geometry={geometry} />
      <svg viewBox="0 0 100 100" preserveAspectRatio="none" width="100%" height="100%">
        <SketchAreas model={model} geometry={geometry} />
        {model.series.map((series) => (
          <SketchLine key={series.id} series={series} geometry={geometry} />
        ))}
      </svg>
      <SketchWords model={model} geometry={geometry} />
    </svg>
  );
}
