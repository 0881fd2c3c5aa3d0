import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deflateEvent, type Deflation } from '#lib/core/efficiency/deflator/deflate.ts';
import { readDeflationInputs, type DeflationInputs } from '#lib/core/efficiency/deflator/deflation-inputs.ts';
import { EVENT_CLAIMS, FLEET_ALIASES } from '#lib/core/efficiency/deflator/event-claims.ts';
import { combineRatios, combineSwings, rangeOneAtATime } from '#lib/core/efficiency/one-at-a-time.ts';
import type { Assumption } from '#lib/core/facts/types.ts';
import { readEvents, readTechniques } from '#tests/support/efficiency-facts.ts';
import { readExposureFacts } from '#tests/support/facts-from-csv.ts';

const BY = '2028-12-31';
const events = readEvents();
const techniques = [...readTechniques().values()];
const registry = readExposureFacts().assumptions;

function inputsOf(assumptions: readonly Assumption[] = registry): DeflationInputs {
  const inputs = readDeflationInputs(assumptions, techniques);
  if (!inputs.ok) throw new Error(inputs.error.map(({ message }) => message).join('; '));
  return inputs.value;
}

function deflationOf(id: string, inputs = inputsOf(), by = BY): Deflation {
  const event = events.find((one) => one.id === id);
  if (event === undefined) throw new Error(`there is no event ${id}`);
  const deflation = deflateEvent(inputs, event, by);
  if ('reason' in deflation) throw new Error(deflation.reason);
  return deflation;
}

const deflated = events.filter((event) => !('reason' in deflateEvent(inputsOf(), event, BY)));

describe('deflating a headline', () => {
  it('multiplies its steps, whatever the event and the date', () => {
    const date = fc.integer({ min: 2026, max: 2035 }).map((year) => `${year}-06-30`);
    fc.assert(
      fc.property(fc.constantFrom(...deflated), date, ({ id }, by) => {
        const { steps, effective } = deflationOf(id, inputsOf(), by);
        const product = steps.reduce((left, { point }) => left * point, 1);
        expect(effective.point).toBeCloseTo(product, 14);
        expect(steps.at(-1)?.left).toBeCloseTo(product, 14);
        expect(effective.low).toBeLessThanOrEqual(effective.point);
        expect(effective.high).toBeGreaterThanOrEqual(effective.point);
        expect(effective.low).toBeGreaterThanOrEqual(0);
        expect(effective.high).toBeLessThan(1);
      }),
    );
  });

  it('never raises a headline: no factor after the claim exceeds what was measured', () => {
    for (const { id } of deflated) {
      const { steps, effective } = deflationOf(id);
      for (const step of steps.slice(2)) expect(step.point, `${id} ${step.id}`).toBeLessThanOrEqual(1);
      expect(effective.point, id).toBeLessThan(steps[0]?.point ?? 0);
    }
  });

  it('turns "at least 6x smaller" into less than one per cent of HBM', () => {
    const { steps, effective, technique } = deflationOf('ev087');
    expect(technique).toBe('turboquant');
    expect(steps[0]?.point).toBeCloseTo(1 - 1 / 6, 14);
    // vLLM measured 0.7 where Google claimed 0.833.
    expect(steps[1]?.point).toBeCloseTo(0.7 / (1 - 1 / 6), 12);
    expect(effective.high).toBeLessThan(0.02);
  });

  it('rises or stays when any factor of the registry rises', () => {
    const raised = ['kv_share_of_footprint', 'byte_conversion', 'deflator_ceiling_paper'];
    const before = deflationOf('ev087').effective.point;
    for (const id of raised) {
      const more = registry.map((row) => (row.id === id ? { ...row, point: row.high } : row));
      expect(deflationOf('ev087', inputsOf(more)).effective.point, id).toBeGreaterThan(before);
    }
    const training = registry.map((row) =>
      row.id === 'training_share' ? { ...row, point: 1, high: 1 } : row,
    );
    expect(deflationOf('ev087', inputsOf(training)).effective.point).toBe(0);
  });

  it('grows with the date for a technique without rivals', () => {
    const early = deflationOf('ev091', inputsOf(), '2027-06-30').effective.point;
    const late = deflationOf('ev091', inputsOf(), '2031-06-30').effective.point;
    expect(late).toBeGreaterThan(early);
  });

  it('gives every event a figure or the reason why there is none', () => {
    expect(deflated.length).toBeGreaterThan(25);
    for (const event of events) {
      const deflation = deflateEvent(inputsOf(), event, BY);
      if ('reason' in deflation) expect(deflation.reason, event.id).toMatch(/nobody published|not HBM|costs/);
      else for (const { reason } of deflation.notAdded) expect(reason).toMatch(/\w{4}/);
    }
  });

  it('quotes numbers that the titles of the ledger print, and stands on techniques that exist', () => {
    for (const [id, claim] of Object.entries(EVENT_CLAIMS)) {
      const event = events.find((one) => one.id === id);
      expect(event?.techniques, id).toContain(claim.technique);
      const number = /\d+(\.\d+)?/.exec(claim.words)?.[0];
      if (number !== undefined && id !== 'ev088') expect(event?.title, id).toContain(number);
    }
    const fleetIds = new Set(inputsOf().fleet.techniques.map(({ fact }) => fact.id));
    for (const [from, to] of Object.entries(FLEET_ALIASES)) {
      expect(
        techniques.some(({ id }) => id === from),
        from,
      ).toBe(true);
      expect(fleetIds.has(to), to).toBe(true);
    }
  });

  it('names a registry row that is missing', () => {
    const inputs = readDeflationInputs(
      registry.filter(({ id }) => id !== 'deflator_lag_years'),
      techniques,
    );
    expect(inputs.ok ? [] : inputs.error.map(({ pointer }) => pointer)).toEqual([
      '/assumptions/deflator_lag_years',
    ]);
  });
});

describe('ranges from one input at a time', () => {
  it('combine independent swings in quadrature: 3 and 4 make 5', () => {
    const swings = [
      { atLow: 7, atHigh: 13 },
      { atLow: 6, atHigh: 14 },
    ];
    expect(combineSwings(10, swings)).toEqual({ low: 5, high: 15 });
  });

  it('combine ratios so that a range of positive things stays positive', () => {
    const { low, high } = combineRatios(10, [{ atLow: 1, atHigh: 100 }]);
    expect(low).toBeCloseTo(1, 12);
    expect(high).toBeCloseTo(100, 10);
    expect(combineRatios(10, [{ atLow: 0, atHigh: 20 }]).low).toBe(0);
  });

  it('ask with all inputs at their point but one', () => {
    const value = { low: 1, point: 2, high: 4 };
    const range = rangeOneAtATime(['a', 'b'], (levelOf) => value[levelOf('a')] * 10 + value[levelOf('b')]);
    expect(range.point).toBe(22);
    expect(range.swings).toEqual([
      { input: 'a', atLow: 12, atHigh: 42 },
      { input: 'b', atLow: 21, atHigh: 24 },
    ]);
  });
});
