/** The engine behind the Exposure page: one world, any scenario, ranges and unit. */
import type { ExposureWorld } from '../../core/exposure/types.ts';
import type { ExposureView } from '../../core/scenario/exposure-view.ts';
import type { LiveEngine, LiveVersions } from '../live-model.ts';
import { prepareExposure, type ExposureModel } from './exposure-model.ts';

export function createExposureEngine(
  world: ExposureWorld,
  versions: LiveVersions,
): LiveEngine<ExposureView, ExposureModel> {
  return {
    request: ({ scenario, ranges }) => ({ scenario, ranges, output: 'total.changeUsdBn', sobolDraws: 0 }),
    prepare: (input, draws) => prepareExposure(world, input, draws, versions),
  };
}
