/** Models of the page of rebound, against numbers worked out by hand and laws of the model (model.md 5). */
import { describe, expect, it } from 'vitest';
import { listEvidenceGaps, prepareOtherRows } from '#lib/charts/rebound/evidence-rows.ts';
import { prepareEvidenceStrip, type StripMarks } from '#lib/charts/rebound/evidence-strip.ts';
import { createReboundEngine } from '#lib/charts/rebound/rebound-engine.ts';
import type { ReboundModel } from '#lib/charts/rebound/rebound-model.ts';
import type { NamedTable } from '#lib/charts/rebound/named-table.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import type { XySeries } from '#lib/charts/xy-plot-model.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { readElasticityEvidence } from '#lib/core/rebound/elasticity-evidence.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import type { UncertaintyAnswer } from '#lib/core/uncertainty/types.ts';
import { readElasticityRows } from '#tests/support/elasticities.ts';
import { answerOf, curatedWorld } from '#tests/support/exposure-world.ts';

const world = curatedWorld('2026-11-23');
const engine = createReboundEngine(world, { modelVersion: 'test', dataVersion: 1 });
const evidence = readElasticityEvidence(readElasticityRows());

const words = (text: string): string => text.replaceAll('\u00a0', ' ');

function drawsOf(scenario: ExposureScenario): UncertaintyAnswer {
  const run = computeUncertainty(world, {
    ...engine.request({ scenario, ranges: [], view: null }),
    draws: 256,
  });
  if (!run.ok) throw new Error(JSON.stringify(run.error));
  return run.value;
}

function modelOf(scenario: ExposureScenario, draws: UncertaintyAnswer | null = null): ReboundModel {
  const model = engine.prepare({ scenario, ranges: [], view: null }, draws);
  if (!model.ok) throw new Error(JSON.stringify(model.error));
  return model.value;
}

const headlineOf = (scenario: ExposureScenario, draws: UncertaintyAnswer | null = null): string =>
  words(sentenceText(modelOf(scenario, draws).headline));

