/** The numbers that a run can be asked for, each read from a kernel that has just run (api: uncertainty). */
import { valueAt } from '../assumptions/value-at.ts';
import { yearOfQuarter } from '../calendar/quarter.ts';
import { breakEvenOf } from '../exposure/break-even.ts';
import type { PathKernel } from '../exposure/kernel.ts';
import { findPathOffset } from '../exposure/offset.ts';
import type { PathParameters } from '../exposure/path-parameters.ts';
import { sumTotals } from '../exposure/path-totals.ts';
import { tierSumsOf } from '../exposure/kernel-tiers.ts';
import { computeSteadyState, type SteadyState } from '../exposure/steady-state.ts';
import type { ExposureScenario, ExposureWorld } from '../exposure/types.ts';
import { changePct } from '../exposure/vendor-rows.ts';
import type { InputFault } from '../input-fault.ts';
import { MODELLED_VENDORS } from '../market/modelled-vendors.ts';
import { err, ok, type Result } from '../result.ts';
import { EBIT_VENDORS, vendorEbitUsdBn } from './vendor-ebit.ts';

/** Reads one number of a path; NaN where the path has none, which {@link OutputSpec.absence} names. */
export type OutputReader = (kernel: PathKernel, parameters: PathParameters) => number;

export interface OutputSpec {
  readonly id: string;
  readonly unit: string;
  readonly read: OutputReader;
  /** Why a draw may have no value; null when each has one. */
  readonly absence: string | null;
}

export const DEFAULT_OUTPUT = 'total.changePct';

const NO_BREAK_EVEN = 'no elasticity offsets: nothing is saved or passed on';
const NO_BASELINE = 'the vendor has no HBM revenue in the baseline';
const NO_MARKET_VALUE = 'no market value is known';

/** Percent by which HBM revenue over the horizon changes. */
export function readTotalChange(kernel: PathKernel): number {
  const totals = sumTotals(kernel);
  return changePct(totals.baselineHbmUsdBn, totals.hbmUsdBn) ?? 0;
}

/** Long run of the path; queue and contracts only where the scenario gives them. */
export function steadyStateOf(
  scenario: ExposureScenario,
  kernel: PathKernel,
  parameters: PathParameters,
): SteadyState {
  return computeSteadyState(parameters, {
    backlogShare: scenario.backlogShare ?? 0,
    contractShare: scenario.contractShare ?? 0,
    priceFloor: valueAt(kernel.quarters.priceFloor, kernel.quarterCount - 1),
  });
}

/** Output of that id in `world` under `scenario`; a fault names the ids that exist. */
export function findOutput(
  id: string,
  world: ExposureWorld,
  scenario: ExposureScenario,
  kernel: PathKernel,
): Result<OutputSpec, InputFault> {
  const found = listOutputs(world, scenario, kernel).find((output) => output.id === id);
  if (found !== undefined) return ok(found);
  const known = listOutputs(world, scenario, kernel).map((output) => output.id);
  return err({ pointer: '/output', message: `output "${id}" is none of ${known.join(', ')}` });
}

/** Every output that a run over this kernel's horizon has. */
export function listOutputs(
  world: ExposureWorld,
  scenario: ExposureScenario,
  kernel: PathKernel,
): OutputSpec[] {
  const output = (
    id: string,
    unit: string,
    read: OutputReader,
    absence: string | null = null,
  ): OutputSpec => ({ id, unit, read, absence });
  const steady = (read: (state: SteadyState) => number): OutputReader => {
    return (path, parameters) => read(steadyStateOf(scenario, path, parameters));
  };
  return [
    output(DEFAULT_OUTPUT, 'percent', readTotalChange),
    output('total.hbmUsdBn', 'USD bn', (path) => sumTotals(path).hbmUsdBn),
    output('total.changeUsdBn', 'USD bn', (path) => {
      const totals = sumTotals(path);
      return totals.hbmUsdBn - totals.baselineHbmUsdBn;
    }),
    ...yearsOf(kernel).map((year) =>
      output(`hbmUsdBn.${String(year)}`, 'USD bn', (path) => sumTotals(path, year).hbmUsdBn),
    ),
    output('lastQuarter.revenueRatio', 'ratio', (path) =>
      valueAt(path.quarters.revenueRatio, path.quarterCount - 1),
    ),
    output('offset.revenueLostUsdBn', 'USD bn', (path) => offsetOf(path).revenueLostUsdBn),
    output(
      'steadyState.revenueRatio',
      'ratio',
      steady((state) => state.revenueRatio),
    ),
    output(
      'steadyState.demandIndex',
      'ratio',
      steady((state) => state.demandIndex),
    ),
    output(
      'breakEvenElasticity',
      'elasticity',
      (_, parameters) => breakEvenOf(parameters) ?? NaN,
      NO_BREAK_EVEN,
    ),
    ...MODELLED_VENDORS.map(({ ticker }, v) =>
      output(`vendors.${ticker}.changePct`, 'percent', (path) => vendorChangePct(path, v), NO_BASELINE),
    ),
    ...EBIT_VENDORS.flatMap(({ ticker }, v) => profitOutputs(world, ticker, v)),
  ];
}

function profitOutputs(world: ExposureWorld, ticker: string, vendor: number): OutputSpec[] {
  const marketCapUsdBn = world.vendors.find((one) => one.ticker === ticker)?.marketCapUsdBn ?? null;
  return [
    {
      id: `vendors.${ticker}.ebitChangeUsdBn`,
      unit: 'USD bn',
      read: (kernel) => vendorEbitUsdBn(kernel, vendor),
      absence: null,
    },
    {
      id: `vendors.${ticker}.valueChangePct`,
      unit: 'percent of market value',
      read: (kernel) =>
        marketCapUsdBn === null ? NaN : (vendorValueUsdBn(kernel, ticker) / marketCapUsdBn) * 100,
      absence: marketCapUsdBn === null ? NO_MARKET_VALUE : null,
    },
  ];
}

/** Change of a vendor's value, USD bn, HBM and tiers together; read from a kernel that has just run. */
export function vendorValueUsdBn({ vendors, tiers }: PathKernel, ticker: string): number {
  const v = MODELLED_VENDORS.findIndex((vendor) => vendor.ticker === ticker);
  const fromHbm = v < 0 ? 0 : valueAt(vendors.valueUsdBn, v);
  return fromHbm + (tiers === null ? 0 : tierSumsOf(tiers, ticker).valueUsdBn);
}

/** Percent change of vendor `v`'s HBM revenue; NaN without a baseline. */
export function vendorChangePct(kernel: PathKernel, v: number): number {
  const { inputs, quarterCount, vendors } = kernel;
  let baseline = 0;
  for (let k = 0; k < quarterCount; k += 1) {
    baseline += valueAt(inputs.share, v * quarterCount + k) * valueAt(inputs.baselineHbmUsdBn, k);
  }
  return changePct(baseline, valueAt(vendors.hbmUsdBn, v)) ?? NaN;
}

/** When demand is back and what was lost until then. */
export function offsetOf(kernel: PathKernel): ReturnType<typeof findPathOffset> {
  return findPathOffset(
    kernel.quarters.demandIndex,
    kernel.inputs.baselineHbmUsdBn,
    kernel.quarters.revenueRatio,
  );
}

function yearsOf(kernel: PathKernel): number[] {
  const years = Array.from({ length: kernel.quarterCount }, (_, k) => yearOfQuarter(kernel.firstQuarter + k));
  return [...new Set(years)];
}
