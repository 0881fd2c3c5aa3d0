import { describe, expect, it } from 'vitest';
import {
  catalogueModelText,
  countingPrices,
  flagshipPrices,
  readCatalogueText,
  takeCataloguePrice,
  type SeenPrice,
} from '#lib/core/labs/catalogue-prices.ts';
import { computeLabEconomics } from '#lib/core/labs/lab-economics.ts';
import type { ListPrice } from '#lib/core/labs/list-price.ts';
import { DEFAULT_LABS_CHOICE } from '#lib/core/labs/labs-choice.ts';
import { readLabsWorld, readListPrices } from '#tests/support/labs.ts';

const MODEL = 'claude-opus-5.5';
const PASSED_ON = `${MODEL} (OpenRouter)`;
const LOWEST = `${MODEL} (OpenRouter, lowest host)`;

function price(changes: Partial<ListPrice> = {}): ListPrice {
  return {
    provider: 'Anthropic',
    model: MODEL,
    effectiveOn: '2026-09-22',
    inputUsdPerMtok: 4,
    cachedInputUsdPerMtok: 0.2,
    outputUsdPerMtok: 20,
    event: 'cut',
    notes: null,
    sourceTitle: null,
    publisher: null,
    url: null,
    publishedOn: null,
    grade: 'press',
    visibleFrom: '2026-09-22',
    recordedInBatch: 1,
    ...changes,
  };
}

function seen(changes: Partial<SeenPrice> = {}): SeenPrice {
  return {
    provider: 'Anthropic',
    model: MODEL,
    measure: 'passed-on',
    seenOn: '2026-11-20',
    before: null,
    inputUsdPerMtok: 3,
    cachedInputUsdPerMtok: 0.15,
    outputUsdPerMtok: 15,
    ...changes,
  };
}

describe('what the catalogue lists', () => {
  it('has a text of its own that leads back to the model and the measure', () => {
    for (const measure of ['passed-on', 'lowest-host'] as const) {
      expect(readCatalogueText(catalogueModelText(MODEL, measure))).toEqual({ model: MODEL, measure });
    }
    expect(readCatalogueText('deepseek-v4-pro (promotion)')).toBeNull();
    expect(readListPrices().filter(({ model }) => readCatalogueText(model) !== null)).toEqual([]);
  });

  it('is no fact while it says what the lab’s own row in effect says', () => {
    const same = seen({ inputUsdPerMtok: 4, cachedInputUsdPerMtok: 0.2, outputUsdPerMtok: 20 });
    expect(takeCataloguePrice(same, [price()])).toEqual({ kind: 'same' });
    // A list that is silent about cached input says nothing else than the lab.
    expect(takeCataloguePrice({ ...same, cachedInputUsdPerMtok: null }, [price()])).toEqual({ kind: 'same' });
    // A price that the lab has announced for later is not in effect.
    const announced = price({ effectiveOn: '2027-01-01', inputUsdPerMtok: 3, outputUsdPerMtok: 15 });
    expect(takeCataloguePrice(seen(), [price(), announced])).toMatchObject({ kind: 'new' });
  });

  it('is a snapshot when it is first seen at another price: nobody knows since when', () => {
    expect(takeCataloguePrice(seen(), [price()])).toEqual({
      kind: 'new',
      model: PASSED_ON,
      event: 'snapshot',
    });
    expect(takeCataloguePrice(seen({ measure: 'lowest-host' }), [price()])).toEqual({
      kind: 'new',
      model: LOWEST,
      event: 'snapshot',
    });
    expect(takeCataloguePrice(seen(), [])).toMatchObject({ kind: 'new', event: 'snapshot' });
  });

  it.each([
    ['cut', { inputUsdPerMtok: 3, outputUsdPerMtok: 15 }],
    ['cut', { inputUsdPerMtok: 4, outputUsdPerMtok: 15 }],
    ['rise', { inputUsdPerMtok: 5, outputUsdPerMtok: 25 }],
    ['cache', { inputUsdPerMtok: 4, outputUsdPerMtok: 20, cachedInputUsdPerMtok: 0.1 }],
    ['snapshot', { inputUsdPerMtok: 5, outputUsdPerMtok: 15 }],
  ] as const)('is a %s against what it listed before', (event, parts) => {
    const before = { inputUsdPerMtok: 4, cachedInputUsdPerMtok: 0.2, outputUsdPerMtok: 20 };
    expect(takeCataloguePrice(seen({ ...before, ...parts, before }), [price()])).toMatchObject({ event });
    // Likewise against its own last fact.
    const listed = price({ model: PASSED_ON, effectiveOn: '2026-10-01' });
    expect(takeCataloguePrice(seen({ ...before, ...parts }), [price(), listed])).toMatchObject({ event });
  });

  it('revises the fact of its day when it changes twice on one', () => {
    const morning = price({ model: PASSED_ON, effectiveOn: '2026-11-20', inputUsdPerMtok: 2, event: 'cut' });
    const evening = seen({ before: { ...morning } });
    expect(takeCataloguePrice(evening, [price(), morning])).toMatchObject({ kind: 'new', event: 'cut' });
  });

  it('is not believed without any charge or a hundredfold off', () => {
    const free = seen({ inputUsdPerMtok: 0, cachedInputUsdPerMtok: 0, outputUsdPerMtok: 0 });
    expect(takeCataloguePrice(free, [price()])).toMatchObject({ kind: 'doubtful' });
    for (const inputUsdPerMtok of [400, 0.04]) {
      expect(takeCataloguePrice(seen({ inputUsdPerMtok }), [price()])).toMatchObject({ kind: 'doubtful' });
    }
    expect(takeCataloguePrice(seen({ inputUsdPerMtok: 399 }), [price()])).toMatchObject({ kind: 'new' });
  });
});

