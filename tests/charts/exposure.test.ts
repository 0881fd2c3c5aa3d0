import { beforeAll, describe, expect, it } from 'vitest';
import { barEnd, type BarPlotModel } from '#lib/charts/bar-plot-model.ts';
import { prepareExposure, type ExposureModel } from '#lib/charts/exposure/exposure-model.ts';
import { stackParts } from '#lib/charts/exposure/ebit-bars.ts';
import { findWaferCrossings, monopolyPremium, premiumErosion } from '#lib/charts/exposure/wafer-plot.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { DEFAULT_DRAWS } from '#lib/core/uncertainty/types.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import type { UncertaintyAnswer } from '#lib/core/uncertainty/types.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld();
const versions = { modelVersion: 'test', dataVersion: 1 };
const words = (text: string): string => text.replaceAll('\u00a0', ' ');
const SHIFTED: ExposureScenario = { tierShiftShare: 0.3 };
const FLEET: ExposureScenario = { savingPath: 'fleet' };

function modelOf(
  scenario: ExposureScenario = {},
  draws: UncertaintyAnswer | null = null,
  unit: 'usd' | 'revenue' | 'value' = 'usd',
): ExposureModel {
  const model = prepareExposure(world, { scenario, ranges: [], view: { unit } }, draws, versions);
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return model.value;
}

/** Column of a table by its label, by row. */
function columnOf({ table }: Pick<BarPlotModel, 'table'>, label: string): (number | string | null)[] {
  const index = table.columns.findIndex((column) => column.label === label);
  expect(index, label).toBeGreaterThanOrEqual(0);
  return table.rows.map((row) => row[index]?.value ?? null);
}

const sum = (values: readonly (number | string | null)[]): number =>
  values.reduce<number>((total, value) => total + Number(value ?? 0), 0);

describe('the sentence of the base case', () => {
  it('says who carries most of the loss, as a part of the loss of those who lose', () => {
    // By hand from the profits of the brief: 14.407 / (14.065 + 14.407 + 9.052 + 3.340) = 0.35256.
    const text = words(sentenceText(modelOf().headline));
    expect(text).toContain(
      'Samsung Electronics carries 35.3 % (range not drawn) of the loss in operating profit, −$14.4 bn',
    );
    expect(text).toContain('SK hynix 34.4 %');
    expect(text).toContain(
      'nothing is moved to other tiers in this scenario, so Sandisk neither gains nor loses',
    );
    expect(text).not.toMatch(/NaN|undefined|null/);
  });

  it('offers the share and the fleet where nothing is moved, and neither where something is', () => {
    expect(modelOf().shift?.withShare?.withLever).toEqual({ tierShiftShare: 0.35 });
    expect(modelOf().shift?.withFleet).toEqual({ savingPath: 'fleet' });
    expect(modelOf(SHIFTED).shift).toBeNull();
    expect(modelOf(FLEET).shift).toBeNull();
  });

  it('says that nobody loses without a saving', () => {
    const text = words(sentenceText(modelOf({ memorySaving: 0 }).headline));
    expect(text).toContain('No vendor loses or gains operating profit in this scenario');
  });

  it('says what a gain is when use comes back tenfold', () => {
    const { headline, flow } = modelOf({ memorySaving: 0.3, usageMultiple: 10 });
    expect(words(sentenceText(headline))).toMatch(
      /^No vendor loses operating profit in this scenario; .+ gains most, \+\$/,
    );
    // Rebound brings it, the saving takes some of it back, the vendors get the rest.
    expect(flow?.nodes.filter(({ column }) => column === 0).map(({ label }) => label)).toEqual([
      'Rebound of use',
    ]);
  });

  it('says that flash is not modelled where the registry has no row of it', () => {
    const bare = { ...world, assumptions: world.assumptions.filter(({ id }) => !id.startsWith('tier_')) };
    const model = prepareExposure(bare, { scenario: {}, ranges: [], view: { unit: 'usd' } }, null, versions);
    if (!model.ok) throw new Error(JSON.stringify(model.error));
    expect(words(sentenceText(model.value.headline))).toContain('to flash is not modelled at this date');
    expect(model.value.shift).toBeNull();
    const sandisk = model.value.table.rows.find(({ ticker }) => ticker === 'SNDK');
    expect(sandisk?.cells.map(({ text }) => text)).toContain('not modelled');
    expect(words(model.value.figures.find(({ key }) => key === 'shift')?.value ?? '')).toBe('not modelled');
  });
});

