import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatUsdBn } from '#lib/charts/format.ts';
import { headlineText, prepareHeadline, type HeadlineModel } from '#lib/charts/headline.ts';
import { evaluateOverview } from '#lib/charts/overview-model.ts';
import { overviewRequest } from '#lib/charts/overview-request.ts';
import { rangesOf } from '#lib/charts/overview-ranges.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import { curatedWorld, ordinaryScenario } from '#tests/support/exposure-world.ts';

const world = curatedWorld();

function headlineOf(scenario: ExposureScenario): HeadlineModel {
  const answers = evaluateOverview(world, scenario);
  if (!answers.ok) throw new Error(JSON.stringify(answers.error));
  const { point } = answers.value;
  return prepareHeadline({ world, scenario, answer: point, ranges: rangesOf(answers.value) });
}

function sentenceOf(scenario: ExposureScenario): string {
  return headlineText(headlineOf(scenario)).replaceAll('\u00a0', ' ');
}

const FREE = { trainingShare: 0, backlogShare: 0, contractShare: 0 } as const;

describe('headline', () => {
  it('says what is at risk, of how much, from when to when, and from which elasticity rebound offsets it', () => {
    expect(sentenceOf({})).toBe(
      'If algorithms save 28 % of HBM by 31 Dec 2028, $44.4 bn (12.6–80.0) of $548 bn HBM revenue from Q4 2026 to Q4 2029 is at risk (17.9 % of the run rate in Q4 2029); rebound offsets it at elasticity above 4.20.',
    );
  });

  it('takes its range from draws where there are some, and says in how many of them revenue falls', () => {
    const answers = evaluateOverview(world, {});
    const draws = computeUncertainty(world, overviewRequest({ scenario: {}, ranges: [] }));
    if (!answers.ok || !draws.ok) throw new Error('the base scenario must be known');
    const ranges = rangesOf({ ...answers.value, draws: draws.value });
    const headline = prepareHeadline({ world, scenario: {}, answer: answers.value.point, ranges });
    const { p10 = NaN, p90 = NaN } = draws.value.quantiles ?? {};
    expect(ranges?.changeUsdBn).toEqual([p10, p90]);
    const text = headlineText(headline);
    expect(text).toContain(`(${(-p90).toFixed(2)}–${(-p10).toFixed(1)})`);
    expect(headline.rangeNote).toContain('in 80 % of 4,096 draws');
    expect(headline.rangeNote).toContain(`falls in ${(draws.value.probabilityOfFall * 100).toFixed(1)}`);
    // The ratio's band on the point's baseline: a baseline that is drawn wide must not widen what is at risk.
    const last = answers.value.point.quarters.at(-1)?.baselineHbmUsdBn ?? NaN;
    expect(ranges?.quarterUsdBn.low.at(-1)).toBe(last * (draws.value.byQuarterRatio.at(-1)?.p10 ?? NaN));
  });

  it('names its range as the low and high of the saving and denies that it is a probability', () => {
    expect(headlineOf({}).rangeNote).toContain('12–48');
    expect(headlineOf({}).rangeNote).toContain('not a probability range');
    expect(headlineOf({ memorySaving: 0.5 }).rangeNote).toContain('lies above that range');
    expect(headlineOf({ memorySaving: 0.05 }).rangeNote).toContain('lies below that range');
  });

  it('turns to a gain when use outgrows the saving', () => {
    const headline = headlineOf({ memorySaving: 0.5, usageMultiple: 10, ...FREE });
    expect(headline.outcome).toBe('gain');
    expect(headlineText(headline)).toContain('usage goes to 10 times its baseline');
    expect(headlineText(headline)).toContain('above its baseline');
    expect(headlineText(headline)).not.toContain('at risk');
  });

  it('tells the first loss of a gain that comes later', () => {
    const text = sentenceOf({
      memorySaving: 0.3,
      passThrough: 1,
      usageElasticity: 3,
      savingReachedBy: '2027-03-31',
      ...FREE,
    });
    expect(text).toContain('after a first loss of $13.4 bn until Q1 2028');
  });

  it('says that nothing is at risk when backlog or contracts take it all', () => {
    const queue = sentenceOf({ memorySaving: 0.12, backlogShare: 0.4, backlogHalfLifeQuarters: 40 });
    expect(queue).toContain('none of $548 bn');
    expect(queue).toContain('the order backlog absorbs $35.7 bn and contracts $0 bn');
    const contracts = sentenceOf({ memorySaving: 0.4, contractShare: 1 });
    expect(contracts).toContain('the order backlog absorbs $18.3 bn and contracts $97.8 bn');
  });

  it('gives the reason when no elasticity offsets', () => {
    expect(sentenceOf({ passThrough: 0 })).toContain(
      'no elasticity offsets it, because none of the saving reaches the price',
    );
    const capped = {
      memorySaving: 0.5,
      memoryShareOfCost: 1,
      passThrough: 1,
      usageCap: 1.5,
      trainingShare: 0.2,
    };
    expect(sentenceOf(capped)).toContain('no elasticity offsets it, because usage is capped at 1.5 times');
    // Half of it buys longer context: a quarter less memory is offset by a third more use, which the cap allows.
    const respent = { ...capped, trainingShare: 0, contextRespendShare: 0.5 };
    expect(sentenceOf(respent)).toContain('rebound offsets it at elasticity above 1');
  });

  it('says when an elasticity above break-even still comes too late', () => {
    const late = { memorySaving: 0.3, usageElasticity: 5, adjustmentPerQuarter: 0.01 };
    expect(sentenceOf(late)).toContain('so in time, but not by Q4 2029');
  });

  it('has nothing to tell when nothing is saved', () => {
    expect(sentenceOf({ memorySaving: 0 })).toBe(
      'If algorithms save no HBM, HBM revenue stays at its baseline of $548 bn from Q4 2026 to Q4 2029.',
    );
  });

  it("always prints the answer's own dollars and reads as one finished sentence", () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const answers = evaluateOverview(world, scenario);
        if (!answers.ok) throw new Error(JSON.stringify(answers.error));
        const { point } = answers.value;
        const headline = prepareHeadline({ world, scenario, answer: point, ranges: rangesOf(answers.value) });
        const text = headlineText(headline);
        const change = point.total.hbmUsdBn - point.total.baselineHbmUsdBn;
        expect(text).toMatch(/^If .*[^.,; ]\.$/);
        expect(text).not.toMatch(/NaN|undefined|null|Infinity/);
        expect(text).toContain(formatUsdBn(point.total.baselineHbmUsdBn));
        if (headline.outcome === 'loss' || headline.outcome === 'gain') {
          expect(text).toContain(formatUsdBn(Math.abs(change)));
        }
      }),
    );
  });
});
