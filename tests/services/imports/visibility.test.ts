import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { endOfReducedDate, findPeriodEnd } from '#lib/services/imports/period-end.ts';
import { visibleAsPublished, visibleAsReported } from '#lib/services/imports/visibility.ts';

const COLLECTED = '2026-11-23';

describe('the first visible day', () => {
  it.each([
    ['a full date', '2026-05-07', '2026-05-07', 'published_on'],
    ['a month, at its end', '2026-05', '2026-05-31', 'published_by'],
    ['a leap February, at its end', '2024-02', '2024-02-29', 'published_by'],
    ['a year, at its end', '2025', '2025-12-31', 'published_by'],
    ['the running year, on the day we held it', '2026', COLLECTED, 'published_by'],
    ['the running month, on the day we held it', '2026-11', COLLECTED, 'published_by'],
  ])('of %s', (_case, publishedOn, visibleFrom, visibleRule) => {
    expect(visibleAsPublished(publishedOn, '2020-12-31', COLLECTED)).toEqual({ visibleFrom, visibleRule });
  });

  it('without a date is 45 days after the period, or the day of collection if that is earlier', () => {
    expect(visibleAsPublished(null, '2026-06-30', COLLECTED)).toEqual({
      visibleFrom: '2026-08-14',
      visibleRule: 'period_end',
    });
    expect(visibleAsPublished(null, '2027-12-31', COLLECTED).visibleFrom).toBe(COLLECTED);
    expect(visibleAsPublished(null, null, COLLECTED)).toEqual({
      visibleFrom: COLLECTED,
      visibleRule: 'collected_on',
    });
  });

  it.each([
    ['published in time', '2026-07-29', '2026-07-29'],
    ['published on the 60th day', '2026-08-29', '2026-08-29'],
    ['published on the 61st day, so extracted again', '2026-08-30', '2026-08-14'],
    ['without a date', null, '2026-08-14'],
    ['with a month only', '2026-07', '2026-08-14'],
  ])('of a reported quarter %s', (_case, publishedOn, visibleFrom) => {
    expect(visibleAsReported('2026-06-30', publishedOn).visibleFrom).toBe(visibleFrom);
  });

  it('is never after the day of collection unless the source says so', () => {
    const day = fc
      .date({ min: new Date('2000-01-01'), max: new Date('2040-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10));
    fc.assert(
      fc.property(day, day, fc.constantFrom(4, 7), (published, collected, length) => {
        expect(visibleAsPublished(published.slice(0, length), null, collected).visibleFrom <= collected).toBe(
          true,
        );
        expect(visibleAsPublished(null, published, collected).visibleFrom <= collected).toBe(true);
      }),
    );
  });
});

describe('the end of a period in words', () => {
  it.each([
    ['2026', '2026-12-31'],
    ['CY2026', '2026-12-31'],
    ['end 2026', '2026-12-31'],
    ['2026Q3', '2026-09-30'],
    ['2025 Q1', '2025-03-31'],
    ['2026H1', '2026-06-30'],
    ['2026-06', '2026-06-30'],
    ['2026-07-26', '2026-07-26'],
    ['2025-2027', '2027-12-31'],
    ['2025Q3..2026Q2', '2026-06-30'],
    ['2026H2..2027', '2027-12-31'],
    ['2026..', null],
    ['FY2026', null],
    ['FY2026 Q1', null],
    ['new contracts', null],
  ])('%s is %s', (label, end) => {
    expect(findPeriodEnd(label)).toBe(end);
  });

  it('a full date ends on itself', () => {
    expect(endOfReducedDate('2026-07-26')).toBe('2026-07-26');
  });
});
