import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateStack, findStackFaults } from '#lib/core/efficiency/stack.ts';
import { areInConflict, leversOf, tiersShiftedTo, type Technique } from '#lib/core/efficiency/technique.ts';
import { readTechniques } from '#tests/support/efficiency-facts.ts';
import { LLAMA_ON_H100, planOf, type Deployment } from '#tests/support/serving.ts';

const techniques = readTechniques();

function find(...ids: string[]): Technique[] {
  return ids.map((id) => {
    const technique = techniques.get(id);
    if (technique === undefined) throw new Error(`there is no technique ${id}`);
    return technique;
  });
}

function answerOf(stack: readonly Technique[], change: Partial<Deployment> = {}) {
  const answer = evaluateStack(planOf({ ...LLAMA_ON_H100, ...change }), stack);
  if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
  return answer.value;
}

const applicable = [...techniques.values()].filter(({ savingPoint }) => savingPoint !== null);

/** Up to four techniques that may stand together. */
const stack = fc
  .uniqueArray(fc.constantFrom(...applicable), { maxLength: 4, selector: ({ id }) => id })
  .filter((chosen) => findStackFaults(chosen).length === 0);

describe('a stack of techniques', () => {
  it('gives shares that sum to its saving, whatever the order', () => {
    fc.assert(
      fc.property(stack, (chosen) => {
        const answer = answerOf(chosen);
        const { memorySaving } = answer;
        fc.pre(memorySaving !== null && answer.shapley.every(({ share }) => share !== null));
        const sum = answer.shapley.reduce((total, { share }) => total + (share ?? NaN), 0);
        expect(sum).toBeCloseTo(memorySaving, 10);
        const reversed = answerOf(chosen.toReversed());
        expect(reversed.memorySaving).toBeCloseTo(memorySaving, 10);
        for (const { technique, share } of answer.shapley) {
          const other = reversed.shapley.find((one) => one.technique === technique);
          expect(other?.share).toBeCloseTo(share ?? NaN, 10);
        }
      }),
    );
  });

  it('walks from the base to the result without a gap', () => {
    fc.assert(
      fc.property(stack, (chosen) => {
        const { steps, base, optimised } = answerOf(chosen);
        const path = [base.hbmGigabyteHoursPerMillionTokens, ...steps.map((step) => step.hbmIntensityAfter)];
        steps.forEach((step, index) => {
          expect(step.hbmIntensityBefore).toBe(path[index]);
        });
        const end = path.at(-1);
        if (end === null || end === undefined) expect(optimised.feasible).toBe(false);
        else expect(end).toBeCloseTo(optimised.hbmGigabyteHoursPerMillionTokens ?? NaN, 10);
      }),
    );
  });

  it('of nothing saves nothing', () => {
    expect(answerOf([])).toMatchObject({
      memorySaving: 0,
      costSaving: 0,
      rawByteSaving: 0,
      conversion: null,
    });
  });

  it('saves less together than the sum of each alone where both act on the cache', () => {
    const long = { inputTokens: 60_000, prefixCacheHitRate: 0.9 } as const;
    const both = answerOf(find('kv-fp8', 'duo-attention'), long).memorySaving ?? NaN;
    const alone = find('kv-fp8', 'duo-attention').map((one) => answerOf([one], long).memorySaving ?? NaN);
    expect(both).toBeLessThan((alone[0] ?? 0) + (alone[1] ?? 0));
    expect(both).toBeGreaterThan(Math.max(...alone));
  });

  it('saves no time by a smaller cache once computing binds', () => {
    const brief = { inputTokens: 1000, outputTokens: 200, minTokensPerSecondPerUser: 0 } as const;
    const short = answerOf(find('kv-fp8'), brief);
    const halved = answerOf(find('kv-fp8', 'duo-attention'), brief);
    expect(short.optimised.binding).toBe('compute');
    expect(halved.memorySaving).toBe(short.memorySaving);
    expect(halved.rawByteSaving).toBeGreaterThan(short.rawByteSaving ?? NaN);
  });

  it('has no saving to state when the base cannot serve, and says so', () => {
    const answer = answerOf(find('int4-weights'), { accelerators: 1 });
    expect(answer.memorySaving).toBeNull();
    expect(answer.absence).toContain('the base cannot serve one sequence (capacity)');
    expect(answer.absence).toContain('with the techniques it can');
  });

  it('refuses a technique without a published saving, twins and rivals, each at its place', () => {
    const faults = findStackFaults(find('kv-offload-dram', 'kv-fp8', 'kv-fp8', 'nvfp4-kv'));
    expect(faults.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      '/techniques/0 technique kv-offload-dram has no published saving, so it cannot be applied; remove it',
      '/techniques/2 technique kv-fp8 is given twice; keep it once',
      '/techniques/3 technique nvfp4-kv excludes kv-fp8, kv-fp8; keep one of them',
    ]);
  });

  it('warns where a saving is against another baseline or acts outside HBM', () => {
    const fp8Base = { weightDtype: 'fp8' } as const;
    expect(answerOf(find('nvfp4-weights'), fp8Base).caveats.join()).toContain('already has fp8 weights');
    expect(answerOf(find('pegaflow-dedupe')).caveats.join()).toContain('not on HBM');
    expect(answerOf(find('kv-fp8')).caveats).toEqual([]);
    expect(answerOf(find('fp8-ds-mla')).caveats.join()).toContain('is a format of latent caches');
  });
});

describe('techniques', () => {
  it('exclude each other whichever of the two says so, by id or by family', () => {
    const [turboquant, fp8, streaming, cacheApi] = find(
      'turboquant',
      'kv-fp8',
      'streaming-llm',
      'prompt-cache-api',
    );
    if (!turboquant || !fp8 || !streaming || !cacheApi) throw new Error('unreachable');
    expect(areInConflict(turboquant, fp8)).toBe(true);
    expect(areInConflict(fp8, turboquant)).toBe(true);
    expect(areInConflict(cacheApi, streaming)).toBe(true);
    expect(areInConflict(fp8, fp8)).toBe(false);
  });

  it('act on capacity and bandwidth apart; speculation on tokens a step, prompt caching on the prefilled share', () => {
    const [dsa, mtp, caching, lightning] = find(
      'dsa-bandwidth',
      'mtp',
      'prompt-cache-disk',
      'lightning-hybrid-compute',
    );
    expect(dsa && leversOf(dsa)).toEqual(['kvRead']);
    expect(mtp && leversOf(mtp)).toEqual(['tokensPerStep']);
    expect(caching && leversOf(caching)).toEqual(['prefilledShare']);
    expect(lightning && leversOf(lightning)).toEqual(['flops']);
  });

  it('name the tiers to which they move bytes', () => {
    const [disk, hybrid, fp8] = find('prompt-cache-disk', 'kda-hybrid', 'kv-fp8');
    expect(disk && tiersShiftedTo(disk)).toEqual(['nand']);
    expect(hybrid && tiersShiftedTo(hybrid)).toEqual(['dram', 'nand']);
    expect(fp8 && tiersShiftedTo(fp8)).toEqual([]);
  });
});