describe('with draws', () => {
  let draws: UncertaintyAnswer;
  beforeAll(() => {
    const run = computeUncertainty(world, {
      scenario: SHIFTED,
      output: 'total.changeUsdBn',
      draws: DEFAULT_DRAWS / 8,
      sobolDraws: 0,
    });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    draws = run.value;
  });

  it('names how often Sandisk gains and its 80 % range', () => {
    const sandisk = draws.byVendorEbit.find(({ ticker }) => ticker === 'SNDK');
    const text = words(sentenceText(modelOf(SHIFTED, draws).headline));
    expect(sandisk?.probabilityOfGain).toBe(1);
    expect(text).toContain('Sandisk gains in 100.0 % of runs, +$0.142 bn');
    expect(text).not.toContain('not drawn');
  });

  it('names the range of the share of the loss, which is that of a part', () => {
    const shares = draws.byVendorEbit.map(({ shareOfLoss }) => shareOfLoss);
    for (const share of shares) {
      expect(share?.p10).toBeGreaterThanOrEqual(0);
      expect(share?.p90).toBeLessThanOrEqual(1);
    }
    const hynix = shares[0];
    const text = words(sentenceText(modelOf(SHIFTED, draws).headline));
    const percent = (fraction = NaN): string => (fraction * 100).toFixed(1);
    expect(text).toContain(
      `SK hynix carries 38.9 % (${percent(hynix?.p10)}–${percent(hynix?.p90)} %) of the loss`,
    );
  });

  it('draws whiskers from P10 to P90 in dollars, and over the same baseline in percent', () => {
    const hynix = draws.byVendorEbit.find(({ ticker }) => ticker === '000660.KS');
    const baseline = answerOf(world, SHIFTED).vendors[0]?.baselineHbmUsdBn ?? NaN;
    expect(modelOf(SHIFTED, draws).bars.bars[0]?.whisker).toEqual({ low: hynix?.p10, high: hynix?.p90 });
    const ofRevenue = modelOf(SHIFTED, draws, 'revenue').bars.bars[0]?.whisker;
    expect(ofRevenue?.low).toBeCloseTo(((hynix?.p10 ?? NaN) / baseline) * 100, 9);
  });
});

describe('the bars by vendor', () => {
  it('have the profits of the brief, SK hynix to other', () => {
    const totals = columnOf(modelOf().bars, 'Total').map((value) => Number(value).toFixed(1));
    expect(totals.slice(0, 4)).toEqual(['-14.1', '-14.4', '-9.1', '-3.3']);
    expect(Number(columnOf(modelOf(SHIFTED).bars, 'Total')[4]).toFixed(2)).toBe('0.14');
    expect(Number(columnOf(modelOf(SHIFTED).bars, 'Total')[7]).toFixed(2)).toBe('0.25');
    expect(Number(columnOf(modelOf(FLEET).bars, 'Total')[4]).toFixed(2)).toBe('0.18');
  });

  it.each([
    ['base', {}],
    ['shifted', SHIFTED],
    ['fleet', FLEET],
  ] as const)('add up: parts to the total, both sides of zero together, %s', (_, scenario) => {
    const { bars } = modelOf(scenario);
    const parts = bars.table.columns.slice(1, 8).map(({ label }) => columnOf(bars, label));
    columnOf(bars, 'Total').forEach((total, row) => {
      expect(sum(parts.map((column) => column[row] ?? 0))).toBeCloseTo(Number(total), 9);
      const lengths = (bars.bars[row]?.segments ?? []).map(({ from, to }) => to - from);
      expect(sum(lengths)).toBeCloseTo(Number(total), 9);
    });
  });

  it('stack each side away from zero', () => {
    const part = (value: number) => ({ value, colour: 't-price', form: 'reported' }) as const;
    expect(stackParts([part(-2), part(3), part(-1), part(4)]).map(({ from, to }) => [from, to])).toEqual([
      [0, -2],
      [0, 3],
      [-2, -3],
      [3, 7],
    ]);
  });

  it('measure a vendor without HBM by nothing, not by 0', () => {
    const { bars } = modelOf(SHIFTED, null, 'revenue');
    expect(bars.bars[4]).toMatchObject({ segments: [], whisker: null, valueLabel: 'no HBM' });
    expect(bars.table.rows[4]?.at(1)).toEqual({ value: null, text: 'no HBM revenue' });
    // −14.065 over SK hynix's own baseline.
    const hynix = answerOf(world, SHIFTED).vendors[0];
    expect(columnOf(bars, 'Total')[0]).toBeCloseTo(
      ((hynix?.ebitChangeUsdBn ?? NaN) / (hynix?.baselineHbmUsdBn ?? NaN)) * 100,
      9,
    );
  });

  it('show value over the market value on file, and why there is none', () => {
    const { bars } = modelOf({}, null, 'value');
    // 870.1 is SK hynix's market value of 20 Aug 2026.
    const [change, value] = [columnOf(bars, 'Value change')[0], columnOf(bars, 'Market value')[0]];
    expect(value).toBe(870.1);
    expect(columnOf(bars, 'Change')[0]).toBeCloseTo((Number(change) / 870.1) * 100, 9);
    expect(bars.bars[3]?.valueLabel).toBe('not known');
  });
});

