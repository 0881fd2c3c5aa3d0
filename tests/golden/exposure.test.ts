/** Worked values of sections 4 to 7 against the reference program's (tests/golden/README.md). */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeBreakEvenElasticity } from '#lib/core/exposure/break-even.ts';
import { evaluateExposure } from '#lib/core/exposure/evaluate.ts';
import { computeStepOffset } from '#lib/core/exposure/offset.ts';
import { computeSteadyState } from '#lib/core/exposure/steady-state.ts';
import type { ExposureWorld } from '#lib/core/exposure/types.ts';
import { buildWorld } from '#lib/core/exposure/world.ts';
import { computeGrossMarginAfter } from '#lib/core/demand/lab-margin.ts';
import { BIG_FOUR_TICKERS } from '#lib/core/demand/consolidation.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

type Json = number | string | null | { readonly [key: string]: Json } | readonly Json[];
type Fields = Readonly<Record<string, Json>>;

interface Golden {
  readonly id: string;
  readonly kind: string;
  readonly input: Fields;
  readonly output: Fields;
}

/** Tolerances of the file: closed forms 1e-9, differences of a simulation 1e-4. */
const RELATIVE = 1e-9;
const SENSITIVITY_RELATIVE = 1e-4;

const goldens = JSON.parse(readFileSync(new URL('goldens.json', import.meta.url), 'utf8')) as {
  readonly asOf: string;
  readonly cases: readonly Golden[];
};

function casesOf(kind: string): readonly Golden[] {
  const cases = goldens.cases.filter((one) => one.kind === kind);
  if (cases.length === 0) throw new Error(`no golden case of kind ${kind}`);
  return cases;
}

const world = worldAt(goldens.asOf);

function worldAt(asOf: string): ExposureWorld {
  const built = buildWorld(readExposureFacts(asOf));
  if (!built.ok) throw new Error(JSON.stringify(built.error));
  return built.value;
}

/** Every field of `expected` is in `actual` with the same value; extra fields of `actual` are welcome. */
function expectToMatch(actual: unknown, expected: Json, path: string): void {
  if (typeof expected === 'number') {
    const relative = path.endsWith('.sensitivity') ? SENSITIVITY_RELATIVE : RELATIVE;
    expect(actual, path).toBeTypeOf('number');
    const distance = Math.abs((actual as number) - expected);
    expect(distance, `${path}: ${String(actual)} against ${String(expected)}`).toBeLessThanOrEqual(
      relative * Math.max(1, Math.abs(expected)),
    );
  } else if (Array.isArray(expected)) {
    expected.forEach((value: Json, i) => {
      expectToMatch((actual as readonly unknown[])[i], value, `${path}[${String(i)}]`);
    });
  } else if (expected !== null && typeof expected === 'object') {
    for (const [key, value] of Object.entries(expected)) {
      expectToMatch((actual as Readonly<Record<string, unknown>>)[key], value, `${path}.${key}`);
    }
  } else {
    expect(actual, path).toBe(expected);
  }
}

function numberOf(fields: Fields, key: string): number {
  const value = fields[key];
  if (typeof value !== 'number') throw new Error(`${key} is not a number`);
  return value;
}

describe('capex by issuer and year', () => {
  it.each(casesOf('capex-year'))('$id reproduces the reference', ({ input, output }) => {
    const rows = world.issuerYears.filter((row) => row.year === input['year']);
    const sum = (tickers: readonly string[]): number =>
      rows.filter((row) => tickers.includes(row.ticker)).reduce((total, row) => total + row.pointUsdBn, 0);
    const actual = {
      capexUsdBn: sum(rows.map((row) => row.ticker)),
      bigFourUsdBn: sum(BIG_FOUR_TICKERS),
      issuers: Object.fromEntries(rows.map((row) => [row.ticker, row.pointUsdBn])),
    };
    expectToMatch(actual, output, 'capex');
    expect(Object.keys(actual.issuers)).toHaveLength(Object.keys(output['issuers'] as Fields).length);
  });

  it.each(casesOf('capex-totals'))('$id reproduces the ends of the guides', ({ input, output }) => {
    const rows = world.issuerYears.filter((row) => row.year === input['year']);
    const actual = Object.fromEntries(
      rows.map((row) => [row.ticker, { low: row.lowUsdBn, point: row.pointUsdBn, high: row.highUsdBn }]),
    );
    expectToMatch(actual, output, 'totals');
  });
});

