import fc from 'fast-check';
import type { LinkPin } from '#lib/core/link/pin.ts';

/** Any pin that a link can carry, or none. */
export const anyPin: fc.Arbitrary<LinkPin | null> = fc.option(
  fc.record({
    asOf: fc.constantFrom('2025-12-31', '2026-05-01', '2028-02-29'),
    dataVersion: fc.integer({ min: 1, max: 999_999_999 }),
    modelVersion: fc.constantFrom('1.0.0', '0.9.12', '12.0.345'),
    seed: fc.option(fc.maxSafeNat()),
  }),
);