describe('the exposure table', () => {
  const cellOf = (model: ExposureModel, ticker: string, head: string) => {
    const index = model.table.heads.findIndex(({ group, label }) =>
      group === null ? label === head : `${group} ${label}` === head,
    );
    return model.table.rows.find((row) => row.ticker === ticker)?.cells[index];
  };

  it('has the tiers of a vendor sum to its operating profit', () => {
    for (const scenario of [{}, SHIFTED, FLEET]) {
      const model = modelOf(scenario);
      for (const { ticker } of model.table.rows) {
        const tiers = ['HBM', 'DRAM', 'NAND', 'HDD'].map(
          (tier) => cellOf(model, ticker, `${tier} profit`)?.value ?? 0,
        );
        expect(sum(tiers)).toBeCloseTo(Number(cellOf(model, ticker, 'Operating profit')?.value), 9);
      }
    }
  });

  it('tells makers of nothing from nothing moved', () => {
    expect(cellOf(modelOf(), 'SNDK', 'HBM revenue')?.text).toBe('makes none');
    expect(cellOf(modelOf(), 'WDC', 'NAND revenue')?.text).toBe('makes none');
    expect(cellOf(modelOf(), 'SNDK', 'NAND revenue')).toMatchObject({ value: 0, text: '0' });
  });

  it('lets the same scenario be a loss for one name and a gain for another', () => {
    const model = modelOf(SHIFTED);
    expect(Number(cellOf(model, '000660.KS', 'Operating profit')?.value)).toBeLessThan(0);
    expect(Number(cellOf(model, 'SNDK', 'Operating profit')?.value)).toBeGreaterThan(0);
  });

  it('opens evidence for every figure that it says opens one', () => {
    for (const scenario of [{}, SHIFTED]) {
      const { table, evidence, figures } = modelOf(scenario);
      const keys = [
        ...table.rows.flatMap(({ cells }) => cells.flatMap((cell) => cell.evidence ?? [])),
        ...figures.map(({ key }) => key),
      ];
      expect(keys.length).toBeGreaterThan(50);
      expect(keys.filter((key) => evidence[key] === undefined)).toEqual([]);
    }
  });
});

describe('the evidence', () => {
  const amountOf = (text: string): number =>
    Number(
      words(text)
        .replace('−', '-')
        .replace(/[$+]| bn/g, ''),
    );

  it.each(['000660.KS', 'MU', 'SNDK'])('recomputes the profit of %s from its steps', (ticker) => {
    const found = modelOf(SHIFTED).evidence[`ebit:${ticker}`];
    const labels = (found?.steps ?? []).map(({ label }) => label);
    const start = labels.findIndex((label) => label.startsWith('HBM price'));
    const end = labels.findIndex((label) => label.startsWith('Operating profit'));
    const parts = (found?.steps ?? []).slice(start, end).map(({ value }) => amountOf(value));
    expect(start).toBeGreaterThanOrEqual(0);
    // Each step is written to three digits, so the sum may be off by half a unit of each.
    expect(Math.abs(sum(parts) - amountOf(found?.value ?? ''))).toBeLessThan(0.06);
    expect(parts.length).toBeGreaterThanOrEqual(5);
  });

  it('names the inputs of one vendor, each with a source or as an assumption', () => {
    const inputs = modelOf(SHIFTED).evidence['nand:SNDK']?.inputs ?? [];
    expect(inputs.map(({ label }) => label).join('; ')).toMatch(/Sandisk/i);
    expect(inputs.map(({ label }) => label).join('; ')).not.toMatch(/Kioxia/i);
    for (const input of inputs) {
      expect(input.source !== null || input.grade === 'assumption', input.label).toBe(true);
    }
  });
});

