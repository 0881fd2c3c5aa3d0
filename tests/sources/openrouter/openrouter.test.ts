import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';

import { createOpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import { parseModelList } from '#lib/sources/openrouter/parse-model-list.ts';
import { usdPerMillionTokens } from '#lib/sources/openrouter/token-price.ts';
import { modelListText, openRouterModel, startFakeOpenRouter } from '#tests/support/fake-openrouter.ts';
import type { FakeSource } from '#tests/support/fake-source.ts';
import { liveDeps, TODAY_ON } from '#tests/support/live-deps.ts';

const PRICES = { prompt: '0.00000125', completion: '0.00001', input_cache_read: '0.000000125' };
const MODEL = openRouterModel('example/large', PRICES);

function parsed(...models: readonly Readonly<Record<string, unknown>>[]) {
  const list = parseModelList(JSON.stringify({ data: models }), TODAY_ON);
  if (!list.ok) throw new Error(list.error);

  return list.value;
}

describe('prices per token as text', () => {
  it.each([
    ['0.00000125', 1.25],
    ['0.0000003', 0.3],
    ['0.00000007', 0.07],
    ['0.000015', 15],
    ['2.8e-7', 0.28],
    ['1E-6', 1],
    ['0', 0],
    ['0.0', 0],
    ['-0', 0],
    ['-1', -1_000_000],
  ])('of %s are %d US dollars per million', (text, price) => {
    expect(usdPerMillionTokens(text)).toBe(price);
  });

  it.each(['', 'free', '0,000001', '.5', '1.', 'NaN', 'Infinity', '0x1', '1e', '1e9999'])(
    'are none in "%s"',
    (text) => {
      expect(usdPerMillionTokens(text)).toBeNull();
    },
  );

  it('are the number nearest to the decimal: no noise of a product', () => {
    expect(0.00000005 * 1e6).not.toBe(0.05);
    expect(usdPerMillionTokens('0.00000005')).toBe(0.05);
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 10 ** 9 }), (picoDollars) => {
        const text = `0.${String(picoDollars).padStart(12, '0')}`;
        expect(usdPerMillionTokens(text)).toBe(picoDollars / 1e6);
      }),
    );
  });
});

