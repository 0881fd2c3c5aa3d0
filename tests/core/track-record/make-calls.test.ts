import { describe, expect, it } from 'vitest';
import { parseQuarterLabel } from '#lib/core/calendar/quarter.ts';
import type { ExposureFacts, ExposureWorld } from '#lib/core/exposure/types.ts';
import { CALL_QUARTERS, makeCalls, type MadeCalls } from '#lib/core/track-record/make-calls.ts';
import { weightsOf } from '#lib/core/track-record/reporting-quarters.ts';
import { CALL_SUBJECTS, levelValues, targetKey, type ForecastCall } from '#lib/core/track-record/types.ts';
import { computeUncertainty } from '#lib/core/uncertainty/compute-uncertainty.ts';
import { answerOf, curatedWorld, worldOf } from '#tests/support/exposure-world.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const ASKED = { draws: 512, seed: 202611 };

function madeOf(world: ExposureWorld): MadeCalls {
  const made = makeCalls(world, ASKED);
  if (!made.ok) throw new Error(JSON.stringify(made.error));
  return made.value;
}

function callOf(calls: readonly ForecastCall[], key: string): ForecastCall {
  const call = calls.find((one) => targetKey(one) === key);
  if (call === undefined) throw new Error(`no call of ${key}`);
  return call;
}

const world = curatedWorld('2026-11-23');
const { calls } = madeOf(world);

describe('a forecast', () => {
  it('is of every subject, each target once, none that has ended, quantiles in order', () => {
    expect(new Set(calls.map(({ subject }) => subject))).toEqual(new Set(CALL_SUBJECTS));
    expect(new Set(calls.map(targetKey)).size).toBe(calls.length);
    expect(calls).toHaveLength(6 * CALL_QUARTERS - 1);
    for (const call of calls) {
      const values = levelValues(call.quantiles);
      expect(values.every(Number.isFinite)).toBe(true);
      expect(values.toSorted((a, b) => a - b)).toEqual(values);
      expect(call.periodEndOn > world.asOf).toBe(true);
    }
  });

  it('has the bands of the market that any run with its seed has', () => {
    const run = computeUncertainty(world, { ...ASKED, sobolDraws: 0 });
    if (!run.ok) throw new Error(JSON.stringify(run.error));
    const totals = calls.filter(({ subject }) => subject === 'hbm-total');
    expect(totals).toHaveLength(CALL_QUARTERS);
    for (const { quarter, quantiles } of totals) {
      expect({ quarter, ...quantiles }).toEqual(run.value.byQuarter.find((one) => one.quarter === quarter));
    }
  });

  it('repeats to the last digit, and differs with another seed', () => {
    expect(madeOf(curatedWorld('2026-11-23')).calls).toEqual(calls);
    const other = makeCalls(world, { ...ASKED, seed: 202612 });
    expect(other.ok && other.value.calls).not.toEqual(calls);
  });

  it('does not move with facts that were published later', () => {
    const facts = readExposureFacts('2026-05-31');
    const later = facts.capexActuals.filter(({ visibleFrom }) => visibleFrom > '2026-05-31');
    expect(later.length).toBeGreaterThan(0);
    const cut: ExposureFacts = {
      ...facts,
      capexActuals: facts.capexActuals.filter(({ visibleFrom }) => visibleFrom <= '2026-05-31'),
    };
    expect(madeOf(worldOf(cut))).toEqual(madeOf(worldOf(facts)));
  });

  it('reads no technique: hindsight leaves them out', () => {
    const facts = readExposureFacts('2025-05-31');
    expect(facts.techniques.length).toBeGreaterThan(0);
    expect(madeOf(worldOf({ ...facts, techniques: [] }))).toEqual(madeOf(worldOf(facts)));
  });

  it('counts the inputs that are dated later', () => {
    expect(madeOf(world).laterInputs).toBe(0);
    const past = madeOf(curatedWorld('2025-05-31'));
    expect(past.laterInputs).toBe(past.drawnInputs);
    expect(past.drawnInputs).toBeGreaterThan(40);
  });
});

describe('a forecast in which nothing varies', () => {
  const facts = readExposureFacts('2026-11-23');
  const still = worldOf({
    ...facts,
    assumptions: facts.assumptions.map((row) => ({ ...row, variesInUncertainty: false })),
  });
  const fixed = madeOf(still).calls;
  /** HBM revenue of a vendor by quarter k, from the sums over horizons of the exposure answer. */
  const revenueOf = (ticker: string): number[] => {
    const sums = Array.from({ length: CALL_QUARTERS }, (_, k) => {
      const { vendors } = answerOf(still, { horizonQuarters: k + 1 });
      return vendors.find((vendor) => vendor.ticker === ticker)?.hbmUsdBn ?? NaN;
    });
    return sums.map((sum, k) => sum - (sums[k - 1] ?? 0));
  };

  it('gives the answer of the exposure engine at every quantile', () => {
    for (const ticker of ['000660.KS', '005930.KS']) {
      const expected = revenueOf(ticker);
      fixed
        .filter(({ vendor }) => vendor === ticker)
        .forEach((call, k) => {
          for (const value of levelValues(call.quantiles)) expect(value).toBeCloseTo(expected[k] ?? NaN, 9);
        });
    }
    const { quarters } = answerOf(still, { horizonQuarters: CALL_QUARTERS });
    for (const { quarter, memorySaving, capexUsdBn } of quarters) {
      expect(callOf(fixed, `capex/${quarter}`).quantiles.p50).toBeCloseTo(capexUsdBn, 9);
      if (quarter !== '2026Q4') {
        expect(callOf(fixed, `saving/${quarter}`).quantiles.p50).toBeCloseTo(memorySaving, 12);
      }
    }
  });

  it('gives a vendor with quarters of its own the calendar quarters by days', () => {
    const revenue = revenueOf('MU');
    const own = fixed.filter(({ vendor, quarter }) => vendor === 'MU' && quarter !== '2026Q4');
    expect(own).toHaveLength(CALL_QUARTERS - 1);
    for (const call of own) {
      const quarter = parseQuarterLabel(call.quarter) ?? NaN;
      const first = parseQuarterLabel('2026Q4') ?? NaN;
      const expected = [...weightsOf({ ...call, quarter })].reduce(
        (sum, [calendar, weight]) => sum + weight * (revenue[calendar - first] ?? NaN),
        0,
      );
      expect(call.quantiles.p50).toBeCloseTo(expected, 9);
    }
  });
});
