import { readFileSync } from 'node:fs';

import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';

import { quarterLabel } from '#lib/core/calendar/quarter.ts';
import { toCalendarQuarters } from '#lib/core/filings/calendar-quarters.ts';
import { deriveQuarters } from '#lib/core/filings/derive-quarters.ts';
import { listQuarterRevisions } from '#lib/core/filings/quarter-revisions.ts';
import type { FiledFact, QuarterFigure } from '#lib/core/filings/types.ts';
import { parseCompanyConcept, parseCompanyFacts } from '#lib/sources/edgar/company-facts.ts';
import { EDGAR_ISSUERS } from '#lib/sources/edgar/issuers.ts';
import { parseFiledFacts } from '#lib/sources/edgar/parse-filed-facts.ts';
import { hasRecordings, readRecording } from '#tests/support/recordings.ts';

const TODAY = '2026-11-23';
const FOLDER = 'edgar-recordings/';
const PPE = 'PaymentsToAcquirePropertyPlantAndEquipment';
const LEASES = 'FinanceLeasePrincipalPayments';

function recorded(ticker: string, concept = PPE): readonly FiledFact[] {
  const company = parseCompanyFacts(readRecording(`${FOLDER}companyfacts-${ticker.toLowerCase()}.json`));
  if (!company.ok) throw new Error(company.error);
  const issuer = EDGAR_ISSUERS.find((one) => one.ticker === ticker);
  if (issuer === undefined) throw new Error(`no issuer ${ticker}`);
  const concepts = [{ measure: 'cash-capex', name: concept, isChecked: true, fact: null }] as const;
  const { observations, quarantined, missing } = parseFiledFacts(
    company.value,
    { ...issuer, concepts },
    TODAY,
  );
  expect([quarantined, missing]).toEqual([[], []]);
  expect(observations.length).toBeGreaterThan(20);

  return observations;
}

function quartersOf(ticker: string, concept = PPE, asOf = TODAY): readonly QuarterFigure[] {
  const { quarters, doubtful } = deriveQuarters(recorded(ticker, concept), asOf);
  expect(doubtful).toEqual([]);

  return quarters;
}

function quarterOf(ticker: string, periodEndOn: string, asOf = TODAY): QuarterFigure {
  const quarter = quartersOf(ticker, PPE, asOf).find((one) => one.periodEndOn === periodEndOn);
  if (quarter === undefined) throw new Error(`${ticker} has no quarter to ${periodEndOn}`);

  return quarter;
}

const sumOf = (quarters: readonly QuarterFigure[]): number =>
  quarters.reduce((sum, { value }) => sum + value, 0);

describe.skipIf(!hasRecordings(FOLDER))('filings as the SEC sent them', () => {
  it('give Microsoft 115.948 billion for fiscal 2026, in four distinct quarters', () => {
    const year = quartersOf('MSFT').filter(({ periodEndOn }) => periodEndOn > '2025-06-30');
    expect(year.map(({ value }) => value / 1e6)).toEqual([19_394, 29_876, 30_876, 35_802]);
    expect(year.map(({ basis }) => basis)).toEqual(['reported', 'reported', 'reported', 'derived']);
    expect(sumOf(year)).toBe(115_948_000_000);
  });

  it('give Microsoft 30.876 billion for the quarter to March 2026', () => {
    expect(quarterOf('MSFT', '2026-03-31')).toMatchObject({ value: 30_876_000_000, basis: 'reported' });
  });

  it('give Alphabet 44.924 billion for the second quarter of 2026: half-year less first quarter', () => {
    const quarter = quarterOf('GOOGL', '2026-06-30');
    expect(quarter).toMatchObject({ value: 44_924_000_000, basis: 'derived', knownFrom: '2026-07-23' });
    expect(quarter.parts.map(({ sign, fact }) => sign * fact.value)).toEqual([
      -35_674_000_000, 80_598_000_000,
    ]);
  });

  it('give Meta 69.691 billion for 2025 and 18.997 billion for the first quarter of 2026', () => {
    const year = quartersOf('META').filter(({ periodEndOn }) => periodEndOn.startsWith('2025'));
    expect(year).toHaveLength(4);
    expect(sumOf(year)).toBe(69_691_000_000);
    expect(quarterOf('META', '2026-03-31')).toMatchObject({ value: 18_997_000_000, basis: 'reported' });
  });

  it('keep what Meta said of 2023 before it restated it, and say where a difference mixes both', () => {
    expect(quarterOf('META', '2023-12-31', '2024-02-02')).toMatchObject({
      value: 7_665_000_000,
      isMixedBasis: false,
    });
    expect(quarterOf('META', '2023-12-31', '2024-11-01')).toMatchObject({
      value: 7_813_000_000,
      isMixedBasis: true,
    });
    expect(quarterOf('META', '2023-12-31', '2025-01-30')).toMatchObject({
      value: 7_592_000_000,
      isMixedBasis: false,
    });
    const changes = listQuarterRevisions(recorded('META')).filter(
      ({ previousValue }) => previousValue !== null,
    );
    expect(
      changes.map(({ filedOn, figure, previousValue }) => [filedOn, previousValue, figure.value]),
    ).toEqual([
      ['2024-04-25', 6_842_000_000, 6_823_000_000],
      ['2024-08-01', 6_216_000_000, 6_134_000_000],
      ['2024-10-31', 6_543_000_000, 6_496_000_000],
      ['2025-01-30', 7_665_000_000, 7_592_000_000],
    ]);
  });

  it('show a quarter from its filing day on', () => {
    expect(quartersOf('MSFT', PPE, '2026-07-28').at(-1)?.periodEndOn).toBe('2026-03-31');
    expect(quartersOf('MSFT', PPE, '2026-07-29').at(-1)?.periodEndOn).toBe('2026-06-30');
  });

  it('are calendar quarters day by day', () => {
    const figures = toCalendarQuarters(quartersOf('MSFT'));
    expect(figures.map(({ mapping }) => mapping)).toEqual(figures.map(() => 'same-days'));
    expect(quarterLabel(figures.at(-1)?.calendarQuarter ?? 0)).toBe('2026Q2');
  });

  it.each(['MSFT', 'GOOGL', 'META'])('of %s are the same from the address of one concept', (ticker) => {
    const text = readRecording(`${FOLDER}companyconcept-${PPE}-${ticker.toLowerCase()}.json`);
    const company = parseCompanyConcept(text);
    if (!company.ok) throw new Error(company.error);
    const issuer = EDGAR_ISSUERS.find((one) => one.ticker === ticker);
    if (issuer === undefined) throw new Error(`no issuer ${ticker}`);
    const concepts = issuer.concepts.filter(({ name }) => name === PPE);
    expect(parseFiledFacts(company.value, { ...issuer, concepts }, TODAY).observations).toEqual(
      recorded(ticker),
    );
  });
});