describe('a list of models', () => {
  it('gives prices per million tokens, context and the day of listing', () => {
    expect(parsed({ ...MODEL })).toEqual({
      observations: [
        {
          modelId: 'example/large',
          name: 'Example: example/large',
          createdOn: '2026-10-01',
          contextTokens: 131_072,
          inputUsdPerMillionTokens: 1.25,
          cachedInputUsdPerMillionTokens: 0.125,
          outputUsdPerMillionTokens: 10,
        },
      ],
      quarantined: [],
      missing: [],
    });
  });

  it('has no price of cached input where none is stated, and a real zero where it is free', () => {
    const { observations } = parsed(
      { ...openRouterModel('a/plain', { prompt: '0.000001', completion: '0.000002' }) },
      { ...openRouterModel('a/free', { prompt: '0', completion: '0', input_cache_read: '0' }) },
    );
    expect(observations.map(({ cachedInputUsdPerMillionTokens }) => cachedInputUsdPerMillionTokens)).toEqual([
      null,
      0,
    ]);
    expect(observations[1]).toMatchObject({ inputUsdPerMillionTokens: 0, outputUsdPerMillionTokens: 0 });
  });

  it('names models whose price varies and models that put out no text', () => {
    const { observations, quarantined, missing } = parsed(
      { ...openRouterModel('openrouter/auto', { prompt: '-1', completion: '-1' }) },
      {
        ...openRouterModel(
          'a/painter',
          { prompt: '0', completion: '0' },
          { architecture: { modality: 'text->image', output_modalities: ['image'] } },
        ),
      },
    );
    expect([observations, quarantined]).toEqual([[], []]);
    expect(missing).toEqual([
      { subject: 'openrouter/auto', reason: 'The price varies: it is settled after each request.' },
      { subject: 'a/painter', reason: 'The model puts out no text.' },
    ]);
  });

  it.each([
    ['pricing.prompt', { pricing: { ...PRICES, prompt: '-0.000001' } }],
    ['pricing.prompt', { pricing: { ...PRICES, prompt: 'free' } }],
    ['pricing.prompt', { pricing: { ...PRICES, prompt: '1.25' } }],
    ['pricing.prompt', { pricing: { ...PRICES, prompt: 0.00000125 } }],
    ['pricing.completion', { pricing: { prompt: '0', output: '0' } }],
    ['pricing.input_cache_read', { pricing: { ...PRICES, input_cache_read: '-1' } }],
    ['pricing', { pricing: null }],
    ['context_length', { context_length: null }],
    ['context_length', { context_length: 0 }],
    ['created', { created: '2026-10-01' }],
    ['created', { created: Date.UTC(2026, 10, 25) / 1000 }],
    ['name', { name: undefined }],
  ])('keeps a model apart whose %s cannot be believed: %j', (field, change) => {
    const { observations, quarantined } = parsed({ ...MODEL, ...change }, { ...MODEL, id: 'example/other' });
    expect(observations.map(({ modelId }) => modelId)).toEqual(['example/other']);
    expect(quarantined).toMatchObject([{ subject: 'example/large', field }]);
  });

  it('keeps a model without a name of its own apart by its place', () => {
    expect(parsed({ ...MODEL, id: 7 }).quarantined).toMatchObject([{ subject: 'model 0', field: 'id' }]);
  });

  it('gives a model once that it states twice alike, and not at all when it contradicts itself', () => {
    expect(parsed({ ...MODEL }, { ...MODEL }).observations).toHaveLength(1);
    const dearer = { ...MODEL, pricing: { ...PRICES, completion: '0.00002' } };
    const { observations, quarantined } = parsed({ ...MODEL }, dearer);
    expect(observations).toEqual([]);
    expect(quarantined[0]?.reason).toBe('The list states this model more than once, differently.');
    // Each statement by itself, so that one can be accepted.
    expect(
      quarantined.map(({ held }) => held?.table === 'model_price' && held.row.outputUsdPerMillionTokens),
    ).toEqual([parsed({ ...MODEL }).observations[0]?.outputUsdPerMillionTokens, 20]);
  });

  it.each(['{}', '{"models":[]}', '[]', '{"data":{}}', modelListText([MODEL]).slice(0, 60), ''])(
    'is none in %s',
    (text) => {
      expect(parseModelList(text, TODAY_ON).ok).toBe(false);
    },
  );
});

describe('the source of token prices', () => {
  const started: FakeSource[] = [];
  afterEach(async () => {
    await Promise.all(started.splice(0).map((source) => source.close()));
  });

  async function openRouterOf(
    models = [MODEL, openRouterModel('example/small', { ...PRICES, prompt: '-1' })],
  ) {
    const fake = await startFakeOpenRouter(models);
    started.push(fake);

    return { fake, source: createOpenRouterSource(liveDeps().deps, { baseUrl: fake.url }) };
  }

  it('asks once for the list and keeps it as it came', async () => {
    const { fake, source } = await openRouterOf();
    const answer = await source.fetchPrices(null);
    if (!answer.ok) throw new Error(answer.error.detail);
    expect(answer.value.observations.map(({ modelId }) => modelId)).toEqual(['example/large']);
    expect(answer.value.payloads[0]?.text).toBe(
      modelListText([MODEL, openRouterModel('example/small', { ...PRICES, prompt: '-1' })]),
    );
    expect(fake.traffic().paths).toEqual(['/api/v1/models']);
  });

  it('names the models asked for that the list does not have', async () => {
    const { source } = await openRouterOf();
    const answer = await source.fetchPrices(['example/large', 'example/small', 'example/gone']);
    expect(answer.ok && answer.value.missing).toEqual([
      { subject: 'example/small', reason: 'The price varies: it is settled after each request.' },
      { subject: 'example/gone', reason: 'The list has no such model.' },
    ]);
  });

  it('is well when the list comes', async () => {
    const { source } = await openRouterOf();
    expect((await source.probe()).ok).toBe(true);
  });
});
