import { describe, expect, it } from 'vitest';
import { computeCacheChain } from '#lib/core/efficiency/cache-chain.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = [...readModelArchitectures().values()];
const T = 131_072;
const bytesOf = (id: string, contextTokens = T) =>
  computeCacheChain(models, contextTokens).find((step) => step.id === id)?.bytesPerToken;

describe('chain of caches at 61 layers', () => {
  it('comes out as by hand, exactly where nothing is assumed', () => {
    // Layers times elements times bytes, README-efficiency section 2; 70,272 is DeepSeek's own figure.
    expect(bytesOf('multi-head')).toBe(61 * 128 * 256 * 2);
    expect(bytesOf('grouped-query')).toBe(61 * 8 * 256 * 2);
    expect(bytesOf('latent')).toBe(70_272);
    expect(bytesOf('fp8-latent')).toBe(61 * 656);
    expect(bytesOf('indexer')).toBe(61 * (656 + 132));
  });

  it('counts compressed entries, index keys and windows of DeepSeek-V4-Pro', () => {
    const perToken = (tokens: number): number =>
      (30 * 584) / 4 + (31 * 584) / 128 + (30 * 68) / 4 + (61 * 584 * 128) / tokens;
    expect(bytesOf('compressed')).toBeCloseTo(perToken(T), 9);
    expect(bytesOf('compressed', 1_048_576)).toBeCloseTo(perToken(1_048_576), 9);
  });

  it('comes within 5 % of the tenth of V3.2 that DeepSeek prints for a million tokens', () => {
    const ratio = (bytesOf('compressed', 1_048_576) ?? NaN) / (bytesOf('indexer', 1_048_576) ?? NaN);
    expect(Math.abs(ratio / 0.1 - 1)).toBeLessThan(0.05);
  });

  it('saves at every step but the one that adds an index', () => {
    const steps = computeCacheChain(models, T);
    const grows = steps.filter(
      ({ bytesPerToken }, k) => bytesPerToken > (steps[k - 1]?.bytesPerToken ?? Infinity),
    );
    expect(grows.map(({ id }) => id)).toEqual(['indexer']);
  });

  it('ends where the catalogue ends', () => {
    const before = (date: string) => models.filter(({ releasedOn }) => releasedOn <= date);
    const ids = (date: string) => computeCacheChain(before(date), T).map(({ id }) => id);
    expect(ids('2025-06-30')).toEqual(['multi-head', 'grouped-query', 'latent', 'fp8-latent']);
    expect(ids('2024-06-30')).toEqual([]);
  });
});
