import { describe, expect, it } from 'vitest';
import {
  chooseRows,
  facetValues,
  toFileTable,
  type CatalogueCell,
  type CatalogueTable,
} from '#lib/charts/catalogue-table.ts';

const row = (key: string, value: number | null, lab: string, more: Partial<CatalogueCell> = {}) => ({
  key,
  isOwn: false,
  search: '',
  facets: { lab },
  cells: [
    { value: key, text: key },
    { value, text: value === null ? 'not published' : `${String(value)} KB`, ...more },
  ],
});

const table: CatalogueTable = {
  title: 'Things',
  noun: 'things',
  columns: [
    { key: 'name', label: 'Name', unit: null, isNumber: false },
    { key: 'size', label: 'Size', unit: 'bytes', isNumber: true },
  ],
  rows: [
    row('beta', 2, 'X', { href: 'https://example.org/b' }),
    row('gamma', null, 'Y'),
    row('alpha', 10, 'X'),
    row('delta', 2, 'Y'),
  ],
  facets: [{ param: 'lab', label: 'Lab', words: {} }],
  fileName: 'things',
};

const keysOf = (choice: Partial<Parameters<typeof chooseRows>[1]>): string[] =>
  chooseRows(table, {
    words: '',
    facets: {},
    sort: { key: 'name', isDescending: false },
    ...choice,
  }).map(({ key }) => key);

describe('rows of a catalogue', () => {
  it('sort by value, not by text, and keep absences last whichever way', () => {
    expect(keysOf({ sort: { key: 'size', isDescending: false } })).toEqual([
      'beta',
      'delta',
      'alpha',
      'gamma',
    ]);
    expect(keysOf({ sort: { key: 'size', isDescending: true } })).toEqual([
      'alpha',
      'beta',
      'delta',
      'gamma',
    ]);
  });

  it('hold every word of the filter, in any column and case', () => {
    expect(keysOf({ words: '2 kb' })).toEqual(['beta', 'delta']);
    expect(keysOf({ words: 'BETA 2' })).toEqual(['beta']);
    expect(keysOf({ words: 'not published' })).toEqual(['gamma']);
    expect(keysOf({ words: 'nothing like it' })).toEqual([]);
  });

  it('have every chosen facet, and facets are counted over all rows', () => {
    expect(keysOf({ facets: { lab: 'Y' } })).toEqual(['delta', 'gamma']);
    expect(facetValues(table.rows, 'lab')).toEqual([
      { value: 'X', count: 2 },
      { value: 'Y', count: 2 },
    ]);
  });

  it('go into a file with exact values, words for absences and the address of the source', () => {
    const file = toFileTable(table, table.rows);
    expect(file.columns.at(-1)?.label).toBe('Source');
    expect(file.rows[0]?.map(({ value }) => value)).toEqual(['beta', 2, 'https://example.org/b']);
    expect(file.rows[1]?.map(({ value }) => value)).toEqual(['gamma', 'not published', '']);
  });
});
