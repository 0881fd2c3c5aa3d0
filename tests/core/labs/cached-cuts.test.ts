import { describe, expect, it } from 'vitest';
import { findCachedCuts, type CachedCut } from '#lib/core/labs/cached-cuts.ts';
import type { ListPrice } from '#lib/core/labs/list-price.ts';
import { readListPrices } from '#tests/support/labs.ts';

const shipped = findCachedCuts(readListPrices());

function cutOf(model: string, day: string): CachedCut | undefined {
  return shipped.find(({ price }) => price.model === model && price.effectiveOn === day);
}

/** Prices of one model: day, input, cached. */
function history(
  model: string,
  rows: readonly (readonly [string, number | null, number | null])[],
): ListPrice[] {
  return rows.map(([effectiveOn, inputUsdPerMtok, cachedInputUsdPerMtok]) => ({
    provider: 'Lab',
    model,
    effectiveOn,
    inputUsdPerMtok,
    cachedInputUsdPerMtok,
    outputUsdPerMtok: 1,
    event: 'cut',
    notes: null,
    sourceTitle: null,
    publisher: null,
    url: null,
    publishedOn: null,
    grade: 'press',
    visibleFrom: effectiveOn,
    recordedInBatch: 1,
  }));
}

describe('cuts of cached input in the shipped prices', () => {
  it('has DeepSeek’s first cache price, a tenth of a miss, of 2 August 2024', () => {
    const cut = cutOf('deepseek-v2 (deepseek-chat)', '2024-08-02');
    expect(cut).toMatchObject({ kind: 'same-model', wasBilledAsInput: true, beforeUsdPerMtok: 0.14 });
    expect(cut?.factor).toBeCloseTo(10, 9);
  });

  it('has DeepSeek’s tenfold cut of 26 April 2026, to 2 % of a miss', () => {
    const cut = cutOf('deepseek-v4-flash', '2026-04-26');
    expect(cut?.factor).toBeCloseTo(10, 9);
    expect(cut?.ratioAfter).toBeCloseTo(0.02, 9);
    expect(cut?.wasBilledAsInput).toBe(false);
  });

  it.each([
    ['mimo-v2.5', 0.96],
    ['mimo-v2.5-pro', 0.98],
  ])('has Xiaomi’s cut of %s of 27 May 2026, by %d as announced', (model, announced) => {
    const cut = cutOf(model, '2026-05-27');
    // The announcement rounds down: -96.5 % and -98.2 %.
    expect(1 - 1 / (cut?.factor ?? NaN)).toBeCloseTo(announced, 2 - 0.4);
    expect(Math.floor((1 - 1 / (cut?.factor ?? NaN)) * 100) / 100).toBe(announced);
  });

  it('has Alibaba’s first price for cached input, a tenth up to rounding, set against billing as input', () => {
    const cut = cutOf('qwen3.6-plus', '2026-04-02');
    expect(cut).toMatchObject({ kind: 'first-cached', beforeUsdPerMtok: 0.276, afterUsdPerMtok: 0.028 });
    expect(cut?.factor).toBeCloseTo(9.86, 2);
  });

  it('never sets one variant against another: the V4-Pro list price is a series of its own', () => {
    expect(shipped.some(({ price }) => price.model.includes('(list)'))).toBe(false);
    expect(shipped.some(({ price }) => price.model.includes('peak'))).toBe(false);
  });

  it('is in order of days, each cut once', () => {
    const days = shipped.map(({ price }) => price.effectiveOn);
    expect(days).toEqual(days.toSorted());
    expect(new Set(shipped.map(({ price }) => price)).size).toBe(shipped.length);
  });
});

describe('what counts as a cut', () => {
  it('is a fall to a fifth, and not a fall to a quarter', () => {
    const fifth = history('m', [
      ['2025-01-01', 1, 0.5],
      ['2025-02-01', 1, 0.1],
    ]);
    const quarter = history('m', [
      ['2025-01-01', 1, 0.8],
      ['2025-02-01', 1, 0.2],
    ]);
    expect(findCachedCuts(fifth)).toHaveLength(1);
    expect(findCachedCuts(quarter)).toHaveLength(0);
  });

  it('is a ratio that comes down to a tenth, but not a rise of the input that makes it a tenth', () => {
    const down = history('m', [
      ['2025-01-01', 1, 0.25],
      ['2025-02-01', 1, 0.1],
    ]);
    const up = history('m', [
      ['2025-01-01', 1, 0.25],
      ['2025-02-01', 2.5, 0.25],
    ]);
    expect(findCachedCuts(down)).toMatchObject([{ factor: 2.5, ratioBefore: 0.25 }]);
    expect(findCachedCuts(up)).toHaveLength(0);
  });

  it('keeps the listed price where a source falls silent', () => {
    const silent = history('m', [
      ['2025-01-01', 1, 0.1],
      ['2025-02-01', 1, null],
      ['2025-03-01', 1, 0.1],
    ]);
    expect(findCachedCuts(silent)).toHaveLength(0);
  });

  it('is no first cached price at a quarter of input: billing before is not known well enough', () => {
    const first = history('m', [
      ['2025-01-01', 10, null],
      ['2025-02-01', 2, 0.5],
    ]);
    expect(findCachedCuts(first)).toHaveLength(0);
    expect(cutOf('o3', '2025-06-10')).toBeUndefined();
  });

  it('is no first cached price when the provider sold nothing before', () => {
    expect(findCachedCuts(history('m', [['2025-01-01', 1, 0.1]]))).toHaveLength(0);
    const before = history('older', [['2024-01-01', 1, null]]);
    expect(findCachedCuts([...before, ...history('m', [['2025-01-01', 1, 0.1]])])).toMatchObject([
      { kind: 'first-cached', factor: 10 },
    ]);
  });
});
