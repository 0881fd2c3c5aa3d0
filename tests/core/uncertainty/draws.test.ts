/** Laws of a run: the points of its inputs, seeds, blocks, ranges, copula (model.md 8 and identity 13). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  createDistribution,
  inputQuantile,
  type RangedInput,
} from '#lib/core/assumptions/input-distribution.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { createDrawChain, runDraw, type DrawChain } from '#lib/core/uncertainty/chain.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import { createCopula } from '#lib/core/uncertainty/copula.ts';
import { SCRAMBLINGS } from '#lib/core/uncertainty/draw-block.ts';
import { findOutput, listOutputs } from '#lib/core/uncertainty/outputs.ts';
import { prepareRun, type PreparedRun } from '#lib/core/uncertainty/prepare-run.ts';
import { runInSteps } from '#lib/core/uncertainty/staged-run.ts';
import { collect, createCollected, executeTask, planTasks, sizeOf } from '#lib/core/uncertainty/tasks.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';
import { answerOf, curatedWorld, ordinaryScenario } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');

function chainOf(scenario: ExposureScenario): DrawChain {
  const chain = createDrawChain(world, scenario);
  if (!chain.ok) throw new Error(JSON.stringify(chain.error));
  return chain.value;
}

function runOf(request: UncertaintyRequest): PreparedRun {
  const run = prepareRun(world, request);
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return run.value;
}

function computed(request: UncertaintyRequest): UncertaintyAnswer {
  const answer = computeUncertainty(world, request);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

function outputsOf(request: UncertaintyRequest): number[] {
  const run = runOf(request);
  const size = sizeOf(run);
  const collected = createCollected(size, run.chain.kernel.quarterCount);
  for (const task of planTasks(size)) collect(collected, executeTask(run, task));
  return [...collected.columns.output];
}

describe('a draw at the points', () => {
  it('is the answer itself, to the last digit, for any scenario and every output', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const chain = chainOf(scenario);
        const answer = answerOf(world, scenario);
        const read = (id: string): number => {
          const output = findOutput(id, world, scenario, chain.kernel);
          if (!output.ok) throw new Error(output.error.message);
          return output.value.read(chain.kernel, parameters);
        };
        const parameters = runDraw(chain);
        expect(read('total.changePct')).toBe(answer.total.changePct);
        expect(read('total.hbmUsdBn')).toBe(answer.total.hbmUsdBn);
        expect(read('lastQuarter.revenueRatio')).toBe(answer.quarters.at(-1)?.revenueRatio);
        expect(read('offset.revenueLostUsdBn')).toBe(answer.offset.revenueLostUsdBn);
        expect(read('steadyState.demandIndex')).toBe(answer.steadyState.demandIndex);
        expect(read('steadyState.revenueRatio')).toBe(answer.steadyState.revenueRatio);
        expect(read('breakEvenElasticity')).toBe(answer.breakEvenElasticity ?? NaN);
        for (const { ticker, ebitChangeUsdBn } of answer.vendors.slice(0, 4)) {
          expect(read(`vendors.${ticker}.ebitChangeUsdBn`)).toBe(ebitChangeUsdBn);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('is the answer on the fleet’s path too', () => {
    const scenario = { savingPath: 'fleet', tierShiftShare: undefined } as const;
    const chain = chainOf({ savingPath: scenario.savingPath });
    runDraw(chain);
    const answer = evaluateExposure(world, { savingPath: 'fleet' });
    if (!answer.ok) throw new Error('the fleet must be known');
    const outputs = listOutputs(world, { savingPath: 'fleet' }, chain.kernel);
    const change = outputs.find(({ id }) => id === 'total.changePct');
    expect(change?.read(chain.kernel, runDraw(chain))).toBe(answer.value.total.changePct);
    expect(chain.drawn.some(({ id }) => id.startsWith('adoption_midpoint__'))).toBe(true);
    expect(chain.drawn.some(({ id }) => id.startsWith('saving_point__'))).toBe(true);
    expect(chain.drawn.some(({ id }) => id === 'memory_saving')).toBe(false);
  });
});

describe('what is drawn', () => {
  it('is everything that varies but what the scenario gives; a path given as one number is held for every year', () => {
    const all = chainOf({}).drawn.map(({ id }) => id);
    const held = chainOf({ memorySaving: 0.3, contractShare: 0.5, usageMultiple: 2 }).drawn.map(
      ({ id }) => id,
    );
    const gone = all.filter((id) => !held.includes(id));
    expect(gone).toEqual(
      [
        'memory_saving',
        'usage_elasticity',
        'contract_share_2026',
        'contract_share_2027',
        'contract_share_2028',
        'contract_share_2029',
      ].filter((id) => all.includes(id)),
    );
    expect(all).toContain('memory_saving');
    expect(all.some((id) => id.startsWith('tier_'))).toBe(false);
    expect(
      chainOf({ tierShiftShare: 0.3 }).drawn.some(({ id }) => id === 'tier_bytes_per_hbm_byte_nand'),
    ).toBe(true);
  });

  it('meets low, point and high of every input at 0.1, 0.5 and 0.9', () => {
    for (const input of chainOf({ savingPath: 'fleet' }).drawn) {
      const made = createDistribution(input);
      if (!made.ok) throw new Error(made.error.message);
      expect(inputQuantile(made.value, 0.1)).toBeCloseTo(input.low, 11);
      expect(inputQuantile(made.value, 0.5)).toBeCloseTo(input.point, 11);
      expect(inputQuantile(made.value, 0.9)).toBeCloseTo(input.high, 11);
    }
  });
});

describe('the same seed', () => {
  it('gives the same draws bit for bit, and the first N of 2N are the N', () => {
    const many = outputsOf({ draws: 256, seed: 5, sobolDraws: 0 });
    expect(outputsOf({ draws: 128, seed: 5, sobolDraws: 0 })).toEqual(many.slice(0, 128));
    expect(outputsOf({ draws: 256, seed: 5, sobolDraws: 0 })).toEqual(many);
    expect(outputsOf({ draws: 256, seed: 6, sobolDraws: 0 })).not.toEqual(many);
  });

  it('gives the same answer in one piece, in tasks of any size and order, and step by step', () => {
    const request = {
      draws: 700,
      sobolDraws: 128,
      seed: 11,
      output: 'total.hbmUsdBn',
      scatterInput: 'memory_saving',
    };
    const whole = computed(request);
    const run = runOf(request);
    const size = sizeOf(run);
    const collected = createCollected(size, run.chain.kernel.quarterCount);
    for (const task of planTasks(size, 97).toReversed()) collect(collected, executeTask(run, task));
    const direct = createCollected(size, run.chain.kernel.quarterCount);
    for (const task of planTasks(size)) collect(direct, executeTask(run, task));
    expect(collected).toEqual(direct);
    const steps = [...runInSteps(runOf(request))];
    expect(steps.at(-1)).toEqual({ kind: 'final', answer: whole });
    const partial = steps.find((step) => step.kind === 'partial');
    expect(partial?.answer.quantiles).toEqual(computed({ ...request, draws: 512, sobolDraws: 0 }).quantiles);
  });
});

describe('a run of few draws', () => {
  it('of one draw has quantiles that are that draw, and no error bar', () => {
    const answer = computed({ draws: 1, seed: 3 });
    expect(answer.quantiles?.p05).toBe(answer.quantiles?.p95);
    expect(answer.meanInterval).toBeNull();
    expect(answer.sobol).toEqual([]);
    expect(answer.sobolAbsence).toBe('fewer than 64 draws');
  });

  it(`has an error bar from ${String(2 * SCRAMBLINGS)} draws on, around the mean`, () => {
    const answer = computed({ draws: 2 * SCRAMBLINGS, sobolDraws: 0 });
    const [low, high] = answer.meanInterval ?? [NaN, NaN];
    expect(low).toBeLessThan(answer.mean ?? NaN);
    expect(high).toBeGreaterThan(answer.mean ?? NaN);
  });
});

describe('an output that some draws lack', () => {
  it('is counted as absent with its reason, and left out of quantiles', () => {
    const answer = computed({ scenario: { memorySaving: 0 }, draws: 32, output: 'breakEvenElasticity' });
    expect(answer.absentDraws).toBe(32);
    expect(answer.quantiles).toBeNull();
    expect(answer.mean).toBeNull();
    expect(answer.absence).toContain('no elasticity offsets');
    expect(answer.probabilityUnchanged).toBe(1);
    expect(answer.probabilityOfOffset).toBeNull();
  });
});

describe('faults of a request', () => {
  const faultsOf = (request: UncertaintyRequest): string[] => {
    const run = prepareRun(world, request);
    return run.ok ? [] : run.error.map(({ pointer, message }) => `${pointer}: ${message}`);
  };

  it.each([
    [{ draws: 0 }, '/draws: draws must be a whole number from 1 to 1048576, not 0'],
    [{ draws: 10_000_000 }, '/draws: draws must be a whole number from 1 to 1048576, not 10000000'],
    [{ draws: 1.5 }, '/draws: draws must be a whole number from 1 to 1048576, not 1.5'],
    [{ seed: -1 }, '/seed: seed must be a whole number from 0 to 9007199254740991, not -1'],
    [
      { seed: 2 ** 53 },
      '/seed: seed must be a whole number from 0 to 9007199254740991, not 9007199254740992',
    ],
    [{ sobolDraws: 10 }, '/sobolDraws: sobolDraws must be a whole number from 64 to 16384, not 10'],
    [
      { scatterInput: 'nothing' },
      '/scatterInput: scatterInput "nothing" is not drawn in this run; it may be held by the scenario',
    ],
  ] as const)('%j', (request, fault) => {
    expect(faultsOf(request)).toEqual([fault]);
  });

  it('names those of the scenario where they stand, and several at once', () => {
    const faults = faultsOf({ draws: 0, seed: -1, scenario: { memorySaving: 2 } });
    expect(faults.map((fault) => fault.split(':')[0])).toEqual(['/draws', '/seed', '/scenario/memorySaving']);
  });

  it('refuses an elasticity sum of 0, and lets an elasticity of 0 and of 20 through', () => {
    expect(faultsOf({ scenario: { supplyElasticity: 0, demandElasticity: 0 } })[0]).toContain(
      'no price clears',
    );
    for (const usageElasticity of [0, 20]) {
      const answer = computed({ scenario: { usageElasticity }, draws: 64, sobolDraws: 0 });
      expect(Object.values(answer.quantiles ?? {}).every(Number.isFinite)).toBe(true);
    }
  });

  it('lists the outputs that exist when one does not', () => {
    expect(faultsOf({ output: 'total.nothing' })[0]).toContain('total.changePct, total.hbmUsdBn');
  });
});

describe('own ranges', () => {
  it('move the quantiles, are marked, and leave the points alone', () => {
    const base = computed({ draws: 512, sobolDraws: 0 });
    const wide = computed({
      draws: 512,
      sobolDraws: 0,
      ranges: [{ id: 'memory_saving', low: 0.02, high: 0.8 }],
    });
    expect(wide.point).toBe(base.point);
    expect(wide.quantiles?.p10).toBeLessThan(base.quantiles?.p10 ?? NaN);
    expect(wide.tornado.find(({ input }) => input === 'memory_saving')).toMatchObject({
      lowInput: 0.02,
      highInput: 0.8,
      isOwnRange: true,
    });
    expect(base.tornado.every(({ isOwnRange }) => !isOwnRange)).toBe(true);
  });

  it('of one value hold the input there, so that nothing of it is drawn', () => {
    const answer = computed({
      draws: 64,
      sobolDraws: 0,
      ranges: [{ id: 'memory_saving', low: 0.28, high: 0.28 }],
    });
    expect(answer.tornado.some(({ input }) => input === 'memory_saving')).toBe(false);
  });

  it('move what lies behind the baseline when their point is set', () => {
    const answer = computed({
      draws: 64,
      sobolDraws: 0,
      output: 'total.hbmUsdBn',
      ranges: [{ id: 'hbm_price_factor_2028', low: 1.2, point: 1.3, high: 1.4 }],
    });
    expect(answer.point).toBeGreaterThan(
      computed({ draws: 64, sobolDraws: 0, output: 'total.hbmUsdBn' }).point ?? NaN,
    );
  });

  it.each([
    [[{ id: 'nothing', low: 0, high: 1 }], '/ranges/0/id', 'is no input of the registry'],
    [[{ id: 'memory_saving', low: 0.5, point: 0.3, high: 0.9 }], '/ranges/0', 'low <= point <= high'],
    [[{ id: 'memory_saving', low: 0.6, high: 0.1 }], '/ranges/0', 'low <= point <= high'],
    [[{ id: 'memory_saving', low: 0, high: 0.9 }], '/ranges/0', 'strictly between 0 and 1'],
    [[{ id: 'usage_elasticity', low: -1, high: 2 }], '/ranges/0', 'must lie above 0'],
    [
      [
        { id: 'memory_saving', low: 0.1, high: 0.5 },
        { id: 'memory_saving', low: 0.2, high: 0.5 },
      ],
      '/ranges/1/id',
      'two ranges',
    ],
  ])('%j is refused', (ranges, pointer, words) => {
    const run = prepareRun(world, { ranges });
    const [fault] = run.ok ? [] : run.error;
    expect(fault?.pointer).toBe(pointer);
    expect(fault?.message).toContain(words);
  });
});

describe('rank correlation', () => {
  const correlated = (rank: number): readonly (readonly [number, number | null])[] =>
    computed({
      draws: 4096,
      sobolDraws: 0,
      output: 'hbmUsdBn.2028',
      scatterInput: 'hbm_price_factor_2028',
      correlations: [{ a: 'hbm_price_factor_2027', b: 'hbm_price_factor_2028', rank }],
    }).scatter?.points ?? [];

  it('leaves every input its own range', () => {
    const values = correlated(0.8).map(([x]) => x);
    const row = world.assumptions.find(({ id }) => id === 'hbm_price_factor_2028');
    const below = values.filter((x) => x < (row?.point ?? NaN)).length / values.length;
    expect(below).toBeGreaterThan(0.4);
    expect(below).toBeLessThan(0.6);
  });

  it('widens the tails of what both inputs push the same way', () => {
    const width = (rank: number): number => {
      const answer = computed({
        draws: 4096,
        sobolDraws: 0,
        output: 'hbmUsdBn.2028',
        correlations: [{ a: 'hbm_price_factor_2027', b: 'hbm_price_factor_2028', rank }],
      });
      return Math.log((answer.quantiles?.p90 ?? NaN) / (answer.quantiles?.p10 ?? NaN));
    };
    expect(width(0.9)).toBeGreaterThan(width(0));
    expect(width(0)).toBeGreaterThan(width(-0.9));
  });

  it('has no Sobol indices, and asking for them is a contradiction', () => {
    const correlations = [{ a: 'memory_saving', b: 'usage_elasticity', rank: 0.5 }];
    expect(computed({ draws: 128, correlations }).sobolAbsence).toContain('independent');
    const run = prepareRun(world, { correlations, sobolDraws: 128 });
    expect(run.ok ? '' : run.error[0]?.pointer).toBe('/sobolDraws');
  });

  it.each([
    [[{ a: 'memory_saving', b: 'memory_saving', rank: 0.5 }], '/correlations/0/b'],
    [[{ a: 'memory_saving', b: 'nothing', rank: 0.5 }], '/correlations/0/b'],
    [[{ a: 'memory_saving', b: 'usage_elasticity', rank: 1 }], '/correlations/0/rank'],
    [
      [
        { a: 'memory_saving', b: 'usage_elasticity', rank: 0.5 },
        { a: 'usage_elasticity', b: 'memory_saving', rank: 0.4 },
      ],
      '/correlations/1/b',
    ],
    [
      [
        { a: 'memory_saving', b: 'usage_elasticity', rank: 0.9 },
        { a: 'usage_elasticity', b: 'pass_through', rank: 0.9 },
        { a: 'memory_saving', b: 'pass_through', rank: -0.9 },
      ],
      '/correlations',
    ],
  ])('%j is refused', (correlations, pointer) => {
    const run = prepareRun(world, { correlations });
    expect(run.ok ? [] : run.error.map((fault) => fault.pointer)).toContain(pointer);
  });

  it('reproduces the ranks that it was asked for', () => {
    const copula = createCopula(['a', 'b'], [{ a: 'a', b: 'b', rank: 0.5 }]);
    if (!copula.ok) throw new Error('must be legal');
    // The second row of the factor: correlation 2 sin(pi rank / 6) of the normals, and what is left beside it.
    const normal = 2 * Math.sin((Math.PI * 0.5) / 6);
    expect(copula.value.factor[2]).toBeCloseTo(normal, 14);
    expect(copula.value.factor[3]).toBeCloseTo(Math.sqrt(1 - normal ** 2), 14);
  });
});

describe('a distribution', () => {
  const input = (part: Partial<RangedInput>): RangedInput => ({
    id: 'x',
    low: 1,
    point: 2,
    high: 3,
    distribution: 'normal',
    ...part,
  });

  it('without spread on a side stays at the point there', () => {
    const made = createDistribution(input({ low: 2 }));
    expect(made.ok && inputQuantile(made.value, 0.01)).toBe(2);
  });

  it.each([
    [input({ low: 3 }), 'low <= point <= high'],
    [input({ point: NaN }), 'three finite numbers'],
    [input({ distribution: 'fixed' }), 'fixed input'],
    [input({ distribution: 'lognormal', low: -1 }), 'above 0'],
    [input({ distribution: 'logit-normal' }), 'strictly between 0 and 1'],
  ])('%j is refused', (bad, words) => {
    const made = createDistribution(bad);
    expect(made.ok ? '' : made.error.message).toContain(words);
  });
});
