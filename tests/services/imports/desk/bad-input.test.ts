import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openDatabase, type OpenDatabase } from '#tests/db/open-database.ts';
import { query } from '#tests/support/members.ts';
import { actualOf, announcementOf, eventOf, techniqueOf } from '../fact-file-builder.ts';
import { excelTextOf, linesOf, preview, textOf } from './desk-files.ts';

const MICROSOFT = { issuer: 'Microsoft', ticker: 'MSFT' };
const AHEAD = '2140-01-01';

let database: OpenDatabase;

beforeAll(async () => {
  database = await openDatabase({ seeded: true });
});

afterAll(async () => {
  const [stored] = await query<{ batches: number }>(
    database.url,
    'SELECT count(*)::integer AS batches FROM import_batch',
  );
  await database.close();
  // Every file of this suite was only previewed.
  expect(stored?.batches).toBe(2);
});

/** A file of one line with the given cells in place of good ones. */
function actuals(...rows: Record<string, string>[]): string {
  return textOf(
    'capex_actual',
    rows.map((row) => actualOf({ ...MICROSOFT, fiscal_quarter: '1999 Q1', ...row })),
  );
}

describe('hand-made files are taken where they can be read in one way only', () => {
  it('Excel where commas are decimal: mark, semicolons, thousands, dates with points, quoted line breaks', async () => {
    const file = excelTextOf('capex_actual', [
      actualOf({
        ...MICROSOFT,
        fiscal_quarter: '1999 Q1',
        period_start: '01.01.1999',
        period_end: '31.03.1999',
        capex_usd_bn: '1.234,5',
        definition: 'cash,\nnet of "incentives"; stated',
      }),
      actualOf({ ...MICROSOFT, fiscal_quarter: '1999 Q2', capex_usd_bn: '1.234' }),
    ]);
    const { accepted, notes, counts, changes } = await preview('capex_actual', file);

    expect(accepted).toBe(true);
    expect(counts).toEqual({ rows: 2, new: 2, revised: 0, unchanged: 0, withdrawn: 0 });
    expect(changes[0]?.fields).toEqual(
      expect.arrayContaining([
        { column: 'capex_usd_bn', before: null, after: 1234.5 },
        { column: 'period_end', before: null, after: '1999-03-31' },
        { column: 'definition', before: null, after: 'cash,\nnet of "incentives"; stated' },
      ]),
    );
    // The other cell of the file says what the comma and the point mean.
    expect(changes[1]?.fields).toEqual(
      expect.arrayContaining([{ column: 'capex_usd_bn', before: null, after: 1234 }]),
    );
    expect(changes[1]?.line).toBe(4);
    expect(notes).toEqual([
      'Cells are separated by semicolons.',
      '2 numbers had separators or a decimal comma and were read as the changes show.',
      '2 dates were not written YYYY-MM-DD and were read as the changes show.',
    ]);
  });

  it.each([
    ['1,234.5', 1234.5],
    ["1'234.5", 1234.5],
    ['1 234,5', 1234.5],
    ['1\u202F234', 1234],
    ['+7', 7],
    ['12,5', 12.5],
    ['1.234', 1.234],
  ])('the number %j', async (cell, value) => {
    const { changes } = await preview('capex_actual', actuals({ capex_usd_bn: cell }));
    expect(changes[0]?.fields).toEqual(
      expect.arrayContaining([{ column: 'capex_usd_bn', before: null, after: value }]),
    );
  });

  it.each([
    ['2026/7/30', '2026-07-30'],
    ['30.7.2026', '2026-07-30'],
    ['7/30/2026', '2026-07-30'],
    ['30/7/2026', '2026-07-30'],
  ])('the date %j', async (cell, value) => {
    const { changes } = await preview('capex_actual', actuals({ source_published_on: cell }));
    expect(changes[0]?.fields).toEqual(
      expect.arrayContaining([{ column: 'source_published_on', before: null, after: value }]),
    );
  });

  it.each(['utf-16le', 'utf-16be'] as const)('%s with a byte order mark', async (encoding) => {
    const bytes = Buffer.from(`\uFEFF${actuals({ definition: 'Zusätze für 메모리' })}`, 'utf16le');
    const { changes, notes } = await preview(
      'capex_actual',
      encoding === 'utf-16le' ? bytes : bytes.swap16(),
    );
    expect(changes[0]?.key).toBe('MSFT | 1999 Q1 | Zusätze für 메모리');
    expect(notes).toEqual([`The file was read as ${encoding.toUpperCase()}.`]);
  });

  it('Windows-1252, and says so with words to check', async () => {
    const bytes = Buffer.from(actuals({ definition: 'Zusätze für Köln' }), 'latin1');
    const { changes, notes } = await preview('capex_actual', bytes);
    expect(changes[0]?.key).toBe('MSFT | 1999 Q1 | Zusätze für Köln');
    expect(notes).toEqual([
      'The file is not UTF-8 and was read as Windows-1252; check words such as Zusätze, für, Köln.',
    ]);
  });

  it('tabs, sep=, remarks, headers in other case, blank lines and columns that Excel leaves', async () => {
    const tabs = actuals({}).replaceAll(',', '\t').replace('fiscal_quarter', 'Fiscal Quarter');
    const file = `"# exported by hand"\nsep=\t\n${tabs.replaceAll('\n', '\t\t\n')}\t\t\t\n\n`;
    expect(await preview('capex_actual', file)).toMatchObject({
      accepted: true,
      notes: ['Cells are separated by tabs.', 'The header is on line 3; what stands above was skipped.'],
    });
  });

  it('text behind an apostrophe, which hides a formula from spreadsheets', async () => {
    const { changes } = await preview('capex_actual', actuals({ definition: "'=cash + leases" }));
    expect(changes[0]?.key).toBe('MSFT | 1999 Q1 | =cash + leases');
  });
});

