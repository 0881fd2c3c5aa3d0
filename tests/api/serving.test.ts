import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { acceleratorsSchema, oraclesSchema, techniquesSchema } from '#lib/contracts/catalogue.ts';
import { servingSchema, stackSchema } from '#lib/contracts/serving.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

interface Golden {
  readonly id: string;
  readonly kind: string;
  readonly input: Readonly<Record<string, unknown>>;
  readonly output: Readonly<Record<string, unknown>>;
  readonly tolerance: { readonly relative: number; readonly absolute?: number };
}

interface ProblemBody {
  readonly status: number;
  readonly detail: string;
  readonly errors?: readonly { readonly pointer: string; readonly message: string }[];
}

const { cases } = JSON.parse(readFileSync(new URL('../golden/goldens.json', import.meta.url), 'utf8')) as {
  readonly cases: readonly Golden[];
};

const BODY = {
  model: 'llama-3.1-70b',
  accelerator: 'nvidia-h100-sxm',
  accelerators: 8,
  weightDtype: 'bf16',
  kvDtype: 'bf16',
  inputTokens: 2000,
  outputTokens: 500,
};

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

/** Numbers of `expected` within the golden's tolerance at the same place of `actual`; everything else equal. */
function compare(actual: unknown, expected: unknown, golden: Golden, path = ''): void {
  const { relative, absolute = 0 } = golden.tolerance;
  if (typeof expected === 'number' && typeof actual === 'number') {
    const distance = Math.abs(actual - expected);
    expect(distance, path).toBeLessThanOrEqual(relative * Math.abs(expected) + absolute);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [field, value] of Object.entries(expected)) {
      compare((actual as Readonly<Record<string, unknown>>)[field], value, golden, `${path}/${field}`);
    }
  } else expect(actual, path).toBe(expected);
}

async function problemOf(target: string, body: unknown): Promise<ProblemBody> {
  const response = await api.postJson(target, body);
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await response.json()) as ProblemBody;
  expect(problem.status).toBe(response.status);

  return problem;
}

describe('POST /api/v1/efficiency/serving', () => {
  it.each(cases.filter(({ kind }) => kind === 'serving'))('$id over HTTP', async (golden) => {
    const response = await api.postJson('/api/v1/efficiency/serving', golden.input);
    expect(response.status).toBe(200);
    compare(servingSchema.parse(await response.json()), golden.output, golden);
  });

  it('takes hits, speed, speculation and utilisations from defaults when a body is silent', async () => {
    const response = await api.postJson('/api/v1/efficiency/serving', BODY);
    const short = servingSchema.parse(await response.json());
    const spelled = await api.postJson('/api/v1/efficiency/serving', {
      ...BODY,
      prefixCacheHitRate: 0,
      minTokensPerSecondPerUser: 0,
      tokensPerStep: 1,
      memoryUtilisation: 0.9,
      bandwidthUtilisation: 0.7,
      computeUtilisation: 0.45,
      usdPerAcceleratorHour: 2.5,
    });
    expect(short).toEqual(servingSchema.parse(await spelled.json()));
    expect(short.batchLatencyLimit).toBeNull();
  });

  it('names every bad field at once', async () => {
    const problem = await problemOf('/api/v1/efficiency/serving', {
      ...BODY,
      accelerators: 0,
      inputTokens: '2000',
      weightDtype: 'fp7',
      prefixCacheHitRate: 1.5,
      colour: 'red',
    });
    expect(problem.status).toBe(422);
    expect(problem.errors?.map(({ pointer }) => pointer).toSorted()).toEqual([
      '/accelerators',
      '/colour',
      '/inputTokens',
      '/prefixCacheHitRate',
      '/weightDtype',
    ]);
  });

  it('does not know models and accelerators that are not in the catalogue, and says both', async () => {
    const problem = await problemOf('/api/v1/efficiency/serving', {
      ...BODY,
      model: 'gpt-9',
      accelerator: 'abacus',
    });
    expect(problem.status).toBe(404);
    expect(problem.detail).toContain('"gpt-9"');
    expect(problem.detail).toContain('"abacus"');
  });

  it('refuses a model without active parameters and a chip without a dense rate, as 422', async () => {
    const kimi = await problemOf('/api/v1/efficiency/serving', { ...BODY, model: 'kimi-k3' });
    expect(kimi.errors).toEqual([
      { pointer: '/model', message: expect.stringContaining('active parameters') as string },
    ]);
    const rubin = await problemOf('/api/v1/efficiency/serving', { ...BODY, accelerator: 'nvidia-vr200' });
    expect(rubin.errors?.[0]?.pointer).toBe('/accelerator');
  });

  it('answers weights that do not fit as not feasible, and a context beyond the maximum with a caution', async () => {
    const tight = await api.postJson('/api/v1/efficiency/serving', { ...BODY, accelerators: 1 });
    expect(servingSchema.parse(await tight.json())).toMatchObject({ feasible: false, binding: 'capacity' });
    const long = await api.postJson('/api/v1/efficiency/serving', { ...BODY, inputTokens: 500_000 });
    expect(servingSchema.parse(await long.json()).cautions.join()).toContain('131072');
  });
});

