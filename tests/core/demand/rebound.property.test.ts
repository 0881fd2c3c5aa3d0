/** Saving, usage and demand index (model 3 and 5), and the lab's margin. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeGrossMarginAfter } from '#lib/core/demand/lab-margin.ts';
import {
  adjustUsage,
  demandIndex,
  givenUsage,
  longRunUsage,
  savingProgress,
} from '#lib/core/demand/rebound.ts';
import { numberBetween } from '#tests/support/exposure-world.ts';

describe('the path of a saving', () => {
  it('is exactly 0 before asOf, exactly 1 when complete, half way at half time', () => {
    expect([-5, 0, 50, 100, 500].map((days) => savingProgress(days, 100))).toEqual([0, 0, 0.5, 1, 1]);
  });

  it('never falls', () => {
    fc.assert(
      fc.property(
        numberBetween(-100, 2000),
        numberBetween(0, 500),
        numberBetween(1, 1500),
        (day, more, duration) => {
          expect(savingProgress(day + more, duration)).toBeGreaterThanOrEqual(
            savingProgress(day, duration) - 1e-15,
          );
        },
      ),
    );
  });
});

describe('usage', () => {
  it('in the long run is the price cut to the power of minus the elasticity, up to the cap', () => {
    expect(longRunUsage(0.5, 1, 10)).toBeCloseTo(2, 14);
    expect(longRunUsage(0.5, 2, 3)).toBe(3);
    expect(longRunUsage(0, 100, 10)).toBe(1);
    expect(longRunUsage(0.999999, 100, 1000)).toBe(1000);
  });

  it('with a given multiple follows the path of the saving without a cap', () => {
    expect([0, 0.5, 1].map((progress) => givenUsage(10, progress))).toEqual([1, 5.5, 10]);
  });

  it('closes its gap to the long run by the same share each quarter', () => {
    fc.assert(
      fc.property(numberBetween(0, 1), numberBetween(1, 20), (adjustment, longRun) => {
        let usage = 1;
        for (let quarter = 1; quarter <= 6; quarter += 1) {
          usage = adjustUsage(usage, longRun, adjustment);
          expect(longRun - usage).toBeCloseTo((longRun - 1) * (1 - adjustment) ** quarter, 10);
        }
      }),
    );
  });
});

describe('the demand index', () => {
  it('has the two claims that started the project as fixed points', () => {
    expect(demandIndex(0, 0, 0.5, 10)).toBe(5);
    expect(demandIndex(0, 0, 0.5, 1)).toBe(0.5);
  });

  it('is exactly 1 without saving and rebound, whatever trains', () => {
    fc.assert(
      fc.property(numberBetween(0, 1), (share) => {
        expect(demandIndex(share, 0, 0, 1)).toBe(1);
      }),
    );
  });

  it('is the mean of training and inference, weighted by their shares', () => {
    const fraction = numberBetween(0, 1);
    fc.assert(
      fc.property(fraction, fraction, fraction, numberBetween(1, 50), (share, training, saving, usage) => {
        const mean = share * (1 - training) + (1 - share) * (1 - saving) * usage;
        expect(demandIndex(share, training, saving, usage)).toBeCloseTo(mean, 12);
      }),
    );
  });
});

describe('the lab’s gross margin', () => {
  it('stays when the whole saving is passed on and rises by it when none is', () => {
    const before = { grossMarginBefore: 0.4, costSaving: 0.3 };
    expect(computeGrossMarginAfter({ ...before, passThrough: 1 })).toBeCloseTo(0.4, 14);
    expect(computeGrossMarginAfter({ ...before, passThrough: 0 })).toBeCloseTo(1 - 0.6 * 0.7, 14);
  });

  it('does not exist when nothing is charged any more', () => {
    expect(computeGrossMarginAfter({ grossMarginBefore: 0.4, costSaving: 1, passThrough: 1 })).toBeNull();
  });
});
