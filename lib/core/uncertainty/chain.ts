/**
 * The whole chain of one draw, from registry values to the arrays of the exposure kernel: capex and calibration, market
 * paths, parameters, path (model 3 to 7). The functions are those of a single answer, so a draw at the points gives the
 * answer's own digits.
 */
import { pointValues } from '../assumptions/registry.ts';
import { valueAt } from '../assumptions/value-at.ts';
import { quarterIndexOf } from '../calendar/quarter.ts';
import {
  CAPEX_QUARTERS_AHEAD,
  computeBaseline,
  createBaselineWorkspace,
  type BaselineWorkspace,
} from '../demand/baseline.ts';
import { layOutCapex, type CapexBasis } from '../demand/capex-basis.ts';
import { readFleetRows, type FleetRows, type FleetTechniqueRows } from '../efficiency/fleet/fleet-rows.ts';
import { fillFleetPath } from '../exposure/fleet-path.ts';
import { createInputLayout, type InputLayout } from '../exposure/input-layout.ts';
import { findReadIds, hasTierShift } from '../exposure/inputs.ts';
import { createPathKernel, loadMarketPaths, type PathKernel } from '../exposure/kernel.ts';
import { resolveScenario, type PathParameters, type ResolvedScenario } from '../exposure/path-parameters.ts';
import { runPath } from '../exposure/run-path.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import { findScenarioFaults } from '../exposure/validate-scenario.ts';
import type { Assumption } from '../facts/types.ts';
import type { InputFault } from '../input-fault.ts';
import { err, ok, type Result } from '../result.ts';
import type { DrawnInput } from './draw-plan.ts';

/** The fleet's inputs beside the registry: the saving of each technique, at the end of a draw's values. */
interface FleetDraw {
  readonly rows: FleetRows;
  readonly indexOfRow: ReadonlyMap<Assumption, number>;
  readonly indexOfSaving: ReadonlyMap<FleetTechniqueRows, number>;
}

export interface DrawChain {
  readonly world: ExposureWorld;
  readonly scenario: ExposureScenario;
  readonly layout: InputLayout;
  /** Registry values by index, then technique savings: what a draw fills and {@link runDraw} reads. */
  readonly values: Float64Array;
  /** The same at their points. */
  readonly points: Float64Array;
  /** What varies, in registry order. */
  readonly drawn: readonly DrawnInput[];
  readonly kernel: PathKernel;
  readonly basis: CapexBasis;
  readonly workspace: BaselineWorkspace;
  readonly priceUsdPerGb: Float64Array;
  readonly baselineHbmUsdBn: Float64Array;
  readonly baselineBnGb: Float64Array;
  readonly fleet: FleetDraw | null;
}

/** Chain of a scenario; faults name every field that cannot be evaluated. */
export function createDrawChain(
  world: ExposureWorld,
  scenario: ExposureScenario,
): Result<DrawChain, InputFault[]> {
  const created = createInputLayout(world.assumptions);
  if (!created.ok) return created;
  const layout = created.value;
  const registryPoints = pointValues(layout.registry);
  const faults = findScenarioFaults(world, layout, registryPoints, scenario);
  if (faults.length > 0) return err(faults);
  const rows =
    scenario.savingPath === 'fleet' ? readFleetRows(world.assumptions, world.fleetTechniques) : ok(null);
  if (!rows.ok) return rows;

  const fleet = rows.value === null ? null : createFleetDraw(layout, rows.value);
  const points = Float64Array.from([
    ...registryPoints,
    ...(fleet?.rows.techniques.map((technique) => technique.fact.savingPoint) ?? []),
  ]);
  const quarterCount = scenario.horizonQuarters ?? valueAt(points, layout.scalars.horizon_quarters);
  const firstQuarter = quarterIndexOf(world.asOf);
  const calibrationEnd = valueAt(points, layout.baseline.scalars.calibration_year) * 4 + 3;
  const lastQuarter = Math.max(firstQuarter + quarterCount - 1, calibrationEnd) + CAPEX_QUARTERS_AHEAD;
  const basis = layOutCapex(world.capexSeries, lastQuarter);
  const from = firstQuarter - basis.firstQuarter;
  const calibrationStart = calibrationEnd - 3 - basis.firstQuarter;
  const workspace = createBaselineWorkspace(layout.baseline, basis, Math.min(from, calibrationStart));
  const view = (path: Float64Array): Float64Array => path.subarray(from, from + quarterCount);
  return ok({
    world,
    scenario,
    layout,
    values: Float64Array.from(points),
    points,
    drawn: listDrawn(world, layout, scenario, fleet),
    kernel: createPathKernel(
      world,
      layout,
      registryPoints,
      quarterCount,
      hasTierShift(layout, registryPoints, scenario),
    ),
    basis,
    workspace,
    priceUsdPerGb: view(workspace.paths.priceUsdPerGb),
    baselineHbmUsdBn: view(workspace.paths.hbmUsdBn),
    baselineBnGb: view(workspace.paths.hbmBnGb),
    fleet,
  });
}

