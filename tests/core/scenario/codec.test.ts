import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ExposureScenario } from '#lib/core/exposure/types.ts';
import { decodeScenario, describeRefusals, encodeScenario } from '#lib/core/scenario/codec.ts';
import { ordinaryScenario } from '#tests/support/exposure-world.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const TODAY = '2026-11-23';

function decode(query: string) {
  return decodeScenario(new URLSearchParams(query), TODAY);
}

describe('scenario link', () => {
  it('is empty for the default scenario of today', () => {
    expect(encodeScenario({ asOf: null, pin: null, scenario: {} }, TODAY)).toBe('');
    expect(decode('')).toEqual({ asOf: null, pin: null, scenario: {}, faults: [] });
  });

  it('names only what was set, in short, with the version last', () => {
    const scenario = { memorySaving: 0.3, usageElasticity: 1.2, horizonQuarters: 13 };
    expect(encodeScenario({ asOf: '2026-11-20', pin: null, scenario }, TODAY)).toBe(
      'x=0.3&e=1.2&h=2029Q4&asOf=2026-11-20&v=1',
    );
  });

  it('reads back every scenario exactly as it was written', () => {
    const asOf = fc.constantFrom(null, '2026-05-01', '2025-12-31');
    fc.assert(
      fc.property(ordinaryScenario, asOf, anyPin, (scenario, date, pin) => {
        const query = encodeScenario({ asOf: date, pin, scenario }, TODAY);
        const link = decode(query);
        expect(link.faults).toEqual([]);
        expect(link.asOf).toBe(date);
        expect(link.pin).toEqual(pin);
        expect(withoutNegativeZero(link.scenario)).toEqual(withoutNegativeZero(scenario));
      }),
    );
  });

  it('counts the horizon from the quarter of its own date, so that the last quarter stays', () => {
    expect(decode('h=2029Q4').scenario.horizonQuarters).toBe(13);
    expect(decode('h=2029Q4&asOf=2026-05-01').scenario.horizonQuarters).toBe(15);
    expect(decode('h=2026Q3').faults[0]?.message).toContain('2026Q4');
  });

  it('reads a link without a version as the current one and refuses one that is unknown', () => {
    expect(decode('x=0.5').scenario).toEqual({ memorySaving: 0.5 });
    const newer = decode('x=0.5&v=9');
    expect(newer.scenario).toEqual({});
    expect(newer.faults).toEqual([expect.objectContaining({ param: 'v', raw: '9' })]);
  });

  it.each(['NaN', 'Infinity', '', ' 0.3', '0x10', '1,5', '30%', 'abc', '1e999', '--1'])(
    'refuses "%s" as a number by name and uses the rest',
    (raw) => {
      const link = decode(`x=${encodeURIComponent(raw)}&e=2`);
      expect(link.faults).toEqual([expect.objectContaining({ param: 'x', raw })]);
      expect(link.scenario).toEqual({ usageElasticity: 2 });
    },
  );

  it.each(['2028-02-30', '2028-13-01', '28-12-31', 'tomorrow', '2028'])('refuses "%s" as a date', (raw) => {
    expect(decode(`by=${raw}`).faults).toHaveLength(1);
    expect(decode(`asOf=${raw}`)).toMatchObject({ asOf: null, faults: [{ param: 'asOf', raw }] });
  });

  it('refuses unknown and repeated parameters, each by name', () => {
    const link = decode('zz=1&x=0.1&x=0.2');
    expect(link.faults.map((fault) => fault.param).sort()).toEqual(['x', 'zz']);
    expect(link.scenario).toEqual({ memorySaving: 0.1 });
  });

  it('leaves ranges to the engine and words its refusal as the link has it', () => {
    const { scenario, faults } = decode('x=1e308');
    expect(faults).toEqual([]);
    const refused = [{ pointer: '/memorySaving', message: 'memorySaving must be at most 0.99' }];
    expect(describeRefusals(scenario, refused)).toEqual([
      { param: 'x', raw: '1e+308', message: 'saving must be at most 0.99' },
    ]);
  });
});

/** "-0" and "0" are one number in a link. */
function withoutNegativeZero(scenario: ExposureScenario): object {
  return Object.fromEntries(Object.entries(scenario).map(([name, value]) => [name, value === 0 ? 0 : value]));
}
