import { beforeAll, describe, expect, it } from 'vitest';
import { computeLabEconomics, type LabEconomics, type LabRow } from '#lib/core/labs/lab-economics.ts';
import { DEFAULT_LABS_CHOICE, type LabsChoice } from '#lib/core/labs/labs-choice.ts';
import { LABS } from '#lib/core/labs/lab-profiles.ts';
import { groupPriceSeries, priceKey } from '#lib/core/labs/list-price.ts';
import { listModelMatches } from '#lib/core/labs/model-map.ts';
import { findProxyEra } from '#lib/core/labs/proxy-models.ts';
import { MIX_IDS } from '#lib/core/labs/request-mix.ts';
import { computeServingCost } from '#lib/core/labs/serving-cost.ts';
import { readModelArchitectures } from '#tests/support/efficiency-facts.ts';
import { readLabsWorld, readListPrices } from '#tests/support/labs.ts';

const world = readLabsWorld();

function economicsOf(choice: Partial<LabsChoice> = {}, asOf?: string): LabEconomics {
  const answer = computeLabEconomics(asOf === undefined ? world : readLabsWorld(asOf), {
    ...DEFAULT_LABS_CHOICE,
    ...choice,
  });
  if (!answer.ok) throw new Error(answer.error.map(({ message }) => message).join('; '));
  return answer.value;
}

function labOf({ labs }: LabEconomics, id: string): LabRow {
  const row = labs.find(({ lab }) => lab.id === id);
  if (row === undefined) throw new Error(`no lab ${id}`);
  return row;
}

function marginOf(economics: LabEconomics, id: string): number {
  return labOf(economics, id).current?.margin?.after.point ?? NaN;
}

describe('the curated tables', () => {
  const listed = new Set(readListPrices().map(({ provider, model }) => priceKey(provider, model)));
  const architectures = readModelArchitectures();

  it.each(listModelMatches())(
    '$key is in the price table and its architecture has active parameters',
    (match) => {
      expect(listed).toContain(match.key);
      expect(architectures.get(match.architectureId)?.activeParamsB).toBeGreaterThan(0);
    },
  );

  it.each(LABS)('every flagship of $name is in the price table', ({ provider, flagships }) => {
    expect(flagships.filter((model) => !listed.has(priceKey(provider, model)))).toEqual([]);
  });

  it.each(['2023-11-06', '2024-09-01', '2025-06-01', '2026-11-01'])(
    'proxies of %s have architectures',
    (day) => {
      for (const id of findProxyEra(day).architectureIds) expect(architectures.has(id), id).toBe(true);
    },
  );

  it('keeps series apart by model text', () => {
    const series = groupPriceSeries(readListPrices()).filter(({ model }) =>
      model.startsWith('deepseek-v4-pro'),
    );
    expect(series.map(({ model }) => model)).toEqual([
      'deepseek-v4-pro',
      'deepseek-v4-pro (list)',
      'deepseek-v4-pro (promotion)',
      'deepseek-v4-pro off-peak',
      'deepseek-v4-pro peak',
    ]);
  });
});

describe('serving cost', () => {
  it('takes a model’s own architecture where it is published and proxies where not', () => {
    const economics = economicsOf();
    const basisOf = (id: string) => {
      const cost = labOf(economics, id).current?.cost;
      return cost !== undefined && 'basis' in cost ? cost.basis : null;
    };
    expect(basisOf('deepseek')).toBe('own');
    expect(basisOf('zhipu')).toBe('sibling');
    for (const id of ['openai', 'anthropic', 'google', 'moonshot']) expect(basisOf(id), id).toBe('proxy');
  });

  it.each(MIX_IDS)('is a range around its point for every lab at the mix %s', (mix) => {
    for (const { lab, current } of economicsOf({ mix }).labs) {
      const cost = current?.cost;
      if (cost === undefined || 'absence' in cost) throw new Error(`${lab.name} has no cost`);
      expect(cost.low, lab.name).toBeGreaterThan(0);
      expect(cost.low, lab.name).toBeLessThan(cost.point);
      expect(cost.point, lab.name).toBeLessThan(cost.high);
    }
  });

  it('is wider for a closed model than for the same price of an open one', () => {
    const mix = { inputTokens: 4383, outputTokens: 1211, cacheHitRate: 0.5625 };
    const open = computeServingCost(
      world,
      { provider: 'DeepSeek', model: 'deepseek-v4-pro', pricedOn: '2026-11-01' },
      mix,
    );
    const closed = computeServingCost(
      world,
      { provider: 'OpenAI', model: 'gpt-6-sol', pricedOn: '2026-11-01' },
      mix,
    );
    if ('absence' in open || 'absence' in closed) throw new Error('both must have a cost');
    expect(closed.high / closed.low).toBeGreaterThan(open.high / open.low);
    // DeepSeek-V4-Pro is the middle of the three proxies at this mix.
    expect(closed.point).toBeCloseTo(open.point, 12);
  });

  it('doubles with the price of the hour', () => {
    const { defaults } = world;
    const hour = defaults.usdPerAcceleratorHour;
    const dear = {
      ...world,
      defaults: {
        ...defaults,
        usdPerAcceleratorHour: { ...hour, low: hour.low * 2, point: hour.point * 2, high: hour.high * 2 },
      },
    };
    const listed = { provider: 'DeepSeek', model: 'deepseek-v3 (deepseek-chat)', pricedOn: '2025-03-01' };
    const mix = { inputTokens: 2000, outputTokens: 500, cacheHitRate: 0.5 };
    const [once, twice] = [world, dear].map((at) => computeServingCost(at, listed, mix));
    if (!once || !twice || 'absence' in once || 'absence' in twice) throw new Error('both must have a cost');
    expect(twice.point / once.point).toBeCloseTo(2, 9);
    expect(twice.low / once.low).toBeCloseTo(2, 9);
  });
});

