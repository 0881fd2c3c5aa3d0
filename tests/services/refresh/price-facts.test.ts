import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { computeLabEconomics } from '#lib/core/labs/lab-economics.ts';
import { DEFAULT_LABS_CHOICE } from '#lib/core/labs/labs-choice.ts';
import { ok } from '#lib/core/result.ts';
import { db } from '#lib/db/client.ts';
import { getDataVersion } from '#lib/db/data-version.ts';
import { listSubjects } from '#lib/db/refresh-subjects.ts';
import { listUnusedModels } from '#lib/services/health/list-unused-models.ts';
import { getLabsWorld } from '#lib/services/labs/get-labs-world.ts';
import { planModelPrices } from '#lib/services/refresh/tasks/model-price-tasks.ts';
import { createOpenRouterSource } from '#lib/sources/openrouter/openrouter-source.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import {
  modelListText,
  openRouterModel,
  startFakeOpenRouter,
  type OpenRouterModel,
} from '#tests/support/fake-openrouter.ts';
import type { FakeSource } from '#tests/support/fake-source.ts';
import { driveRefresh, runNow } from '#tests/support/refresh-run.ts';
import { driveDeps } from '#tests/support/source-deps.ts';

const at = (day: string): number => Date.parse(`${day}T06:20:00Z`);
const OPUS = 'anthropic/claude-opus-5.5';

/** What the shipped table has for these models on 2026-11-24, in dollars per token. */
const LIST: readonly OpenRouterModel[] = [
  openRouterModel(OPUS, { prompt: '0.000004', completion: '0.00002', input_cache_read: '0.0000002' }),
  openRouterModel('openai/gpt-6.1-sol', { prompt: '0.000002', completion: '0.00001' }),
  // Some host asks less than the lab's 1.4 and 4.4.
  openRouterModel('z-ai/glm-5.3', { prompt: '0.0000009', completion: '0.000003' }),
  openRouterModel('z-ai/glm-5.3:free', { prompt: '0', completion: '0' }),
  openRouterModel('openai/gpt-99', { prompt: '0.000007', completion: '0.00003' }),
  openRouterModel('example/one', { prompt: '0.000001', completion: '0.000003' }),
];

let database: OpenDatabase;
let catalogue: FakeSource;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
  catalogue = await startFakeOpenRouter([]);
});
afterAll(async () => {
  await catalogue.close();
  await database.close();
});

/** The catalogue lists these models on that day, and a run reads it. Returns what the run says. */
async function read(day: string, models: readonly OpenRouterModel[]): Promise<string> {
  catalogue.fail({ kind: 'rewritten', rewrite: () => modelListText(models) });
  const openrouter = createOpenRouterSource(driveDeps(at(day)), { baseUrl: catalogue.url });
  const deps = driveRefresh(at(day), () => Promise.resolve(ok(planModelPrices(openrouter))));
  const run = await runNow('openrouter', 'model-prices', deps);

  return (await listSubjects(run))[0]?.reason ?? '';
}

/** The list with another price of one model. */
function repriced(id: string, pricing: OpenRouterModel['pricing']): OpenRouterModel[] {
  return LIST.map((model) => (model.id === id ? openRouterModel(id, pricing) : model));
}

const cut = repriced(OPUS, { prompt: '0.000003', completion: '0.000015', input_cache_read: '0.00000015' });
const refreshedFacts = () =>
  db().tokenPrice.findMany({
    where: { batch: { origin: 'openrouter' } },
    orderBy: [{ batchId: 'asc' }, { key: 'asc' }],
    include: { source: true, batch: true },
  });

async function flagshipPrice(asOf: string) {
  const world = await getLabsWorld({ asOf });
  if (!world.ok) throw new Error(JSON.stringify(world.error));
  const economics = computeLabEconomics(world.value, DEFAULT_LABS_CHOICE);
  if (!economics.ok) throw new Error(JSON.stringify(economics.error));

  return economics.value.labs.find(({ lab }) => lab.id === 'anthropic')?.current;
}

