import type { IsoDate } from '../core/facts/types.ts';
import type { ChartProvenance } from './chart-model.ts';
import { formatDate } from './format.ts';

/**
 * Everything that says how to come to the same figures again, in words for files.
 *
 * @param draws of the ranges; null where nothing is drawn
 */
export function computedVersions(
  { asOf, dataVersion }: { readonly asOf: IsoDate; readonly dataVersion: number },
  modelVersion: string,
  draws: { readonly draws: number; readonly seed: number } | null = null,
): Pick<ChartProvenance, 'versions' | 'asOf'> {
  const drawn =
    draws === null ? '' : `, ${draws.draws.toLocaleString('en-US')} draws of seed ${String(draws.seed)}`;

  return {
    asOf,
    versions: `as of ${formatDate(asOf)}, data version ${String(dataVersion)}, model ${modelVersion}${drawn}`,
  };
}
