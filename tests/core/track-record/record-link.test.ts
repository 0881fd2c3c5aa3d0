import { describe, expect, it } from 'vitest';
import { readRecordLink, writeRecordLink, type RecordLink } from '#lib/core/track-record/record-link.ts';
import { missedMonths, monthEndsBefore, monthOf, seedOfMonth } from '#lib/core/track-record/months.ts';

const read = (query: string) => readRecordLink(new URLSearchParams(query));
const usual: RecordLink = { asOf: null, pin: null, subject: null, month: null };

describe('the link of the track record', () => {
  it('is empty for the usual page', () => {
    expect(writeRecordLink(usual)).toBe('');
    expect(read('')).toEqual({ link: usual, faults: [] });
  });

  it('comes back as it went, pinned or not', () => {
    const link: RecordLink = { ...usual, asOf: '2026-11-23', subject: 'hbm-revenue', month: '2026-11' };
    expect(read(writeRecordLink(link))).toEqual({ link, faults: [] });
    const pin = { asOf: '2026-11-20', dataVersion: 3, modelVersion: '1.0.0', seed: null };
    expect(read(writeRecordLink({ ...link, asOf: null, pin }))).toEqual({
      link: { ...link, asOf: null, pin },
      faults: [],
    });
  });

  it.each(['subject=adoption', 'month=2026-13', 'month=soon', 'week=3', 'subject=capex&subject=saving'])(
    'refuses %s by name',
    (query) => {
      expect(read(query).faults.map(({ param }) => param)).toEqual([query.split('=')[0]]);
    },
  );
});

describe('months', () => {
  it('are missed between the first freeze and the present one, which may still come', () => {
    expect(missedMonths(['2026-11', '2026-08'], '2027-02')).toEqual([
      '2026-09',
      '2026-10',
      '2026-12',
      '2027-01',
    ]);
    expect(missedMonths(['2026-11'], '2026-11')).toEqual([]);
    expect(missedMonths([], '2026-11')).toEqual([]);
  });

  it('have ends, leap years among them, and a seed each', () => {
    expect(monthEndsBefore('2024-03-31', 3)).toEqual(['2023-12-31', '2024-01-31', '2024-02-29']);
    expect(monthOf('2026-11-30')).toBe('2026-11');
    expect(seedOfMonth('2026-11')).toBe(202_611);
  });
});
