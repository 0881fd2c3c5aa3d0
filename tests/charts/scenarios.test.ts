import { describe, expect, it } from 'vitest';
import { barEnd } from '#lib/charts/bar-plot-model.ts';
import type { ComparedRun } from '#lib/charts/scenarios/compared-run.ts';
import { prepareScenariosPage, type ScenariosPageModel } from '#lib/charts/scenarios/scenarios-page.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import { toCsvLines } from '#lib/charts/chart-csv.ts';
import {
  DEFAULT_COMPARE_LINK,
  nameScenarios,
  SLOTS,
  type ComparedOutput,
  type ComparedScenario,
} from '#lib/core/scenario/compare-link.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import type { UncertaintyAnswer } from '#lib/core/uncertainty/types.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');
const DRAWS = 256;

function draw(scenario: ComparedScenario['scenario'], output: ComparedOutput): UncertaintyAnswer {
  const run = computeUncertainty(world, { scenario, output, draws: DRAWS, sobolDraws: 0, keepDraws: true });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return run.value;
}

interface PageOptions {
  readonly against?: number;
  readonly output?: ComparedOutput;
  readonly isDrawn?: boolean;
}

function pageOf(scenarios: readonly ComparedScenario[], options: PageOptions = {}): ScenariosPageModel {
  const { against = 1, output = 'total.changeUsdBn', isDrawn = true } = options;
  const names = nameScenarios(scenarios);
  const runs = scenarios.map(({ scenario }, i): ComparedRun => ({
    slot: SLOTS[i] ?? 'a',
    name: names[i] ?? '',
    scenario,
    answer: answerOf(world, scenario),
    change: isDrawn ? draw(scenario, 'total.changeUsdBn') : null,
    output: isDrawn ? draw(scenario, output) : null,
  }));
  return prepareScenariosPage({ world, runs, against, output, modelVersion: '1', dataVersion: 1 });
}

function changeOf(scenario: ComparedScenario['scenario']): number {
  const { total } = answerOf(world, scenario);
  return total.hbmUsdBn - total.baselineHbmUsdBn;
}

const spaced = (text: string): string => text.replaceAll('\u00a0', ' ');
const sentence = (page: ScenariosPageModel): string => spaced(sentenceText(page.headline));
const plain = (scenario: ComparedScenario['scenario'], name: string | null = null): ComparedScenario => ({
  name,
  scenario,
});

const house = pageOf(DEFAULT_COMPARE_LINK.scenarios);

describe('sentence of compared scenarios', () => {
  it('says of one input that it is all of the gap', () => {
    expect(sentence(house)).toMatch(
      /^Fleet differs from Base in 1 input; path of the saving is all of the gap of −\$5\.62 bn \(.+\) in HBM revenue from Q4 2026 to Q4 2029, −\$50\.0 bn instead of −\$44\.4 bn; in \d+\.\d % of draws Fleet ends below Base\.$/,
    );
  });

  it('says which share of the gap the largest input is: the mean over its six orders', () => {
    const page = pageOf(DEFAULT_COMPARE_LINK.scenarios, { against: 2 });
    const set = { memorySaving: 0.5, usageElasticity: 0, trainingShare: 0 };
    const valueOf = (fields: readonly string[]): number =>
      changeOf(Object.fromEntries(Object.entries(set).filter(([field]) => fields.includes(field))));
    const [e, t] = ['usageElasticity', 'trainingShare'];
    const before = [[], [], [e], [t], [e, t], [e, t]].map((fields) => fields.map(String));
    const saving =
      before.reduce((sum, fields) => sum + valueOf([...fields, 'memorySaving']) - valueOf(fields), 0) / 6;
    const share = ((saving / (changeOf(set) - changeOf({}))) * 100).toFixed(1);
    expect(sentence(page)).toContain(
      `“50 %, no rebound” differs from Base in 3 inputs; ${share} % of the gap of −$80.0 bn (`,
    );
    expect(sentence(page)).toContain(
      ' from Q4 2026 to Q4 2029 is saving: −$124 bn instead of −$44.4 bn; in ',
    );
  });

  it('says which inputs pull against each other where they do', () => {
    const page = pageOf(DEFAULT_COMPARE_LINK.scenarios, { against: 3 });
    expect(sentence(page)).toMatch(
      /multiple of calls makes \+\$[\d,.]+ bn of the gap of \+\$937 bn .+ and saving takes back −\$[\d.]+ bn: \+\$893 bn instead/,
    );
  });

  it('says that scenarios are alike, that one stands alone, and that horizons differ', () => {
    expect(sentence(pageOf([plain({}), plain({})]))).toBe(
      'Base (B) differs from Base (A) in no input: both change HBM revenue from Q4 2026 to Q4 2029 by −$44.4 bn.',
    );
    expect(sentence(pageOf([plain({})]))).toMatch(
      /^Base changes HBM revenue from Q4 2026 to Q4 2029 by −\$44\.4 bn \(.+\); there is no second scenario/,
    );
    expect(sentence(pageOf([plain({}), plain({ horizonQuarters: 5 }, 'Short')]))).toContain(
      'in the change of HBM revenue, each over its own horizon',
    );
  });

  it('does without ranges where nothing could be drawn, and says so', () => {
    const page = pageOf([plain({}), plain({ memorySaving: 0.5 }, 'Bear')], { isDrawn: false });
    expect(sentence(page)).toMatch(/^Bear differs from Base in 1 input; saving is all of the gap/);
    expect(sentence(page)).not.toContain('draws');
    expect(page.note).toContain('Ranges are missing');
    expect(page.below).toBeNull();
  });
});

