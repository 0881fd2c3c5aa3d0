import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateServing } from '#lib/core/efficiency/serving.ts';
import { acceptWorkbench } from '#lib/core/workbench/accept-workbench.ts';
import { evaluateWorkbench, type WorkbenchAnswer } from '#lib/core/workbench/evaluate-workbench.ts';
import {
  DEFAULT_WORKBENCH,
  readWorkbenchLink,
  type WorkbenchConfig,
} from '#lib/core/workbench/workbench-config.ts';
import { curatedEfficiencyWorld } from '#tests/support/efficiency-world.ts';
import { planOf } from '#tests/support/serving.ts';

const world = curatedEfficiencyWorld();

function answerOf(part: Partial<WorkbenchConfig> = {}): WorkbenchAnswer {
  const answer = evaluateWorkbench(world, { ...DEFAULT_WORKBENCH, ...part });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

const config = fc.record({
  model: fc.constantFrom('deepseek-v3', 'qwen3-235b-a22b', 'deepseek-v4-pro', 'llama-3.1-70b'),
  accelerator: fc.constantFrom('nvidia-h100-sxm', 'nvidia-h200-sxm', 'nvidia-gb200'),
  accelerators: fc.integer({ min: 1, max: 72 }),
  inputTokens: fc.integer({ min: 1, max: 400_000 }),
  outputTokens: fc.integer({ min: 1, max: 8000 }),
  prefixCacheHitRate: fc.double({ min: 0, max: 0.98, noNaN: true }),
  minTokensPerSecondPerUser: fc.constantFrom(0, 20, 100, 400),
  techniques: fc.constantFrom([], ['kv-fp8'], ['mtp'], ['nvfp4-weights'], ['kv-fp8', 'mtp', 'nvfp4-weights']),
});

/** Whether `count` accelerators can serve one user of this answer's deployment. */
function canServe({ plan, levers }: WorkbenchAnswer, count: number, isAfter: boolean): boolean {
  const { model, accelerator, request } = plan;
  const at = planOf({ ...request, model: model.id, accelerator: accelerator.id, accelerators: count });
  return (isAfter ? evaluateServing(at, levers) : evaluateServing(at)).feasible;
}

describe('evaluateWorkbench', () => {
  it('a step takes what its longer part takes, and users take what the deployment has', () => {
    fc.assert(
      fc.property(config, (part) => {
        const { plan, load, stack } = answerOf(part);
        const { before } = load;
        expect(before === null).toBe(!stack.base.feasible);
        if (before === null) return;
        const step = Math.max(before.memorySeconds, before.computeSeconds);
        expect(step / (stack.base.stepSeconds ?? NaN)).toBeCloseTo(1, 9);
        expect(before.hbmBytesPerUser * stack.base.batch).toBeLessThanOrEqual(
          plan.usableHbmBytes * (1 + 1e-9),
        );
        expect(before.bytesPerSecondPerUser * stack.base.batch).toBeLessThanOrEqual(
          plan.usableBytesPerSecond * (1 + 1e-9),
        );
        expect(before.tokensPerSecondPerUser).toBeGreaterThanOrEqual(
          plan.request.minTokensPerSecondPerUser * (1 - 1e-9),
        );
      }),
    );
  });

  it('the fewest accelerators serve one user, and one fewer does not', () => {
    fc.assert(
      fc.property(config, (part) => {
        const answer = answerOf(part);
        for (const [count, isAfter] of [
          [answer.leastAccelerators.before, false],
          [answer.leastAccelerators.after, true],
        ] as const) {
          if (count === null) continue;
          expect(canServe(answer, count, isAfter)).toBe(true);
          if (count > 1) expect(canServe(answer, count - 1, isAfter)).toBe(false);
        }
      }),
    );
  });

  it('six H200 hold DeepSeek-V3 in FP8 by hand: 671 GB over 0.9 × 141 GB is 5.3', () => {
    const { plan, leastAccelerators } = answerOf({ techniques: [] });
    const hand = Math.ceil(
      (plan.weightBytes + plan.kvStoredBytes) / (141e9 * world.defaults.memoryUtilisation.point),
    );
    expect(leastAccelerators).toEqual({ before: hand, after: hand });
    expect(hand).toBe(6);
  });

  it('a value of the reader’s own has no range, and ranges hold their points', () => {
    const free = answerOf();
    for (const range of Object.values(free.ranges)) {
      if (range === null) throw new Error('the default has every range');
      expect(range.low).toBeLessThanOrEqual(range.point);
      expect(range.high).toBeGreaterThanOrEqual(range.point);
    }
    const { request } = free.plan;
    const pinned = answerOf({
      techniques: [],
      memoryUtilisation: request.memoryUtilisation,
      bandwidthUtilisation: request.bandwidthUtilisation,
      computeUtilisation: request.computeUtilisation,
      usdPerAcceleratorHour: request.usdPerAcceleratorHour,
    });
    expect(pinned.ranges.usd?.low).toBe(pinned.ranges.usd?.high);
    expect(pinned.ranges.usd?.point).toBe(pinned.stack.optimised.usdPerMillionTokens);
  });

  it('ranges of what byte savings save never cross zero', () => {
    for (const contextTokens of [1000, 8000, 64_000, 300_000]) {
      const { ranges } = answerOf({ inputTokens: contextTokens, techniques: ['kv-fp8', 'mtp'] });
      expect(ranges.saving?.low ?? NaN).toBeGreaterThanOrEqual(-1e-12);
    }
  });

  it('the price of an hour alone moves the cost in proportion', () => {
    const { request } = answerOf().plan;
    const { ranges } = answerOf({
      techniques: [],
      memoryUtilisation: request.memoryUtilisation,
      bandwidthUtilisation: request.bandwidthUtilisation,
      computeUtilisation: request.computeUtilisation,
    });
    const hour = world.defaults.usdPerAcceleratorHour;
    expect((ranges.usd?.high ?? NaN) / (ranges.usd?.point ?? NaN)).toBeCloseTo(hour.high / hour.point, 12);
    expect((ranges.usd?.low ?? NaN) / (ranges.usd?.point ?? NaN)).toBeCloseTo(hour.low / hour.point, 12);
  });

  it('contexts ascend, hold the request’s own and the model’s longest, and reach a million', () => {
    const { byContext, plan } = answerOf();
    const contexts = byContext.map(({ contextTokens }) => contextTokens);
    expect(contexts).toEqual(contexts.toSorted((a, b) => a - b));
    expect(contexts).toContain(64_500);
    expect(contexts).toContain(plan.model.maxContext);
    expect(contexts.at(-1)).toBeGreaterThanOrEqual(1024 ** 2);
  });

  it('fetches the cached part of the input once a request', () => {
    const { prefix } = answerOf({ techniques: [] });
    expect(prefix.before.prefixTokens).toBeCloseTo(57_600, 6);
    expect(prefix.before.bytesPerRequest).toBeCloseTo(57_600 * 61 * 576 * 2, 0);
    expect(answerOf({ prefixCacheHitRate: 0 }).prefix.after.bytesPerRequest).toBe(0);
  });
});

describe('acceptWorkbench', () => {
  function accept(part: Partial<WorkbenchConfig>) {
    const accepted = acceptWorkbench(world, { ...DEFAULT_WORKBENCH, ...part }, DEFAULT_WORKBENCH);
    if (!accepted.ok) throw new Error('the default is sound');
    return accepted.value;
  }

  it('leaves a sound configuration alone', () => {
    const { config: kept, refused } = accept({ inputTokens: 1000 });
    expect(kept).toEqual({ ...DEFAULT_WORKBENCH, inputTokens: 1000 });
    expect(refused).toEqual([]);
  });

  it('drops the technique that is refused and keeps the others', () => {
    const { config: kept, refused } = accept({ techniques: ['kv-fp8', 'no-such-thing', 'mtp'] });
    expect(kept.techniques).toEqual(['kv-fp8', 'mtp']);
    expect(refused.map(({ field, raw }) => [field, raw])).toEqual([['techniques', 'no-such-thing']]);
  });

  it('answers whatever is asked, with every refusal named once', () => {
    const wild = fc.record(
      {
        model: fc.constantFrom('gpt-9', 'deepseek-v3', ''),
        accelerator: fc.constantFrom('cerebras-wse-3', 'nvidia-h200-sxm', 'none'),
        accelerators: fc.constantFrom(0, -1, 1.5, 16, NaN, 1e9),
        inputTokens: fc.constantFrom(0, 64_000, Infinity, 1e12),
        prefixCacheHitRate: fc.constantFrom(-1, 0.5, 2),
        memoryUtilisation: fc.constantFrom(null, 0, 5),
        attentionTensorParallel: fc.constantFrom(1, 2048, 8),
        techniques: fc.array(fc.constantFrom(...world.techniques.map(({ id }) => id), 'no-such-thing'), {
          maxLength: 20,
        }),
      },
      { requiredKeys: [] },
    );
    fc.assert(
      fc.property(wild, (part) => {
        const { answer, refused } = accept(part);
        expect(Number.isFinite(answer.plan.kvStoredBytes)).toBe(true);
        const once = new Set(refused.map(({ field, raw, message }) => `${field} ${raw} ${message}`));
        expect(once.size).toBe(refused.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('an address as a form sends it', () => {
  it('joins the chosen techniques and drops blanks', () => {
    const read = (query: string) => readWorkbenchLink([...new URLSearchParams(query)]);
    expect(read('x=none&x=kv-fp8&x=mtp&um=&n=8').config.techniques).toEqual(['kv-fp8', 'mtp']);
    expect(read('x=none').config.techniques).toEqual([]);
    expect(read('um=&n=8')).toMatchObject({
      config: { accelerators: 8, memoryUtilisation: null },
      faults: [],
    });
  });
});
