import { describe, expect, it } from 'vitest';
import { computeBlendedPrice } from '#lib/core/labs/blended-price.ts';
import { findUsageFact, MIX_IDS, readRequestMix } from '#lib/core/labs/request-mix.ts';
import { readUsageFacts } from '#tests/support/labs.ts';

const R1 = { inputUsdPerMtok: 0.55, cachedInputUsdPerMtok: 0.14, outputUsdPerMtok: 2.19 };

describe('the price of a mix', () => {
  it('weighs uncached input, cached input and output by their tokens', () => {
    // 600 uncached at 1, 400 cached at 0.1, 250 output at 4: (600 + 40 + 1000) / 1250.
    const price = { inputUsdPerMtok: 1, cachedInputUsdPerMtok: 0.1, outputUsdPerMtok: 4 };
    const mix = { inputTokens: 1000, outputTokens: 250, cacheHitRate: 0.4 };
    expect(computeBlendedPrice(price, mix)).toEqual({ usdPerMtok: 1640 / 1250, isCachedAtInputPrice: false });
  });

  it('bills cached input as input where no cached price is listed, and says so', () => {
    const price = { ...R1, cachedInputUsdPerMtok: null };
    const mix = { inputTokens: 800, outputTokens: 200, cacheHitRate: 0.9 };
    const blended = computeBlendedPrice(price, mix);
    expect(blended).toMatchObject({ isCachedAtInputPrice: true });
    // (800 * 0.55 + 200 * 2.19) / 1000, whatever the hit rate
    expect('usdPerMtok' in blended && blended.usdPerMtok).toBeCloseTo(0.878, 12);
  });

  it.each([
    [{ ...R1, outputUsdPerMtok: null }, 'no output price'],
    [{ ...R1, inputUsdPerMtok: null }, 'no input price'],
    [{ ...R1, inputUsdPerMtok: null, outputUsdPerMtok: null }, 'no input and no output price'],
  ])('is a named absence when a price is missing: %#', (price, words) => {
    const blended = computeBlendedPrice(price, { inputTokens: 1, outputTokens: 1, cacheHitRate: 0 });
    expect('absence' in blended && blended.absence).toContain(words);
  });
});

describe('mixes', () => {
  const facts = readUsageFacts();

  it.each(MIX_IDS)('%s is made of stored facts, with whole tokens and a hit rate below 1', (id) => {
    const mix = readRequestMix(facts, id);
    if ('absence' in mix) throw new Error(mix.absence);
    expect(Number.isInteger(mix.inputTokens) && Number.isInteger(mix.outputTokens)).toBe(true);
    expect(mix.cacheHitRate).toBeGreaterThan(0);
    expect(mix.cacheHitRate).toBeLessThan(1);
    expect(mix.facts.every(({ url }) => url?.startsWith('https://') === true)).toBe(true);
  });

  it('gives DeepSeek’s request the disclosed mean cache length and input per output', () => {
    const mix = readRequestMix(facts, 'deepseek');
    if ('absence' in mix) throw new Error(mix.absence);
    const rate = findUsageFact(facts, { quantity: 'cache_hit_rate', subject: 'DeepSeek' });
    expect(mix.inputTokens + mix.outputTokens / 2).toBeCloseTo(4989, -0.5);
    expect(mix.inputTokens / mix.outputTokens).toBeCloseTo(608 / 168, 2);
    // The disclosure rounds its rate to 56.3 %.
    expect(mix.cacheHitRate * 100).toBeCloseTo(rate?.value ?? NaN, 1);
  });

  it('keeps the agent’s 131 input tokens per output token', () => {
    const mix = readRequestMix(facts, 'agentic');
    if ('absence' in mix) throw new Error(mix.absence);
    expect(mix.inputTokens / mix.outputTokens).toBeCloseTo(131, 0);
    expect(mix.cacheHitRate).toBeCloseTo(0.942, 12);
  });

  it('is absent, with a reason, before its facts were public', () => {
    const early = facts.filter(({ observedOn }) => observedOn < '2025-01-01');
    const absent = readRequestMix(early, 'deepseek');
    expect('absence' in absent && absent.absence).toContain('not public yet');
    expect(readRequestMix(early, 'chat')).toHaveProperty('inputTokens', 12_035);
  });
});
