'use client';

import type { CapexBarsModel } from '#lib/charts/capex-model.ts';
import { periodPlaceOf } from '#lib/charts/timeline/chart-point.ts';
import { capexLane, yearPeriods } from '#lib/charts/timeline/time-lane.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
import { useLane } from '../_timeline/use-lane.ts';
import { CapexSketch } from './CapexSketch.tsx';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartFrame, type ChartFrameOptions } from './ChartFrame.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import type { MountChart } from './mounted-chart.ts';

const HEIGHT_PX = 340;

async function loadDrawing(): Promise<MountChart<CapexBarsModel>> {
  return (await import('./capex-drawing.ts')).mountCapexBars;
}

/** Capex by calendar year, stacked by issuer, told apart by how it is known. */
export function CapexBars({ model, ...options }: ChartFrameOptions & { readonly model: CapexBarsModel }) {
  const canvas = useDrawnCanvas();
  const lane = useLane(model, capexLane);
  return (
    <ChartFrame
      {...options}
      texts={model}
      lane={lane}
      heightPx={HEIGHT_PX}
      canvasRef={canvas.isDrawn ? canvas.canvasRef : null}
    >
      <div>
        <ChartLegend entries={model.issuers.map(({ issuer, colour }) => ({ label: issuer, colour }))} />
        <ChartCanvas
          model={model}
          {...canvas}
          load={loadDrawing}
          heightPx={HEIGHT_PX}
          placeOf={(index) => periodPlaceOf(yearPeriods(model.years), index)}
          sketch={<CapexSketch model={model} />}
        />
      </div>
    </ChartFrame>
  );
}
