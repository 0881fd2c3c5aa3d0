import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fillTiers, prefixTraffic } from '#lib/core/efficiency/memory-tiers.ts';

describe('tiers of memory', () => {
  it('hold every session once, the fastest tier first', () => {
    const sizes = fc.record({
      dramBytesPerAccelerator: fc.integer({ min: 0, max: 1e12 }),
      flashBytesPerAccelerator: fc.integer({ min: 0, max: 2e13 }),
    });
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1e6 }),
        fc.integer({ min: 1, max: 1e11 }),
        fc.integer({ min: 0, max: 1e13 }),
        fc.integer({ min: 1, max: 144 }),
        sizes,
        (sessions, bytesPerSession, freeHbmBytes, accelerators, tiers) => {
          const fill = fillTiers(sessions, bytesPerSession, freeHbmBytes, accelerators, tiers);
          const { hbmSessions, dramSessions, flashSessions, evictedSessions } = fill;
          expect(hbmSessions + dramSessions + flashSessions + evictedSessions).toBe(sessions);
          expect(fill.hbmBytes).toBeLessThanOrEqual(freeHbmBytes);
          if (dramSessions > 0) expect(freeHbmBytes - fill.hbmBytes).toBeLessThan(bytesPerSession);
        },
      ),
    );
  });

  it('evict what no tier has room for: 10 sessions of 1 GB over 3 + 2 + 4 GB', () => {
    const fill = fillTiers(10, 1e9, 3e9, 1, { dramBytesPerAccelerator: 2e9, flashBytesPerAccelerator: 4e9 });
    expect(fill).toMatchObject({ hbmSessions: 3, dramSessions: 2, flashSessions: 4, evictedSessions: 1 });
  });

  it('fetch a prefix once a request: 1 GB every half second is 2 GB/s; no prefix fetches nothing', () => {
    expect(prefixTraffic(1000, 1e9, 0.5).bytesPerSecondPerAccelerator).toBe(2e9);
    expect(prefixTraffic(0, 1e9, 0.5).bytesPerRequest).toBe(0);
    expect(prefixTraffic(1000, 1e9, null).bytesPerSecondPerAccelerator).toBeNull();
  });
});
