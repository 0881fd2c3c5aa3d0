import { describe, expect, it } from 'vitest';
import { formatMetric, formatNative, quarterWords } from '#lib/charts/companies/account-words.ts';
import {
  COMPANY_COLUMNS,
  prepareCompaniesFigures,
  prepareCompaniesHeadline,
  prepareCompaniesTable,
  prepareCompanyRows,
} from '#lib/charts/companies/companies-page.ts';
import { prepareCompanyEvidence } from '#lib/charts/companies/company-evidence.ts';
import { prepareCompanyFigures, prepareCompanyHeadline } from '#lib/charts/companies/company-page.ts';
import { listCompanyTables } from '#lib/charts/companies/company-tables.ts';
import { drawQuarters } from '#lib/charts/companies/drawn-quarters.ts';
import { prepareExposureBars } from '#lib/charts/companies/exposure-bars.ts';
import { prepareHbmShareBars } from '#lib/charts/companies/hbm-share-bars.ts';
import { prepareIncomeBars, prepareMarginLine } from '#lib/charts/companies/income-plots.ts';
import { prepareMetricTable } from '#lib/charts/companies/metric-table.ts';
import { prepareRevenueBars } from '#lib/charts/companies/revenue-bars.ts';
import { sentenceText } from '#lib/charts/sentence.ts';
import { studyCompanies, type CompanyStudy } from '#lib/core/vendors/company-study.ts';
import { readCompaniesWorld } from '#tests/support/vendors.ts';

const world = readCompaniesWorld();
const studies = studyCompanies(world);
const plainText = (text: string): string => text.replaceAll('\u00a0', ' ');

function studyOf(ticker: string): CompanyStudy {
  const study = studies.find(({ company }) => company.ticker === ticker);
  if (study === undefined) throw new Error(`${ticker} is missing`);
  return study;
}

const native = (ticker: string) =>
  drawQuarters(studyOf(ticker), { currency: 'native', quarters: 'calendar' });
const dollars = (ticker: string) => drawQuarters(studyOf(ticker), { currency: 'usd', quarters: 'calendar' });
const fiscal = (ticker: string) => drawQuarters(studyOf(ticker), { currency: 'native', quarters: 'fiscal' });

describe('money', () => {
  it('is written with its currency, a true minus and three digits', () => {
    expect(plainText(formatNative(79.3187, 'KRW_tn'))).toBe('KRW 79.3 tn');
    expect(plainText(formatNative(-1.881, 'USD_bn'))).toBe('\u2212$1.88 bn');
    expect(plainText(formatMetric(30.8, 'pct'))).toBe('30.8 %');
    expect(plainText(formatMetric(26, 'count'))).toBe('26');
    expect(plainText(formatMetric(100, 'pct'))).toBe('100 %');
    expect(plainText(quarterWords('2026Q3'))).toBe('Q3 26');
    expect(quarterWords('FQ4-26')).toBe('FQ4-26');
  });
});

