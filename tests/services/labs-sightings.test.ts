import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { computeLabEconomics } from '#lib/core/labs/lab-economics.ts';
import { DEFAULT_LABS_CHOICE } from '#lib/core/labs/labs-choice.ts';
import { db } from '#lib/db/client.ts';
import { insertModelPrices } from '#lib/db/model-prices.ts';
import { inTransaction } from '#lib/db/transaction.ts';
import { getLabsWorld } from '#lib/services/labs/get-labs-world.ts';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});
afterAll(() => database.close());

async function endRun(day: string, state: 'succeeded' | 'failed'): Promise<bigint> {
  const at = new Date(`${day}T06:20:00Z`);
  const job = {
    jobId: 'model-prices',
    slotId: `model-prices@${day}`,
    source: 'openrouter',
    reason: 'regular',
  };
  const run = await db().refreshRun.create({
    data: { ...job, slotAt: at, createdAt: at, startedAt: at, endedAt: at, state },
  });
  return run.id;
}

async function worldAt(asOf: string) {
  const world = await getLabsWorld({ asOf });
  if (!world.ok) throw new Error('no world');
  return world.value;
}

describe('lists of token prices', () => {
  it('count as seen on the day of the last good run of a catalogue that passes them on, though no price changed', async () => {
    const runId = await endRun('2026-11-10', 'succeeded');
    const price = {
      ...{ name: 'a model', createdOn: '2026-08-01', contextTokens: 400_000 },
      ...{ inputUsdPerMillionTokens: 2, cachedInputUsdPerMillionTokens: null, outputUsdPerMillionTokens: 10 },
    };
    await inTransaction((tx) =>
      insertModelPrices(
        tx,
        [
          { ...price, modelId: 'openai/gpt-6.1-sol' },
          // Its list price is the lowest of many hosts, which says nothing about the lab's own list.
          { ...price, modelId: 'z-ai/glm-5.3' },
        ],
        { runId, recordedAt: new Date('2026-11-10T06:20:00Z') },
      ),
    );
    await endRun('2026-11-17', 'failed');

    expect((await worldAt('2026-11-09')).listsSeenOn).toEqual({});
    const world = await worldAt('2026-11-20');
    expect(world.listsSeenOn).toEqual({ OpenAI: '2026-11-10' });
    const economics = computeLabEconomics(world, DEFAULT_LABS_CHOICE);
    if (!economics.ok) throw new Error('no economics');
    const state = (id: string) => economics.value.labs.find(({ lab }) => lab.id === id)?.freshness;
    expect(state('openai')).toMatchObject({ state: 'fresh', age: '10 days old' });
    expect(state('zhipu')).toMatchObject({ state: 'due' });
  });
});
