'use client';

import type { ReactNode } from 'react';

import { xyPlaceOf } from '#lib/charts/timeline/chart-point.ts';
import { xyLane } from '#lib/charts/timeline/time-lane.ts';
import { agedLabel } from '#lib/charts/series-age.ts';
import type { XyPlotModel } from '#lib/charts/xy-plot-model.ts';

import { useDrawnCanvas } from '../_hooks/use-drawn-canvas.ts';
import { useLane } from '../_timeline/use-lane.ts';
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
  const lane = useLane(model, xyLane);
  const isNamedByLegend = model.series.some(({ mark }) => mark === 'points');
  const hasStale = model.series.some(({ isStale }) => isStale === true);
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
        <ChartLegend
          entries={namedSeries(model)}
          isAlwaysShown={hasStale || (isNamedByLegend && model.series.length > 1)}
        />
        <ChartCanvas
          model={model}
          {...canvas}
          load={loadDrawing}
          heightPx={heightPx}
          placeOf={(index) => xyPlaceOf(model, index)}
          sketch={<XySketch model={model} heightPx={heightPx} />}
        />
      </div>
    </ChartFrame>
  );
}

/** Series by name: those that share one differ in form only, which a note of the chart explains. */
function namedSeries({ series, ages = [] }: XyPlotModel) {
  const shown = series.filter(({ mark }) => mark !== 'band' && mark !== 'field');
  const names = [...new Set(shown.map(({ label }) => label))];
  return names.flatMap((label) => {
    const [first, ...others] = shown.filter((each) => each.label === label);
    if (first === undefined) return [];
    const { colour, form, isStale = false } = first;
    return [{ label: agedLabel(label, ages), colour, isStale, ...(others.length === 0 ? { form } : {}) }];
  });
}