describe('wafers', () => {
  it('turn to HBM in the first quarter of 2029, with a premium of 1/0.871 − 1', () => {
    const answer = answerOf(world, {});
    expect(findWaferCrossings(answer)).toEqual([{ quarter: '2029Q1', better: 'hbm' }]);
    const last = answer.quarters.at(-1);
    if (last === undefined) throw new Error('no quarter');
    expect(monopolyPremium(last)).toBeCloseTo(1 / last.waferRevenueRatio - 1, 12);
    // P 0.8434 and f 0.784 of the base case: (1 − 0.8434)/(1 − 0.784) = 0.725.
    expect(premiumErosion(last)).toBeCloseTo(0.725, 2);
    expect(premiumErosion(answer.quarters[0] ?? last)).toBeNull();
  });

  it('say both signs and the date', () => {
    const text = words(modelOf().wafer.summary);
    expect(text).toContain('In Q4 2026 a wafer earns 3.04 times in DDR5');
    expect(text).toContain('from Q1 2029 on it earns more in HBM');
  });

  it('name whom whole DRAM moves against, and by the numbers of the answer', () => {
    const answer = answerOf(world, SHIFTED);
    const { dram } = modelOf(SHIFTED);
    expect(columnOf(dram, 'Whole DRAM')).toEqual(
      answer.vendors.slice(0, 4).map(({ dramRevenueChangeUsdBn }) => dramRevenueChangeUsdBn),
    );
  });
});

describe('the attribution', () => {
  const changeOf = (scenario: ExposureScenario): number => {
    const { total } = answerOf(world, scenario);
    return total.hbmUsdBn - total.baselineHbmUsdBn;
  };

  it.each([
    ['base', {}, 4],
    ['fleet', FLEET, 4],
    ['overhang', { contractOverhangShare: 0.6 }, 5],
    ['all levers', { contractOverhangShare: 0.6, efficiencyInGuidesShare: 0.4, contextRespendShare: 0.3 }, 6],
  ] as const)('ends exactly at the change, %s', (_, scenario, steps) => {
    const { causes, absorption } = modelOf(scenario);
    const change = changeOf(scenario);
    expect(causes.bars).toHaveLength(steps + 1);
    for (const bars of [causes, absorption]) {
      const whole = bars.bars.find(({ label }) => label === 'Change');
      expect(whole === undefined ? null : barEnd(whole)).toBeCloseTo(change, 9);
    }
    const split = absorption.bars.at(-1);
    expect(sum((split?.segments ?? []).map(({ from, to }) => to - from))).toBeCloseTo(change, 9);
  });

  it('offers each lever with its argued range, and says what is set', () => {
    const levers = modelOf({ contractOverhangShare: 0.2 }).levers;
    expect(levers.map(({ range, setTo }) => [words(range), setTo === null ? null : words(setTo)])).toEqual([
      ['0–50 %', null],
      ['0–60 %', null],
      ['0–60 %', '20 %'],
    ]);
    expect(levers[0]?.withLever).toEqual({ contractOverhangShare: 0.2, contextRespendShare: 0.5 });
    expect(levers[2]?.withLever).toBeNull();
  });
});

describe('a slider step', () => {
  it('costs little beside the engine', () => {
    modelOf(SHIFTED);
    const start = performance.now();
    for (let i = 0; i < 20; i += 1) modelOf({ memorySaving: 0.2 + i / 100 });
    const each = (performance.now() - start) / 20;
    // Four times the aim of 4 ms: the machines that run tests are shared.
    expect(each).toBeLessThan(40);
  });
});
