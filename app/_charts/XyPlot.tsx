'use client';

import type { ReactNode } from 'react';

import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartFrame, type ChartFrameOptions } from './ChartFrame.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import type { MountChart } from './mounted-chart.ts';
import { XySketch } from './XySketch.tsx';

interface XyPlotProps extends ChartFrameOptions {
  readonly model: XyPlotModel;
  readonly heightPx?: number;
  readonly controls?: ReactNode;
}

async function loadDrawing(): Promise<MountChart<XyPlotModel>> {
  return (await import('./xy-drawing.ts')).mountXyPlot;
}

/** Points and lines over two numeric axes, linear, logarithmic or of time. */
export function XyPlot({ model, heightPx = 360, controls, ...options }: XyPlotProps) {
  const canvas = useDrawnCanvas();
  const isNamedByLegend = model.series.some(({ mark }) => mark === 'points');
  return (
    <ChartFrame
      {...options}
      texts={model}
      controls={controls}
      canvasRef={canvas.isDrawn ? canvas.canvasRef : null}
    >
      <div>
        <ChartLegend
          entries={model.series.filter(({ mark }) => mark !== 'band')}
          isAlwaysShown={isNamedByLegend && model.series.length > 1}
        />
        <ChartCanvas
          model={model}
          {...canvas}
          load={loadDrawing}
          heightPx={heightPx}
          sketch={<XySketch model={model} />}
        />
      </div>
    </ChartFrame>
  );
}
