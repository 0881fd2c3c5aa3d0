/** Balance, frontier and evidence of rebound; published vectors and hand-made paths (model.md 5). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { computeReboundBalance, type BalanceAnswer } from '#lib/core/rebound/balance.ts';
import { readElasticityEvidence } from '#lib/core/rebound/elasticity-evidence.ts';
import { computeFrontier, type Frontier, type FrontierPoint } from '#lib/core/rebound/frontier.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';
import { readElasticityRows } from '#tests/support/elasticities.ts';
import { answerOf, curatedWorld, ordinaryScenario } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');

function frontierOf(scenario: ExposureScenario): Frontier {
  const frontier = computeFrontier(world, scenario);
  if (!frontier.ok) throw new Error(JSON.stringify(frontier.error));
  return frontier.value;
}

function pointAt(frontier: Frontier, memorySaving: number): FrontierPoint {
  const found = frontier.points.find((point) => Math.abs(point.memorySaving - memorySaving) < 1e-12);
  if (found === undefined) throw new Error(`no point at ${String(memorySaving)}`);
  return found;
}

function runOf(request: UncertaintyRequest): UncertaintyAnswer {
  const answer = computeUncertainty(world, { sobolDraws: 0, draws: 2048, ...request });
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('the balance', () => {
  const path = (revenue: readonly number[]): BalanceAnswer => ({
    quarters: revenue.map((hbmUsdBn, k) => ({
      quarter: `2027Q${String(k + 1)}`,
      baselineHbmUsdBn: 10,
      hbmUsdBn,
      demandIndex: hbmUsdBn / 10,
    })),
  });

  it('adds up what is lost, regained and left, and finds where the net turns and is paid back', () => {
    const { quarters, turnQuarter, paidBackQuarter } = computeReboundBalance(
      path([9, 9, 12, 11]),
      path([8, 8, 8, 8]),
    );
    expect(quarters.map(({ lostUsdBn }) => lostUsdBn)).toEqual([2, 4, 6, 8]);
    expect(quarters.map(({ netUsdBn }) => netUsdBn)).toEqual([-1, -2, 0, 1]);
    expect(quarters.map(({ regainedUsdBn }) => regainedUsdBn)).toEqual([1, 2, 6, 9]);
    expect([turnQuarter, paidBackQuarter]).toEqual(['2027Q2', '2027Q3']);
  });

  it('has no turn while the net still falls, and none where it never fell', () => {
    const falling = computeReboundBalance(path([9, 8]), path([8, 8]));
    expect([falling.turnQuarter, falling.paidBackQuarter]).toEqual([null, null]);
    const gaining = computeReboundBalance(path([11, 12]), path([8, 8]));
    expect([gaining.turnQuarter, gaining.paidBackQuarter]).toEqual([null, null]);
  });

  it('turns without being paid back inside the horizon', () => {
    const late = computeReboundBalance(path([6, 11]), path([6, 6]));
    expect([late.turnQuarter, late.paidBackQuarter]).toEqual(['2027Q1', null]);
  });

  it('ends at the change of the answer, and regains nothing at elasticity 0', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const point = answerOf(world, scenario);
        const noRebound = answerOf(world, { ...scenario, usageElasticity: 0 });
        const last = computeReboundBalance(point, noRebound).quarters.at(-1);
        const change = point.total.hbmUsdBn - point.total.baselineHbmUsdBn;
        expect(last?.netUsdBn).toBeCloseTo(change, 8);
        const none = computeReboundBalance(noRebound, noRebound).quarters;
        expect(none.every(({ regainedUsdBn }) => Math.abs(regainedUsdBn) < 1e-9)).toBe(true);
      }),
      { numRuns: 60 },
    );
  });
});

describe('the frontier', () => {
  it.each([
    [0.3, 1, 1, 1],
    [0.3, 0.5, 1, 2.195],
    [0.3, 0.5, 0.5, 4.575],
    [0.1, 0.5, 1, 2.054],
  ])('meets the published vector s %d, m %d, phi %d', (saving, memoryShareOfCost, passThrough, expected) => {
    const frontier = frontierOf({ memoryShareOfCost, passThrough, trainingShare: 0 });
    expect(pointAt(frontier, saving).breakEven).toBeCloseTo(expected, 3);
  });

  it('counts training: ln(0.63 * 0.7 / (1 - 0.37 * 0.925)) / ln(1 - 0.6 * 0.5 * 0.3) at the points', () => {
    expect(pointAt(frontierOf({}), 0.3).breakEven).toBeCloseTo(4.2388, 3);
  });

  it('does not ask for the saving or the elasticity of the scenario', () => {
    expect(frontierOf({ memorySaving: 0.7, usageElasticity: 5 })).toEqual(frontierOf({}));
  });

  it('has a band around every point that is the same each time', () => {
    const frontier = frontierOf({});
    expect(frontier.drawnIds.toSorted()).toEqual([
      'memory_share_of_cost',
      'pass_through',
      'training_saving_ratio',
      'training_share',
    ]);
    for (const { breakEven, low, high } of frontier.points) {
      expect(low).toBeLessThan(breakEven ?? NaN);
      expect(high).toBeGreaterThan(breakEven ?? NaN);
    }
    expect(frontierOf({})).toEqual(frontier);
  });

  it.each([0.1, 0.5])('has the band of a full run that holds the saving at %d', (memorySaving) => {
    const { low, high } = pointAt(frontierOf({}), memorySaving);
    const run = runOf({ scenario: { memorySaving }, draws: 4096 }).breakEvenElasticity;
    expect(Math.abs((low ?? NaN) / (run?.p10 ?? NaN) - 1)).toBeLessThan(0.03);
    expect(Math.abs((high ?? NaN) / (run?.p90 ?? NaN) - 1)).toBeLessThan(0.05);
  });

  it('draws what is not held, and has no band when all is', () => {
    const held = { memoryShareOfCost: 0.5, passThrough: 1 };
    expect(frontierOf(held).drawnIds).not.toContain('pass_through');
    const all = frontierOf({ ...held, trainingShare: 0.3, trainingSavingRatio: 0.2 });
    expect(all.draws).toBe(0);
    expect(all.points.every(({ low, high }) => low === null && high === null)).toBe(true);
  });

  it('has no break-even where nothing reaches the price', () => {
    expect(frontierOf({ passThrough: 0 }).points.map(({ breakEven }) => breakEven)).toEqual(
      frontierOf({}).points.map(() => null),
    );
  });

  it('offsets in the long run at every point that it names, guides counted', () => {
    for (const scenario of [{}, { efficiencyInGuidesShare: 0.4 }, { contextRespendShare: 0.3 }]) {
      for (const saving of [0.1, 0.5, 0.8]) {
        const breakEven = pointAt(frontierOf(scenario), saving).breakEven ?? NaN;
        const at = { ...scenario, memorySaving: saving, usageElasticity: breakEven, usageCap: 1000 };
        expect(answerOf(world, at).steadyState.demandIndex).toBeCloseTo(1, 9);
      }
    }
  });

  it('takes the fleet’s own proportion of cost to memory, with a band of what else is drawn', () => {
    const frontier = frontierOf({ savingPath: 'fleet' });
    expect(frontier.drawnIds).not.toContain('memory_share_of_cost');
    expect(frontier.drawnIds.length).toBe(3);
  });
});

describe('a run', () => {
  it('sums the change up to the total, and has break-even beside whatever was asked', () => {
    const change = runOf({ output: 'total.changeUsdBn' });
    const last = change.byQuarterCumulativeChange.at(-1);
    for (const quantile of ['p05', 'p10', 'p50', 'p90', 'p95'] as const) {
      expect(last?.[quantile]).toBeCloseTo(change.quantiles?.[quantile] ?? NaN, 9);
    }
    const breakEven = runOf({ output: 'breakEvenElasticity' });
    expect(change.breakEvenElasticity).toEqual(breakEven.quantiles);
    expect(breakEven.breakEvenElasticity).toEqual(breakEven.quantiles);
  });

  it('says nothing of break-even where no elasticity offsets in any draw', () => {
    expect(runOf({ scenario: { passThrough: 0 }, draws: 64 }).breakEvenElasticity).toBeNull();
  });
});

describe('the evidence on file', () => {
  const evidence = readElasticityEvidence(readElasticityRows());

  it('holds two price elasticities of token use, two ratios over time and one elasticity of output', () => {
    expect(evidence.estimates.map(({ kind }) => kind)).toEqual(['use', 'use', 'ratio', 'ratio', 'output']);
    expect(evidence.useRange).toEqual({ low: 1.1, high: 1.8 });
  });

  it('loses no row, and gives each of the others a reason', () => {
    expect(evidence.estimates.length + evidence.others.length).toBe(readElasticityRows().length);
    for (const { row, reason } of evidence.others) expect(reason).toContain(row.unit);
  });

  it('lists an elasticity without a number with that reason', () => {
    const [first] = readElasticityRows();
    if (first === undefined) throw new Error('no row');
    const { estimates, others, useRange } = readElasticityEvidence([
      { ...first, low: null, point: null, high: null },
    ]);
    expect(estimates).toEqual([]);
    expect(useRange).toBeNull();
    expect(others.map(({ reason }) => reason)).toEqual(['no number is stated']);
  });
});
