import { describe, expect, it } from 'vitest';
import { computeOracle } from '#lib/core/efficiency/oracle.ts';
import { readKvOracles, readModelArchitectures } from '#tests/support/efficiency-facts.ts';

const models = readModelArchitectures();
const oracles = readKvOracles();
const gated = oracles.filter((row) => row.reproduces === 'yes');
const suspect = oracles.filter((row) => row.reproduces === 'no');
const measured = oracles.filter((row) => row.reproduces === 'not_computable');

describe('published memory figures', () => {
  it('are there to compare with, each with a verdict', () => {
    expect(gated.length).toBeGreaterThan(80);
    expect(measured.length).toBeGreaterThan(0);
    expect(gated.length + suspect.length + measured.length).toBe(oracles.length);
  });

  it.each(gated)('$id $modelId $quantity $expectedValue $unit reproduces within tolerance', (row) => {
    const answer = computeOracle(row, models);
    if (!answer.isComputable) throw new Error(`${row.id}: ${answer.reason}`);
    if (row.tolerancePct === null) throw new Error(`${row.id} has no tolerance`);
    const deviationPct = 100 * Math.abs(answer.value / row.expectedValue - 1);
    expect(deviationPct).toBeLessThanOrEqual(row.tolerancePct + 1e-9);
  });

  it.each(suspect)('$id is computed and lies outside its tolerance, so the suspicion still holds', (row) => {
    const answer = computeOracle(row, models);
    if (!answer.isComputable) throw new Error(answer.reason);
    const deviationPct = 100 * Math.abs(answer.value / row.expectedValue - 1);
    expect(deviationPct).toBeGreaterThan(row.tolerancePct ?? 0);
  });

  it.each(measured)('$id $quantity was measured on a system and says why it is not computed', (row) => {
    const answer = computeOracle(row, models);
    expect(answer).toEqual({ isComputable: false, reason: expect.stringMatching(/\w{3}/) as string });
  });

  it('about a model nobody described is a named reason, not a number', () => {
    const [row] = gated;
    if (row === undefined) throw new Error('no oracle rows');
    const answer = computeOracle(row, new Map());
    expect(answer).toEqual({
      isComputable: false,
      reason: `model ${row.modelId} has no architecture row`,
    });
  });
});
