import { describe, expect, it } from 'vitest';
import { copiesOfEntry } from '#lib/core/efficiency/head-replication.ts';
import { listServingCautions } from '#lib/core/efficiency/serving-request.ts';
import { faultsOf, LLAMA_ON_H100, planOf } from '#tests/support/serving.ts';

describe('a serving request that cannot be answered', () => {
  it('is refused with every bad field named at once', () => {
    const faults = faultsOf({
      ...LLAMA_ON_H100,
      accelerators: 0,
      inputTokens: -1,
      outputTokens: 1.5,
      prefixCacheHitRate: 2,
      tokensPerStep: 0,
      memoryUtilisation: 0,
      usdPerAcceleratorHour: NaN,
    });
    for (const field of [
      'accelerators',
      'inputTokens',
      'outputTokens',
      'prefixCacheHitRate',
      'tokensPerStep',
      'memoryUtilisation',
      'usdPerAcceleratorHour',
    ]) {
      expect(faults.filter((fault) => fault.startsWith(`/${field} ${field} must be`))).toHaveLength(1);
    }
  });

  it('names the model whose active parameters nobody published', () => {
    expect(faultsOf({ ...LLAMA_ON_H100, model: 'kimi-k3', accelerators: 72 })).toEqual([
      expect.stringMatching(/^\/model .*active parameters are not published/) as string,
    ]);
  });

  it('names the accelerator without HBM, or without a dense rate for the weights', () => {
    expect(faultsOf({ ...LLAMA_ON_H100, accelerator: 'nvidia-l40s' }).join()).toContain('has no HBM');
    expect(faultsOf({ ...LLAMA_ON_H100, accelerator: 'nvidia-vr200' }).join()).toContain(
      'no dense rate of Rubin',
    );
    expect(faultsOf({ ...LLAMA_ON_H100, accelerator: 'nvidia-vr200', weightDtype: 'nvfp4' })).toEqual([]);
  });

  it('refuses a packed cache that the model does not have, and more ways of splitting than accelerators', () => {
    const faults = faultsOf({ ...LLAMA_ON_H100, cacheFormat: 'fp8-latent', attentionTensorParallel: 16 });
    expect(faults.join()).toContain('/cacheFormat cacheFormat fp8-latent packs a latent cache');
    expect(faults.join()).toContain('must not exceed the 8 accelerators');
  });

  it('answers a context beyond the maximum with a caution that names both', () => {
    const plan = planOf({ ...LLAMA_ON_H100, inputTokens: 200_000, accelerators: 64 });
    expect(listServingCautions(plan.model, plan.request).join()).toMatch(/200500, exceed the 131072 tokens/);
    expect(listServingCautions(plan.model, LLAMA_ON_H100)).toEqual([]);
  });
});

describe('splitting heads over accelerators', () => {
  it('doubles the cache of Qwen3-235B (4 KV heads) over 8, as Mooncake measured', () => {
    const of = { ...LLAMA_ON_H100, model: 'qwen3-235b-a22b', weightDtype: 'fp8' } as const;
    expect(planOf({ ...of, attentionTensorParallel: 8 }).kvStoredBytes).toBe(2 * planOf(of).kvStoredBytes);
    expect(planOf({ ...of, attentionTensorParallel: 4 }).kvStoredBytes).toBe(planOf(of).kvStoredBytes);
  });

  it('holds a latent once on every accelerator, which decode context parallelism undoes (7/8 at 8)', () => {
    const of = { ...LLAMA_ON_H100, model: 'deepseek-v3', accelerators: 16, weightDtype: 'fp8' } as const;
    const copied = planOf({ ...of, attentionTensorParallel: 8 }).kvStoredBytes;
    expect(1 - planOf(of).kvStoredBytes / copied).toBeCloseTo(0.875, 12);
  });

  it('copies no recurrent state', () => {
    const { model, groups } = planOf({ ...LLAMA_ON_H100, model: 'kimi-linear-48b-a3b' });
    const state = groups.find((group) => group.holds === 'state');
    if (state === undefined) throw new Error('Kimi Linear has lost its state');
    expect(copiesOfEntry(model, state, 8)).toBe(1);
  });
});

describe('packed cache formats', () => {
  it('store DeepSeek-V3.2 in 656 + 132 bytes a token-layer, as its server logs', () => {
    const of = { ...LLAMA_ON_H100, model: 'deepseek-v3.2', accelerators: 16, weightDtype: 'fp8' } as const;
    const plan = planOf({ ...of, cacheFormat: 'fp8-latent' });
    expect(plan.kvStoredBytes).toBe((656 + 132) * 61 * 2250);
  });
});
