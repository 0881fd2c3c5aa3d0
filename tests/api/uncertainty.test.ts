/** The uncertainty endpoint: the engine's own digits, faults, progress, cancel, and the limit of runs. */
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { uncertaintySchema, type UncertaintyResponse } from '#lib/contracts/uncertainty.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import type { UncertaintyRequest } from '#lib/core/uncertainty/types.ts';
import { ordinaryScenario } from '#tests/support/exposure-world.ts';

import { startApi, type ApiUnderTest } from './api-under-test.ts';

const AS_OF = '2026-11-23';
const PATH = '/api/v1/uncertainty';

let api: ApiUnderTest;
let world: ExposureWorld;
beforeAll(async () => {
  api = await startApi({ seeded: true });
  const { getExposureWorld } = await import('#lib/services/exposure/get-exposure-world.ts');
  const versioned = await getExposureWorld({ asOf: AS_OF });
  if (!versioned.ok) throw new Error(JSON.stringify(versioned.error));
  world = versioned.value.world;
});
afterAll(() => api.close());

function bodyOf({ scenario, ...rest }: UncertaintyRequest): object {
  return { ...rest, scenario: { ...scenario, asOf: AS_OF } };
}

async function ask(request: UncertaintyRequest): Promise<UncertaintyResponse> {
  const response = await api.postJson(PATH, bodyOf(request));
  expect(response.status, JSON.stringify(request)).toBe(200);

  return uncertaintySchema.parse(await response.json());
}

describe('POST /api/v1/uncertainty', () => {
  it('gives the engine’s own digits for any scenario, from however many threads', async () => {
    await fc.assert(
      fc.asyncProperty(ordinaryScenario, fc.maxSafeNat(), async (scenario, seed) => {
        const request = { scenario, seed, draws: 9000, sobolDraws: 0 } satisfies UncertaintyRequest;
        const own = computeUncertainty(world, request);
        if (!own.ok) throw new Error(JSON.stringify(own.error));
        const { elapsedMs, modelVersion, dataVersion, ...answer } = await ask(request);
        // Draws one by one are for the server's own pages; the API does not hand them out.
        const { keptDraws, ...handedOut } = own.value;
        expect(keptDraws).toBeNull();
        // Through JSON, as the answer came: minus zero is written as zero.
        expect(answer).toEqual(JSON.parse(JSON.stringify(handedOut)));
        expect(elapsedMs).toBeGreaterThan(0);
        expect([modelVersion, dataVersion]).toEqual([expect.any(String), 2]);
      }),
      { numRuns: 4 },
    );
  }, 60_000);

  it('has the point of the exposure endpoint, digit for digit', async () => {
    const scenario = { memorySaving: 0.4, usageElasticity: 1.3, horizonQuarters: 9 };
    const exposure = await api.postJson('/api/v1/exposure', { ...scenario, asOf: AS_OF });
    const point = ((await exposure.json()) as { total: { changePct: number } }).total.changePct;
    const own = evaluateExposure(world, scenario);
    expect((await ask({ scenario, draws: 64 })).point).toBe(point);
    expect(own.ok && own.value.total.changePct).toBe(point);
  });

  it('answers {} with every default', async () => {
    const response = await api.postJson(PATH, {});
    const answer = uncertaintySchema.parse(await response.json());
    expect(answer).toMatchObject({
      draws: 4096,
      seed: 20261123,
      output: 'total.changePct',
      sobolDraws: 1024,
    });
    expect(answer.byQuarter).toHaveLength(13);
    expect(answer.byVendor.map(({ ticker }) => ticker)).toEqual(['000660.KS', '005930.KS', 'MU', 'other']);
  });

  it('names every bad field at once, each with where it stands', async () => {
    const response = await api.postJson(PATH, {
      draws: 10_000_000,
      seed: -4,
      scenario: { memorySaving: 3 },
      ranges: [{ id: 'usage_cap', low: 9, high: 1 }],
    });
    expect(response.status).toBe(422);
    const problem = (await response.json()) as { errors: { pointer: string }[] };
    expect(problem.errors.map(({ pointer }) => pointer)).toEqual(['/draws', '/seed', '/ranges/0']);
    const other = await api.postJson(PATH, { scenario: { memorySaving: 3, asOf: '2019-01-01' } });
    expect(other.status).toBe(422);
    const unknown = await api.postJson(PATH, { drawz: 4 });
    expect(((await unknown.json()) as { errors: { pointer: string }[] }).errors[0]?.pointer).toBe('/drawz');
  });

  it('filters vendors by the scenario’s own field', async () => {
    const answer = await ask({ scenario: { vendors: ['MU'] }, draws: 64, sobolDraws: 0 });
    expect(answer.byVendor.map(({ ticker }) => ticker)).toEqual(['MU']);
    expect(answer.byVendorEbit.map(({ ticker }) => ticker)).toEqual(['MU']);
  });
});

