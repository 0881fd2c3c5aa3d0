'use client';

import type { ReactNode } from 'react';

import { barPlotHeight } from '#lib/charts/bar-layout.ts';
import type { BarPlotModel } from '#lib/charts/bar-plot-model.ts';

import { agedLabel } from '#lib/charts/series-age.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
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
  return (
    <ChartFrame
      {...options}
      texts={model}
      controls={controls}
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
          heightPx={barPlotHeight(model)}
          sketch={<BarSketch model={model} />}
        />
      </div>
    </ChartFrame>
  );
}