describe('the page of companies', () => {
  it('begins with the shares of the three makers, largest first', () => {
    const sentence = plainText(sentenceText(prepareCompaniesHeadline(studies)));
    expect(sentence).toMatch(
      /^HBM is sold by 3 of 7 memory vendors: 14\.4 % \(12\.9–17\.8 %\) of SK hynix’s revenue, 6\.6 % \(4\.8–8\.8 %\) of Micron’s revenue and 5\.2 % \(3\.9–5\.9 %\) of Samsung Electronics’s revenue; a memory saving of 28\.0 % moves the value of SK hynix most/,
    );
  });

  it('has evidence behind every figure of sentence, figures and table', () => {
    const book = Object.assign({}, ...studies.map(prepareCompanyEvidence)) as Record<string, unknown>;
    const keys = [
      ...prepareCompaniesHeadline(studies).map(({ evidence }) => evidence),
      ...prepareCompaniesFigures(studies).map(({ key }) => key),
      ...prepareCompanyRows(studies).flatMap(({ cells }) => cells.map(({ evidence }) => evidence)),
      ...studies.flatMap((study) => [
        ...prepareCompanyHeadline(study).map(({ evidence }) => evidence),
        ...prepareCompanyFigures(study).map(({ key }) => key),
      ]),
    ].filter((key) => key !== null);
    expect(keys.length).toBeGreaterThan(60);
    expect(keys.filter((key) => book[key] === undefined)).toEqual([]);
  });

  it('has a row a vendor and a cell a column, absences in words', () => {
    const rows = prepareCompanyRows(studies);
    for (const { cells } of rows) expect(cells).toHaveLength(COMPANY_COLUMNS.length);
    const seagate = rows.find(({ ticker }) => ticker === 'STX');
    const cellOf = (column: string) => seagate?.cells[COMPANY_COLUMNS.indexOf(column)];
    expect(cellOf('HBM, of revenue')).toMatchObject({ text: 'none', note: 'hard disks' });
    expect(plainText(cellOf('Exposure, of value')?.text ?? '')).toBe('0.0 %');
    expect(plainText(cellOf('Exposure, of value')?.note ?? '')).toBe('up to less than 0.01 %');
    const sandisk = rows.find(({ ticker }) => ticker === 'SNDK');
    const shift = sandisk?.cells[COMPANY_COLUMNS.indexOf('Exposure, of value')]?.note ?? '';
    expect(plainText(shift)).toMatch(/^up to 0\.0[1-9]\d? %$/);
    expect(cellOf('Operating margin')).toMatchObject({
      text: 'not known',
      note: 'operating income not on file',
    });
    expect(cellOf('Tiers, of revenue')?.text).toBe('NAND not disclosed, HDD not disclosed');
  });

  it('writes exact values into the file, and no zero for what is missing', () => {
    const { columns, rows } = prepareCompaniesTable(studies);
    const at = (ticker: string, label: string, unit: string | null = null) => {
      const index = columns.findIndex(
        (column) => column.label === label && (unit === null || column.unit === unit),
      );
      return rows.find((row) => row[1]?.value === ticker)?.[index];
    };
    for (const row of rows) expect(row).toHaveLength(columns.length);
    expect(at('000660.KS', 'Revenue', 'USD bn')?.value).toBeCloseTo(79318.7 / 1500.5519, 9);
    expect(at('005930.KS', 'DRAM of revenue')).toEqual({ value: null, text: 'not disclosed' });
    expect(at('STX', 'Operating margin')?.value).toBeNull();
    expect(at('SNDK', 'HBM of revenue, point')?.value).toBe(0);
  });
});

describe('the chart of HBM shares', () => {
  const model = prepareHbmShareBars(studies);

  it('draws now with its range and before; Micron’s earlier share as derived from what it said', () => {
    expect(
      model?.bars.map(({ label, sublabel, segments, whisker }) => [
        label,
        sublabel,
        segments[0]?.to,
        segments[0]?.form,
        whisker,
      ]),
    ).toEqual([
      ['SK hynix', '2026Q2', 14.4, 'estimate', { low: 12.9, high: 17.8 }],
      ['SK hynix', '2025', 32.3, 'estimate', null],
      ['Samsung Electronics', '2026Q2', 5.2, 'estimate', { low: 3.9, high: 5.9 }],
      ['Samsung Electronics', '2025', 2.4, 'estimate', null],
      ['Micron', 'FQ3-26', 6.6, 'estimate', { low: 4.8, high: 8.8 }],
      ['Micron', 'FQ4-25', 17.7, 'derived', null],
    ]);
    expect(model?.cards).toHaveLength(6);
    expect(model?.summary).toContain('fell at 2 of 3 makers');
  });

  it('is none when no share is on file', () => {
    expect(prepareHbmShareBars([])).toBeNull();
  });
});

describe('the chart of exposures', () => {
  it('has a bar a vendor and says what the whiskers of those without HBM are', () => {
    const model = prepareExposureBars(studies);
    expect(model?.bars.map(({ label }) => label)).toEqual(studies.map(({ company }) => company.name));
    expect(plainText(model?.notes.join(' ') ?? '')).toContain(
      'Sandisk, Kioxia, Western Digital, Seagate sell no HBM. Their whisker: the answer when 35.0 % of the saved bytes move to other tiers; by default 0.0 % do.',
    );
    expect(model?.table.rows).toHaveLength(7);
    expect(model?.summary).toContain('changes the value of SK hynix most');
  });
});