describe('baseline demand', () => {
  const projected = world.quarters.map((quarter, k) => ({
    quarter,
    capexUsdBn: world.capexUsdBn[k],
    baselineHbmUsdBn: world.baselineHbmUsdBn[k],
    baselineBnGb: world.baselineBnGb[k],
  }));
  const all = [...world.history, ...projected];

  it.each(casesOf('baseline-quarter'))('$id reproduces the reference', ({ input, output }) => {
    expectToMatch(
      all.find((one) => one.quarter === input['quarter']),
      output,
      'quarter',
    );
  });

  it.each(casesOf('baseline-year'))('$id reproduces the reference', ({ input, output }) => {
    const quarters = all.filter((one) => one.quarter.startsWith(String(numberOf(input, 'year'))));
    const hbmUsdBn = quarters.reduce((sum, one) => sum + (one.baselineHbmUsdBn ?? NaN), 0);
    const hbmBnGb = quarters.reduce((sum, one) => sum + (one.baselineBnGb ?? NaN), 0);
    expect(quarters).toHaveLength(4);
    expectToMatch({ hbmUsdBn, hbmBnGb, priceUsdPerGb: hbmUsdBn / hbmBnGb }, output, 'year');
  });

  it.each(casesOf('calibration'))('$id reproduces the reference', ({ output }) => {
    expectToMatch(world, output, 'world');
  });
});

describe('closed forms of rebound and clearing', () => {
  it.each(casesOf('clearing'))('$id clears as the reference does', ({ input, output }) => {
    const memorySaving = numberOf(input, 's');
    const costSaving = typeof input['c'] === 'number' ? input['c'] : numberOf(input, 'm') * memorySaving;
    const parameters = {
      memorySaving,
      costSaving,
      savingDurationDays: 1,
      savingShape: null,
      passThrough: numberOf(input, 'phi'),
      usageElasticity: numberOf(input, 'eps'),
      usageMultiple: null,
      usageCap: numberOf(input, 'cap'),
      adjustmentPerQuarter: 1,
      trainingShare: numberOf(input, 'ts'),
      trainingSavingRatio: numberOf(input, 'z'),
      supplyElasticity: numberOf(input, 'sigma'),
      demandElasticity: numberOf(input, 'delta'),
      backlogShare: 0,
      backlogHalfLifeQuarters: 1,
      contractShare: null,
      priceFloor: null,
      priceCeiling: numberOf(input, 'g'),
      switchingCostShare: 0,
      tierShares: null,
      contextRespendShare: 0,
      efficiencyInGuidesShare: 0,
      contractOverhangShare: 0,
      overhangReleasePerQuarter: 0,
      redeployableShare: 0,
    };
    const steady = computeSteadyState(parameters, {
      backlogShare: numberOf(input, 'u'),
      contractShare: numberOf(input, 'kappa'),
      priceFloor: numberOf(input, 'f'),
    });
    const breakEvenElasticity = computeBreakEvenElasticity(parameters);
    expectToMatch({ ...steady, costSaving, breakEvenElasticity }, output, 'clearing');
  });

  it.each(casesOf('break-even'))('$id gives the reference elasticity', ({ input, output }) => {
    const memorySaving = numberOf(input, 'memorySaving');
    const breakEvenElasticity = computeBreakEvenElasticity({
      memorySaving,
      costSaving: numberOf(input, 'memoryShareOfCost') * memorySaving,
      passThrough: numberOf(input, 'passThrough'),
      trainingShare: numberOf(input, 'trainingShare'),
      trainingSavingRatio: numberOf(input, 'trainingSavingRatio'),
    });
    expectToMatch({ breakEvenElasticity }, output, 'break-even');
  });

  it.each(casesOf('offset'))('$id gives the reference time of offset', ({ input, output }) => {
    const memorySaving = numberOf(input, 'memorySaving');
    const common = {
      memorySaving,
      costSaving: numberOf(input, 'memoryShareOfCost') * memorySaving,
      passThrough: numberOf(input, 'passThrough'),
    };
    const step = computeStepOffset({
      ...common,
      usageElasticity: numberOf(input, 'usageElasticity'),
      adjustmentPerQuarter: numberOf(input, 'adjustmentPerQuarter'),
    });
    const breakEvenElasticity = computeBreakEvenElasticity({
      ...common,
      trainingShare: 0,
      trainingSavingRatio: 0,
    });
    expectToMatch({ ...step, breakEvenElasticity }, output, 'offset');
  });

  it.each(casesOf('gross-margin'))('$id gives the reference margin', ({ input, output }) => {
    const grossMarginAfter = computeGrossMarginAfter({
      grossMarginBefore: numberOf(input, 'grossMarginBefore'),
      costSaving: numberOf(input, 'costSaving'),
      passThrough: numberOf(input, 'passThrough'),
    });
    expectToMatch({ grossMarginAfter }, output, 'margin');
  });
});

describe('exposure', () => {
  it.each(casesOf('exposure'))('$id reproduces every quarter, vendor and total', ({ input, output }) => {
    const { asOf, ...scenario } = input;
    expect(asOf).toBe(world.asOf);
    const answer = evaluateExposure(world, scenario);
    expect(answer.ok ? [] : answer.error).toEqual([]);
    if (answer.ok) {
      expectToMatch(answer.value, output, 'answer');
      expect(answer.value.quarters).toHaveLength((output['quarters'] as readonly Json[]).length);
    }
  });
});