describe('compare table', () => {
  it('lists only inputs that differ, each with default, range and source or "assumption"', () => {
    const { inputs } = house.table;
    expect(inputs.map(({ key }) => key)).toEqual([
      'memorySaving',
      'usageElasticity',
      'usageMultiple',
      'savingPath',
      'trainingShare',
    ]);
    const saving = inputs[0];
    expect(saving?.cells.map(({ text }) => spaced(text))).toEqual([
      '28 %',
      'replaced by path of the saving',
      '50 %',
      '50 %',
    ]);
    expect(saving?.cells.map(({ isDifferent }) => isDifferent)).toEqual([false, true, true, true]);
    expect(spaced(saving?.fallback?.text ?? '')).toBe('28 %');
    for (const { source } of inputs) expect(source?.title).toMatch(/\w/);
  });

  it('has the outputs of the engine, and says of each cell whether it differs', () => {
    const row = (key: string) => house.table.outputs.find((one) => one.key === key);
    expect(row('change')?.cells.map(({ text }) => spaced(text))).toEqual([
      '−$44.4 bn',
      '−$50.0 bn',
      '−$124 bn',
      '+$893 bn',
    ]);
    expect(
      row('longRun')
        ?.cells.slice(2)
        .map(({ text }) => text),
    ).toEqual(['× 0.500', '× 5.00']);
    expect(row('change')?.cells.map(({ isDifferent }) => isDifferent)).toEqual([false, true, true, true]);
    const micron = row('value:MU')?.cells[0];
    expect(micron?.value).toBeCloseTo(-1.28215, 4);
    expect(micron?.note).toContain('14.1');
  });

  it('opens evidence for every figure that it marks', () => {
    const keys = house.table.outputs.flatMap(({ cells }) => cells.map(({ evidence }) => evidence ?? ''));
    expect(keys.length).toBeGreaterThan(30);
    for (const key of keys) expect(house.evidence[key], key).toBeDefined();
    for (const { evidence } of house.headline)
      if (evidence !== null) expect(house.evidence[evidence]).toBeDefined();
    for (const { key } of house.figures) expect(house.evidence[key]).toBeDefined();
  });

  it('is the same in its file, exactly', () => {
    const { table, provenance } = house;
    const lines = toCsvLines({ ...table, table: table.file }, provenance, 'https://firm.example/scenarios');
    expect(lines.slice(2, 6)).toEqual([
      [`# Scenario: ${provenance.scenario}`],
      [`# Versions: ${provenance.versions}`],
      [`# Source: ${provenance.source}`],
      ['# Link: https://firm.example/scenarios'],
    ]);
    const heading = lines.findIndex(([cell]) => cell === 'Quantity');
    expect(lines[heading]?.slice(3, 7)).toEqual([
      'Base',
      'Fleet',
      '50 %, no rebound',
      '50 %, ten times the calls',
    ]);
    const saving = lines.slice(heading + 1).find(([cell]) => cell === 'saving');
    expect(saving?.slice(3, 7)).toEqual([0.28, 'replaced by path of the saving', 0.5, 0.5]);
    const change = lines.slice(heading + 1).find(([cell]) => cell === 'Change of HBM revenue');
    expect(change?.[3]).toBeCloseTo(-44.41654, 4);
  });
});