describe('the sentence of a company', () => {
  const sentenceOf = (ticker: string): string =>
    plainText(sentenceText(prepareCompanyHeadline(studyOf(ticker))));

  it('says HBM, its share, what was disclosed and the exposure', () => {
    // 6.6 % of 41.456 = 2.736; 4.8 % = 1.990; 8.8 % = 3.648.
    expect(sentenceOf('MU')).toMatch(
      /^Micron FQ3-26 \(2026Q2\): HBM \$2\.74 bn \(\$1\.99–3\.65 bn, estimated\), 6\.6 % \(4\.8–8\.8 %\) of revenue; last disclosed \$2\.00 bn \(reported\) in FQ4-25; a memory saving of 28\.0 % changes its value by \u2212\$/,
    );
    expect(sentenceOf('000660.KS')).toContain('the company has disclosed no HBM revenue');
  });

  it('says of the others that they sell none and what a shift to their tier would bring', () => {
    expect(sentenceOf('SNDK')).toMatch(
      /^Sandisk sells no HBM; revenue \$8\.96 bn in FQ4-26, operating margin 78\.5 %; a memory saving of 28\.0 %, of which by default 0\.0 % moves to other tiers, changes its value by \$0 bn \(up to \+\$0\.\d+ bn\)\.$/,
    );
    expect(sentenceOf('285A.T')).toContain(
      'Kioxia sells no HBM; revenue JPY 448 bn in Q2 FY2025, operating margin not known; ',
    );
  });
});

describe('the sentence at a past date', () => {
  it('falls back on what the company had said: Micron’s FQ4-25, 2.0 of 11.315', () => {
    const known = { ...world, profiles: [] };
    const micron = studyCompanies(known).find(({ company }) => company.ticker === 'MU');
    const sentence = micron === undefined ? '' : plainText(sentenceText(prepareCompanyHeadline(micron)));
    expect(sentence).toContain('Micron FQ4-25: HBM $2.00 bn (reported), 17.7 % of revenue; revenue $54.2 bn');
  });
});

describe('the chart of revenue', () => {
  it('stacks the parts of SK hynix’s 2Q26, solid, to 79.3187 tn won', () => {
    const model = prepareRevenueBars(native('000660.KS'));
    const bar = model?.bars.at(-1);
    expect(plainText(bar?.label ?? '')).toBe('Q2 26');
    expect(
      bar?.segments.map(({ from, to, form }) => [Number(from.toFixed(4)), Number(to.toFixed(4)), form]),
    ).toEqual([
      [0, 56.9827, 'reported'],
      [56.9827, 78.9426, 'reported'],
      [78.9426, 79.3187, 'reported'],
    ]);
  });

  it('is the same in dollars times the rate of each quarter', () => {
    const won = prepareRevenueBars(native('000660.KS'));
    const usd = prepareRevenueBars(dollars('000660.KS'));
    const last = (model: typeof won): number => model?.bars.at(-1)?.segments.at(-1)?.to ?? NaN;
    const first = (model: typeof won): number => model?.bars[0]?.segments.at(-1)?.to ?? NaN;
    expect(last(usd) / last(won)).toBeCloseTo(1000 / 1500.5519, 9);
    expect(first(usd) / first(won)).toBeCloseTo(1000 / 1274.8357, 9);
    expect(usd?.valueAxis.title).toBe('revenue, USD bn per quarter');
  });

  it('hatches Micron’s calendar quarters, which days make, and fills its own', () => {
    const formsOf = (model: ReturnType<typeof prepareRevenueBars>): Set<string> =>
      new Set(model?.bars.flatMap(({ segments }) => segments.map(({ form }) => form)));
    expect(formsOf(prepareRevenueBars(native('MU')))).toEqual(new Set(['estimate']));
    expect(formsOf(prepareRevenueBars(fiscal('MU')))).toEqual(new Set(['reported', 'derived']));
  });

  it('shows a quarter that is half reported as a gap with its reason', () => {
    const model = prepareRevenueBars(native('MU'));
    expect(model?.bars.at(-1)?.segments).toEqual([]);
    expect(plainText(model?.notes.join(' ') ?? '')).toContain(
      'Q3 26: only 65 of its 92 days are reported (FQ4-26).',
    );
    expect(model?.table.rows.at(-1)?.[2]).toEqual({
      value: null,
      text: 'only 65 of its 92 days are reported (FQ4-26)',
    });
  });

  it('has a card and a table row a bar', () => {
    for (const { company } of studies) {
      for (const drawn of [native(company.ticker), dollars(company.ticker), fiscal(company.ticker)]) {
        const model = prepareRevenueBars(drawn);
        expect(model?.cards).toHaveLength(model?.bars.length ?? NaN);
        expect(model?.table.rows).toHaveLength(model?.bars.length ?? NaN);
      }
    }
  });
});