describe('progress', () => {
  it('comes in lines that rise to the answer, the same as without', async () => {
    const request = { draws: 40_000, sobolDraws: 0, seed: 77 };
    const response = await api.postJson(PATH, bodyOf(request), { accept: 'application/x-ndjson' });
    expect(response.headers.get('content-type')).toContain('application/x-ndjson');
    const lines = (await response.text())
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line) as { progress?: number });
    const shares = lines.slice(0, -1).map(({ progress }) => progress ?? NaN);
    expect(shares.length).toBeGreaterThan(2);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect(shares.at(-1)).toBe(1);
    const answer = uncertaintySchema.parse(lines.at(-1));
    expect(answer.quantiles).toEqual((await ask(request)).quantiles);
  });

  it('is not begun for a request that is refused', async () => {
    const response = await api.postJson(PATH, { draws: 0 }, { accept: 'application/x-ndjson' });
    expect(response.status).toBe(422);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
  });
});

describe('the limit of runs', () => {
  const GIVEN_UP = 499;
  const heavy = (seed: number): UncertaintyRequest => ({ draws: 1_048_576, sobolDraws: 0, seed });

  function begin(seed: number): { answer: Promise<Response>; giveUp: () => void } {
    const controller = new AbortController();
    const answer = api.call(PATH, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(bodyOf(heavy(seed))),
      signal: controller.signal,
    });

    return {
      answer,
      giveUp: () => {
        controller.abort();
      },
    };
  }

  it('lets two run and seven wait, refuses the tenth, and is free again when they are given up', async () => {
    // Ten at once reach the queue in any order, so the refused one is whichever comes last. The eleventh asks what
    // the first does: it joins that run and takes no place.
    const runs = [...Array.from({ length: 10 }, (_, i) => 1000 + i), 1000].map(begin);
    const refused = await Promise.race(runs.map(({ answer }) => answer));
    expect(refused.status).toBe(429);
    expect(refused.headers.get('retry-after')).toMatch(/^\d+$/);
    expect(((await refused.json()) as { detail: string }).detail).toContain(
      '2 runs are drawing and 7 are waiting',
    );

    // Other requests are answered while they run.
    expect((await api.call('/api/v1/facts')).status).toBe(200);
    expect((await api.postJson('/api/v1/exposure', {})).status).toBe(200);

    for (const { giveUp } of runs) giveUp();
    const statuses = (await Promise.all(runs.map(({ answer }) => answer))).map(({ status }) => status);
    const givenUp = statuses.filter((status) => status === GIVEN_UP).length;
    // Nine had a place; the eleventh shared one, unless the run that it asks for was the refused one.
    expect([9, 10]).toContain(givenUp);
    expect(statuses.filter((status) => status === 429)).toHaveLength(runs.length - givenUp);
    expect((await ask({ draws: 512, sobolDraws: 0, seed: 3 })).draws).toBe(512);
  }, 60_000);
});
