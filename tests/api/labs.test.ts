import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { labsSchema, type LabsResponse } from '#lib/contracts/labs.ts';
import { DEFAULT_LABS_CHOICE } from '#lib/core/labs/labs-choice.ts';
import { computeLabEconomics } from '#lib/core/labs/lab-economics.ts';
import { readLabsWorld } from '#tests/support/labs.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function economicsOf(query: string): Promise<LabsResponse> {
  const response = await api.call(`/api/v1/labs/economics${query}`);
  expect(response.status).toBe(200);

  return labsSchema.parse(await response.json());
}

interface Problem {
  readonly errors: readonly { readonly pointer: string; readonly message?: string }[];
}

async function refusalOf(query: string): Promise<string[]> {
  const response = await api.call(`/api/v1/labs/economics${query}`);
  expect(response.status).toBe(422);

  return ((await response.json()) as Problem).errors.map(({ pointer }) => pointer);
}

describe('GET /api/v1/labs/economics', () => {
  it('recomputes DeepSeek’s disclosed day from the database: 87,072 USD, margin 84.5 %', async () => {
    const { deepseekDay } = await economicsOf('?asOf=2026-11-23');

    expect(deepseekDay?.costUsd).toBe(87_072);
    expect(deepseekDay?.grossMargin).toBeCloseTo(0.845, 3);
  });

  it('lists the tenfold cuts of DeepSeek, Alibaba and Xiaomi with their sources', async () => {
    const { cachedCuts } = await economicsOf('?asOf=2026-11-23');
    const tenfold = cachedCuts.filter(({ factor }) => factor > 9.8);

    for (const provider of ['DeepSeek', 'Alibaba Qwen', 'Xiaomi']) {
      expect(tenfold.map((cut) => cut.provider)).toContain(provider);
    }
    expect(cachedCuts.filter(({ url }) => url === null)).toEqual([]);
  });

  it('gives the numbers that the engine gives without a database', async () => {
    const answer = await economicsOf('?asOf=2026-11-23');
    const direct = computeLabEconomics(readLabsWorld('2026-11-23'), DEFAULT_LABS_CHOICE);
    if (!direct.ok) throw new Error('the shipped world must compute');

    expect(answer.labs.map(({ flagships }) => flagships.at(-1)?.grossMarginAfter)).toEqual(
      direct.value.labs.map(({ steps }) => steps.at(-1)?.margin?.after),
    );
  });

  it('knows nothing at a past date of what came later', async () => {
    const { labs, cachedCuts, deepseekDay } = await economicsOf('?asOf=2025-01-31&mix=chat');
    const days = labs.flatMap(({ flagships }) => flagships.map(({ effectiveOn }) => effectiveOn));

    expect(days.length).toBeGreaterThan(3);
    expect(days.filter((day) => day > '2025-01-31')).toEqual([]);
    expect(cachedCuts.every(({ effectiveOn }) => effectiveOn <= '2025-01-31')).toBe(true);
    expect(deepseekDay).toBeNull();
  });

  it('says why there is no mix instead of inventing one', async () => {
    const { mix, labs } = await economicsOf('?asOf=2025-01-31&mix=agentic');

    expect(mix.absence).toContain('not public yet');
    expect(labs.every(({ flagships, absence }) => flagships.length === 0 || absence !== null)).toBe(true);
  });

  it('takes a pass-through, a saving and a quarter', async () => {
    const { passThrough, costSaving, quarter } = await economicsOf(
      '?passThrough=0.4&costSaving=0.2&quarter=2028Q1',
    );

    expect(passThrough).toEqual({ low: 0.4, point: 0.4, high: 0.4 });
    expect(costSaving.point).toBe(0.2);
    expect(quarter).toBe('2028Q1');
  });

  it('refuses by name what it cannot take', async () => {
    expect(await refusalOf('?passThrough=1.5&costSaving=2&mix=all')).toEqual(
      expect.arrayContaining(['/passThrough', '/costSaving', '/mix']),
    );
    expect(await refusalOf('?quarter=2020Q1')).toEqual(['/quarter']);
    expect(await refusalOf('?asOf=2999-01-01')).toEqual(['/asOf']);
    expect(await refusalOf('?saving=0.2')).toHaveLength(1);
  });
});
