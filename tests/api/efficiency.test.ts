import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { kvCacheSchema, modelsSchema } from '#lib/contracts/efficiency.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

interface KvCase {
  readonly id: string;
  readonly kind: string;
  readonly input: { readonly model: string; readonly contextTokens: number; readonly kvDtype: string };
  readonly output: { readonly bytesPerToken: number; readonly storedBytes: number };
}

const goldens = JSON.parse(readFileSync(new URL('../golden/goldens.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly KvCase[];
};
const kvCases = goldens.cases.filter((golden) => golden.kind === 'kv');

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function kvCacheOf(query: Record<string, string>) {
  const response = await api.call(`/api/v1/efficiency/kv-cache?${new URLSearchParams(query).toString()}`);
  expect(response.status).toBe(200);

  return kvCacheSchema.parse(await response.json());
}

describe('GET /api/v1/efficiency/models', () => {
  it('gives the published anchors: DeepSeek-V3 70,272, Qwen2.5-72B 327,680, Llama-3.1-405B 516,096 bytes', async () => {
    const response = await api.call('/api/v1/efficiency/models');
    const { items } = modelsSchema.parse(await response.json());
    const bytesOf = (id: string) => items.find((item) => item.id === id)?.kvBytesPerToken;

    expect(items.length).toBe(82);
    expect(bytesOf('deepseek-v3')).toBe(70_272);
    expect(bytesOf('qwen2.5-72b')).toBe(327_680);
    expect(bytesOf('llama-3.1-405b')).toBe(516_096);
  });

  it('gives every model a number or the reason why there is none', async () => {
    const response = await api.call('/api/v1/efficiency/models');
    const { items } = modelsSchema.parse(await response.json());

    for (const item of items) {
      expect(item.kvBytesPerToken === null, item.id).toBe(item.kvBytesPerTokenAbsence !== null);
    }
  });

  it('shows a past day only the models released by then', async () => {
    const response = await api.call('/api/v1/efficiency/models?asOf=2024-06-30');
    const { items } = modelsSchema.parse(await response.json());

    expect(items.length).toBeGreaterThan(3);
    expect(items.every((item) => item.releasedOn <= '2024-06-30')).toBe(true);
  });

  it('writes the same list as CSV', async () => {
    const response = await api.call('/api/v1/efficiency/models', { headers: { accept: 'text/csv' } });
    const rows: Record<string, string>[] = parse(await response.text(), { columns: true });

    expect(rows.find((row) => row['id'] === 'deepseek-v3')?.['kvBytesPerToken']).toBe('70272');
  });
});

describe('GET /api/v1/efficiency/kv-cache', () => {
  it('reproduces every golden case', async () => {
    expect(kvCases.length).toBeGreaterThan(50);
    for (const { id, input, output } of kvCases) {
      const answer = await kvCacheOf({ ...input, contextTokens: String(input.contextTokens) });

      for (const [name, expected] of Object.entries(output)) {
        const actual = answer[name as keyof typeof answer];
        if (typeof expected === 'number') {
          expect(Math.abs(Number(actual) - expected), `${id} ${name}`).toBeLessThanOrEqual(
            1e-9 * Math.abs(expected),
          );
        } else {
          expect(actual, `${id} ${name}`).toEqual(expected);
        }
      }
    }
  });

  it('adds up over layer groups, and a batch stores that many times as much', async () => {
    const query = { model: 'gpt-oss-120b', contextTokens: '32768', kvDtype: 'fp8' };
    const one = await kvCacheOf(query);
    const many = await kvCacheOf({ ...query, batch: '64' });
    const sum = many.byGroup.reduce((total, group) => total + (group.storedBytes ?? 0), 0);

    expect(many.storedBytes).toBe(one.storedBytes * 64);
    expect(sum).toBe(many.storedBytes);
    expect(many.readBytesPerDecodedToken).toBe(one.readBytesPerDecodedToken);
    expect(many.bytesPerToken).toBe(one.bytesPerToken);
  });

  it('answers 404 for a model that does not exist, and says where the ids are', async () => {
    const response = await api.call('/api/v1/efficiency/kv-cache?model=gpt-99&contextTokens=1&kvDtype=bf16');
    const problem = (await response.json()) as { detail: string };

    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.detail).toContain('gpt-99');
    expect(problem.detail).toContain('/api/v1/efficiency/models');
  });

  it('names every bad parameter at once', async () => {
    const response = await api.call(
      '/api/v1/efficiency/kv-cache?contextTokens=1e308&kvDtype=fp7&batch=0&x=1',
    );
    const problem = (await response.json()) as { errors: { pointer: string }[] };

    expect(response.status).toBe(422);
    expect(problem.errors.map((error) => error.pointer).toSorted()).toEqual([
      '/batch',
      '/contextTokens',
      '/kvDtype',
      '/model',
      '/x',
    ]);
  });
});