describe('margins of the labs', () => {
  let economics: LabEconomics;
  beforeAll(() => {
    economics = economicsOf();
  });

  it('covers all eleven labs today', () => {
    expect(
      economics.labs.map(({ lab, absence }) => [lab.id, absence]).filter(([, absence]) => absence),
    ).toEqual([]);
    expect(economics.labs).toHaveLength(11);
  });

  it('puts the disclosed DeepSeek margin inside the range of its price and model of that month', () => {
    const february = economicsOf({}, '2025-03-31');
    const { current } = labOf(february, 'deepseek');
    expect(current?.price.model).toBe('deepseek-v3 (deepseek-chat)');
    // V3 sold at 0.27/0.07/1.10, about half of R1: cost 0.112 of a blended 0.3615 leaves 69 %.
    const margin = current?.margin?.before;
    expect(margin?.low).toBeLessThan(0.69);
    expect(margin?.high).toBeGreaterThan(0.69);
  });

  it('is higher after the saving than before for every lab, as not all of it is passed on', () => {
    for (const { lab, current } of economics.labs) {
      const margin = current?.margin;
      expect(margin?.after.point, lab.name).toBeGreaterThan(margin?.before.point ?? NaN);
    }
  });

  it('falls with pass-through and rises with the saving', () => {
    const at = (choice: Partial<LabsChoice>) =>
      marginOf(economicsOf({ costSaving: 0.2, ...choice }), 'xiaomi');
    expect(at({ passThrough: 0.2 })).toBeGreaterThan(at({ passThrough: 0.8 }));
    expect(at({ passThrough: 0.5, costSaving: 0.4 })).toBeGreaterThan(at({ passThrough: 0.5 }));
    const all = economicsOf({ costSaving: 0.2, passThrough: 1 });
    expect(marginOf(all, 'xiaomi')).toBeCloseTo(
      labOf(all, 'xiaomi').current?.margin?.before.point ?? NaN,
      12,
    );
  });

  it('holds what the reader sets, without a range', () => {
    const { costSaving, passThrough } = economicsOf({ costSaving: 0.2, passThrough: 0.4 });
    expect(costSaving).toEqual({ low: 0.2, point: 0.2, high: 0.2, isGiven: true });
    expect(passThrough).toEqual({ low: 0.4, point: 0.4, high: 0.4, isGiven: true });
  });

  it('reads the fleet’s saving two years ahead, and none today', () => {
    expect(economics.quarter).toBe('2028Q4');
    expect(economics.costSaving.point).toBeGreaterThan(0.05);
    const near = economicsOf({ quarter: '2027Q1' });
    expect(near.costSaving.point).toBeLessThan(economics.costSaving.point);
  });

  it('knows at a past date only the prices and mixes of then', () => {
    const past = economicsOf({ mix: 'chat' }, '2024-12-31');
    expect(labOf(past, 'openai').current?.price.model).toBe('gpt-4o');
    expect(labOf(past, 'xiaomi').current).toBeNull();
    expect(labOf(past, 'xiaomi').absence).toContain('no price');
    expect(economicsOf({}, '2024-12-31').mix).toHaveProperty('absence');
    expect(labOf(economicsOf({}, '2024-12-31'), 'openai').absence).toContain('not public yet');
  });

  it('says why a lab has none: a price without input or output', () => {
    const prices = world.prices.map((price) =>
      price.model === 'claude-opus-5.5' ? { ...price, outputUsdPerMtok: null } : price,
    );
    const answer = computeLabEconomics({ ...world, prices }, DEFAULT_LABS_CHOICE);
    if (!answer.ok) throw new Error('must compute');
    expect(labOf(answer.value, 'anthropic')).toMatchObject({
      current: null,
      absence: 'the source states no output price',
    });
  });

  it('refuses a choice out of range, every field at once', () => {
    const answer = computeLabEconomics(world, {
      mix: 'chat',
      passThrough: -0.1,
      costSaving: 1,
      quarter: '2020Q1',
    });
    expect(answer.ok ? [] : answer.error.map(({ pointer }) => pointer)).toEqual([
      '/passThrough',
      '/costSaving',
      '/quarter',
    ]);
  });
});