function seriesOf({ series }: { readonly series: readonly XySeries[] }, id: string): XySeries {
  const found = series.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no series ${id}`);
  return found;
}

const columnOf = (named: NamedTable | null, index: number): (string | number | null | undefined)[] =>
  named?.table.rows.map((row) => row[index]?.value) ?? [];

describe('the sentence', () => {
  it('sets break-even against the evidence, and says that demand is not back and what it costs', () => {
    expect(headlineOf({})).toBe(
      'Break-even elasticity 4.20 against evidence of 0.45–1.8: demand is not back by Q4 2029, cumulative cost $44.4 bn until then.',
    );
  });

  it('carries the ranges and the share of runs of its draws', () => {
    const draws = drawsOf({});
    const text = headlineOf({}, draws);
    expect(text).toMatch(/elasticity 4\.20 \([\d.]+–[\d.]+\) against/);
    expect(text).toContain(`(it is in ${((draws.probabilityOfOffset ?? NaN) * 100).toFixed(1)} % of runs)`);
    expect(text).toMatch(/\$44\.4 bn \(\$[\d.]+–[\d.]+ bn\)/);
  });

  it('names the quarter in which demand is back', () => {
    const scenario = { usageElasticity: 6 };
    const { quarter } = answerOf(world, scenario).offset;
    expect(quarter).toBe('2029Q1');
    expect(headlineOf(scenario)).toContain('demand is back in Q1 2029, at no cost until then');
  });

  it.each([
    [{ memorySaving: 0 }, 'No memory is saved, so nothing has to be paid back'],
    [{ passThrough: 0 }, 'No elasticity pays the saving back, because none of it reaches the price'],
    [{ efficiencyInGuidesShare: 1 }, 'because the guides expect all of it already'],
    [{ usageElasticity: 50 }, 'never falls below its baseline'],
    [{ memorySaving: 0.9, usageCap: 2 }, 'out of reach here, because use is capped at × 2'],
    [
      { memorySaving: 0.5, usageMultiple: 10, trainingShare: 0 },
      'With 50 % saved use must grow to × 2.00 to pay it back, and here goes to × 10',
    ],
  ])('has words for %j', (scenario, text) => {
    expect(headlineOf(scenario)).toContain(text);
  });

  it('has evidence behind every figure that it or a key figure names, with draws and without', () => {
    const scenarios: ExposureScenario[] = [
      {},
      { memorySaving: 0 },
      { usageMultiple: 10 },
      { passThrough: 0 },
      { savingPath: 'fleet' },
    ];
    for (const scenario of scenarios) {
      for (const draws of [null, drawsOf(scenario)]) {
        const { headline, figures, evidence: book } = modelOf(scenario, draws);
        const keys = [
          ...headline.flatMap(({ evidence: key }) => key ?? []),
          ...figures.map(({ key }) => key),
        ];
        for (const key of keys) expect(book[key]?.value).toBeTruthy();
      }
    }
  });

  it('says that ranges are missing while nothing is drawn', () => {
    expect(modelOf({}).note).toContain('missing until the runs are drawn');
    expect(modelOf({}, drawsOf({})).note).toContain('80 % range (P10–P90) of 256 runs');
  });
});

describe('the crossing chart', () => {
  it('ends at the sums of the answers: 54.19 lost, 9.78 regained, 44.42 net in the base', () => {
    const { crossing } = modelOf({});
    const last = (id: string): number => seriesOf(crossing, id).points.at(-1)?.y ?? NaN;
    expect(last('lost')).toBeCloseTo(54.19, 2);
    expect(last('regained')).toBeCloseTo(9.78, 2);
    expect(last('net')).toBeCloseTo(-44.42, 2);
    expect(words(crossing.summary)).toContain('brings back $9.78 bn of it (18.0 %), which leaves −$44.4 bn');
    expect(crossing.rules).toEqual([]);
  });

  it('stands at the ends of quarters, one card each', () => {
    const { points } = seriesOf(modelOf({}).crossing, 'net');
    expect(points.map(({ x }) => x).slice(0, 3)).toEqual([2026.75, 2027, 2027.25]);
    expect(points.at(-1)?.x).toBe(2030);
    expect(points.slice(1).map(({ cardIndex }) => cardIndex)).toEqual(points.slice(1).map((_, k) => k));
  });

  it('marks T* at the start of the quarter in which demand is back, and where the loss is paid back', () => {
    const scenario = { usageElasticity: 7, backlogShare: 0, contractShare: 0, horizonQuarters: 24 };
    const { offset, quarters } = answerOf(world, scenario);
    const { crossing } = modelOf(scenario);
    const year = Number(offset.quarter?.slice(0, 4));
    expect(crossing.rules[0]?.value).toBe(year + (Number(offset.quarter?.slice(5)) - 1) / 4);
    expect(crossing.rules[0]?.label).toMatch(/^T\* demand back/);

    let net = 0;
    const nets = quarters.map((each) => (net += each.hbmUsdBn - each.baselineHbmUsdBn));
    const turn = nets.indexOf(Math.min(...nets));
    const paid = nets.findIndex((value, k) => k > turn && value >= 0);
    expect(paid).toBeGreaterThan(turn);
    expect(crossing.rules[1]?.value).toBe(seriesOf(crossing, 'net').points[paid + 1]?.x);
    const lines = ['lost', 'regained'].map((id) => seriesOf(crossing, id).points.slice(1));
    const isAbove = (k: number): boolean => (lines[1]?.[k]?.y ?? NaN) >= (lines[0]?.[k]?.y ?? NaN);
    expect([isAbove(paid - 1), isAbove(paid)]).toEqual([false, true]);
  });

  it('has the band of the draws, quarter by quarter, and none without them', () => {
    const draws = drawsOf({});
    const band = seriesOf(modelOf({}, draws).crossing, 'net-range').points.slice(1);
    expect(band.map(({ low, high }) => [low, high])).toEqual(
      draws.byQuarterCumulativeChange.map(({ p10, p90 }) => [p10, p90]),
    );
    const without = modelOf({}).crossing;
    expect(without.series.map(({ id }) => id)).toEqual(['lost', 'regained', 'net']);
    expect(without.notes.join(' ')).toContain('missing until the runs are drawn');
  });
});

describe('the frontier', () => {
  it('has the curve, the folk line at 1 and the reader’s point', () => {
    const { frontier } = modelOf({
      memorySaving: 0.3,
      memoryShareOfCost: 0.5,
      passThrough: 1,
      trainingShare: 0,
    });
    const at30 = seriesOf(frontier, 'break-even').points.find(({ x }) => Math.abs(x - 30) < 1e-9);
    expect(at30?.y).toBeCloseTo(2.195, 3);
    expect(seriesOf(frontier, 'folk').points.every(({ y }) => y === 1)).toBe(true);
    expect(seriesOf(frontier, 'reader').points.map(({ x, y }) => [x, y])).toEqual([[30, 1]]);
    expect(frontier.summary).toContain('it takes 2.19 here');
    expect(frontier.summary).toContain('elasticity of 1 lies below it');
    expect(frontier.notes.join(' ')).toContain('pass-through 1');
  });

  it('leaves out an elasticity of 0, which its axis cannot hold, and says so', () => {
    const { frontier } = modelOf({ usageElasticity: 0 });
    expect(frontier.series.map(({ id }) => id)).not.toContain('reader');
    expect(frontier.notes.join(' ')).toContain('An elasticity of 0 lies below');
  });

  it('is kept while sliders that do not touch it move, and follows those that do', () => {
    const curve = (scenario: ExposureScenario): unknown =>
      seriesOf(modelOf(scenario).frontier, 'break-even').points.map(({ y }) => y);
    expect(curve({ memorySaving: 0.4, usageElasticity: 2 })).toEqual(curve({}));
    expect(curve({ passThrough: 0.9 })).not.toEqual(curve({}));
    expect(curve({})).toEqual(curve({ passThrough: 0.6 }));
  });

  it('follows the reader’s own ranges', () => {
    const ranges = [{ id: 'pass_through', low: 0.59, point: 0.6, high: 0.61 }];
    const own = engine.prepare({ scenario: {}, ranges, view: null }, null);
    if (!own.ok) throw new Error(JSON.stringify(own.error));
    const width = (model: ReboundModel): number => {
      const point = seriesOf(model.frontier, 'range').points[5];
      return (point?.high ?? NaN) / (point?.low ?? NaN);
    };
    expect(width(own.value)).toBeLessThan(0.9 * width(modelOf({})));
  });
});

describe('a step of saving', () => {
  it('is offset as by hand: 4.58 quarters, the fifth whole one, 5.26 for small changes', () => {
    // U* = 0.85^-3 = 1.62833; n = ln(1 - 0.428571/0.62833) / -0.25; -4 ln(1 - 2.19476/3).
    const { steps } = modelOf({
      memorySaving: 0.3,
      memoryShareOfCost: 0.5,
      passThrough: 1,
      usageElasticity: 3,
      adjustmentPerQuarter: 1 - Math.exp(-0.25),
    });
    const row = steps?.table.rows.find((cells) => String(cells[1]?.value).includes('this scenario'));
    expect(row?.[2]?.value).toBeCloseTo(4.584, 3);
    expect(row?.[3]?.value).toBe(5);
    expect(row?.[4]?.value).toBeCloseTo(5.26, 2);
    expect(steps?.notes[0]).toContain('only serves');
  });

  it('is never offset at or below break-even, and sooner the more elastic use is', () => {
    const { steps } = modelOf({});
    const breakEven = Math.log(0.72) / Math.log(1 - 0.6 * 0.14);
    const rows =
      steps?.table.rows.map((row) => [Number(row[0]?.value), row[2]?.value ?? null] as const) ?? [];
    expect(rows.length).toBe(6);
    for (const [elasticity, quarters] of rows) expect(quarters === null).toBe(elasticity <= breakEven);
    const known = rows.flatMap(([, quarters]) => (quarters === null ? [] : [Number(quarters)]));
    expect(known).toEqual(known.toSorted((a, b) => b - a));
  });

  it('has no table where nothing is saved, and keeps the two claims in any scenario', () => {
    expect(modelOf({ memorySaving: 0 }).steps).toBeNull();
    expect(columnOf(modelOf({ memorySaving: 0.1 }).claims, 2)).toEqual([0.5, 5]);
  });
});

describe('the levers', () => {
  it('stand at 0 and the ends of their ranges; the break-even of each is one in the long run', () => {
    const { levers } = modelOf({});
    expect(columnOf(levers, 1)).toEqual([0, 0.5, 0, 0.6, 0, 0.6]);
    const [contextHigh, guidesHigh, overhangHigh] = [1, 3, 5].map((row) => Number(columnOf(levers, 2)[row]));
    const longRun = (scenario: ExposureScenario): number => answerOf(world, scenario).steadyState.demandIndex;
    const at = (usageElasticity = NaN): ExposureScenario => ({ usageElasticity, usageCap: 1000 });
    expect(longRun({ ...at(contextHigh), contextRespendShare: 0.5 })).toBeCloseTo(1, 9);
    expect(longRun({ ...at(guidesHigh), efficiencyInGuidesShare: 0.6 })).toBeCloseTo(1, 9);
    expect(overhangHigh).toBeCloseTo(4.2033, 4);
  });

  it('say which of them moves break-even most', () => {
    const summary = modelOf({}).levers?.summary ?? '';
    expect(words(summary)).toContain(
      '“Saving already in the guides” at 60 % moves break-even most, from 4.20',
    );
  });
});

describe('the evidence strip', () => {
  const registry = { low: 0.45, point: 1, high: 1.8, derivation: 'weighed' };
  const marks: StripMarks = { breakEven: 4.2, elasticity: 1, registry };
  const stripOf = (given: Partial<StripMarks> = {}) => prepareEvidenceStrip(evidence, { ...marks, ...given });

  it('has a dot for each estimate with a number, its interval where one is stated, and the model’s own range', () => {
    const strip = stripOf();
    expect(strip?.isDotPlot).toBe(true);
    expect(strip?.bars.map(({ segments }) => segments[0]?.to)).toEqual([1.5, 1.1, 1.26, 1.45, 0.61, 1]);
    expect(strip?.bars.map(({ whisker }) => whisker)).toEqual([
      { low: 1.2, high: 1.8 },
      null,
      { low: 0.74, high: 1.26 },
      { low: 0.85, high: 1.45 },
      null,
      { low: 0.45, high: 1.8 },
    ]);
    expect(strip?.summary).toBe(
      '2 of 5 estimates with a number measure the price elasticity of token use: 1.1–1.8; break-even 4.20 lies above all of them.',
    );
  });

  it('links each estimate to its source in the table twin', () => {
    const sources = stripOf()?.table.rows.map((row) => row[8]?.href) ?? [];
    expect(sources.slice(0, 5).every((href) => href?.startsWith('https://') === true)).toBe(true);
  });

  it('draws break-even and the scenario’s elasticity, and names them once where they stand close', () => {
    expect(stripOf()?.rules.map(({ value, label }) => [value, label])).toEqual([
      [1, 'ε 1'],
      [4.2, 'ε* 4.20'],
    ]);
    const close = stripOf({ breakEven: 1.2 })?.rules.map(({ label }) => label);
    expect(close).toEqual(['', 'ε 1, ε* 1.20']);
    expect(stripOf({ breakEven: 1.2 })?.summary).toContain('is reached by 1 of them');
    expect(stripOf({ breakEven: null, elasticity: null })?.rules).toEqual([]);
  });

  it('names what lies beyond its axis instead of squeezing the estimates', () => {
    const strip = stripOf({ breakEven: 40 });
    expect(strip?.rules.map(({ value }) => value)).toEqual([1]);
    expect(strip?.notes.join(' ')).toContain('Beyond this axis: ε* of 40.0');
    expect(strip?.valueAxis.max).toBeLessThan(3);
  });

  it('is absent where nothing is on file', () => {
    expect(prepareEvidenceStrip(readElasticityEvidence([]), marks)).toBeNull();
    expect(listEvidenceGaps(readElasticityEvidence([]))[0]).toContain('no row was public');
  });

  it('lists the rows without an elasticity, and counts what it does not know', () => {
    expect(prepareOtherRows(evidence)?.table.rows.length).toBe(30);
    expect(words(listEvidenceGaps(evidence)[0] ?? '')).toBe(
      'How use answers price in the long run: 2 of 35 rows on file measure the price elasticity of token use, 1 of them with an interval, none read in the original; the newest speaks of Jun 2026.',
    );
  });
});

describe('refusals', () => {
  it('name the field or the range', () => {
    const wrong = engine.prepare({ scenario: { passThrough: 7 }, ranges: [], view: null }, null);
    expect(wrong.ok ? [] : wrong.error.map(({ pointer }) => pointer)).toEqual(['/passThrough']);
    const range = engine.prepare(
      { scenario: {}, ranges: [{ id: 'pass_through', low: 0.9, high: 0.1 }], view: null },
      null,
    );
    expect(range.ok).toBe(false);
  });
});
