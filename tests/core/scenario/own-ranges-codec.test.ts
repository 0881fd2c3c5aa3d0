import fc from 'fast-check';
import { describe, expect, it } from 'vitest';

import type { OwnRange } from '#lib/core/exposure/own-ranges.ts';
import { decodeRanges, encodeRanges, REASON_MAX } from '#lib/core/scenario/own-ranges-codec.ts';

const UNSEEN = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\p{Zl}\p{Zp}]/u;
const reasonArbitrary = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 60 })
  .map((text) => text.replaceAll(/\s+/gu, ' '))
  .filter((text) => text.trim() !== '' && text.length <= REASON_MAX && !UNSEEN.test(text));
const rangeArbitrary: fc.Arbitrary<OwnRange> = fc
  .record({
    id: fc.stringMatching(/^[a-z0-9_]{1,30}$/),
    low: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    high: fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => !Object.is(value, -0)),
    reason: fc.option(reasonArbitrary, { nil: undefined }),
  })
  .map(({ reason, ...range }) => (reason === undefined ? range : { ...range, reason }));

describe('own ranges in an address', () => {
  it('come back as they were, reasons with the marks that part them too', () => {
    fc.assert(
      fc.property(fc.array(rangeArbitrary, { minLength: 1, maxLength: 5 }), (ranges) => {
        expect(decodeRanges(encodeRanges(ranges))).toEqual({ ranges, faults: [] });
      }),
    );
    const reason = 'TrendForce: 50 % ~ not 30 %, 100%25 sure';
    const range = { id: 'memory_saving', low: 0.1, high: 0.6, reason };
    expect(decodeRanges(encodeRanges([range]))).toEqual({ ranges: [range], faults: [] });
  });

  it('have their reason on one line', () => {
    const range = { id: 'memory_saving', low: 0.1, high: 0.6, reason: 'one\n\ntwo' };
    expect(decodeRanges(encodeRanges([range])).ranges[0]?.reason).toBe('one two');
  });

  it('are read from addresses that were made before reasons were kept', () => {
    expect(decodeRanges('memory_saving:0.1:0.6~usage_elasticity:1.2:2.4').ranges).toEqual([
      { id: 'memory_saving', low: 0.1, high: 0.6 },
      { id: 'usage_elasticity', low: 1.2, high: 2.4 },
    ]);
  });

  it.each([
    'memory_saving:0.1',
    'memory_saving:low:0.6',
    'memory_saving:0.1:0.6:',
    'memory_saving:0.1:0.6:why:more',
    'memory_saving:0.1:0.6:zero\u200bwidth',
    `memory_saving:0.1:0.6:${'x'.repeat(REASON_MAX + 1)}`,
    'Memory saving:0.1:0.6',
    '',
  ])('refuses %j whole, by name', (raw) => {
    const { ranges, faults } = decodeRanges(raw);
    expect(ranges).toEqual([]);
    expect(faults).toEqual([
      { param: 'r', raw, message: expect.stringMatching(/^must be id:low:high/) as string },
    ]);
  });
});
