import { describe, expect, it } from 'vitest';
import { DISCLOSED_DAY, recomputeDeepSeekDay } from '#lib/core/labs/deepseek-day.ts';
import { REALISED_SHARE } from '#lib/core/labs/deployment.ts';
import { readLabsWorld } from '#tests/support/labs.ts';

const day = recomputeDeepSeekDay(readLabsWorld());
if (day === null) throw new Error('the facts of the disclosed day are missing');

describe('DeepSeek’s disclosed day, recomputed from the stored facts', () => {
  it('costs 226.75 nodes x 8 x 24 h x 2 USD = 87,072 USD, to the dollar', () => {
    expect(day.costUsd).toBe(DISCLOSED_DAY.costUsd);
  });

  it('brings 562,027 USD at R1 prices; the tokens are published to the nearest billion', () => {
    // 266 * 0.55 + 342 * 0.14 + 168 * 2.19 thousand = 562.1; half a billion tokens of output are 1.1 thousand.
    expect(Math.abs(day.revenueUsd - DISCLOSED_DAY.revenueUsd)).toBeLessThan(1100);
    expect(day.revenueUsd).toBeCloseTo(146_300 + 47_880 + 367_920, 6);
  });

  it('leaves 84.5 % of revenue and 545 % of cost', () => {
    expect(day.grossMargin).toBeCloseTo(0.845, 3);
    expect(day.costProfitShare).toBeCloseTo(DISCLOSED_DAY.costProfitShare, 1);
  });

  it('costs 0.112 USD per million tokens', () => {
    expect(day.costUsdPerMtok).toBeCloseTo(0.1122, 4);
  });

  it('agrees with the disclosed throughput: nodes for prefill and decode add up to the nodes used', () => {
    // 73,700 and 14,800 tokens per second and node, as disclosed.
    const nodes = (608e9 / 73_700 + 168e9 / 14_800) / 86_400;
    expect(nodes / day.averageNodes).toBeCloseTo(1, 2);
  });
});

describe('the roofline of DeepSeek-V3 beside the bill', () => {
  it('is a floor: below what the fleet cost, yet not by an order of magnitude', () => {
    const roofline = day.rooflineUsdPerMtok ?? NaN;
    expect(roofline).toBeLessThan(day.costUsdPerMtok);
    expect(roofline * 10).toBeGreaterThan(day.costUsdPerMtok);
  });

  it('is where the range of the realised share comes from', () => {
    expect(REALISED_SHARE.low).toBeCloseTo(day.realisedShare ?? NaN, 2);
    expect(REALISED_SHARE.high).toBeCloseTo(226.75 / 278, 2);
    expect(REALISED_SHARE.point).toBeCloseTo(Math.sqrt(REALISED_SHARE.low * REALISED_SHARE.high), 2);
  });
});

it('is absent before it was disclosed', () => {
  expect(recomputeDeepSeekDay(readLabsWorld('2025-01-31'))).toBeNull();
});
