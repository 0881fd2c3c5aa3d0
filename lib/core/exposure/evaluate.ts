/** From a world and a scenario to the whole answer (model 4 to 7): validate, run the kernel, explain its arrays. */
import { valueAt } from '../assumptions/value-at.ts';
import { ok, type Result } from '../result.ts';
import { attributeCauses, attributeChange } from './attribution.ts';
import { breakEvenOf } from './break-even.ts';
import { listUsedInputs } from './inputs.ts';
import type { PathKernel } from './kernel.ts';
import { findPathOffset } from './offset.ts';
import { sumTotals } from './path-totals.ts';
import type { PathParameters } from './path-parameters.ts';
import { resolvePath } from './resolved-path.ts';
import { runPath } from './run-path.ts';
import { computeSensitivities } from './sensitivity.ts';
import { computeSteadyState } from './steady-state.ts';
import type { ExposureAnswer, ExposureQuarter, ExposureScenario, ExposureWorld } from './types.ts';
import type { InputFault } from '../input-fault.ts';
import { changePct, listVendorRows } from './vendor-rows.ts';

/** Outside this range of the demand index price and revenue are marked as extrapolated (model 6). */
const LEAST_TESTED_INDEX = 0.4;
const GREATEST_TESTED_INDEX = 2;

/**
 * Answer of `scenario` in `world`; money in USD bn, ratios to the baseline. Faults name every bad field at once.
 * Pure: the same world and scenario give the same answer to the last bit, on the server and in the browser.
 */
export function evaluateExposure(
  world: ExposureWorld,
  scenario: ExposureScenario,
): Result<ExposureAnswer, InputFault[]> {
  const path = resolvePath(world, scenario);
  if (!path.ok) return path;
  const { layout, resolved, kernel, fleet } = path.value;
  const { parameters } = resolved;
  const sensitivities = computeSensitivities(kernel, resolved);
  runPath(kernel, parameters);

  const explained = explain(world, kernel, scenario, parameters);
  return ok({
    ...explained,
    inputs: listUsedInputs(world, layout, scenario, fleet?.rows ?? null),
    vendors: listVendorRows(world, kernel, sensitivities).filter(
      (vendor) => scenario.vendors?.includes(vendor.ticker) ?? true,
    ),
  });
}

/** What the arrays of a kernel that has just run `parameters` say, vendors and inputs left aside. */
function explain(
  world: ExposureWorld,
  kernel: PathKernel,
  scenario: ExposureScenario,
  parameters: PathParameters,
): Omit<ExposureAnswer, 'inputs' | 'vendors'> {
  const { demandIndex, revenueRatio, priceFloor } = kernel.quarters;
  const quarters = Array.from({ length: kernel.quarterCount }, (_, k) => toQuarter(world, kernel, k));
  const offset = findPathOffset(demandIndex, kernel.inputs.baselineHbmUsdBn, revenueRatio);
  const steady = computeSteadyState(parameters, {
    backlogShare: scenario.backlogShare ?? 0,
    contractShare: scenario.contractShare ?? 0,
    priceFloor: valueAt(priceFloor, kernel.quarterCount - 1),
  });
  return {
    asOf: world.asOf,
    quarters,
    total: totalOf(kernel),
    attributionUsdBn: attributeChange(kernel, parameters),
    causesUsdBn: attributeCauses(kernel, parameters),
    offset: {
      quarter: offset.quarter === null ? null : worldAt(world.quarters, offset.quarter),
      revenueLostUsdBn: offset.revenueLostUsdBn,
    },
    breakEvenElasticity: breakEvenOf(parameters),
    steadyState: {
      demandIndex: steady.demandIndex,
      price: steady.price,
      volume: steady.volume,
      revenueRatio: steady.revenueRatio,
    },
  };
}

function toQuarter(world: ExposureWorld, kernel: PathKernel, k: number): ExposureQuarter {
  const { quarters, inputs } = kernel;
  const baselineHbmUsdBn = valueAt(inputs.baselineHbmUsdBn, k);
  const demandIndex = valueAt(quarters.demandIndex, k);
  const revenueRatio = valueAt(quarters.revenueRatio, k);
  return {
    quarter: worldAt(world.quarters, k),
    capexUsdBn: worldAt(world.capexUsdBn, k),
    baselineHbmUsdBn,
    baselineBnGb: valueAt(inputs.baselineBnGb, k),
    memorySaving: valueAt(quarters.memorySaving, k),
    costSaving: valueAt(quarters.costSaving, k),
    usage: valueAt(quarters.usage, k),
    demandIndex,
    anticipatedIndex: valueAt(quarters.anticipatedIndex, k),
    overhangBnGb: valueAt(quarters.overhangBnGb, k),
    backlogShare: valueAt(quarters.backlogShare, k),
    effectiveDemandIndex: valueAt(quarters.effectiveDemandIndex, k),
    waferRevenueRatio: valueAt(inputs.waferRevenueRatio, k),
    priceFloor: valueAt(quarters.priceFloor, k),
    price: valueAt(quarters.price, k),
    volume: valueAt(quarters.volume, k),
    contractShare: valueAt(quarters.contractShare, k),
    revenueRatio,
    hbmUsdBn: baselineHbmUsdBn * revenueRatio,
    conventionalPrice: valueAt(quarters.conventionalPrice, k),
    isExtrapolated: demandIndex <= LEAST_TESTED_INDEX || demandIndex >= GREATEST_TESTED_INDEX,
  };
}

function totalOf(kernel: PathKernel): ExposureAnswer['total'] {
  const totals = sumTotals(kernel);
  return { ...totals, changePct: changePct(totals.baselineHbmUsdBn, totals.hbmUsdBn) ?? 0 };
}

function worldAt<T>(path: readonly T[], k: number): T {
  const value = path[k];
  if (value === undefined) throw new RangeError(`the world has no quarter ${String(k)}`);
  return value;
}
