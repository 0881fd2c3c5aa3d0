import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateServing } from '#lib/core/efficiency/serving.ts';
import { LLAMA_ON_H100, planOf, type Deployment } from '#tests/support/serving.ts';

/** Deployments over every attention kind that has published active parameters, long and short, tight and roomy. */
const deployment: fc.Arbitrary<Deployment> = fc.record({
  model: fc.constantFrom(
    'llama-3.1-70b',
    'qwen3-235b-a22b',
    'deepseek-v3',
    'deepseek-v3.2',
    'deepseek-v4-pro',
    'gpt-oss-120b',
    'gemma-3-27b',
    'minimax-m3',
    'kimi-linear-48b-a3b',
    'mixtral-8x7b',
  ),
  accelerator: fc.constantFrom('nvidia-h100-sxm', 'nvidia-h200-sxm', 'nvidia-gb200', 'google-tpu-v7'),
  accelerators: fc.integer({ min: 1, max: 144 }),
  weightDtype: fc.constantFrom('bf16', 'fp8', 'nvfp4', 'mxfp4', 'int4'),
  kvDtype: fc.constantFrom('bf16', 'fp8', 'nvfp4'),
  inputTokens: fc.integer({ min: 1, max: 200_000 }),
  outputTokens: fc.integer({ min: 1, max: 8000 }),
  prefixCacheHitRate: fc.double({ min: 0, max: 0.98, noNaN: true }),
  minTokensPerSecondPerUser: fc.constantFrom(0, 5, 20, 100, 400),
  tokensPerStep: fc.double({ min: 1, max: 4, noNaN: true }),
  memoryUtilisation: fc.double({ min: 0.5, max: 0.98, noNaN: true }),
  bandwidthUtilisation: fc.double({ min: 0.3, max: 0.95, noNaN: true }),
  computeUtilisation: fc.double({ min: 0.2, max: 0.8, noNaN: true }),
  usdPerAcceleratorHour: fc.double({ min: 0.5, max: 8, noNaN: true }),
});

/** Accelerator-seconds of a request; Infinity when it cannot be served. */
function seconds(of: Deployment): number {
  return evaluateServing(planOf(of)).acceleratorSecondsPerRequest ?? Infinity;
}

/**
 * A larger batch spreads the weights over more sequences, so a looser limit can only help; what a whole batch
 * rounds away can cost at most one sequence in `batch`.
 */
const ROUNDING = 1e-9;

describe('the serving roofline', () => {
  it('prices in proportion to the accelerator-hour and holds HBM in proportion to time', () => {
    fc.assert(
      fc.property(deployment, (of) => {
        const point = evaluateServing(planOf(of));
        fc.pre(point.feasible);
        const dear = evaluateServing(planOf({ ...of, usdPerAcceleratorHour: 2 * of.usdPerAcceleratorHour }));
        expect(dear.usdPerMillionTokens).toBeCloseTo(2 * (point.usdPerMillionTokens ?? NaN), 9);
        expect(dear.hbmGigabyteHoursPerMillionTokens).toBe(point.hbmGigabyteHoursPerMillionTokens);
      }),
    );
  });

  it('never serves more than fits, nor slower than was asked', () => {
    fc.assert(
      fc.property(deployment, (of) => {
        const plan = planOf(of);
        const point = evaluateServing(plan);
        fc.pre(point.feasible);
        const held = point.weightBytes + point.batch * point.kvBytesPerSequence;
        expect(held).toBeLessThanOrEqual(plan.usableHbmBytes * (1 + ROUNDING));
        const perUser = of.tokensPerStep / (point.stepSeconds ?? Infinity);
        expect(perUser).toBeGreaterThanOrEqual(of.minTokensPerSecondPerUser * (1 - ROUNDING));
      }),
    );
  });

  it('leaves no room for one more sequence under the limit that binds', () => {
    fc.assert(
      fc.property(deployment, (of) => {
        const plan = planOf(of);
        const point = evaluateServing(plan);
        fc.pre(point.feasible && point.binding !== 'latency');
        const oneMore = point.weightBytes + (point.batch + 1) * point.kvBytesPerSequence;
        expect(oneMore).toBeGreaterThan(plan.usableHbmBytes * (1 - ROUNDING));
      }),
    );
  });

  it('needs no more time on a faster chip, with more hits or more tokens a step, at the same batch limits', () => {
    fc.assert(
      fc.property(deployment, fc.double({ min: 1, max: 3, noNaN: true }), (of, factor) => {
        const before = seconds(of);
        const better: Partial<Deployment>[] = [
          { bandwidthUtilisation: Math.min(1, of.bandwidthUtilisation * factor) },
          { computeUtilisation: Math.min(1, of.computeUtilisation * factor) },
          { prefixCacheHitRate: 1 - (1 - of.prefixCacheHitRate) / factor },
          { tokensPerStep: of.tokensPerStep * factor },
          { memoryUtilisation: Math.min(1, of.memoryUtilisation * factor) },
        ];
        for (const change of better) {
          expect(seconds({ ...of, ...change }), JSON.stringify(change)).toBeLessThanOrEqual(
            before * (1 + ROUNDING),
          );
        }
      }),
      { numRuns: 300 },
    );
  });

  it('says capacity and gives no rate when the weights do not fit', () => {
    const point = evaluateServing(planOf({ ...LLAMA_ON_H100, accelerators: 1 }));
    expect(point).toMatchObject({ feasible: false, batch: 0, binding: 'capacity', stepSeconds: null });
  });

  it('says latency when one sequence alone is already too slow', () => {
    const point = evaluateServing(planOf({ ...LLAMA_ON_H100, minTokensPerSecondPerUser: 5000 }));
    expect(point).toMatchObject({ feasible: false, batchLatencyLimit: 0, binding: 'latency' });
  });

  it('agrees with arithmetic by hand: Llama 3.1 70B on eight H100', () => {
    // W = 70.6e9 * 2 = 141.2 GB; KV at 2,250 tokens = 80 * 8 * 256 * 2 * 2250 = 737.28 MB;
    // (8 * 80 GB * 0.9 - 141.2 GB) / 737.28 MB = 589.7 sequences; step = (141.2 GB + 589 * 737.28 MB) / 18.76 TB/s.
    const point = evaluateServing(planOf(LLAMA_ON_H100));
    expect(point.weightBytes).toBe(141.2e9);
    expect(point.kvBytesPerSequence).toBe(737_280_000);
    expect(point.batch).toBe(589);
    expect(point.stepSeconds).toBeCloseTo((141.2e9 + 589 * 737.28e6) / (8 * 3.35e12 * 0.7), 12);
  });
});
