import { describe, expect, it } from 'vitest';
import { isMapped, isOfKnownLab, MAPPED_MODELS } from '#lib/sources/openrouter/model-map.ts';
import { readListPrices } from '#tests/support/labs.ts';

describe('the table of models', () => {
  it('names each model of the list once and each model of ours once', () => {
    const ids = MAPPED_MODELS.map(({ modelId }) => modelId);
    const ours = MAPPED_MODELS.map(({ provider, model }) => `${provider} ${model}`);
    expect(new Set(ids).size).toBe(ids.length);
    expect(new Set(ours).size).toBe(ours.length);
  });

  it('leads to models that the price table has', () => {
    const texts = new Set(readListPrices().map(({ provider, model }) => `${provider} ${model}`));
    const unknown = MAPPED_MODELS.filter(({ provider, model }) => !texts.has(`${provider} ${model}`));
    // DeepSeek sells V4.1 Flash by the hour of the day; the list has one price for it.
    expect(unknown.map(({ model }) => model)).toEqual(['deepseek-v4.1-flash']);
  });

  it('gives a reason wherever the names differ, and has no variants and aliases', () => {
    for (const { modelId, model, reason } of MAPPED_MODELS) {
      expect(modelId).toMatch(/^[a-z-]+\/[a-z0-9.-]+$/);
      expect(modelId).not.toMatch(/latest|:|auto$/);
      expect(reason !== null).toBe(modelId.split('/')[1] !== model);
    }
  });

  it('passes on only prices of labs that sell their models alone', () => {
    const passedOn = new Set(
      MAPPED_MODELS.filter(({ measure }) => measure === 'passed-on').map(({ provider }) => provider),
    );
    expect([...passedOn].toSorted()).toEqual(['Anthropic', 'ByteDance Doubao', 'Google', 'OpenAI', 'xAI']);
  });

  it('tells known labs from others, and models from their variants', () => {
    expect([isMapped('openai/gpt-5'), isMapped('openai/gpt-5:batch'), isMapped('openai/gpt-99')]).toEqual([
      true,
      false,
      false,
    ]);
    expect(['openai/gpt-99', 'z-ai/glm-9:free', 'openai-like/x', 'mistralai/x'].map(isOfKnownLab)).toEqual([
      true,
      false,
      false,
      false,
    ]);
  });
});
