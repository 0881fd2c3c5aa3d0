import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rangesOf } from '#lib/charts/overview-ranges.ts';
import { prepareWaterline } from '#lib/charts/prepare-waterline.ts';
import type { WaterlineModel, WaterlineSeries } from '#lib/charts/waterline-model.ts';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { answerOf, curatedWorld, ordinaryScenario } from '#tests/support/exposure-world.ts';

const world = curatedWorld();

function chartOf(scenario: ExposureScenario, isOrders = false): WaterlineModel {
  const { usageMultiple: _multiple, ...withoutMultiple } = scenario;
  const point = answerOf(world, scenario);
  const noRebound = answerOf(world, { ...withoutMultiple, usageElasticity: 0 });
  const low = answerOf(world, { ...scenario, memorySaving: 0.12 });
  const high = answerOf(world, { ...scenario, memorySaving: 0.48 });
  const ranges = rangesOf({ point, noRebound, low, high, draws: null });
  return prepareWaterline(world, point, noRebound, { ranges, isOrders });
}

function valuesOf(chart: WaterlineModel, id: WaterlineSeries['id']): readonly (number | null)[] {
  const series = chart.series.find((each) => each.id === id);
  if (series === undefined) throw new Error(`no series ${id}`);
  return series.values;
}

describe('the Waterline chart', () => {
  it('has an area whose quarters sum to the dollars of the headline', () => {
    fc.assert(
      fc.property(ordinaryScenario, (scenario) => {
        const chart = chartOf(scenario);
        const { total } = answerOf(world, scenario);
        const withSaving = valuesOf(chart, 'with-saving');
        const drawn = valuesOf(chart, 'baseline').reduce<number>((sum, value, index) => {
          const other = withSaving[index] ?? null;
          return value === null || other === null ? sum : sum + value - other;
        }, 0);
        expect(chart.area?.missingUsdBn).toBe(total.baselineHbmUsdBn - total.hbmUsdBn);
        // Rounding of at most 40 additions of numbers below 1e3.
        expect(drawn).toBeCloseTo(total.baselineHbmUsdBn - total.hbmUsdBn, 8);
      }),
      { numRuns: 30 },
    );
  });

  it('draws history from the model to the left of today and nothing of the scenario there', () => {
    const chart = chartOf({});
    expect(chart.quarters[chart.todayIndex]).toBe('2026Q4');
    expect(valuesOf(chart, 'with-saving').slice(0, chart.todayIndex)).toEqual(
      new Array(chart.todayIndex).fill(null),
    );
    expect(valuesOf(chart, 'baseline').slice(0, chart.todayIndex)).toEqual(
      world.history.slice(-chart.todayIndex).map((quarter) => quarter.baselineHbmUsdBn),
    );
    expect(chart.todayPosition).toBeGreaterThan(chart.todayIndex - 0.5);
    expect(chart.todayPosition).toBeLessThan(chart.todayIndex + 0.5);
  });

  it('without rebound lies at or below the line with rebound', () => {
    const chart = chartOf({ memorySaving: 0.5 });
    const withRebound = valuesOf(chart, 'with-saving');
    valuesOf(chart, 'no-rebound').forEach((value, index) => {
      if (value !== null) expect(value).toBeLessThanOrEqual((withRebound[index] ?? NaN) + 1e-12);
    });
  });

  it('holds every drawn point inside its axis, which holds zero', () => {
    fc.assert(
      fc.property(ordinaryScenario, fc.boolean(), (scenario, isOrders) => {
        const { series, band, yAxis } = chartOf(scenario, isOrders);
        expect(yAxis.min).toBeLessThanOrEqual(0);
        const drawn = [...series.flatMap((each) => each.values), ...(band?.low ?? []), ...(band?.high ?? [])];
        for (const value of drawn) {
          if (value === null) continue;
          expect(value).toBeGreaterThanOrEqual(yAxis.min - 1e-9);
          expect(value).toBeLessThanOrEqual(yAxis.max + 1e-9);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('has a table twin with one row a point, equal to what is drawn', () => {
    const chart = chartOf({});
    expect(chart.table.rows).toHaveLength(chart.quarters.length);
    const baseline = valuesOf(chart, 'baseline');
    const column = chart.table.columns.findIndex(({ label }) => label.startsWith('Baseline'));
    expect(column).toBeGreaterThan(0);
    expect(chart.table.rows.map((row) => row[column]?.value)).toEqual(baseline);
  });

  it('names its band after the saving and never as a probability', () => {
    const label = chartOf({}).band?.label.replaceAll('\u00a0', ' ') ?? '';
    expect(label).toBe('at a saving of 12.0–48.0 %, all else at its point');
    expect(label).not.toContain('80 %');
  });
});

describe('the orders view', () => {
  it('shows demand over what supply serves of it: G0/(1-u) without and I*G0/(1-u) with the saving', () => {
    const chart = chartOf({ memorySaving: 0.5 }, true);
    const { quarters } = answerOf(world, { memorySaving: 0.5 });
    const expected = quarters.map((q) => (q.demandIndex * q.baselineBnGb) / (1 - q.backlogShare));
    expect(valuesOf(chart, 'with-saving').slice(chart.todayIndex)).toEqual(expected);
    expect(valuesOf(chart, 'supply').slice(chart.todayIndex)).toEqual(quarters.map((q) => q.baselineBnGb));
    expect(chart.area).toBeNull();
  });

  it('crosses supply where the demand index falls to 1 - u', () => {
    const chart = chartOf({}, true);
    const { quarters } = answerOf(world, {});
    const k = quarters.findIndex((q) => q.demandIndex < 1 - q.backlogShare);
    const crossing = chart.marks.find((mark) => mark.position > chart.todayIndex + k - 1);
    expect(crossing?.position).toBeLessThanOrEqual(chart.todayIndex + k);
  });
});

it('answers of different horizons are refused: they are no one chart', () => {
  const short = answerOf(world, { horizonQuarters: 4 });
  expect(() =>
    prepareWaterline(world, answerOf(world, {}), short, { ranges: null, isOrders: false }),
  ).toThrow(/same quarters/);
});
