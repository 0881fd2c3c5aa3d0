/** Everything of the Exposure page that a scenario, a range or a view changes. */
import { evaluateExposure } from '../../core/exposure/evaluate.ts';
import { applyOwnRanges } from '../../core/exposure/own-ranges.ts';
import type { ExposureScenario, ExposureWorld } from '../../core/exposure/types.ts';
import type { InputFault } from '../../core/input-fault.ts';
import { ok, type Result } from '../../core/result.ts';
import type { ExposureView } from '../../core/scenario/exposure-view.ts';
import type { UncertaintyAnswer } from '../../core/uncertainty/types.ts';
import type { BarPlotModel } from '../bar-plot-model.ts';
import type { FlowModel } from '../flow-model.ts';
import type { LiveInput, LiveModel, LiveVersions } from '../live-model.ts';
import { provenanceOf } from '../overview-model.ts';
import type { XyPlotModel } from '../xy-plot-model.ts';
import { prepareAbsorptionBars, prepareCauseBars } from './attribution-bars.ts';
import { prepareDramBars } from './dram-bars.ts';
import { prepareEbitBars } from './ebit-bars.ts';
import { prepareExposureEvidence } from './exposure-evidence.ts';
import { exposureNote, prepareExposureFigures, prepareExposureHeadline } from './exposure-headline.ts';
import { LEAST_USD_BN, shiftedUsdBn, type ExposureSource } from './exposure-source.ts';
import { prepareExposureTable, type ExposureTable } from './exposure-table.ts';
import { prepareFlow } from './flow-plot.ts';
import { prepareLevers, type LeverNote } from './lever-notes.ts';
import { prepareWaferPlot } from './wafer-plot.ts';

export interface ExposureModel extends LiveModel {
  readonly bars: BarPlotModel;
  readonly table: ExposureTable;
  /** Null when no dollar moves. */
  readonly flow: FlowModel | null;
  readonly wafer: XyPlotModel;
  readonly dram: BarPlotModel;
  readonly causes: BarPlotModel;
  readonly absorption: BarPlotModel;
  /** Levers of the change of HBM revenue. */
  readonly levers: readonly LeverNote[];
  /** How bytes come to be moved to other tiers; null when they are, or when no tier is modelled. */
  readonly shift: ShiftOffer | null;
  /** Draws behind the ranges; 0 while there are none. */
  readonly draws: number;
}

/** Scenarios in which bytes are moved. */
export interface ShiftOffer {
  readonly withShare: LeverNote | null;
  /** Null where the fleet's rows are incomplete. */
  readonly withFleet: ExposureScenario | null;
}

/** Model of `input`. `Err` names what the engine refuses. */
export function prepareExposure(
  registryWorld: ExposureWorld,
  { scenario, ranges, view }: LiveInput<ExposureView>,
  draws: UncertaintyAnswer | null,
  versions: LiveVersions,
): Result<ExposureModel, readonly InputFault[]> {
  const ranged = applyOwnRanges(registryWorld, ranges);
  if (!ranged.ok) return ranged;
  const world = ranged.value;
  const answer = evaluateExposure(world, scenario);
  if (!answer.ok) return answer;
  const source: ExposureSource = { world, scenario, answer: answer.value, draws };
  return ok({
    headline: prepareExposureHeadline(source),
    note: exposureNote(source),
    figures: prepareExposureFigures(source),
    evidence: prepareExposureEvidence(source),
    provenance: provenanceOf(world, scenario, { ...versions, draws }),
    bars: prepareEbitBars(source, view.unit),
    table: prepareExposureTable(source),
    flow: prepareFlow(source),
    wafer: prepareWaferPlot(answer.value),
    dram: prepareDramBars(source),
    causes: prepareCauseBars(answer.value),
    absorption: prepareAbsorptionBars(answer.value),
    levers: prepareLevers(source, [
      'contextRespendShare',
      'efficiencyInGuidesShare',
      'contractOverhangShare',
    ]),
    shift: prepareShiftOffer(source),
    draws: draws?.draws ?? 0,
  });
}

function prepareShiftOffer(source: ExposureSource): ShiftOffer | null {
  const { world, scenario, answer } = source;
  const shifted = shiftedUsdBn(answer);
  if (shifted === null || shifted > LEAST_USD_BN) return null;
  const { memorySaving: _saving, savingReachedBy: _date, ...rest } = scenario;
  return {
    withShare: prepareLevers(source, ['tierShiftShare'])[0] ?? null,
    withFleet: world.fleetContributions === null ? null : { ...rest, savingPath: 'fleet' },
  };
}
