import { describe, expect, it } from 'vitest';
import { computeFleetSaving } from '#lib/core/efficiency/fleet/fleet-saving.ts';
import { fillFleet } from '#lib/core/efficiency/fleet/fleet.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureScenario, ExposureWorld } from '#lib/core/exposure/types.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';
import { readShippedFleetRows } from '#tests/support/fleet.ts';

function build(change: (facts: ReturnType<typeof readExposureFacts>) => typeof facts = (facts) => facts) {
  const built = buildWorld(change(readExposureFacts()));
  if (!built.ok) throw new Error(built.error.map(({ message }) => message).join('; '));
  return built.value;
}

function answerOf(world: ExposureWorld, scenario: ExposureScenario) {
  const answer = evaluateExposure(world, scenario);
  if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
  return answer.value;
}

const world = build();
const FLEET = { savingPath: 'fleet' } as const;

describe('exposure on the path of the fleet', () => {
  it('saves in each quarter what the bottom-up fleet saves, memory, cost and training', () => {
    const answer = answerOf(world, FLEET);
    const fleet = fillFleet(readShippedFleetRows());
    const path = computeFleetSaving(
      fleet,
      world.asOf,
      answer.quarters.map(({ quarter }) => quarter),
    );
    answer.quarters.forEach((quarter, k) => {
      expect(quarter.memorySaving).toBeCloseTo(path[k]?.memorySaving ?? NaN, 14);
      expect(quarter.costSaving).toBeCloseTo(path[k]?.costSaving ?? NaN, 14);
    });
    expect(answer.quarters.find(({ quarter }) => quarter === '2028Q4')?.memorySaving).toBeCloseTo(
      0.296893637309,
      10,
    );
  });

  it('equals the demand index by hand: training keeps a quarter of the saving, use answers to cost', () => {
    const answer = answerOf(world, { ...FLEET, usageElasticity: 0, trainingShare: 0.4 });
    for (const { memorySaving: s, demandIndex } of answer.quarters) {
      expect(demandIndex).toBeCloseTo(0.4 * (1 - 0.25 * s) + 0.6 * (1 - s), 12);
    }
  });

  it('changes nothing, to the last bit, when nobody adopts anything', () => {
    const idle = build((facts) => ({
      ...facts,
      assumptions: facts.assumptions.map((row) =>
        row.id.startsWith('adoption_ceiling__') ? { ...row, low: 0, point: 0, high: 0 } : row,
      ),
    }));
    const answer = answerOf(idle, FLEET);
    for (const { revenueRatio, demandIndex, price, volume } of answer.quarters) {
      expect([revenueRatio, demandIndex, price, volume]).toEqual([1, 1, 1, 1]);
    }
    expect(answer.total.changePct).toBe(0);
  });

  it('gives sensitivities that a small change of every quarter confirms', () => {
    const answer = answerOf(world, { ...FLEET, usageElasticity: 0, contractShare: 0, backlogShare: 0 });
    const hynix = answer.vendors.find(({ ticker }) => ticker === '000660.KS');
    expect(hynix?.sensitivity).toBeGreaterThan(0);
    expect(hynix?.sensitivityAtZero).not.toBeNull();
  });

  it('lists the rows of the fleet among its inputs and not the saving that it replaces', () => {
    const ids = answerOf(world, FLEET).inputs.map(({ id }) => id);
    expect(ids).toContain('savingPath');
    expect(ids).toContain('adoption_midpoint__nvfp4_kv__us_frontier');
    expect(ids).toContain('byte_conversion');
    expect(ids).not.toContain('memory_saving');
    expect(answerOf(world, {}).inputs.map(({ id }) => id)).not.toContain('byte_conversion');
  });

  it('refuses a saving, a cost saving or a date beside the path, each by name', () => {
    const faults = evaluateExposure(world, {
      ...FLEET,
      memorySaving: 0.3,
      costSaving: 0.1,
      savingReachedBy: '2028-12-31',
    });
    expect(faults.ok ? [] : faults.error.map(({ pointer }) => pointer)).toEqual([
      '/memorySaving',
      '/costSaving',
      '/savingReachedBy',
    ]);
    const word = evaluateExposure(world, { savingPath: 'elsewhere' as unknown as 'fleet' });
    expect(word.ok ? '' : word.error[0]?.message).toContain('must be "fleet"');
  });

  it('takes the memory share of cost that a scenario gives', () => {
    const dear = answerOf(world, { ...FLEET, memoryShareOfCost: 1 }).quarters.at(-1)?.costSaving ?? NaN;
    const cheap = answerOf(world, { ...FLEET, memoryShareOfCost: 0 }).quarters.at(-1)?.costSaving ?? NaN;
    expect(dear).toBeGreaterThan(cheap);
    // What is left without memory in the bill is the time that techniques save.
    expect(cheap).toBeGreaterThan(0);
  });
});
