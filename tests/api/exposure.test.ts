import { readFileSync } from 'node:fs';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { exposureSchema } from '#lib/contracts/exposure.ts';
import type { ExposureResponse } from '#lib/contracts/exposure.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureAnswer, ExposureScenario } from '#lib/core/exposure/types.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

import { startApi } from './api-under-test.ts';
import type { ApiUnderTest } from './api-under-test.ts';

interface GoldenCase {
  readonly id: string;
  readonly kind: string;
  readonly input: ExposureScenario & { readonly asOf: string };
  readonly output: unknown;
}

const goldens = JSON.parse(readFileSync(new URL('../golden/goldens.json', import.meta.url), 'utf8')) as {
  readonly asOf: string;
  readonly cases: readonly GoldenCase[];
};
const exposureCases = goldens.cases.filter((golden) => golden.kind === 'exposure');

let api: ApiUnderTest;
beforeAll(async () => {
  api = await startApi({ seeded: true });
});
afterAll(() => api.close());

async function evaluate(body: object): Promise<ExposureResponse> {
  const response = await api.postJson('/api/v1/exposure', body);
  expect(response.status).toBe(200);

  return exposureSchema.parse(await response.json());
}

/** Rows of vendors without HBM come in the order of the facts, which a database and a file need not share. */
function byTicker<Answer extends Pick<ExposureAnswer, 'vendors'>>(answer: Answer): Answer {
  return { ...answer, vendors: answer.vendors.toSorted((a, b) => a.ticker.localeCompare(b.ticker)) };
}

/** Every number of `expected` is in `actual` within the goldens' 1e-9 (sensitivity: their 1e-4). */
function expectClose(actual: unknown, expected: unknown, where: string): void {
  if (typeof expected === 'number') {
    const tolerance = where.endsWith('.sensitivity') ? 1e-4 : Math.max(1e-9, 1e-9 * Math.abs(expected));
    expect(actual, where).toBeTypeOf('number');
    expect(Math.abs((actual as number) - expected), where).toBeLessThanOrEqual(tolerance);
  } else if (typeof expected === 'object' && expected !== null) {
    for (const [name, part] of Object.entries(expected)) {
      expectClose((actual as Record<string, unknown> | undefined)?.[name], part, `${where}.${name}`);
    }
  } else {
    expect(actual, where).toEqual(expected);
  }
}

describe('POST /api/v1/exposure', () => {
  it('has golden cases to reproduce', () => {
    expect(exposureCases.map((golden) => golden.id)).toEqual(
      expect.arrayContaining(['exposure.E01', 'exposure.E04', 'exposure.E05']),
    );
  });

  it.each(exposureCases.map((golden) => [golden.id, golden] as const))(
    'reproduces %s',
    async (id, golden) => {
      expectClose(await evaluate(golden.input), golden.output, id);
    },
  );

  it('is the engine on the same facts to the last digit', async () => {
    const world = buildWorld(readExposureFacts(goldens.asOf));
    if (!world.ok) throw new Error(JSON.stringify(world.error));

    for (const scenario of [{}, { memorySaving: 0.37, usageElasticity: 1.7, contractShare: 0.1 }]) {
      const own = evaluateExposure(world.value, scenario);
      if (!own.ok) throw new Error(JSON.stringify(own.error));
      const { modelVersion, dataVersion, ...answer } = await evaluate({ asOf: goldens.asOf, ...scenario });

      expect(modelVersion).toMatch(/^\d+\.\d+\.\d+$/);
      expect(dataVersion).toBe(2);
      expect(byTicker(answer)).toEqual(byTicker(JSON.parse(JSON.stringify(own.value)) as ExposureAnswer));
    }
  });

  it('reproduces the seed arithmetic: half the memory is half the demand, ten times the calls five times it', async () => {
    const half = { asOf: goldens.asOf, memorySaving: 0.5, trainingShare: 0 };

    expect((await evaluate({ ...half, usageElasticity: 0 })).steadyState.demandIndex).toBe(0.5);
    expect((await evaluate({ ...half, usageMultiple: 10 })).steadyState.demandIndex).toBe(5);
  });

  it('lists every input with value, unit and where it comes from, and marks what the request gave', async () => {
    const { inputs } = await evaluate({ asOf: goldens.asOf, passThrough: 0.7 });

    expect(inputs.find((input) => input.field === 'passThrough')).toMatchObject({
      value: 0.7,
      basis: 'given',
    });
    for (const input of inputs)
      expect(input.source !== null || input.basis !== 'sourced', input.id).toBe(true);
  });

  it('filters vendor rows but never totals', async () => {
    const all = await evaluate({ asOf: goldens.asOf });
    const one = await evaluate({ asOf: goldens.asOf, vendors: ['MU'] });

    expect(one.vendors).toEqual(all.vendors.filter((vendor) => vendor.ticker === 'MU'));
    expect(one.total).toEqual(all.total);
  });

  it('answers today when no day is given', async () => {
    expect((await evaluate({})).asOf).toBe(new Date().toISOString().slice(0, 10));
  });
});

