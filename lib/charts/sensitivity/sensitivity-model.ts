/** Everything of the Sensitivity page that a scenario, a range or a view changes. */
import { evaluateExposure } from '../../core/exposure/evaluate.ts';
import { applyOwnRanges } from '../../core/exposure/own-ranges.ts';
import type { ExposureWorld } from '../../core/exposure/types.ts';
import type { InputFault } from '../../core/input-fault.ts';
import { err, ok, type Result } from '../../core/result.ts';
import type { SensitivityView } from '../../core/scenario/sensitivity-view.ts';
import { createDrawChain } from '../../core/uncertainty/chain.ts';
import type { HeatMap } from '../../core/uncertainty/heat-map.ts';
import { DEFAULT_OUTPUT, findOutput, listOutputs } from '../../core/uncertainty/outputs.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { LiveInput, LiveModel, LiveVersions } from '../live-model.ts';
import { provenanceOf } from '../overview-model.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareDistribution, prepareScatter } from './distribution-plot.ts';
import { prepareHeatPlot } from './heat-plot.ts';
import { describeBasisIn, listDrivers, type DriverRow } from './driver-rows.ts';
import { describeOutput } from './output-words.ts';
import type { SensitivitySource } from './sensitivity-source.ts';
import { prepareSensitivityEvidence } from './sensitivity-evidence.ts';
import { prepareSensitivityFigures, prepareSensitivityHeadline, rangeNote } from './sensitivity-words.ts';
import { prepareSobolBars } from './sobol-bars.ts';
import { prepareTornado } from './tornado-bars.ts';

export interface SensitivityModel extends LiveModel {
  /** Outputs that the page can be about, with their names. */
  readonly outputs: readonly { readonly id: string; readonly name: string }[];
  readonly tornado: BarPlotModel | null;
  readonly heat: XyPlotModel | null;
  /** Why there is no plane; null where there is one. */
  readonly heatAbsence: string | null;
  readonly distribution: XyPlotModel | null;
  readonly sobol: BarPlotModel | null;
  readonly sobolAbsence: string | null;
  readonly scatter: XyPlotModel | null;
  readonly drivers: readonly DriverRow[];
  /** Draws behind the ranges; 0 while there are none. */
  readonly draws: number;
}

export type HeatMapOf = (
  world: ExposureWorld,
  input: LiveInput<SensitivityView>,
  outputId: string,
) => Result<HeatMap, readonly InputFault[]>;

/** Model of `input`; `heatMapOf` may keep maps, since dragging the saving does not change one. */
export function prepareSensitivity(
  registryWorld: ExposureWorld,
  input: LiveInput<SensitivityView>,
  draws: UncertaintyAnswer | null,
  options: LiveVersions & { readonly heatMapOf: HeatMapOf },
): Result<SensitivityModel, readonly InputFault[]> {
  const ranged = applyOwnRanges(registryWorld, input.ranges);
  if (!ranged.ok) return ranged;
  const world = ranged.value;
  const { scenario, view } = input;
  const answer = evaluateExposure(world, scenario);
  if (!answer.ok) return answer;
  const chain = createDrawChain(world, scenario);
  if (!chain.ok) return chain;
  const output = findOutput(view.output, world, scenario, chain.value.kernel);
  if (!output.ok) return err([{ ...output.error, pointer: '/output' }]);

  const words = describeOutput(view.output, world);
  // Draws of another output belong to the view before; they are replaced within a moment.
  const fitting = draws?.output === view.output ? draws : null;
  const source: SensitivitySource = { world, answer: answer.value, words, draws: fitting };
  const heatWords = words.isChange ? words : describeOutput(DEFAULT_OUTPUT, world);
  const map = options.heatMapOf(world, input, heatWords.id);
  const drivers = fitting === null ? [] : listDrivers(source, fitting, input.ranges);
  const scattered = drivers.find(({ id }) => id === fitting?.scatter?.input);
  return ok({
    headline: prepareSensitivityHeadline(source),
    note: rangeNote(fitting),
    figures: prepareSensitivityFigures(source),
    evidence: prepareSensitivityEvidence(source),
    provenance: provenanceOf(world, scenario, { ...options, draws: fitting }),
    outputs: listOutputs(world, scenario, chain.value.kernel).map(({ id }) => ({
      id,
      name: describeOutput(id, world).axisTitle,
    })),
    tornado:
      fitting === null
        ? null
        : prepareTornado(fitting, {
            words,
            isFlat: view.ends === 'flat',
            describeBasis: describeBasisIn(world),
          }),
    heat: map.ok
      ? prepareHeatPlot(map.value, { world, scenario, answer: answer.value, words: heatWords })
      : null,
    heatAbsence: map.ok ? null : map.error.map(({ message }) => message).join('; '),
    distribution: fitting === null ? null : prepareDistribution(fitting, words),
    sobol: fitting === null ? null : prepareSobolBars(fitting, words),
    sobolAbsence: fitting === null ? 'no draws have been made' : fitting.sobolAbsence,
    scatter:
      fitting === null || scattered === undefined
        ? null
        : prepareScatter(fitting, { words, name: scattered.name, unit: scattered.unit }),
    drivers,
    draws: fitting?.draws ?? 0,
  });
}