interface ActualRow {
  readonly ticker: string;
  readonly fiscal_quarter: string;
  readonly period_start: string;
  readonly period_end: string;
  readonly capex_usd_bn: string;
  readonly definition: string;
  readonly source_url: string;
  readonly source_published_on: string;
}

describe.skipIf(!hasRecordings(FOLDER))('the shipped capex facts beside the filings', () => {
  const read = (name: string): ActualRow[] =>
    parse(readFileSync(new URL(`../../../prisma/seed/data/${name}`, import.meta.url), 'utf8'), {
      columns: true,
      bom: true,
    });
  const first = read('capex_actuals.csv');
  const restated = read('capex_restatements.csv');
  const isSameFact = (a: ActualRow, b: ActualRow) =>
    a.ticker === b.ticker && a.fiscal_quarter === b.fiscal_quarter && a.definition === b.definition;
  const rows = first.map((row) => restated.find((later) => isSameFact(row, later)) ?? row);

  it('say of every restated quarter what was filed first and what the named filing made of it', () => {
    expect(restated).toHaveLength(4);
    const valueOf = (row: ActualRow, asOf: string): number =>
      (quartersOf('META', PPE, asOf).find((one) => one.periodEndOn === row.period_end)?.value ?? NaN) / 1e9;
    for (const row of first.filter((one) => restated.some((later) => isSameFact(one, later)))) {
      expect(valueOf(row, row.source_published_on)).toBe(Number(row.capex_usd_bn));
    }
    for (const row of restated) {
      expect(valueOf(row, row.source_published_on)).toBe(Number(row.capex_usd_bn));
      const filings = recorded('META').filter(({ filedOn }) => filedOn === row.source_published_on);
      expect(row.source_url).toContain(filings[0]?.accession.replaceAll('-', ''));
    }
  });

  it.each([
    ['MSFT', ['cash PP&E'], [PPE], 14, []],
    ['GOOGL', ['cash PP&E'], [PPE], 14, []],
    ['META', ['cash PP&E'], [PPE], 13, ['2026 Q2']],
    ['META', ['incl. finance leases'], [PPE, LEASES], 13, ['2026 Q2']],
  ])('of %s (%s) agree to the million', (ticker, [definition = ''], concepts, count, notRecorded) => {
    const shipped = rows.filter((row) => row.ticker === ticker && row.definition.startsWith(definition));
    const values = new Map<string, number>();
    for (const concept of concepts) {
      for (const { periodStartOn, periodEndOn, value } of quartersOf(ticker, concept)) {
        const period = `${periodStartOn} ${periodEndOn}`;
        values.set(period, (values.get(period) ?? 0) + value);
      }
    }
    const compared = shipped.map((row) => ({
      quarter: row.fiscal_quarter,
      shippedMillions: Math.round(Number(row.capex_usd_bn) * 1000),
      filedMillions: (values.get(`${row.period_start} ${row.period_end}`) ?? NaN) / 1e6,
    }));
    const known = compared.filter(({ filedMillions }) => !Number.isNaN(filedMillions));
    expect(known).toHaveLength(count);
    expect(known.filter(({ shippedMillions, filedMillions }) => shippedMillions !== filedMillions)).toEqual(
      [],
    );
    expect(compared.filter((row) => !known.includes(row)).map(({ quarter }) => quarter)).toEqual(notRecorded);
  });
});
