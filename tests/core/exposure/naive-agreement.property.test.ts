/** The kernel against the same model written a second time (tests/support/naive-exposure.ts). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointValues } from '#lib/core/assumptions/registry.ts';
import { attributeChange } from '#lib/core/exposure/attribution.ts';
import { createInputLayout } from '#lib/core/exposure/input-layout.ts';
import { createPathKernel } from '#lib/core/exposure/kernel.ts';
import { resolveScenario } from '#lib/core/exposure/path-parameters.ts';
import { runPath } from '#lib/core/exposure/run-path.ts';
import { curatedWorld, ordinaryScenario } from '#tests/support/exposure-world.ts';
import { runNaivePath } from '#tests/support/naive-exposure.ts';

const world = curatedWorld();
const created = createInputLayout(world.assumptions);
if (!created.ok) throw new Error(JSON.stringify(created.error));
const layout = created.value;
const values = pointValues(layout.registry);
/** Powers against logarithms: both are good to a few units in the last place of numbers that may be large. */
const RELATIVE = 1e-9;

function expectClose(actual: number, expected: number, scale: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(RELATIVE * (1 + Math.abs(scale)));
}

describe('the kernel', () => {
  it('agrees with the naive model on every quarter, vendor and part of the change', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const { parameters, horizonQuarters } = resolveScenario(layout, world.asOf, scenario, values);
        fc.pre(parameters.supplyElasticity + parameters.demandElasticity > 0.05);
        const kernel = createPathKernel(world, layout, values, horizonQuarters);
        const naive = runNaivePath(kernel, parameters);
        runPath(kernel, parameters);
        let attributed = { unabsorbed: 0, backlog: 0, contract: 0 };
        naive.quarters.forEach((quarter, k) => {
          expectClose(kernel.quarters.demandIndex[k] ?? NaN, quarter.demandIndex, quarter.demandIndex);
          expectClose(kernel.quarters.price[k] ?? NaN, quarter.price, quarter.price);
          expectClose(kernel.quarters.volume[k] ?? NaN, quarter.volume, quarter.volume);
          expectClose(kernel.quarters.revenueRatio[k] ?? NaN, quarter.revenueRatio, quarter.revenueRatio);
          expectClose(kernel.quarters.conventionalPrice[k] ?? NaN, quarter.conventionalPrice, 1);
          const baseline = kernel.inputs.baselineHbmUsdBn[k] ?? NaN;
          attributed = {
            unabsorbed: attributed.unabsorbed + baseline * (quarter.spotWithoutQueue - 1),
            backlog: attributed.backlog + baseline * (quarter.spot - quarter.spotWithoutQueue),
            contract: attributed.contract + baseline * quarter.contractShare * (1 - quarter.spot),
          };
        });
        naive.vendors.forEach((vendor, v) => {
          const { vendors } = kernel;
          const scale = 1e5;
          expectClose(vendors.hbmUsdBn[v] ?? NaN, vendor.hbmUsdBn, scale);
          expectClose(vendors.valueUsdBn[v] ?? NaN, vendor.valueUsdBn, scale);
          const ebit = [vendors.ebitPrice, vendors.ebitVolume, vendors.ebitRedeployed, vendors.ebitSpill];
          expectClose(
            ebit.reduce((sum, part) => sum + (part[v] ?? NaN), 0),
            vendor.ebitUsdBn,
            scale,
          );
        });
        const parts = attributeChange(kernel, parameters);
        expectClose(parts.unabsorbed, attributed.unabsorbed, 1e5);
        expectClose(parts.backlog, attributed.backlog, 1e5);
        expectClose(parts.contract, attributed.contract, 1e5);
      }),
      { numRuns: 300 },
    );
  });

  it('gives the same answer on every run: nothing of a run stays for the next', () => {
    fc.assert(
      fc.property(ordinaryScenario, ordinaryScenario, (one, two) => {
        const kernel = createPathKernel(world, layout, values, 13);
        const resolve = (scenario: typeof one) =>
          resolveScenario(layout, world.asOf, scenario, values).parameters;
        runPath(kernel, resolve(one));
        const first = structuredClone(kernel);
        runPath(kernel, resolve(two));
        runPath(kernel, resolve(one));
        expect(kernel.quarters).toEqual(first.quarters);
        expect(kernel.vendors).toEqual(first.vendors);
      }),
      { numRuns: 50 },
    );
  });
});
