import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  CALENDAR_CHOICES,
  CURRENCY_CHOICES,
  DEFAULT_COMPANY_LINK,
  METRIC_SORT_KEYS,
  readCompaniesLink,
  readCompanyLink,
  refuseUnknownFacets,
  writeCompanyLink,
} from '#lib/core/vendors/companies-link.ts';
import { anyPin } from '#tests/support/link-pin.ts';

const read = (query: string) => readCompanyLink(new URLSearchParams(query));

describe('the link of a company', () => {
  it('is empty for the default and says only what differs, version last', () => {
    expect(writeCompanyLink(DEFAULT_COMPANY_LINK)).toBe('');
    expect(read('')).toEqual({ link: DEFAULT_COMPANY_LINK, faults: [] });
    expect(
      writeCompanyLink({
        ...DEFAULT_COMPANY_LINK,
        currency: 'usd',
        quarters: 'fiscal',
        asOf: '2026-06-30',
      }),
    ).toBe('?u=usd&cal=fiscal&asOf=2026-06-30&v=1');
  });

  it('comes back as it went', () => {
    const link = fc.record({
      currency: fc.constantFrom(...CURRENCY_CHOICES),
      quarters: fc.constantFrom(...CALENDAR_CHOICES),
      words: fc.constantFrom('', 'revenue 2026', 'a&b=c'),
      segment: fc.option(fc.constantFrom('HBM', 'total (HDD)')),
      kind: fc.option(fc.constantFrom('reported', 'guidance')),
      sort: fc.record({ key: fc.constantFrom(...METRIC_SORT_KEYS), isDescending: fc.boolean() }),
      asOf: fc.option(fc.constantFrom('2026-02-28', '2025-12-31')),
      pin: anyPin,
    });
    fc.assert(
      fc.property(link, (given) => {
        expect(read(writeCompanyLink(given))).toEqual({ link: given, faults: [] });
      }),
    );
  });

  it.each([
    ['u=eur', 'u', 'must be one of native, usd'],
    ['cal=lunar', 'cal', 'must be one of calendar, fiscal'],
    ['s=price', 's', 'must be one of period'],
    ['asOf=2026-02-30', 'asOf', 'must be a calendar date'],
    ['currency=usd', 'currency', 'is not a parameter of this page'],
    ['u=usd&u=native', 'u', 'is given twice'],
  ])('refuses %s by name', (query, param, message) => {
    const { faults } = read(query);
    expect(faults).toHaveLength(1);
    expect(faults[0]).toMatchObject({ param });
    expect(faults[0]?.message).toContain(message);
  });

  it('refuses a segment and a kind that the company does not have', () => {
    const rows = [{ segment: 'total', kind: 'reported' }];
    const { link, faults } = refuseUnknownFacets(read('seg=HBM&kind=guidance'), rows);
    expect(link).toEqual(DEFAULT_COMPANY_LINK);
    expect(faults.map(({ param, raw }) => [param, raw])).toEqual([
      ['seg', 'HBM'],
      ['kind', 'guidance'],
    ]);
    expect(refuseUnknownFacets(read('seg=total'), rows).link.segment).toBe('total');
  });
});

describe('the link of the list', () => {
  it('holds the date and nothing else', () => {
    expect(readCompaniesLink(new URLSearchParams('asOf=2026-06-30'))).toEqual({
      asOf: '2026-06-30',
      pin: null,
      faults: [],
    });
    expect(readCompaniesLink(new URLSearchParams('sort=x')).faults).toMatchObject([{ param: 'sort' }]);
  });
});
