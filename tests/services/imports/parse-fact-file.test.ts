import { describe, expect, it } from 'vitest';
import { capexActualFile } from '#lib/contracts/facts/capex.ts';
import { hbmMarketFile } from '#lib/contracts/facts/hbm-market.ts';
import { parseFactFile } from '#lib/services/imports/parse-fact-file.ts';
import { capFaults, describeFault, MAX_FAULTS } from '#lib/services/imports/import-fault.ts';
import { actualOf, fileOf, textFile, type Cells } from './fact-file-builder.ts';

const parseActuals = (...rows: Cells[]) =>
  parseFactFile(capexActualFile, fileOf('capex_actual', rows.map(actualOf)).bytes);

const parseText = (text: string) => parseFactFile(capexActualFile, textFile('x', text).bytes);

function faultsOf(result: ReturnType<typeof parseActuals>) {
  return result.ok ? [] : result.error.map(({ line, column, reason }) => ({ line, column, reason }));
}

const HEADER = capexActualFile.columns.map(({ header }) => header).join(',');

describe('a row', () => {
  it('is read with its line, key and typed cells', () => {
    const result = parseActuals({ capex_usd_bn: '35.8' });
    expect(result).toMatchObject({
      ok: true,
      value: {
        rows: [{ line: 2, key: 'EX | 2026 Q2 | cash', row: { capexUsdBn: 35.8, periodEndOn: '2026-06-30' } }],
      },
    });
  });

  it.each([
    ['capex_usd_bn', ''],
    ['capex_usd_bn', 'NaN'],
    ['capex_usd_bn', 'Infinity'],
    ['capex_usd_bn', '1e308'],
    ['capex_usd_bn', '1,234.5'],
    ['capex_usd_bn', '12 bn'],
    ['capex_usd_bn', '0x10'],
    ['capex_usd_bn', '1234567890123456'],
    ['capex_usd_bn', '0.1234567891'],
    ['capex_usd_bn', '-1'],
    ['period_end', '2026-02-30'],
    ['period_end', '2026-13-01'],
    ['period_end', '30.06.2026'],
    ['period_end', '2026-06'],
    ['period_end', '2026-03-31'],
    ['issuer', ''],
    ['source_url', 'javascript:alert(1)'],
    ['source_url', 'example.com'],
    ['source_published_on', 'May 2026'],
    ['source_published_on', '2026-00'],
    ['source_published_on', '2023-02-29'],
    ['confidence', 'sure'],
  ])('with %s "%s" is refused at that cell', (column, value) => {
    const faults = parseActuals({}, { fiscal_quarter: 'other', [column]: value });
    expect(faults).toMatchObject({
      ok: false,
      error: [{ file: 'capex_actuals.csv', line: 3, column, value }],
    });
  });

  it.each(['2026', '2026-05', '2026-05-01', '2024-02-29', ''])('may be published on "%s"', (date) => {
    expect(parseActuals({ source_published_on: date }).ok).toBe(true);
  });

  it('reports every bad cell at once, in words that name the remedy', () => {
    expect(faultsOf(parseActuals({ capex_usd_bn: 'x', confidence: 'y', source_url: '' }))).toEqual([
      {
        line: 2,
        column: 'capex_usd_bn',
        reason:
          'is not a plain number; write digits with a point and at most 9 decimals, no separators, units or exponent',
      },
      { line: 2, column: 'source_url', reason: 'is blank but required' },
      { line: 2, column: 'confidence', reason: 'is not one of primary, press, estimate' },
    ]);
  });

  it('with more or fewer cells than the header is refused', () => {
    expect(faultsOf(parseText(`${HEADER}\na,b\n`))).toEqual([
      { line: 2, column: null, reason: 'has 2 cells but the header has 12; quote cells that contain commas' },
    ]);
  });

  it('that repeats a key names the first line', () => {
    expect(faultsOf(parseActuals({}, { fiscal_quarter: 'other' }, { capex_usd_bn: '11' }))).toEqual([
      {
        line: 4,
        column: 'ticker + fiscal_quarter + definition',
        reason: 'repeats the key of line 2; each fact may occur once in a file',
      },
    ]);
  });

  it('with a range out of order is refused', () => {
    const row = {
      quantity: 'q',
      vendor_or_industry: 'industry',
      period: '2026',
      low: '2',
      high: '1',
      unit: 'pct',
      definition: 'd',
      source_title: 't',
      source_publisher: 'p',
      source_url: 'https://example.com',
      confidence: 'press',
    };
    expect(parseFactFile(hbmMarketFile, fileOf('hbm_market', [row]).bytes)).toMatchObject({
      ok: false,
      error: [{ line: 2, column: 'high', value: '1', reason: 'breaks the order low <= point <= high' }],
    });
    expect(parseFactFile(hbmMarketFile, fileOf('hbm_market', [{ ...row, low: '' }]).bytes)).toMatchObject({
      ok: true,
      value: { rows: [{ row: { low: null, point: null, high: 1 } }] },
    });
  });
});