describe('POST /api/v1/efficiency/stack', () => {
  it.each(cases.filter(({ kind }) => kind === 'stack'))('$id over HTTP', async (golden) => {
    const response = await api.postJson('/api/v1/efficiency/stack', golden.input);
    expect(response.status).toBe(200);
    const { rawByteSaving: _rawByteSaving, ...output } = golden.output;
    compare(stackSchema.parse(await response.json()), output, golden);
  });

  it('refuses rivals and techniques without a saving by their place in the list', async () => {
    const problem = await problemOf('/api/v1/efficiency/stack', {
      base: BODY,
      techniques: ['kv-fp8', 'nvfp4-kv', 'kv-offload-ssd'],
    });
    expect(problem.status).toBe(422);
    expect(problem.errors?.map(({ pointer }) => pointer)).toEqual(['/techniques/1', '/techniques/2']);
  });

  it('finds the faults of the base under /base, and names unknown techniques', async () => {
    const base = await problemOf('/api/v1/efficiency/stack', {
      base: { ...BODY, model: 'kimi-k3' },
      techniques: [],
    });
    expect(base.errors?.[0]?.pointer).toBe('/base/model');
    const unknown = await problemOf('/api/v1/efficiency/stack', { base: BODY, techniques: ['magic'] });
    expect(unknown.status).toBe(404);
    expect(unknown.detail).toContain('"magic"');
  });
});

describe('the catalogues', () => {
  it('list every technique and accelerator of the shipped tables', async () => {
    const techniques = techniquesSchema.parse(await (await api.call('/api/v1/efficiency/techniques')).json());
    const accelerators = acceleratorsSchema.parse(
      await (await api.call('/api/v1/efficiency/accelerators')).json(),
    );
    expect(techniques.items.length).toBe(77);
    expect(accelerators.items.length).toBe(50);
    expect(techniques.items.find(({ id }) => id === 'turboquant')?.savingPoint).toBe(0.7);
  });

  it('show a past day only what was published by then', async () => {
    const response = await api.call('/api/v1/efficiency/techniques?asOf=2024-06-30');
    const { items } = techniquesSchema.parse(await response.json());
    expect(items.some(({ id }) => id === 'turboquant')).toBe(false);
    expect(items.some(({ id }) => id === 'mla')).toBe(true);
  });

  it('put every published figure beside ours with a verdict, as JSON and as CSV', async () => {
    const body = oraclesSchema.parse(await (await api.call('/api/v1/efficiency/oracles')).json());
    expect(body.counts).toMatchObject({ published: 101, computed: 92, within: 91, sourceLooksWrong: 1 });
    for (const item of body.items)
      expect(item.ours === null, item.id).toBe(item.verdict === 'not computable');
    const csv = await api.call('/api/v1/efficiency/oracles', { headers: { accept: 'text/csv' } });
    const rows: Record<string, string>[] = parse(await csv.text(), { columns: true, bom: true });
    expect(rows.length).toBe(101);
    expect(Number(rows[0]?.['published'])).toBe(body.items[0]?.published);
  });
});
