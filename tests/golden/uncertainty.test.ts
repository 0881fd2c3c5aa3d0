/** Quantiles, draws, tornado and Sobol indices against the reference program's, by the rules of the file. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createDistribution, inputQuantile } from '#lib/core/assumptions/input-distribution.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import type { BandQuantiles } from '#lib/core/uncertainty/summary.ts';
import type { UncertaintyAnswer, UncertaintyRequest } from '#lib/core/uncertainty/types.ts';
import { curatedWorld } from '#tests/support/exposure-world.ts';

interface Estimate {
  readonly value: number;
  readonly se: number;
}

interface GoldenFile {
  readonly asOf: string;
  readonly cases: readonly {
    readonly id: string;
    readonly kind: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly output: Readonly<Record<string, unknown>>;
    readonly tolerance: Readonly<Record<string, number | string>>;
  }[];
}

const goldens = JSON.parse(readFileSync(new URL('goldens.json', import.meta.url), 'utf8')) as GoldenFile;
const world = curatedWorld(goldens.asOf);
const DRAWS = 32_768;
const SOBOL_DRAWS = 4096;
/** Tolerance of the tornado and the quantiles, which are closed forms. */
const RELATIVE = 1e-9;

function casesOf(kind: string): GoldenFile['cases'] {
  const cases = goldens.cases.filter((one) => one.kind === kind);
  if (cases.length === 0) throw new Error(`no golden case of kind ${kind}`);
  return cases;
}

function answerOf(request: UncertaintyRequest): UncertaintyAnswer {
  const answer = computeUncertainty(world, request);
  if (!answer.ok) throw new Error(JSON.stringify(answer.error));
  return answer.value;
}

describe('quantiles of an input', () => {
  it.each(casesOf('quantile'))('$id', ({ input, output }) => {
    const row = world.assumptions.find(({ id }) => id === input['id']);
    const made = row === undefined ? null : createDistribution(row);
    if (made?.ok !== true) throw new Error(`${String(input['id'])} has no distribution`);
    const expected = output['x'] as readonly number[];
    (input['u'] as readonly number[]).forEach((u, i) => {
      const x = expected[i] ?? NaN;
      expect(Math.abs(inputQuantile(made.value, u) - x)).toBeLessThanOrEqual(RELATIVE * Math.abs(x));
    });
  });
});

describe('draws of the base scenario', () => {
  it.each(casesOf('monte-carlo'))('$id', ({ input, output, tolerance }) => {
    const answer = answerOf({ draws: DRAWS, output: String(input['output']), sobolDraws: 0 });
    const allowed = (se: number): number =>
      4 * se * Math.sqrt(1 + Number(tolerance['referenceDraws']) / DRAWS) + 1e-12;
    const expectEstimate = (actual: number, { value, se }: Estimate, name: string): void => {
      expect(
        Math.abs(actual - value),
        `${name}: ${String(actual)} against ${String(value)}`,
      ).toBeLessThanOrEqual(allowed(se));
    };
    const quantiles = output['quantiles'] as Readonly<Record<keyof BandQuantiles, Estimate>>;
    for (const [name, estimate] of Object.entries(quantiles)) {
      expectEstimate(answer.quantiles?.[name as keyof BandQuantiles] ?? NaN, estimate, name);
    }
    if (output['mean'] !== undefined) {
      expectEstimate(answer.mean ?? NaN, output['mean'] as Estimate, 'mean');
      expectEstimate(answer.probabilityOfFall, output['probabilityOfFall'] as Estimate, 'probabilityOfFall');
      const unchanged = (output['probabilityUnchanged'] as { readonly value: number }).value;
      expect(Math.abs(answer.probabilityUnchanged - unchanged)).toBeLessThanOrEqual(
        4 * Math.sqrt((unchanged * (1 - unchanged)) / DRAWS),
      );
    }
  });
});

describe('what drives the base scenario', () => {
  const answer = answerOf({ draws: 64, sobolDraws: SOBOL_DRAWS });

  it.each(casesOf('tornado'))('$id', ({ output }) => {
    for (const [id, ends] of Object.entries(output)) {
      const { low, high } = ends as { readonly low: number; readonly high: number };
      const bar = answer.tornado.find(({ input }) => input === id);
      expect(Math.abs((bar?.low ?? NaN) - low), `${id} low`).toBeLessThanOrEqual(RELATIVE * Math.abs(low));
      expect(Math.abs((bar?.high ?? NaN) - high), `${id} high`).toBeLessThanOrEqual(
        RELATIVE * Math.abs(high),
      );
    }
    const widths = answer.tornado.map(({ low, high }) => Math.abs((high ?? NaN) - (low ?? NaN)));
    expect(widths).toEqual(widths.toSorted((a, b) => b - a));
    expect(answer.tornado.slice(0, 2).map(({ input }) => input)).toEqual(Object.keys(output).slice(0, 2));
  });

  it.each(casesOf('sobol'))('$id', ({ output }) => {
    for (const [id, golden] of Object.entries(output)) {
      const reference = golden as Readonly<Record<string, number>>;
      const row = answer.sobol.find(({ input }) => input === id);
      if (row === undefined) throw new Error(`${id} has no index`);
      const expectIndex = (
        name: string,
        actual: number,
        interval: readonly [number, number],
        se: number,
      ): void => {
        const own = (interval[1] - interval[0]) / (2 * 1.959963984540054);
        const allowed = 4 * Math.hypot(se, own) + 0.01;
        expect(Math.abs(actual - (reference[name] ?? NaN)), `${id} ${name}`).toBeLessThanOrEqual(allowed);
      };
      expectIndex('firstOrder', row.firstOrder, row.firstOrderInterval, reference['firstOrderSe'] ?? 0);
      expectIndex('total', row.total, row.totalInterval, reference['totalSe'] ?? 0);
    }
    expect(answer.sobol.slice(0, 2).map(({ input }) => input)).toEqual(Object.keys(output).slice(0, 2));
  });
});
