import type { FlowBandModel } from '#lib/charts/flow-model.ts';

/** Looks of the bands; sketch and canvas draw the same. */
export const BAND_OPACITY = 0.4;
export const BAND_OPACITY_ACTIVE = 0.75;
/** What rests on assumed rows is paler, and its edge dotted. */
export const ASSUMED_OPACITY = 0.22;
export const ASSUMED_DASH = [2, 3] as const;

export function bandOpacity({ form }: FlowBandModel): number {
  return form === 'assumption' ? ASSUMED_OPACITY : BAND_OPACITY;
}
