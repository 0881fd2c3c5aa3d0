import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

import { toCsv, withoutApostrophe } from '#lib/contracts/csv-text.ts';
import type { CsvColumn } from '#lib/contracts/csv-text.ts';

const TEXT_COLUMN: readonly CsvColumn<string>[] = [{ heading: 'text', cell: (row) => row }];

function readBack(csv: string): string[][] {
  return parse(csv, { record_delimiter: '\r\n', skip_empty_lines: false });
}

describe('toCsv', () => {
  it('writes a heading line and one CRLF line a row, absent cells empty', () => {
    const columns: CsvColumn<{ id: string; usdBn: number | null; isIncluded: boolean }>[] = [
      { heading: 'id', cell: (row) => row.id },
      { heading: 'usdBn', cell: (row) => row.usdBn },
      { heading: 'isIncluded', cell: (row) => row.isIncluded },
    ];
    const rows = [
      { id: 'a', usdBn: -1.5, isIncluded: true },
      { id: 'b', usdBn: null, isIncluded: false },
    ];

    expect(toCsv(columns, rows)).toBe('id,usdBn,isIncluded\r\na,-1.5,true\r\nb,,false\r\n');
  });

  it('reads back as it was written, whatever text it holds', () => {
    const harmless = fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => /^[a-z0-9]/i.test(text));

    fc.assert(
      fc.property(fc.array(harmless, { minLength: 1 }), (texts) => {
        expect(readBack(toCsv(TEXT_COLUMN, texts)).slice(1)).toEqual(texts.map((text) => [text]));
      }),
    );
  });

  it.each(['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1', ' =1', '＝1', '＋1', '－1', '＠A'])(
    'leaves %j no chance to run as a formula',
    (text) => {
      expect(readBack(toCsv(TEXT_COLUMN, [text]))[1]).toEqual([`'${text}`]);
    },
  );

  it('never touches a negative number', () => {
    expect(toCsv([{ heading: 'usdBn', cell: (row: number) => row }], [-2])).toBe('usdBn\r\n-2\r\n');
  });
});

describe('withoutApostrophe', () => {
  it('takes back what toCsv put before text, and nothing else', () => {
    const openings = fc.constantFrom('', "'", "''", '=', "'=", "''@", '-', 'a', ' ');
    const texts = fc.tuple(openings, fc.string()).map(([opening, text]) => `${opening}${text}`);

    fc.assert(
      fc.property(texts, (text) => {
        expect(withoutApostrophe(readBack(toCsv(TEXT_COLUMN, [text, 'end']))[1]?.[0] ?? '')).toBe(text);
      }),
    );
  });
});