function createFleetDraw(layout: InputLayout, rows: FleetRows): FleetDraw {
  const { assumptions } = layout.registry;
  return {
    rows,
    indexOfRow: new Map(assumptions.map((row, index) => [row, index])),
    indexOfSaving: new Map(rows.techniques.map((technique, i) => [technique, assumptions.length + i])),
  };
}

function listDrawn(
  world: ExposureWorld,
  layout: InputLayout,
  scenario: ExposureScenario,
  fleet: FleetDraw | null,
): DrawnInput[] {
  const read = findReadIds(layout, scenario, fleet?.rows ?? null);
  const rows = world.assumptions.flatMap((row, index) =>
    row.variesInUncertainty && read.has(row.id) && row.low < row.high ? [{ ...row, index }] : [],
  );
  const savings = [...(fleet?.indexOfSaving ?? [])].flatMap(([{ fact }, index]): DrawnInput[] => {
    const { savingLow, savingPoint, savingHigh } = fact;
    if (savingLow === null || savingHigh === null || savingLow >= savingHigh) return [];
    return [
      {
        id: `saving_point__${fact.id}`,
        name: `Saving of ${fact.name}`,
        unit: 'fraction',
        low: savingLow,
        point: savingPoint,
        high: savingHigh,
        distribution: 'logit-normal',
        index,
      },
    ];
  });
  return [...rows, ...savings];
}

/** Runs the chain for `chain.values`: fills the kernel's arrays and returns the parameters of the path. */
export function runDraw(chain: DrawChain): PathParameters {
  const { parameters } = loadDraw(chain);
  runPath(chain.kernel, parameters);
  return parameters;
}

/** All of a draw but its path: market paths for `chain.values`, and the scenario that any saving can be put into. */
export function loadDraw(chain: DrawChain): ResolvedScenario {
  const { world, scenario, layout, values, kernel, basis, workspace } = chain;
  computeBaseline(values, layout.baseline, basis, workspace);
  kernel.inputs.baselineHbmUsdBn.set(chain.baselineHbmUsdBn);
  kernel.inputs.baselineBnGb.set(chain.baselineBnGb);
  loadMarketPaths(kernel, layout, values, chain.priceUsdPerGb);
  const fleet = chain.fleet === null ? null : drawFleetPath(chain, chain.fleet);
  return resolveScenario(layout, world.asOf, scenario, values, fleet);
}

function drawFleetPath(chain: DrawChain, fleet: FleetDraw): ReturnType<typeof fillFleetPath> {
  const { values } = chain;
  return fillFleetPath(chain.world, fleet.rows, chain.scenario, chain.kernel.quarterCount, {
    assumption: (row) => valueAt(values, fleet.indexOfRow.get(row) ?? -1),
    saving: (technique) => valueAt(values, fleet.indexOfSaving.get(technique) ?? -1),
  });
}