describe('income and margin', () => {
  it('draw losses below zero: SK hynix lost in three quarters of 2023', () => {
    const model = prepareIncomeBars(native('000660.KS'));
    expect(model?.summary).toContain('3 of 14 quarters with a figure were losses');
    expect(model?.bars[0]?.segments[0]?.to).toBe(-3.4023);
    expect(model?.valueAxis.min).toBeLessThanOrEqual(-3.4023);
  });

  it('has the margins of the company’s own quarters: Micron’s FQ4-26 is 43.751 over 54.229', () => {
    const model = prepareMarginLine(fiscal('MU'));
    const line = model?.series.find(({ mark }) => mark === 'line');
    expect(line?.points.at(-1)?.y).toBeCloseTo(43.751 / 54.229, 12);
    expect(model?.cards).toHaveLength(line?.points.length ?? NaN);
  });

  it('are none for Kioxia, of which no quarter has an operating income', () => {
    expect(prepareIncomeBars(native('285A.T'))).toBeNull();
    expect(prepareMarginLine(native('285A.T'))).toBeNull();
  });
});

describe('the tables of a company', () => {
  it('list every figure on file with its source and the day of publication', () => {
    const table = prepareMetricTable(studyOf('MU'), world.rates);
    expect(table.rows).toHaveLength(world.metrics.filter(({ ticker }) => ticker === 'MU').length);
    const guided = table.rows.find(
      ({ cells }) => cells[0]?.text === 'FQ1-27' && cells[2]?.text === 'operating income',
    );
    expect(guided?.cells[5]).toMatchObject({ text: 'derived', note: 'from an outlook, no outturn' });
    expect(table.rows.every(({ cells }) => cells.at(-1)?.href?.startsWith('http') === true)).toBe(true);
  });

  it('quote HBM, contracts and cross-checks of the company alone', () => {
    const micron = listCompanyTables(world, studyOf('MU'));
    expect(micron.disclosures.rows.some(({ cells }) => cells.at(-1)?.note === '"nearly $2 billion"')).toBe(
      true,
    );
    expect(micron.contracts.rows.some(({ cells }) => cells[2]?.text === '26')).toBe(true);
    expect(micron.crossChecks.rows.map(({ key }) => key)).toEqual(['X1', 'X2', 'X3', 'X4', 'X8']);
    const seagate = listCompanyTables(world, studyOf('STX'));
    expect(seagate.disclosures.rows).toEqual([]);
    expect(seagate.crossChecks.rows).toEqual([]);
  });

  it('hold figures against each other, differences first', () => {
    const { checks } = listCompanyTables(world, studyOf('SNDK'));
    const parts = checks.rows.find(({ key }) => key === 'Revenue and its parts FQ1-26');
    // 0.269 + 1.4 + 0.652 = 2.321 against 2.308: the 1.4 is rounded to a tenth.
    expect(parts?.cells.map(({ text }) => text).slice(2, 5)).toEqual(['2.30800', '2.32100', '0.013']);
    // Half a tenth, and half a thousandth for each of the other three.
    expect(parts?.cells[5]?.value).toBeCloseTo(0.0515, 9);
    expect(parts?.cells[6]?.text).toBe('agrees within rounding');
  });
});
