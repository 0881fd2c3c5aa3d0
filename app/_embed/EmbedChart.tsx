'use client';

import type { ChartProvenance } from '#lib/charts/chart-model.ts';
import type { LinkPin } from '#lib/core/link/pin.ts';

import { BarPlot } from '../_charts/BarPlot.tsx';
import { WaterlineChart } from '../_charts/WaterlineChart.tsx';
import { XyPlot } from '../_charts/XyPlot.tsx';
import { PinContext } from '../_page/pin-context.ts';
import type { EmbedDrawing } from './open-embed.ts';

interface EmbedChartProps {
  readonly drawing: EmbedDrawing;
  readonly provenance: ChartProvenance;
  /** For the link in files. */
  readonly pin: LinkPin;
}

const HEIGHT_PX = 380;

/** The chart, with its table, files and source as on its page. */
export function EmbedChart({ drawing, provenance, pin }: EmbedChartProps) {
  return <PinContext value={pin}>{draw(drawing, provenance)}</PinContext>;
}

function draw(drawing: EmbedDrawing, provenance: ChartProvenance) {
  switch (drawing.kind) {
    case 'waterline':
      return <WaterlineChart model={drawing.model} provenance={provenance} />;
    case 'bars':
      return <BarPlot model={drawing.model} provenance={provenance} />;
    case 'xy':
      return <XyPlot model={drawing.model} provenance={provenance} heightPx={HEIGHT_PX} />;
    case 'none':
      return <p>Nothing is drawn: {drawing.reason}.</p>;
  }
}
