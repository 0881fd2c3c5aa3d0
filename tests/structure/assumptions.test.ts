import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

type CsvRow = Readonly<Record<string, string>>;

const file = new URL('../../prisma/seed/data/assumptions.csv', import.meta.url);
const rows = parse<CsvRow>(readFileSync(file), { columns: true, bom: true });

describe('the assumption registry', () => {
  it('is there to look at, each id once', () => {
    expect(rows.length).toBeGreaterThan(100);
    expect(new Set(rows.map((row) => row['id'])).size).toBe(rows.length);
  });

  it.each(rows)('$id has a range, with its point inside', ({ low, point, high }) => {
    for (const bound of [low, point, high]) {
      expect(bound).not.toBe('');
      expect(Number.isFinite(Number(bound))).toBe(true);
    }
    expect(Number(low)).toBeLessThanOrEqual(Number(point));
    expect(Number(point)).toBeLessThanOrEqual(Number(high));
  });

  it.each(rows)('$id names its source, or says that it is derived or assumed and how', (row) => {
    const { basis, derivation, source_title: title, source_url: url } = row;
    expect(['sourced', 'derived', 'assumption']).toContain(basis);
    expect(derivation).not.toBe('');
    if (basis === 'sourced') expect([title, url]).not.toContain('');
  });

  it.each(rows)('$id has a unit and the date it was written', ({ unit, as_of: writtenOn }) => {
    expect(unit).not.toBe('');
    expect(writtenOn).toMatch(/^\d{4}-\d{2}-\d{2}$/);
  });
});