describe('waterfall of the gap', () => {
  it('ends exactly at the second scenario, in the steps that two orders give by hand', () => {
    const page = pageOf([plain({}), plain({ memorySaving: 0.5, usageElasticity: 0 }, 'Bear')]);
    const bars = page.gap?.bars ?? [];
    const [none, saving, elasticity, both] = [
      {},
      { memorySaving: 0.5 },
      { usageElasticity: 0 },
      { memorySaving: 0.5, usageElasticity: 0 },
    ].map(changeOf);
    const byHand = ((saving ?? 0) - (none ?? 0) + (both ?? 0) - (elasticity ?? 0)) / 2;
    expect(bars.map(({ label }) => label)).toEqual(['Base', 'saving', 'elasticity of usage', 'Bear']);
    const [from, to] = [bars[1]?.segments[0]?.from ?? NaN, bars[1]?.segments[0]?.to ?? NaN];
    expect(from).toBeCloseTo(none ?? NaN, 9);
    expect(to - from).toBeCloseTo(byHand, 9);
    const last = bars[2];
    expect(last === undefined ? null : barEnd(last)).toBeCloseTo(both ?? NaN, 9);
    expect(bars[3]?.segments[0]?.to).toBeCloseTo(both ?? NaN, 9);
  });

  it('is absent with a reason where there is nothing to split', () => {
    expect(pageOf([plain({}), plain({})])).toMatchObject({
      gap: null,
      gapAbsence: 'No input differs, so there is no gap.',
    });
    expect(pageOf([plain({})])).toMatchObject({
      gap: null,
      gapAbsence: 'With one scenario there is no gap.',
    });
  });
});

describe('dots and paths', () => {
  it('mark the point between the ends of the draws, in the unit of the page', () => {
    const page = pageOf([plain({}), plain({ memorySaving: 0.5 }, 'Bear')], {
      output: 'lastQuarter.revenueRatio',
    });
    const last = answerOf(world, {}).quarters.at(-1)?.revenueRatio ?? NaN;
    const dot = page.dots?.bars[0];
    const { from = NaN, to = NaN } = dot?.segments[0] ?? {};
    expect((from + to) / 2).toBeCloseTo((last - 1) * 100, 9);
    expect(to).toBeGreaterThan(from);
    const drawn = draw({}, 'lastQuarter.revenueRatio').quantiles;
    expect(dot?.whisker?.low).toBeCloseTo(((drawn?.p10 ?? NaN) - 1) * 100, 9);
    expect(dot?.whisker?.high).toBeCloseTo(((drawn?.p90 ?? NaN) - 1) * 100, 9);
  });

  it('say why a scenario has no mark', () => {
    const page = pageOf([plain({}), plain({ passThrough: 0 }, 'Kept')], { output: 'breakEvenElasticity' });
    expect(page.dots?.bars[1]).toMatchObject({ segments: [], valueLabel: 'none offsets' });
    expect(page.dots?.notes.join(' ')).toContain('Kept: none offsets');
  });

  it('count how often one lies below another so that both ways and ties make the whole', () => {
    const cell = (row: number, column: number): number => Number(house.below?.rows[row]?.[column + 1]?.value);
    expect(cell(0, 2) + cell(2, 0)).toBeLessThanOrEqual(1 + 1e-12);
    expect(cell(2, 0)).toBeGreaterThan(0.9);
    expect(cell(2, 3)).toBe(1);
    expect(house.below?.rows[1]?.[2]?.text).toBe('–');
  });

  it('draw the baseline and a path each whose sums are those of the answers', () => {
    const series = house.paths?.series ?? [];
    expect(series.map(({ id }) => id)).toEqual(['baseline', 'a', 'b', 'c', 'd']);
    const sumOf = (i: number): number =>
      (series[i]?.points ?? []).reduce((sum, { y }) => sum + (y ?? NaN), 0);
    const { total } = answerOf(world, {});
    expect(sumOf(0)).toBeCloseTo(total.baselineHbmUsdBn, 9);
    expect(sumOf(1)).toBeCloseTo(total.hbmUsdBn, 9);
  });

  it('end a path with its own horizon', () => {
    const page = pageOf([plain({}), plain({ horizonQuarters: 5 }, 'Short')]);
    expect(page.paths?.series.map(({ points }) => points.length)).toEqual([13, 13, 5]);
    expect(page.paths?.table.rows[5]?.[3]).toEqual({ value: null, text: 'after its horizon' });
  });
});
