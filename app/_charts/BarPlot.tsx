'use client';

import type { ReactNode } from 'react';

import { barPlotHeight } from '#lib/charts/bar-layout.ts';
import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';

import { periodPlaceOf } from '#lib/charts/timeline/chart-point.ts';
import { barLane } from '#lib/charts/timeline/time-lane.ts';
import { agedLabel } from '#lib/charts/series-age.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
import { useLane } from '../_timeline/use-lane.ts';
import { BarSketch } from './BarSketch.tsx';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartFrame, type ChartFrameOptions } from './ChartFrame.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import type { MountChart } from './mounted-chart.ts';

interface BarPlotProps extends ChartFrameOptions {
  readonly model: BarPlotModel;
  readonly controls?: ReactNode;
}

async function loadDrawing(): Promise<MountChart<BarPlotModel>> {
  return (await import('./bar-drawing.ts')).mountBarPlot;
}

/** Bars in rows or columns: stacked parts, floating steps, whiskers, a line across. */
export function BarPlot({ model, controls, ...options }: BarPlotProps) {
  const canvas = useDrawnCanvas();
  const lane = useLane(model, barLane);
  const heightPx = barPlotHeight(model);
  return (
    <ChartFrame
      {...options}
      texts={model}
      controls={controls}
      lane={lane}
      heightPx={heightPx}
      canvasRef={canvas.isDrawn ? canvas.canvasRef : null}
    >
      <div>
        {model.legend.length === 0 ? null : (
          <ChartLegend
            entries={model.legend.map((entry) => ({
              ...entry,
              label: agedLabel(entry.label, model.ages ?? []),
            }))}
            isAlwaysShown
          />
        )}
        <ChartCanvas
          model={model}
          {...canvas}
          load={loadDrawing}
          heightPx={heightPx}
          placeOf={(index) => periodPlaceOf(model.time?.periods ?? [], index)}
          sketch={<BarSketch model={model} />}
        />
      </div>
    </ChartFrame>
  );
}
