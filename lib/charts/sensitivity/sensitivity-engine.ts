/** The engine behind the Sensitivity page: one world, any scenario, ranges and view. */
import type { ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import type { InputFault } from '../../core/input-fault.ts';
import { ok, type Result } from '../../core/result.ts';
import type { SensitivityView } from '../../core/scenario/sensitivity-view.ts';
import { createDrawChain } from '../../core/uncertainty/chain.ts';
import { computeHeatMap, type HeatMap } from '../../core/uncertainty/heat-map.ts';
import { STILL_DRAWN } from '../../core/uncertainty/staged-run.ts';
import { DEFAULT_DRAWS, DEFAULT_SOBOL_DRAWS } from '../../core/uncertainty/types.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { LiveEngine, LiveVersions } from '../live-model.ts';
import { HEAT_PLANE } from './heat-plot.ts';
import { prepareSensitivity, type SensitivityModel } from './sensitivity-model.ts';

/** Inputs that the scatter shows until another is chosen: the first that the scenario does not hold. */
const FIRST_SCATTERS = ['memory_saving', 'usage_elasticity'] as const;

export function createSensitivityEngine(
  world: ExposureWorld,
  versions: LiveVersions,
): LiveEngine<SensitivityView, SensitivityModel> {
  const heatMapOf = createHeatMapKeeper();
  let lastSobol: { readonly output: string; readonly bars: BarPlotModel } | null = null;
  return {
    request: ({ scenario, ranges, view }) => ({
      scenario,
      ranges,
      output: view.output,
      tornadoEnds: view.ends,
      draws: DEFAULT_DRAWS,
      sobolDraws: DEFAULT_SOBOL_DRAWS,
      ...scatterOf(world, scenario, view),
    }),
    prepare: (input, draws) => {
      const model = prepareSensitivity(world, input, draws, { ...versions, heatMapOf });
      if (!model.ok) return model;
      const { output } = input.view;
      if (model.value.sobol !== null) lastSobol = { output, bars: model.value.sobol };
      // Shares take longer than draws; those of the scenario before keep their place until then.
      const isWaiting = model.value.sobolAbsence === STILL_DRAWN && lastSobol?.output === output;
      return isWaiting && lastSobol !== null
        ? ok({ ...model.value, sobol: outdated(lastSobol.bars) })
        : model;
    },
  };
}

function outdated(bars: BarPlotModel): BarPlotModel {
  return { ...bars, summary: 'Shares are being drawn anew; these are of the scenario before.' };
}

function scatterOf(
  world: ExposureWorld,
  scenario: ExposureScenario,
  view: SensitivityView,
): { readonly scatterInput?: string } {
  const chain = createDrawChain(world, scenario);
  if (!chain.ok) return {};
  const isDrawn = (id: string): boolean => chain.value.drawn.some((input) => input.id === id);
  const wanted = view.input === null ? FIRST_SCATTERS.find(isDrawn) : view.input;
  return wanted !== undefined && isDrawn(wanted) ? { scatterInput: wanted } : {};
}

/** Keeps the last map: dragging saving or elasticity moves a mark on it, not the map. */
function createHeatMapKeeper() {
  let last: { readonly key: string; readonly map: Result<HeatMap, readonly InputFault[]> } | null = null;
  return (
    world: ExposureWorld,
    { scenario, ranges }: { readonly scenario: ExposureScenario; readonly ranges: readonly object[] },
    outputId: string,
  ): Result<HeatMap, readonly InputFault[]> => {
    const {
      memorySaving: _saving,
      usageElasticity: _elasticity,
      usageMultiple: _multiple,
      ...held
    } = scenario;
    const key = JSON.stringify([held, ranges, outputId]);
    if (last?.key !== key) last = { key, map: computeHeatMap(world, held, outputId, HEAT_PLANE) };
    return last.map;
  };
}
