/** One compared scenario with everything that was computed for it. */
import type { ExposureAnswer, ExposureScenario } from '../../core/exposure/types.ts';
import type { Slot } from '../../core/scenario/compare-link.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { ColourToken } from '../chart-model.ts';
import { formatRange } from '../format.ts';
import type { MarkForm } from '../xy-plot-model.ts';

export interface ComparedRun {
  readonly slot: Slot;
  /** No two of a page are alike. */
  readonly name: string;
  readonly scenario: ExposureScenario;
  readonly answer: ExposureAnswer;
  /** Draws of the change of HBM revenue; null while the server had no room for them. */
  readonly change: UncertaintyAnswer | null;
  /** Draws of the output that the dots show. */
  readonly output: UncertaintyAnswer | null;
}

/** Colour of each column's marks, and the stroke that tells its line apart without colour. */
export const SLOT_MARKS: Readonly<Record<Slot, { readonly colour: ColourToken; readonly form: MarkForm }>> = {
  a: { colour: 'c-deep', form: 'reported' },
  b: { colour: 'c-sand', form: 'estimate' },
  c: { colour: 'c-ink', form: 'assumption' },
  d: { colour: 'c-supply', form: 'reported' },
};

export const NO_DRAWS = 'not drawn: too many runs were under way';

/** P10 to P90 of a run, each end passed through `scale`; null without draws or values. */
export function rangeOfDraws(
  draws: UncertaintyAnswer | null,
  scale: (value: number) => number = (value) => value,
): { readonly low: number; readonly high: number } | null {
  if (draws?.quantiles == null) return null;
  return { low: scale(draws.quantiles.p10), high: scale(draws.quantiles.p90) };
}

/** The range in words, or why there is none. */
export function rangeText(
  range: { readonly low: number; readonly high: number } | null,
  draws: UncertaintyAnswer | null,
  unit?: string,
): string {
  if (range !== null) return formatRange(range.low, range.high, unit);
  return draws === null ? NO_DRAWS : (draws.absence ?? 'no draw has a value');
}
