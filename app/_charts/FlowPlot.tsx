'use client';

import { FLOW_INSETS, flowPlotHeight } from '#lib/charts/flow-layout.ts';
import type { FlowModel } from '#lib/charts/flow-model.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartFrame, type ChartFrameOptions } from './ChartFrame.tsx';
import { ChartLegend } from './ChartLegend.tsx';
import { FlowSketch } from './FlowSketch.tsx';
import type { MountChart } from './mounted-chart.ts';

interface FlowPlotProps extends ChartFrameOptions {
  readonly model: FlowModel;
}

async function loadDrawing(): Promise<MountChart<FlowModel>> {
  return (await import('./flow-drawing.ts')).mountFlowPlot;
}

/** A flow over columns: bands whose widths add up at every node. */
export function FlowPlot({ model, ...options }: FlowPlotProps) {
  const canvas = useDrawnCanvas();
  return (
    <ChartFrame {...options} texts={model} canvasRef={canvas.isDrawn ? canvas.canvasRef : null}>
      <div>
        <ChartLegend entries={model.legend} isAlwaysShown />
        <ChartCanvas
          model={model}
          {...canvas}
          load={loadDrawing}
          heightPx={flowPlotHeight(model) + FLOW_INSETS.top + FLOW_INSETS.bottom}
          sketch={<FlowSketch model={model} />}
        />
      </div>
    </ChartFrame>
  );
}
