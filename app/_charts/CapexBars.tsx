'use client';

import { useCallback, useRef, useState } from 'react';

import type { CapexBarsModel } from '#lib/charts/capex-model.ts';

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
  const canvasRef = useRef<HTMLCanvasElement>(null);
  const [isDrawn, setIsDrawn] = useState(false);
  const onDrawn = useCallback(() => {
    setIsDrawn(true);
  }, []);
  return (
    <ChartFrame {...options} texts={model} canvasRef={isDrawn ? canvasRef : null}>
      <div>
        <ChartLegend entries={model.issuers.map(({ issuer, colour }) => ({ label: issuer, colour }))} />
        <ChartCanvas
          model={model}
          canvasRef={canvasRef}
          load={loadDrawing}
          heightPx={HEIGHT_PX}
          sketch={<CapexSketch model={model} />}
          isDrawn={isDrawn}
          onDrawn={onDrawn}
        />
      </div>
    </ChartFrame>
  );
}
