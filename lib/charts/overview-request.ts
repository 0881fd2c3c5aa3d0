import type { LinkPin } from '../core/link/pin.ts';
import { withSeedOf } from '../core/uncertainty/seed-of.ts';
import { DEFAULT_DRAWS, type UncertaintyRequest } from '../core/uncertainty/types.ts';
import type { ScenarioInputs } from './scenario-inputs.ts';

/** The run behind the Overview's ranges, the reader's own in place of the registry's, with the seed of a pinned link; no shares of the variance, which that page does not show. */
export function overviewRequest(
  { scenario, ranges }: ScenarioInputs,
  pin: LinkPin | null = null,
): UncertaintyRequest {
  const request = { scenario, ranges, output: 'total.changeUsdBn', draws: DEFAULT_DRAWS, sobolDraws: 0 };
  return withSeedOf(request, pin);
}
