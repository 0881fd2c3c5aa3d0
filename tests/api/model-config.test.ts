import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { modelConfigSchema } from '#lib/contracts/model-config.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

const TARGET = '/api/v1/efficiency/model-config';
const LLAMA_8B = {
  hidden_size: 4096,
  intermediate_size: 14336,
  num_hidden_layers: 32,
  num_attention_heads: 32,
  num_key_value_heads: 8,
  vocab_size: 128256,
  max_position_embeddings: 131072,
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function problemOf(body: unknown) {
  const response = await api.postJson(TARGET, body);
  const { errors = [], detail } = (await response.json()) as {
    readonly detail: string;
    readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
  };

  return { status: response.status, detail, errors };
}

describe('POST /api/v1/efficiency/model-config', () => {
  it('reads a pasted config: Llama 3.1 8B keeps 131,072 bytes a token', async () => {
    const response = await api.postJson(TARGET, { config: LLAMA_8B, name: 'Mine' });
    expect(response.status).toBe(200);
    const answer = modelConfigSchema.parse(await response.json());
    expect(answer).toMatchObject({ bytesPerToken: 131_072, contextTokens: 131_072 });
    expect(answer.model).toMatchObject({ name: 'Mine', attention: 'gqa', totalParamsB: 8.03 });
  });

  it('takes the config as text too, and gives the same answer', async () => {
    const asText = await api.postJson(TARGET, { config: JSON.stringify(LLAMA_8B) });
    const asJson = await api.postJson(TARGET, { config: LLAMA_8B });
    expect(await asText.json()).toEqual(await asJson.json());
  });

  it('names every bad field of the config', async () => {
    const problem = await problemOf({
      config: { ...LLAMA_8B, num_hidden_layers: '32', num_key_value_heads: -1 },
    });
    expect(problem.status).toBe(422);
    expect(problem.errors.map(({ pointer }) => pointer).toSorted()).toEqual([
      '/config/num_hidden_layers',
      '/config/num_key_value_heads',
    ]);
  });

  it.each([[[]], [[[[]]]], [7], [true], [null]])('says what a config is when it gets %j', async (config) => {
    const { status, errors } = await problemOf({ config });
    expect(status).toBe(422);
    expect(errors).toEqual([
      { pointer: '/config', message: 'config must be the JSON object of a config.json, or its text' },
    ]);
  });

  it('wants either a config or a repository', async () => {
    expect(await problemOf({})).toMatchObject({ status: 422 });
    expect(await problemOf({ config: LLAMA_8B, repository: 'a/b' })).toMatchObject({ status: 422 });
  });

  it('refuses a name that is no repository, and says when the site cannot be reached', async () => {
    expect((await problemOf({ repository: '../secrets' })).errors[0]?.pointer).toBe('/repository');
    const away = await problemOf({ repository: 'deepseek-ai/DeepSeek-V3' });
    expect([502, 200]).toContain(away.status);
    if (away.status === 502) expect(away.detail).toContain('Paste or upload the config.json');
  });

  it('stops at its limits: two megabytes, a hundred thousand brackets', async () => {
    expect((await api.postJson(TARGET, { config: 'x'.repeat(2_000_000) })).status).toBe(413);
    const deep = await problemOf({ config: '['.repeat(100_000) });
    expect(deep).toMatchObject({ status: 422 });
    expect(deep.detail).toContain('nested deeper than 32');
  });
});