describe('bad exposure requests', () => {
  async function pointersOf(body: unknown): Promise<readonly string[]> {
    const response = await api.postJson('/api/v1/exposure', body);
    const problem = (await response.json()) as {
      status: number;
      errors: { pointer: string; message: string }[];
    };

    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    expect(problem.errors.every((error) => error.message.length > 10)).toBe(true);

    return problem.errors.map((error) => error.pointer).toSorted();
  }

  it.each([
    ['a saving above 0.99', { memorySaving: 0.991 }, ['/memorySaving']],
    ['a negative saving', { memorySaving: -0.01 }, ['/memorySaving']],
    ['1e308', { usageElasticity: 1e308 }, ['/usageElasticity']],
    ['a number as text', { memorySaving: '0.5' }, ['/memorySaving']],
    ['null for a number', { memorySaving: null }, ['/memorySaving']],
    ['an unknown field', { memorysaving: 0.5 }, ['/memorysaving']],
    [
      'a saving complete before asOf',
      { asOf: '2026-11-23', savingReachedBy: '2026-11-22' },
      ['/savingReachedBy'],
    ],
    ['asOf before any fact', { asOf: '1900-01-01' }, ['/asOf']],
    ['asOf in the future', { asOf: '2999-01-01' }, ['/asOf']],
    ['asOf before any capex was reported', { asOf: '2021-01-01' }, ['/asOf']],
    ['a day that does not exist', { asOf: '2026-02-30' }, ['/asOf']],
    ['a data version to come', { dataVersion: 99 }, ['/dataVersion']],
    ['data version 0', { dataVersion: 0 }, ['/dataVersion']],
    ['half a quarter', { horizonQuarters: 1.5 }, ['/horizonQuarters']],
    ['an endless horizon', { horizonQuarters: 1e6 }, ['/horizonQuarters']],
    ['a floor above 1', { priceFloor: 1.1 }, ['/priceFloor']],
    ['a ceiling below 1', { priceCeiling: 0.9 }, ['/priceCeiling']],
  ])('names %s', async (_what, body, pointers) => {
    expect(await pointersOf(body)).toEqual(pointers);
  });

  it('names an unknown vendor', async () => {
    expect((await pointersOf({ vendors: ['NOPE'] })).join()).toContain('/vendors');
  });

  it('names an elasticity beside a multiple that replaces it', async () => {
    expect((await pointersOf({ usageElasticity: 1, usageMultiple: 2 })).join()).toContain('/usage');
  });

  it('names fields of the wrong type, unknown ones and values out of range all at once', async () => {
    const body = { memorySaving: 2, passThrough: 'all', colour: 'red', priceFloor: 3 };

    expect(await pointersOf(body)).toEqual(['/colour', '/memorySaving', '/passThrough', '/priceFloor']);
  });

  it.each(['', '{', '{"memorySaving":NaN}', '[]', '"x"', '1', 'null', 'true'])(
    'refuses the body %j',
    async (body) => {
      expect((await pointersOf(body)).length).toBeGreaterThan(0);
    },
  );

  it('refuses query parameters, of which it takes none', async () => {
    const response = await api.postJson('/api/v1/exposure?memorySaving=0.5', {});

    expect(response.status).toBe(422);
  });

  it('says which day would do when asOf is too early, and that day does', async () => {
    const answerOn = (asOf: string): Promise<Response> => api.postJson('/api/v1/exposure', { asOf });
    const refused = await answerOn('2021-01-01');
    const { detail } = (await refused.json()) as { detail: string };
    const [, day = ''] = /asOf must be (\d{4}-\d{2}-\d{2}) or later/.exec(detail) ?? [];
    const dayBefore = new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);

    expect(refused.status).toBe(422);
    expect((await answerOn(day)).status).toBe(200);
    expect((await answerOn(dayBefore)).status).toBe(422);
  });
});