describe('prices of OpenRouter’s list', () => {
  it('are no facts where they say what the lab’s own row says; one that differs is a snapshot', async () => {
    const note = await read('2026-11-24', LIST);
    const facts = await refreshedFacts();

    expect(note).toContain('Token prices that became facts: 1 new, 0 revised.');
    expect(facts.map(({ key }) => key)).toEqual([
      'Zhipu (Z.ai) | glm-5.3 (OpenRouter, lowest host) | 2026-11-24 | snapshot',
    ]);
    expect(facts[0]).toMatchObject({
      grade: 'press',
      visibleFrom: new Date('2026-11-24T00:00:00Z'),
      visibleRule: 'effective_on',
      currencyOriginal: 'USD',
      cachedInputUsdPerMtok: null,
      source: { title: 'OpenRouter model list', url: 'https://openrouter.ai/z-ai/glm-5.3' },
      batch: { owner: 'OpenRouter', origin: 'openrouter' },
    });
  });

  it('make no batch while nothing changes, whatever else the list changes of a model', async () => {
    const before = await getDataVersion();
    const renamed = LIST.map((model) => ({ ...model, context_length: 200_000 }));
    expect(await read('2026-11-25', LIST)).not.toContain('became facts');
    expect(await read('2026-11-25', renamed)).not.toContain('became facts');
    expect(await getDataVersion()).toBe(before);
  });

  it('become a dated fact on a change, and the lab’s own row stays as it was', async () => {
    const ownBefore = await db().tokenPrice.findMany({ where: { model: 'claude-opus-5.5' } });
    const note = await read('2026-11-26', cut);
    const [, fact, ...more] = await refreshedFacts();

    expect(more).toEqual([]);
    expect(note).toContain('1 new');
    expect(fact).toMatchObject({
      key: 'Anthropic | claude-opus-5.5 (OpenRouter) | 2026-11-26 | cut',
      visibleFrom: new Date('2026-11-26T00:00:00Z'),
      source: { url: 'https://openrouter.ai/anthropic/claude-opus-5.5', publishedOn: '2026-11-26' },
    });
    expect([
      fact?.inputUsdPerMtok?.toNumber(),
      fact?.cachedInputUsdPerMtok?.toNumber(),
      fact?.outputUsdPerMtok?.toNumber(),
    ]).toEqual([3, 0.15, 15]);
    expect(await db().tokenPrice.findMany({ where: { model: 'claude-opus-5.5' } })).toEqual(ownBefore);
  });

  it('reach price and margin of the flagship from that day on, and not before', async () => {
    const [before, after] = [await flagshipPrice('2026-11-25'), await flagshipPrice('2026-11-26')];
    expect([before?.price.outputUsdPerMtok, after?.price.outputUsdPerMtok]).toEqual([20, 15]);
    expect(after?.price.url).toBe('https://openrouter.ai/anthropic/claude-opus-5.5');
    expect(Number(after?.margin?.before.point)).toBeLessThan(Number(before?.margin?.before.point));
  });

  it('revise the fact of the day when they change again on it, and a read twice changes nothing', async () => {
    const again = repriced(OPUS, {
      prompt: '0.000002',
      completion: '0.00001',
      input_cache_read: '0.0000001',
    });
    expect(await read('2026-11-26', again)).toContain('0 new, 1 revised');
    const version = await getDataVersion();
    expect(await read('2026-11-26', again)).not.toContain('became facts');
    expect(await getDataVersion()).toBe(version);
    const revisions = (await refreshedFacts()).filter(({ provider }) => provider === 'Anthropic');
    expect(revisions.map(({ outputUsdPerMtok }) => outputUsdPerMtok?.toNumber())).toEqual([15, 10]);
    expect(new Set(revisions.map(({ key }) => key)).size).toBe(1);
  });

  it('are not believed when they are a hundredfold off or no charge at all', async () => {
    const version = await getDataVersion();
    const dear = await read('2026-11-27', repriced(OPUS, { prompt: '0.0002', completion: '0.001' }));
    const free = await read('2026-11-28', repriced(OPUS, { prompt: '0', completion: '0' }));

    expect(dear).toContain(`Not believed: ${OPUS} (a hundredfold off the price that stands).`);
    expect(free).toContain(`Not believed: ${OPUS} (no charge at all`);
    expect(await getDataVersion()).toBe(version);
  });

  it('of models that the table does not know are listed as seen and not used', async () => {
    const models = await listUnusedModels(at('2026-11-28'));
    expect(models).toEqual({
      // Variants and models of other makers are counted and not listed.
      items: [
        {
          modelId: 'openai/gpt-99',
          name: 'Example: openai/gpt-99',
          createdOn: '2026-10-01',
          inputUsdPerMillionTokens: 7,
          outputUsdPerMillionTokens: 30,
        },
      ],
      unusedCount: 3,
      seenCount: 6,
    });
    expect((await listUnusedModels(at('2027-06-01'))).items).toEqual([]);
  });
});
