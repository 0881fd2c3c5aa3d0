import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  admitCall,
  checkBreakerPolicy,
  NEW_BREAKER,
  recordFailure,
  recordSuccess,
  type Breaker,
  type BreakerPolicy,
} from '#lib/core/schedule/circuit-breaker.ts';

const POLICY: BreakerPolicy = {
  failureThreshold: 3,
  coolDownMs: 60_000,
  maxCoolDownMs: 240_000,
  probeTimeoutMs: 30_000,
};
const fail = (breaker: Breaker, nowMs: number): Breaker => recordFailure(breaker, POLICY, nowMs);
const open = (nowMs: number): Breaker => fail(fail(fail(NEW_BREAKER, nowMs), nowMs), nowMs);

describe('a breaker', () => {
  it('opens at the third failure in a row, not at three with a success among them', () => {
    expect(fail(fail(NEW_BREAKER, 1), 2)).toEqual({ state: 'closed', failuresInARow: 2 });
    expect(open(3)).toEqual({ state: 'open', openedAtMs: 3, openingsInARow: 1 });
    expect(fail(recordSuccess(fail(fail(NEW_BREAKER, 1), 2)), 3)).toEqual({
      state: 'closed',
      failuresInARow: 1,
    });
  });

  it('lets nothing through while it cools down, and says until when', () => {
    expect(admitCall(open(0), POLICY, 59_999)).toEqual({
      isAdmitted: false,
      retryAtMs: 60_000,
      breaker: open(0),
    });
  });

  it('lets one probe through after that, and a second only when the first is lost', () => {
    const probe = admitCall(open(0), POLICY, 60_000);
    expect(probe).toEqual({
      isAdmitted: true,
      isProbe: true,
      breaker: { state: 'half-open', probedAtMs: 60_000, openingsInARow: 1 },
    });
    expect(admitCall(probe.breaker, POLICY, 60_001).isAdmitted).toBe(false);
    expect(admitCall(probe.breaker, POLICY, 89_999).isAdmitted).toBe(false);
    expect(admitCall(probe.breaker, POLICY, 90_000)).toMatchObject({ isAdmitted: true, isProbe: true });
  });

  it('closes when the probe succeeds', () => {
    expect(recordSuccess(admitCall(open(0), POLICY, 60_000).breaker)).toEqual(NEW_BREAKER);
  });

  it('stays open twice as long after each probe that fails, up to the limit', () => {
    let breaker = open(0);
    const waits: number[] = [];
    for (let i = 0; i < 5; i += 1) {
      const refused = admitCall(breaker, POLICY, 0);
      if (refused.isAdmitted) throw new Error('an open breaker let a call through');
      waits.push(refused.retryAtMs);
      breaker = fail(admitCall(breaker, POLICY, refused.retryAtMs).breaker, 0);
    }
    expect(waits).toEqual([60_000, 120_000, 240_000, 240_000, 240_000]);
  });

  it('is neither closed nor held open longer by calls that began before it opened', () => {
    expect(recordSuccess(open(0))).toEqual(open(0));
    expect(fail(open(0), 30_000)).toEqual(open(0));
  });

  it('does not keep a source off because a clock was years ahead when it opened', () => {
    expect(admitCall(open(Date.parse('2040-01-01')), POLICY, Date.parse('2026-11-27')).isAdmitted).toBe(true);
  });

  it('in any run of calls probes at most once in a cool-down, and is closed after every success of a probe', () => {
    const steps = fc.array(fc.record({ waitMs: fc.integer({ min: 0, max: 90_000 }), isUp: fc.boolean() }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(steps, (calls) => {
        let breaker = NEW_BREAKER;
        let nowMs = 0;
        let failuresInARow = 0;
        let lastProbeFailedAtMs = -Infinity;
        for (const { waitMs, isUp } of calls) {
          nowMs += waitMs;
          const admission = admitCall(breaker, POLICY, nowMs);
          breaker = admission.breaker;
          if (!admission.isAdmitted) {
            expect(admission.retryAtMs).toBeGreaterThan(nowMs);
            continue;
          }
          if (admission.isProbe) {
            expect(nowMs - lastProbeFailedAtMs).toBeGreaterThanOrEqual(POLICY.coolDownMs);
            if (!isUp) lastProbeFailedAtMs = nowMs;
          } else {
            expect(failuresInARow).toBeLessThan(POLICY.failureThreshold);
          }
          failuresInARow = isUp ? 0 : failuresInARow + 1;
          breaker = isUp ? recordSuccess(breaker) : fail(breaker, nowMs);
          expect(breaker.state).toBe(failuresInARow < POLICY.failureThreshold ? 'closed' : 'open');
        }
      }),
    );
  });
});

describe('a policy', () => {
  it('is accepted when a breaker under it can open and close', () => {
    expect(checkBreakerPolicy(POLICY)).toEqual([]);
  });

  it.each([
    ['/failureThreshold', { failureThreshold: 0 }],
    ['/failureThreshold', { failureThreshold: Number.NaN }],
    ['/coolDownMs', { coolDownMs: 0 }],
    ['/maxCoolDownMs', { maxCoolDownMs: 59_999 }],
    ['/maxCoolDownMs', { maxCoolDownMs: Infinity }],
    ['/probeTimeoutMs', { probeTimeoutMs: -1 }],
  ])('is refused at %s for %o', (pointer, change) => {
    expect(checkBreakerPolicy({ ...POLICY, ...change }).map((fault) => fault.pointer)).toEqual([pointer]);
  });
});
