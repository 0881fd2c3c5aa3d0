import { describe, expect, it } from 'vitest';
import { readAsOfLink, usualDate, writeAsOfLink, type AsOfLink } from '#lib/core/backtest/as-of-link.ts';

const read = (query: string) => readAsOfLink(new URLSearchParams(query));
const usual: AsOfLink = { asOf: null, pin: null, date: null, runs: null };

describe('the link of the page of past knowledge', () => {
  it('is empty for the usual page', () => {
    expect(writeAsOfLink(usual)).toBe('');
    expect(read('')).toEqual({ link: usual, faults: [] });
  });

  it('comes back as it went, runs sorted and each once', () => {
    const link: AsOfLink = {
      ...usual,
      asOf: '2026-11-23',
      date: '2025-09-30',
      runs: ['2025-03-31', '2026-01-31'],
    };
    const query = writeAsOfLink(link);
    expect(query).toBe('?date=2025-09-30&runs=2025-03-31,2026-01-31&asOf=2026-11-23&v=1');
    expect(read(query)).toEqual({ link, faults: [] });
    expect(read('?runs=2026-01-31,2025-03-31,2025-03-31').link.runs).toEqual(['2025-03-31', '2026-01-31']);
  });

  it.each([
    'date=2026-02-30',
    'date=soon',
    'runs=2026-13-01',
    'runs=x',
    'days=3',
    'date=2025-01-01&date=2025-01-02',
  ])('refuses %s by name', (query) => {
    const { faults } = read(query);
    expect(faults.map(({ param }) => param)).toEqual([query.split('=')[0]]);
  });

  it('opens with the newest usual day before the day that it is set against', () => {
    expect(usualDate('2026-11-26')).toBe('2026-05-15');
    expect(usualDate('2026-05-15')).toBe('2026-01-31');
    expect(usualDate('2025-03-31')).toBeNull();
  });
});
