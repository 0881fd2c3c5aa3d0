'use client';

import type { VendorBarsModel } from '#lib/charts/prepare-vendor-bars.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
import { ChartCanvas } from './ChartCanvas.tsx';
import { ChartFrame, type ChartFrameOptions } from './ChartFrame.tsx';
import type { MountChart } from './mounted-chart.ts';
import { VendorSketch } from './VendorSketch.tsx';

const ROW_HEIGHT_PX = 44;
const AXIS_HEIGHT_PX = 28;

async function loadDrawing(): Promise<MountChart<VendorBarsModel>> {
  return (await import('./vendor-drawing.ts')).mountVendorBars;
}

/** Change of HBM revenue by vendor, with whiskers, and whole DRAM where its sign differs. */
export function VendorBars({ model, ...options }: ChartFrameOptions & { readonly model: VendorBarsModel }) {
  const canvas = useDrawnCanvas();
  return (
    <ChartFrame {...options} texts={model} canvasRef={canvas.isDrawn ? canvas.canvasRef : null}>
      <ChartCanvas
        model={model}
        {...canvas}
        load={loadDrawing}
        heightPx={Math.max(1, model.bars.length) * ROW_HEIGHT_PX + AXIS_HEIGHT_PX}
        sketch={<VendorSketch model={model} />}
      />
    </ChartFrame>
  );
}