describe('hand-made files are refused by line where they cannot', () => {
  it('a workbook', async () => {
    expect(linesOf(await preview('capex_actual', Buffer.from('PK\u0003\u0004rest', 'latin1')))).toEqual([
      '1 - -: is an Excel workbook, not CSV; in Excel, save as "CSV UTF-8 (Comma delimited)"',
    ]);
  });

  it.each([
    ['Korean (code page 949)', [0xb8, 0xde, 0xb8, 0xf0, 0xb8, 0xae]],
    ['Cyrillic (Windows-1251)', [0xcf, 0xe0, 0xec]],
    ['Japanese (Shift JIS)', [0x83, 0x81, 0x83, 0x82]],
    ['UTF-8 that is cut', [0x65, 0xed, 0x95]],
  ])('%s', async (_name, word) => {
    const [head = '', row = ''] = actuals({ definition: 'WORD' }).split('\n');
    const [before = '', after = ''] = row.split('WORD');
    const bytes = Buffer.concat([Buffer.from(`${head}\n${before}`), Buffer.from(word), Buffer.from(after)]);
    expect(linesOf(await preview('capex_actual', bytes))).toEqual([
      '2 - -: is not UTF-8, and which other encoding it is cannot be told for certain; in Excel, save as "CSV UTF-8 (Comma delimited)"',
    ]);
  });

  it('UTF-16 without a mark', async () => {
    expect(linesOf(await preview('capex_actual', Buffer.from(actuals({}), 'utf16le')))).toEqual([
      '1 - -: holds NUL characters, as UTF-16 without a byte order mark or a binary file does; in Excel, save as "CSV UTF-8 (Comma delimited)"',
    ]);
  });

  it('duplicate, unknown and missing headers', async () => {
    const file = actuals({}).replace('issuer,ticker', 'issuer,issuer,colour');
    expect(linesOf(await preview('capex_actual', file))).toEqual([
      '1 ticker -: is missing from the header; add the column; its cells may be blank',
      '1 issuer -: occurs twice in the header; keep one of the two columns',
      '1 colour -: is not a column of capex_actual; remove the column or give it a name of this table',
    ]);
  });

  it('an empty file, and a header alone', async () => {
    expect(linesOf(await preview('capex_actual', ''))).toEqual([
      '1 - -: is empty: it has no header line; begin with the columns issuer, ticker, fiscal_quarter, ...',
    ]);
    expect(linesOf(await preview('capex_actual', actuals()))).toEqual([
      '1 - -: has no rows; put at least one row under the header',
    ]);
  });

  it('formula cells', async () => {
    const file = actuals(
      { definition: '=SUM(A1:A9)' },
      { definition: '+cash' },
      { definition: '-cash' },
      { definition: '@cash' },
      { capex_usd_bn: '=1+1' },
    );
    const remedy =
      'begins as a formula does; write the value that it shows, or put an apostrophe before text';
    expect(linesOf(await preview('capex_actual', file))).toEqual([
      `2 definition "=SUM(A1:A9)": ${remedy}`,
      `3 definition "+cash": ${remedy}`,
      `4 definition "-cash": ${remedy}`,
      `5 definition "@cash": ${remedy}`,
      `6 capex_usd_bn "=1+1": ${remedy}`,
    ]);
  });

  it('numbers and dates that can be read in two ways, and such as are none', async () => {
    const file = actuals(
      { capex_usd_bn: '1,234' },
      { capex_usd_bn: '1.5E+09' },
      { capex_usd_bn: '12 bn' },
      { period_end: '5/6/2026' },
      { period_end: '31.02.2026' },
    );
    expect(linesOf(await preview('capex_actual', file))).toEqual([
      '2 capex_usd_bn "1,234": may be 1234 or 1.234; write 1234 or 1.2340',
      '3 capex_usd_bn "1.5E+09": is not a plain number; write digits with a point and at most 9 decimals, no separators, units or exponent',
      '4 capex_usd_bn "12 bn": is not a plain number; write digits with a point and at most 9 decimals, no separators, units or exponent',
      '5 period_end "5/6/2026": may be 2026-05-06 or 2026-06-05; write YYYY-MM-DD',
      '6 period_end "31.02.2026": is not a date of the calendar; correct the cell',
    ]);
  });

  it('decimal points and commas in one file: decisive cells are read, others refused', async () => {
    const file = actuals({ capex_usd_bn: '12,5' }, { capex_usd_bn: '12.5' }, { capex_usd_bn: '1,234' });
    expect(linesOf(await preview('capex_actual', file))).toEqual([
      '4 capex_usd_bn "1,234": may be 1234 or 1.234; write 1234 or 1.2340',
    ]);
  });

  it('a line with too few or too many cells, and a quote that does not close', async () => {
    const [head = '', row = ''] = actuals({}).split('\n');
    expect(linesOf(await preview('capex_actual', `${head}\n${row},x\nMicrosoft,MSFT\n`))).toEqual([
      '2 - -: has 13 cells but the header has 12; put cells that hold the separator in quotes',
      '3 - -: has 2 cells but the header has 12; put cells that hold the separator in quotes',
    ]);
    expect(linesOf(await preview('capex_actual', `${head}\n${row.replace('cash', '"cash')}\n`))).toEqual([
      '2 - -: has a quote that does not close; put the whole cell in quotes and write each quote inside it twice',
    ]);
  });

  it('dates in the future where they cannot be', async () => {
    const today = new Date().toISOString().slice(0, 10);
    const happened = `lies after today, ${today}; give the day on which it happened, or wait until it has`;
    expect(linesOf(await preview('capex_actual', actuals({ period_end: AHEAD })))).toEqual([
      `2 period_end "${AHEAD}": ${happened}`,
    ]);
    const guide = announcementOf('far', { ...MICROSOFT, announced_on: AHEAD, period_end: AHEAD });
    expect(linesOf(await preview('capex_announcement', textOf('capex_announcement', [guide])))).toEqual([
      `2 announced_on "${AHEAD}": ${happened}`,
    ]);
    expect(linesOf(await preview('capex_actual', actuals({ source_published_on: AHEAD })))).toEqual([
      `2 source_published_on "${AHEAD}": lies after ${today}, the day of collection; correct the cell`,
    ]);
  });

  it('unknown issuers, with the known one that is near, unless they are meant', async () => {
    const file = actuals({ issuer: 'Microsfot' }, { issuer: 'Never Heard Of', ticker: 'NHO' });
    expect(linesOf(await preview('capex_actual', file))).toEqual([
      '2 issuer "Microsfot": is an issuer that no stored row has; write Microsoft if that is meant, or accept new names if it is one',
      '3 issuer "Never Heard Of": is an issuer that no stored row has; accept new names if it is one',
    ]);
    expect(await preview('capex_actual', file, { newNames: 'accept' })).toMatchObject({ accepted: true });
  });

  it('unknown vendors and techniques, chains that do not settle, keys twice', async () => {
    const event = textOf('event', [eventOf('e1', { techniques: 'kv-fp8;no-such' })]);
    expect(linesOf(await preview('event', event))).toEqual([
      '2 techniques "no-such": is not a row of technique; correct it, or bring the technique first',
    ]);
    const chain = textOf('capex_announcement', [
      announcementOf('a1', { ...MICROSOFT, supersedes_id: 'a2', announced_on: '2026-01-01' }),
      announcementOf('a2', MICROSOFT),
    ]);
    expect(linesOf(await preview('capex_announcement', chain))).toEqual([
      '2 supersedes_id "a2": was announced later than this row; a guide replaces an earlier one',
    ]);
    expect(
      linesOf(await preview('technique', textOf('technique', [techniqueOf('t'), techniqueOf('t')]))),
    ).toEqual(['3 id "t": repeats the key of line 2; keep one of the two lines']);
  });

  it('a rule that only the database knows', async () => {
    const event = textOf('event', [eventOf('e1', { first_trading_day_us: '2026-03-20' })]);
    expect(linesOf(await preview('event', event))).toEqual([
      '1 - -: has a row that breaks the rule "event trades on or after"; find the row that the rule speaks of and correct it',
    ]);
  });

  it('whole if one of many lines is bad: the first 200 refusals are shown and all are counted', async () => {
    const rows = Array.from({ length: 1000 }, (_, index) => ({
      fiscal_quarter: `x${String(index)}`,
      capex_usd_bn: index % 2 === 0 ? 'many' : '1',
    }));
    const refused = await preview('capex_actual', actuals(...rows));
    expect(refused).toMatchObject({ accepted: false, fingerprint: null, counts: null, faultCount: 500 });
    expect(refused.faults).toHaveLength(200);
    expect(refused.faults.at(-1)?.line).toBe(400);
  });
});
