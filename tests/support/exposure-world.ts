/** Worlds and arbitrary scenarios for the engine's tests, made from the curated facts. */
import fc from 'fast-check';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type {
  ExposureAnswer,
  ExposureFacts,
  ExposureScenario,
  ExposureWorld,
} from '#lib/core/exposure/types.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

/** World of `facts`; a fault fails the test with its text. */
export function worldOf(facts: ExposureFacts): ExposureWorld {
  const built = buildWorld(facts);
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

/** World of the curated facts at `asOf` (default: their collection day). */
export function curatedWorld(asOf?: string): ExposureWorld {
  return worldOf(readExposureFacts(asOf));
}

/** Answer of a scenario that must be valid. */
export function answerOf(world: ExposureWorld, scenario: ExposureScenario): ExposureAnswer {
  const answer = evaluateExposure(world, scenario);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** A number from `min` to `max`, ends included and likely. */
export function numberBetween(min: number, max: number): fc.Arbitrary<number> {
  return fc.oneof({ weight: 6, arbitrary: fc.double({ min, max, noNaN: true }) }, fc.constantFrom(min, max));
}

/** Scenarios an analyst might set: every field present or not, inside ordinary ranges. Always valid. */
export const ordinaryScenario: fc.Arbitrary<ExposureScenario> = fc
  .record(
    {
      horizonQuarters: fc.integer({ min: 1, max: 40 }),
      memorySaving: numberBetween(0, 0.99),
      memoryShareOfCost: numberBetween(0, 1),
      savingReachedBy: fc.constantFrom('2026-11-24', '2027-03-31', '2028-12-31', '2035-06-30'),
      passThrough: numberBetween(0, 0.99),
      usageElasticity: numberBetween(0, 4),
      usageCap: numberBetween(1, 50),
      adjustmentPerQuarter: numberBetween(0, 1),
      trainingShare: numberBetween(0, 1),
      trainingSavingRatio: numberBetween(0, 1),
      supplyElasticity: numberBetween(0, 3),
      demandElasticity: numberBetween(0.05, 2),
      backlogShare: numberBetween(0, 0.9),
      backlogHalfLifeQuarters: numberBetween(0.5, 20),
      contractShare: numberBetween(0, 1),
      priceFloor: numberBetween(0, 1),
      priceCeiling: numberBetween(1, 10),
      switchingCostShare: numberBetween(0, 1),
      redeployableShare: numberBetween(0, 1),
    },
    { requiredKeys: [] },
  )
  .map((scenario) => scenario as ExposureScenario);
