/**
 * Speed of the exposure engine: full paths and steady states a second on one thread, beside the same model written
 * naively with an object for every quarter and vendor, in the same run. `node tests/bench/exposure.ts`.
 * The target asks for 7 vendors x 24 quarters: the kernel models four makers of HBM, so three more copies are added.
 */
import { pointValues } from '#lib/core/assumptions/registry.ts';
import { computeBaseline, createBaselineWorkspace, CAPEX_QUARTERS_AHEAD } from '#lib/core/demand/baseline.ts';
import { buildCapexBasis } from '#lib/core/demand/capex-basis.ts';
import { quarterIndexOf } from '#lib/core/calendar/quarter.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { createInputLayout, type InputLayout } from '#lib/core/exposure/input-layout.ts';
import { createPathKernel, createVendorSums, type PathKernel } from '#lib/core/exposure/kernel.ts';
import {
  resolveScenario,
  withMemorySaving,
  type PathParameters,
} from '#lib/core/exposure/path-parameters.ts';
import { runPath } from '#lib/core/exposure/run-path.ts';
import { computeSteadyState } from '#lib/core/exposure/steady-state.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import type { Result } from '#lib/core/result.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';
import { runNaivePath } from '#tests/support/naive-exposure.ts';

const QUARTERS = 24;
const VENDORS = 7;
const SECONDS_PER_MEASUREMENT = 1;

const facts = readExposureFacts();
const world = unwrap(buildWorld(facts));
const layout = unwrap(createInputLayout(world.assumptions));
const values = pointValues(layout.registry);
const resolved = resolveScenario(layout, world.asOf, { usageElasticity: 1.3 }, values);
const scenarios = Array.from({ length: 256 }, (_, i) => withMemorySaving(resolved, 0.05 + i / 400));

function unwrap<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(JSON.stringify(result.error));
  return result.value;
}

/** Kernel with `VENDORS` vendors: the modelled ones repeated until there are enough. */
function widen(kernel: PathKernel): PathKernel {
  const perVendor = (source: Float64Array): Float64Array =>
    Float64Array.from({ length: VENDORS }, (_, v) => source[v % kernel.vendorCount] ?? 0);
  const share = Float64Array.from({ length: VENDORS * QUARTERS }, (_, i) => {
    const vendor = Math.floor(i / QUARTERS) % kernel.vendorCount;
    return kernel.inputs.share[vendor * QUARTERS + (i % QUARTERS)] ?? 0;
  });
  return {
    ...kernel,
    vendorCount: VENDORS,
    inputs: {
      ...kernel.inputs,
      share,
      conventionalShare: perVendor(kernel.inputs.conventionalShare),
      contributionMargin: perVendor(kernel.inputs.contributionMargin),
      keptAfterTax: perVendor(kernel.inputs.keptAfterTax),
    },
    vendors: createVendorSums(VENDORS),
  };
}

/** Calls a second of `work`, after a warm-up; the sum keeps the compiler from dropping the calls. */
function measure(work: (i: number) => number): number {
  let sum = 0;
  for (let i = 0; i < 2000; i += 1) sum += work(i);
  const start = performance.now();
  let calls = 0;
  while (performance.now() - start < SECONDS_PER_MEASUREMENT * 1000) {
    for (let i = 0; i < 100; i += 1) sum += work(calls + i);
    calls += 100;
  }
  if (!Number.isFinite(sum)) throw new Error('the measured work gave no finite number');
  return (calls * 1000) / (performance.now() - start);
}

function scenarioAt(i: number): PathParameters {
  return scenarios[i % scenarios.length] ?? resolved.parameters;
}

function measureRedraw(currentWorld: ExposureWorld, currentLayout: InputLayout): number {
  const lastQuarter = quarterIndexOf(currentWorld.asOf) + QUARTERS - 1 + CAPEX_QUARTERS_AHEAD;
  const basis = unwrap(
    buildCapexBasis({
      asOf: currentWorld.asOf,
      actuals: facts.capexActuals,
      announcements: facts.capexAnnouncements,
      lastQuarter,
    }),
  );
  const workspace = createBaselineWorkspace(currentLayout.baseline, basis);
  return measure(() => computeBaseline(values, currentLayout.baseline, basis, workspace));
}

const kernel = widen(createPathKernel(world, layout, values, QUARTERS));
const steadyMarket = { backlogShare: 0, contractShare: 0, priceFloor: kernel.quarters.priceFloor[0] ?? 0.9 };
const pathsPerSecond = measure((i) => {
  runPath(kernel, scenarioAt(i));
  return kernel.vendors.valueUsdBn[0] ?? NaN;
});
const naivePerSecond = measure((i) => runNaivePath(kernel, scenarioAt(i)).vendors[0]?.valueUsdBn ?? NaN);
const steadyPerSecond = measure((i) => computeSteadyState(scenarioAt(i), steadyMarket).revenueRatio);
const redrawsPerSecond = measureRedraw(world, layout);
const answersPerSecond = measure((i) => {
  const answer = evaluateExposure(world, { horizonQuarters: QUARTERS, memorySaving: 0.05 + (i % 256) / 400 });
  return answer.ok ? answer.value.total.hbmUsdBn : NaN;
});

const lines = [
  ['full paths / s', pathsPerSecond, '>= 50000'],
  ['naive paths / s (objects, same run)', naivePerSecond, ''],
  ['steady states / s', steadyPerSecond, '>= 100000'],
  ['baseline redraws / s (capex to calibration)', redrawsPerSecond, ''],
  ['whole answers / s (validated, explained)', answersPerSecond, ''],
] as const;
process.stdout.write(
  `exposure engine, ${String(VENDORS)} vendors x ${String(QUARTERS)} quarters, one thread\n`,
);
for (const [name, perSecond, aim] of lines) {
  process.stdout.write(
    `${name.padEnd(46)} ${Math.round(perSecond).toLocaleString('en-US').padStart(12)} ${aim}\n`,
  );
}
process.stdout.write(`kernel over naive: ${(pathsPerSecond / naivePerSecond).toFixed(1)}x\n`);
