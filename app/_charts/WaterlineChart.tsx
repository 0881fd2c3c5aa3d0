'use client';

import { periodPlaceOf } from '#lib/charts/timeline/chart-point.ts';
import { quarterPeriods, waterlineLane } from '#lib/charts/timeline/time-lane.ts';
import type { WaterlineModel } from '#lib/charts/waterline-model.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
import { useLane } from '../_timeline/use-lane.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartFrame, type ChartFrameOptions } from './ChartFrame.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import type { MountChart } from './mounted-chart.ts';
import { WaterlineSketch } from './WaterlineSketch.tsx';
import styles from './WaterlineChart.module.css';

const HEIGHT_PX = 340;

async function loadDrawing(): Promise<MountChart<WaterlineModel>> {
  return (await import('./waterline-drawing.ts')).mountWaterline;
}

interface WaterlineChartProps extends ChartFrameOptions {
  readonly model: WaterlineModel;
  /** Given, the frame carries the switch between revenue and orders. */
  readonly onOrdersChange?: (isOrders: boolean) => void;
}

interface ViewSwitchProps {
  readonly isOrders: boolean;
  readonly onChange: (isOrders: boolean) => void;
}

function ViewSwitch({ isOrders, onChange }: ViewSwitchProps) {
  const views = [
    { label: 'Revenue, USD bn', value: false },
    { label: 'Orders, bn GB', value: true },
  ];
  return (
    <div className={styles['switch']} role="group" aria-label="What the chart shows">
      {views.map(({ label, value }) => (
        <button
          key={label}
          type="button"
          aria-pressed={value === isOrders}
          onClick={() => {
            onChange(value);
          }}
        >
          {label}
        </button>
      ))}
    </div>
  );
}

/** The Waterline chart: revenue (or orders) by quarter, with and without the saving. */
export function WaterlineChart({ model, onOrdersChange, ...options }: WaterlineChartProps) {
  const canvas = useDrawnCanvas();
  const lane = useLane(model, waterlineLane);
  return (
    <ChartFrame
      {...options}
      texts={model}
      lane={lane}
      heightPx={HEIGHT_PX}
      canvasRef={canvas.isDrawn ? canvas.canvasRef : null}
      controls={
        onOrdersChange === undefined ? null : (
          <ViewSwitch isOrders={model.isOrders} onChange={onOrdersChange} />
        )
      }
    >
      <div>
        <p className={styles['unit']}>{model.unit}</p>
        <ChartLegend entries={model.series} />
        <ChartCanvas
          model={model}
          {...canvas}
          load={loadDrawing}
          heightPx={HEIGHT_PX}
          placeOf={(index) => periodPlaceOf(quarterPeriods(model.quarters), index)}
          sketch={<WaterlineSketch model={model} />}
        />
      </div>
    </ChartFrame>
  );
}
