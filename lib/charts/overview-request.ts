import type { ExposureScenario } from '../core/exposure/types.ts';
import { DEFAULT_DRAWS, type UncertaintyRequest } from '../core/uncertainty/types.ts';

/** The run behind the Overview's ranges; no shares of the variance, which that page does not show. */
export function overviewRequest(scenario: ExposureScenario): UncertaintyRequest {
  return { scenario, output: 'total.changeUsdBn', draws: DEFAULT_DRAWS, sobolDraws: 0 };
}