describe('which price counts as the lab’s', () => {
  const passedOn = price({ model: PASSED_ON, effectiveOn: '2026-11-20', outputUsdPerMtok: 15 });

  it('is the newest of its own and those passed on, under its own model text', () => {
    expect(countingPrices([price(), passedOn])).toEqual([price(), { ...passedOn, model: MODEL }]);
  });

  it('is its own where both are of one day', () => {
    const own = price({ effectiveOn: '2026-11-20' });
    expect(countingPrices([passedOn, own])).toEqual([own]);
  });

  it('is never the lowest of many hosts', () => {
    expect(countingPrices([price(), price({ model: LOWEST, effectiveOn: '2026-11-20' })])).toEqual([price()]);
  });

  it('is a passed-on one of the flagship of its day only', () => {
    const lab = { provider: 'Anthropic', flagships: ['claude-opus-5', MODEL] };
    const old = price({ model: 'claude-opus-5', effectiveOn: '2026-07-24' });
    const oldListed = price({ model: 'claude-opus-5 (OpenRouter)', effectiveOn: '2026-11-21' });
    const whileFlagship = price({ model: 'claude-opus-5 (OpenRouter)', effectiveOn: '2026-08-01' });
    expect(flagshipPrices([oldListed, passedOn, whileFlagship, price(), old], lab)).toEqual([
      old,
      { ...whileFlagship, model: 'claude-opus-5' },
      price(),
      { ...passedOn, model: MODEL },
    ]);
    // Before the lab has a row of its own there is no flagship to follow.
    expect(flagshipPrices([passedOn], lab)).toEqual([]);
  });
});

describe('lab economics with catalogue prices', () => {
  const world = readLabsWorld('2026-11-23');
  const economicsOf = (prices: readonly ListPrice[]) => {
    const answer = computeLabEconomics({ ...world, prices }, DEFAULT_LABS_CHOICE);
    if (!answer.ok) throw new Error(JSON.stringify(answer.error));
    return answer.value;
  };
  const anthropicOf = (prices: readonly ListPrice[]) =>
    economicsOf(prices).labs.find(({ lab }) => lab.id === 'anthropic');

  it('take a cut that is passed on into price and margin of the flagship', () => {
    const before = anthropicOf(world.prices)?.current;
    const listed = price({
      model: PASSED_ON,
      effectiveOn: '2026-11-20',
      inputUsdPerMtok: 2,
      outputUsdPerMtok: 10,
    });
    const after = anthropicOf([...world.prices, listed])?.current;

    expect(after?.price.outputUsdPerMtok).toBe(10);
    expect(Number(after?.margin?.before.point)).toBeLessThan(Number(before?.margin?.before.point));
  });

  it('are the same with and without the lowest price of many hosts', () => {
    const listed = price({ model: LOWEST, effectiveOn: '2026-11-20', cachedInputUsdPerMtok: 0.001 });
    expect(economicsOf([...world.prices, listed])).toEqual(economicsOf(world.prices));
  });
});