describe('lines', () => {
  it('are those of the file, through quoted line breaks, empty lines, CRLF and a byte order mark', () => {
    const file = fileOf('capex_actual', [
      actualOf({ definition: 'first\nsecond\nthird' }),
      actualOf({ fiscal_quarter: 'bad', capex_usd_bn: 'x' }),
    ]);
    const text = new TextDecoder().decode(file.bytes);
    const lines = text.split('\n');
    // Header, three lines of the first row, an empty line, the bad row.
    const gapped = [...lines.slice(0, 4), '', ...lines.slice(4)];
    for (const variant of [gapped.join('\n'), `\uFEFF${gapped.join('\r\n')}`]) {
      expect(faultsOf(parseText(variant))).toMatchObject([{ line: 6, column: 'capex_usd_bn' }]);
    }
  });

  it('of a row that itself spans lines are its first', () => {
    const result = parseActuals({ definition: 'first\nsecond', capex_usd_bn: 'x' });
    expect(faultsOf(result)).toMatchObject([{ line: 2 }]);
  });
});

describe('a file', () => {
  it.each([
    ['', 'is empty'],
    [`${HEADER}\n`, 'has no rows; a complete file without rows would withdraw every fact'],
  ])('without rows is refused', (text, reason) => {
    expect(faultsOf(parseText(text))).toEqual([{ line: 1, column: null, reason }]);
  });

  it('with missing and unknown headers names each', () => {
    const text = `${HEADER.replace('issuer', 'company')}\n`;
    expect(faultsOf(parseText(text))).toEqual([
      { line: 1, column: 'issuer', reason: 'is missing from the header' },
      { line: 1, column: 'company', reason: 'is not a column of capex_actuals.csv; remove or rename it' },
    ]);
  });

  it('with an open quote is refused where the quote is', () => {
    const [fault] = faultsOf(parseText(`${HEADER}\n"a,b\n`));
    expect(fault?.reason).toMatch(/is not CSV: Quote Not Closed/);
  });

  it('that is not UTF-8 is refused', () => {
    const bytes = Uint8Array.from([...new TextEncoder().encode(HEADER), 0xff, 0xfe]);
    expect(faultsOf(parseFactFile(capexActualFile, bytes))).toEqual([
      { line: 1, column: null, reason: 'is not UTF-8 text; save the file as CSV UTF-8' },
    ]);
  });
});

describe('faults', () => {
  it('beyond the cap are counted', () => {
    const fault = { file: 'a.csv', line: 1, column: null, value: null, reason: 'is bad' };
    const capped = capFaults(Array.from({ length: MAX_FAULTS + 7 }, () => fault));
    expect(capped).toHaveLength(MAX_FAULTS + 1);
    expect(capped.at(-1)?.reason).toBe('and 7 more faults');
  });

  it('read as one sentence', () => {
    expect(describeFault({ file: 'a.csv', line: 3, column: 'x', value: '1,5', reason: 'is bad' })).toBe(
      'a.csv line 3, column x: "1,5" is bad',
    );
  });
});
