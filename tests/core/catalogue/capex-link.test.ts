import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CAPEX_SORT_KEYS,
  CAPEX_VIEWS,
  DEFAULT_CAPEX_LINK,
  ISSUER_PLACES,
  readCapexLink,
  refuseSince,
  refuseYear,
  writeCapexLink,
  type CapexLink,
} from '#lib/core/catalogue/capex-link.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const read = (query: string) => readCapexLink(new URLSearchParams(query));

describe('the link of the Capex page', () => {
  it('is empty for the default', () => {
    expect(writeCapexLink(DEFAULT_CAPEX_LINK)).toBe('');
    expect(read('')).toEqual({ link: DEFAULT_CAPEX_LINK, faults: [] });
  });

  it('comes back as it went', () => {
    const link: fc.Arbitrary<CapexLink> = fc.record({
      asOf: fc.option(fc.constantFrom('2026-02-28', '2025-12-31')),
      pin: anyPin,
      year: fc.option(fc.integer({ min: 1900, max: 2200 })),
      set: fc.constant('six' as const),
      since: fc.option(fc.constantFrom('2026-04-29', '2026-07-30')),
      view: fc.constantFrom(...CAPEX_VIEWS),
      words: fc.constantFrom('', 'meta', 'a&b=c'),
      place: fc.option(fc.constantFrom(...ISSUER_PLACES)),
      sort: fc.record({ key: fc.constantFrom(...CAPEX_SORT_KEYS), isDescending: fc.boolean() }),
    });
    fc.assert(
      fc.property(link, (given) => {
        expect(read(writeCapexLink(given))).toEqual({ link: given, faults: [] });
      }),
    );
  });

  it.each([
    ['set=five', 'set', 'must be one of four, six'],
    ['show=tsm', 'show', 'must be one of'],
    ['show=orcl', 'show', 'add set=six'],
    ['year=soon', 'year', 'must be a whole number'],
    ['since=2026-02-30', 'since', 'must be a calendar date'],
    ['place=maybe', 'place', 'must be one of in, out'],
    ['s=price', 's', 'must be one of'],
    ['quarter=2026Q1', 'quarter', 'is not a parameter of this page'],
  ])('refuses %s by name and leaves it out', (query, param, words) => {
    const { link, faults } = read(query);
    expect(faults.map((fault) => fault.param)).toEqual([param]);
    expect(faults[0]?.message).toContain(words);
    expect(link).toEqual(DEFAULT_CAPEX_LINK);
  });

  it('refuses a year outside the series and a day outside the sums, without moving either to a limit', () => {
    const years = [2023, 2024, 2025, 2026];
    expect(refuseYear(read('year=2030'), years)).toEqual({
      link: DEFAULT_CAPEX_LINK,
      faults: [{ param: 'year', raw: '2030', message: 'must be one that the series covers, 2023 to 2026' }],
    });
    expect(refuseYear(read('year=2025'), years).link.year).toBe(2025);
    const known = { first: '2026-04-29', asOf: '2026-11-23' };
    for (const day of ['2026-04-28', '2026-11-24']) {
      const refused = refuseSince(read(`since=${day}`), known);
      expect(refused.link.since).toBeNull();
      expect(refused.faults[0]?.message).toBe('must lie from 2026-04-29 to 2026-11-23');
    }
    expect(refuseSince(read('since=2026-05-01'), known).faults).toEqual([]);
    expect(refuseSince(read('since=2026-05-01'), { ...known, first: null }).faults[0]?.message).toContain(
      'nothing to count from',
    );
  });
});
