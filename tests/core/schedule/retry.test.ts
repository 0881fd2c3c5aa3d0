import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { jitterMs } from '#lib/core/schedule/jitter.ts';
import { nextTryAt, type FailedTry, type RetryPolicy } from '#lib/core/schedule/retry.ts';

const POLICY: RetryPolicy = {
  maxTries: 5,
  firstDelayMs: 30_000,
  factor: 4,
  maxDelayMs: 600_000,
  jitterFraction: 0,
};
const FAILED: FailedTry = {
  slotId: 'prices-us@2026-11-27',
  tries: 1,
  failure: { isRetryable: true, retryAfterSeconds: null },
  failedAtMs: 1_000_000,
};
const delayOf = (policy: RetryPolicy, failed: FailedTry): number | null => {
  const next = nextTryAt(policy, failed);
  return next.kind === 'retry' ? next.atMs - failed.failedAtMs : null;
};

describe('the next try', () => {
  it('waits four times as long each time, up to the limit, then gives up', () => {
    expect([1, 2, 3, 4, 5].map((tries) => delayOf(POLICY, { ...FAILED, tries }))).toEqual([
      30_000,
      120_000,
      480_000,
      600_000,
      null,
    ]);
    expect(nextTryAt(POLICY, { ...FAILED, tries: 5 })).toEqual({ kind: 'give-up', reason: 'tries-used-up' });
  });

  it('never comes for a failure that waiting does not mend', () => {
    const failure = { isRetryable: false, retryAfterSeconds: 5 };
    expect(nextTryAt(POLICY, { ...FAILED, failure })).toEqual({ kind: 'give-up', reason: 'not-retryable' });
  });

  it('is not earlier than the server asked, even beyond the limit, and not earlier for a shorter wish', () => {
    const asked = (retryAfterSeconds: number) =>
      delayOf(POLICY, { ...FAILED, failure: { isRetryable: true, retryAfterSeconds } });
    expect(asked(3_600)).toBe(3_600_000);
    expect(asked(1)).toBe(30_000);
    for (const nonsense of [-5, Number.NaN, Infinity]) expect(asked(nonsense)).toBe(30_000);
  });

  it('is lengthened by at most the jitter, differently for each try and the same each time', () => {
    fc.assert(
      fc.property(
        fc.string({ minLength: 1 }),
        fc.integer({ min: 1, max: 4 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.integer({ min: 0, max: 86_400 }), { nil: null }),
        (slotId, tries, jitterFraction, retryAfterSeconds) => {
          const failed = { ...FAILED, slotId, tries, failure: { isRetryable: true, retryAfterSeconds } };
          const plain = delayOf(POLICY, failed) ?? Number.NaN;
          const jittered = delayOf({ ...POLICY, jitterFraction }, failed) ?? Number.NaN;
          expect(jittered).toBeGreaterThanOrEqual(plain);
          expect(jittered).toBeLessThanOrEqual(plain + 600_000 * jitterFraction + 1);
          expect(delayOf({ ...POLICY, jitterFraction }, failed)).toBe(jittered);
        },
      ),
    );
  });
});

describe('jitter', () => {
  it('lies from 0 to below its bound, and is 0 where none is wanted', () => {
    fc.assert(
      fc.property(fc.string(), fc.integer({ min: 1, max: 3_600_000 }), (seed, maxMs) => {
        const jitter = jitterMs(seed, maxMs);
        expect(Number.isInteger(jitter) && jitter >= 0 && jitter < maxMs).toBe(true);
        expect(jitterMs(seed, maxMs)).toBe(jitter);
        expect(jitterMs(seed, 0)).toBe(0);
      }),
    );
  });

  it('spreads the sessions of a year evenly over its bound', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let day = 0; day < 10_000; day += 1) {
      const tenth = Math.floor(jitterMs(`prices-us@${String(day)}`, 1_000_000) / 100_000);
      tenths[tenth] = (tenths[tenth] ?? 0) + 1;
    }
    // 1000 expected in each; five standard deviations (sqrt(10000 * 0.1 * 0.9) = 30) either way.
    expect(tenths.every((count) => Math.abs(count - 1_000) < 150)).toBe(true);
  });
});
