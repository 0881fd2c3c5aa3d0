import { describe, expect, it } from 'vitest';

import { composeAbnormalPath } from '#lib/core/implied-saving/abnormal-path.ts';
import { estimateSurvival, medianOpen, openAt, readWindow } from '#lib/core/implied-saving/window.ts';

describe('abnormal change', () => {
  const fit = {
    model: 'market' as const,
    alpha: 0.001,
    beta: 2,
    n: 200,
    meanX: 0.0005,
    sxx: 0.02,
    residualVariance: 0.03 ** 2,
    fromPlace: 0,
    toPlace: 199,
  };

  it('is what the value gained beyond the compounded expectation, of the market value on file', () => {
    const path = composeAbnormalPath({
      ticker: 'X',
      d0On: '2026-03-24',
      valueAtD0Pct: 40,
      fit,
      returns: [
        { sessionOn: '2026-03-25', own: -0.05, market: 0.01, span: 1 },
        { sessionOn: '2026-03-26', own: 0.02, market: -0.02, span: 1 },
      ],
    });
    const expected = 1.021 * (1 + 0.001 - 0.04);
    expect(path.changePct[0]).toBeCloseTo(40 * (0.95 - 1.021), 12);
    expect(path.changePct[1]).toBeCloseTo(40 * (0.95 * 1.02 - expected), 12);
    const variance = 2 + 4 / 200 + (-0.01 - 2 * 0.0005) ** 2 / 0.02;
    expect(path.stdErrorPct[1]).toBeCloseTo(40 * expected * 0.03 * Math.sqrt(variance), 12);
    expect(path.sessions).toEqual(['2026-03-25', '2026-03-26']);
  });

  it('is nothing when the listing did what the model expects', () => {
    const { changePct } = composeAbnormalPath({
      ticker: 'X',
      d0On: '2026-03-24',
      valueAtD0Pct: 100,
      fit,
      returns: [0.01, -0.02, 0.003].map((market, i) => ({
        sessionOn: `2026-03-2${String(5 + i)}`,
        own: fit.alpha + fit.beta * market,
        market,
        span: 1,
      })),
    });
    for (const change of changePct) expect(Math.abs(change)).toBeLessThan(1e-12);
  });
});

describe('windows', () => {
  const path = { event: 'e', kind: 'k', ticker: 'X', modelChange: -4 };

  it('close at the first session that reaches the threshold, whatever comes after', () => {
    const change = [-1, 1, -2, -0.5];
    expect(readWindow({ ...path, change }, 0.5)).toEqual({ sessions: 4, closedAfter: 3, share: 0.125 });
    expect(readWindow({ ...path, change }, 0.6)).toEqual({ sessions: 4, closedAfter: null, share: 0.125 });
    expect(readWindow({ ...path, change: [] }, 0.5)).toBeNull();
  });

  it('are estimated as in a published example', () => {
    // Remission of leukaemia under 6-MP (Freireich et al. 1963), the textbook case of Kaplan-Meier: S(6) = 0.857,
    // S(10) = 0.753, S(13) = 0.690, S(23) = 0.448; Greenwood's standard error at 23 is 0.1346.
    const closed = [6, 6, 6, 7, 10, 13, 16, 22, 23];
    const open = [6, 9, 10, 11, 17, 19, 20, 25, 32, 32, 34, 35];
    const steps = estimateSurvival([
      ...closed.map((sessions) => ({ sessions, isClosed: true })),
      ...open.map((sessions) => ({ sessions, isClosed: false })),
    ]);
    expect(openAt(steps, 6).open).toBeCloseTo(0.8571, 4);
    expect(openAt(steps, 12).open).toBeCloseTo(0.7529, 4);
    expect(openAt(steps, 13).open).toBeCloseTo(0.6902, 4);
    const last = openAt(steps, 40);
    expect(last.open).toBeCloseTo(0.4482, 4);
    expect((last.high - last.open) / 1.2815515655446004).toBeCloseTo(0.1346, 4);
    expect(openAt(steps, 5)).toEqual({ open: 1, low: 1, high: 1 });
    expect(medianOpen(steps)).toEqual({ low: 16, mid: 23, high: null });
  });

  it('without censoring is the share still open', () => {
    const steps = estimateSurvival([1, 2, 3, 4].map((sessions) => ({ sessions, isClosed: true })));
    expect(steps.map(({ open }) => open)).toEqual([0.75, 0.5, 0.25, 0]);
    expect(medianOpen(steps).mid).toBe(2);
  });

  it('has no step and no median when none has closed', () => {
    const steps = estimateSurvival([{ sessions: 90, isClosed: false }]);
    expect(steps).toEqual([]);
    expect(medianOpen(steps)).toEqual({ low: null, mid: null, high: null });
  });
});
