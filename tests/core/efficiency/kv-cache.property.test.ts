import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeKvCache, MAX_CONTEXT_TOKENS, type KvCacheAnswer } from '#lib/core/efficiency/kv-cache.ts';
import { BITS_PER_ELEMENT, type KvDtype } from '#lib/core/efficiency/kv-dtype.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = [...readModelArchitectures().values()];
const anyModel = fc.constantFrom(...models);
const denseModel = fc.constantFrom(
  ...models.filter(
    (model) =>
      ['mha', 'gqa', 'mqa', 'mfa', 'gqa-cla', 'mla'].includes(model.attention) && model.linearLayers === 0,
  ),
);
const anyDtype = fc.constantFrom(...(Object.keys(BITS_PER_ELEMENT) as KvDtype[]));
const anyContext = fc.integer({ min: 1, max: MAX_CONTEXT_TOKENS });

function memory(...args: Parameters<typeof computeKvCache>): KvCacheAnswer {
  const answer = computeKvCache(...args);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

/** Fractional layers (shared_kv_factor 7/3) leave the last bits open; everything else is exact. */
function expectClose(actual: number, expected: number): void {
  expect(Math.abs(actual - expected)).toBeLessThanOrEqual(1e-12 * Math.max(1, Math.abs(expected)));
}

describe('attention memory', () => {
  it('is the sum of its layer groups', () => {
    fc.assert(
      fc.property(anyModel, anyContext, anyDtype, (model, contextTokens, dtype) => {
        const answer = memory(model, contextTokens, dtype);
        const stored = answer.byGroup.reduce((sum, group) => sum + (group.storedBytes ?? 0), 0);
        const read = answer.byGroup.reduce((sum, group) => sum + (group.readBytesPerDecodedToken ?? 0), 0);
        expectClose(answer.storedBytes, stored);
        expectClose(answer.readBytesPerDecodedToken, read);
        expect(answer.byGroup.length).toBeGreaterThan(0);
      }),
    );
  });

  it('of a model split into its full and its window layers is the sum of both', () => {
    const split = models.filter(
      (model) => model.attention === 'swa-hybrid' && model.linearStateBytesPerSeq === null,
    );
    fc.assert(
      fc.property(fc.constantFrom(...split), anyContext, anyDtype, (model, contextTokens, dtype) => {
        const full = memory({ ...model, attention: 'gqa', windowLayers: 0 }, contextTokens, dtype);
        const windowOnly = memory({ ...model, fullAttentionLayers: 0 }, contextTokens, dtype);
        expectClose(
          memory(model, contextTokens, dtype).storedBytes,
          full.storedBytes + windowOnly.storedBytes,
        );
      }),
    );
  });

  it('never falls when the context grows', () => {
    fc.assert(
      fc.property(anyModel, anyContext, anyContext, anyDtype, (model, one, other, dtype) => {
        const shorter = memory(model, Math.min(one, other), dtype);
        const longer = memory(model, Math.max(one, other), dtype);
        expect(longer.storedBytes).toBeGreaterThanOrEqual(shorter.storedBytes);
        expect(longer.readBytesPerDecodedToken).toBeGreaterThanOrEqual(shorter.readBytesPerDecodedToken);
      }),
    );
  });

  it('is linear in the context without windows, sparsity or state', () => {
    fc.assert(
      fc.property(denseModel, anyContext, anyDtype, (model, contextTokens, dtype) => {
        const answer = memory(model, contextTokens, dtype);
        expect(answer.storedBytes).toBe(answer.bytesPerToken * contextTokens);
        expect(answer.readBytesPerDecodedToken).toBe(answer.storedBytes);
      }),
    );
  });

  it('of the next token is what storing one token more adds', () => {
    const contextBelowMaximum = fc.integer({ min: 1, max: 10_000_000 });
    fc.assert(
      fc.property(anyModel, contextBelowMaximum, anyDtype, (model, contextTokens, dtype) => {
        const answer = memory(model, contextTokens, dtype);
        const next = memory(model, contextTokens + 1, dtype);
        const difference = next.storedBytes - answer.storedBytes;
        expect(Math.abs(difference - answer.bytesPerToken)).toBeLessThanOrEqual(1e-15 * next.storedBytes);
      }),
    );
  });

  it('scales with the bits of an element wherever everything is stored in the cache dtype', () => {
    fc.assert(
      fc.property(denseModel, anyContext, anyDtype, (model, contextTokens, dtype) => {
        const wide = memory(model, contextTokens, 'bf16').storedBytes;
        expect(memory(model, contextTokens, dtype).storedBytes).toBe((wide / 16) * BITS_PER_ELEMENT[dtype]);
      }),
    );
  });
});
