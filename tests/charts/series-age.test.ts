import { describe, expect, it } from 'vitest';
import { prepareCapexPage } from '#lib/charts/capex/capex-page.ts';
import { toFileTable } from '#lib/charts/catalogue-table.ts';
import { toCsvLines } from '#lib/charts/chart-csv.ts';
import { prepareCompaniesTable, prepareCompanyRows } from '#lib/charts/companies/companies-page.ts';
import { prepareCompanyEvidence } from '#lib/charts/companies/company-evidence.ts';
import { prepareCompanyFigures } from '#lib/charts/companies/company-page.ts';
import { drawQuarters } from '#lib/charts/companies/drawn-quarters.ts';
import { prepareIncomeBars, prepareMarginLine } from '#lib/charts/companies/income-plots.ts';
import { prepareRevenueBars } from '#lib/charts/companies/revenue-bars.ts';
import { computedVersions } from '#lib/charts/computed-versions.ts';
import { prepareLabRows } from '#lib/charts/labs/labs-figures.ts';
import { preparePriceHistory } from '#lib/charts/labs/price-history.ts';
import { agedLabel, ageNotes, ageWords, type SeriesAge } from '#lib/charts/series-age.ts';
import type { XySeries } from '#lib/charts/xy-plot-model.ts';
import { readCapexLink } from '#lib/core/catalogue/capex-link.ts';
import { freshnessWords, judgeFreshness } from '#lib/core/freshness/freshness.ts';
import { computeLabEconomics } from '#lib/core/labs/lab-economics.ts';
import { DEFAULT_LABS_CHOICE } from '#lib/core/labs/labs-choice.ts';
import { studyCompanies } from '#lib/core/vendors/company-study.ts';
import { readCapexFacts } from '#tests/support/capex.ts';
import { readLabsWorld } from '#tests/support/labs.ts';
import { readCompaniesWorld } from '#tests/support/vendors.ts';

const guideOf = (newestOn: string) => judgeFreshness({ kind: 'guide', newestOn }, '2026-11-27');
const AGES: readonly SeriesAge[] = [
  { label: 'Fresh one', freshness: guideOf('2026-11-20') },
  { label: 'Due one', freshness: guideOf('2026-08-10') },
  { label: 'Stale one', freshness: guideOf('2026-05-01') },
];

function micronAt(asOf: string) {
  const study = studyCompanies({ ...readCompaniesWorld(), asOf }).find(
    ({ company }) => company.ticker === 'MU',
  );
  if (study === undefined) throw new Error('Micron is missing');
  const drawn = drawQuarters(study, { currency: 'native', quarters: 'fiscal' });
  const [margin, income, revenue] = [
    prepareMarginLine(drawn),
    prepareIncomeBars(drawn),
    prepareRevenueBars(drawn),
  ];
  if (margin === null || income === null || revenue === null) throw new Error('Micron has no charts');
  return { study, margin, income, revenue };
}

const idsOf = (series: readonly XySeries[]): string[] =>
  series.flatMap(({ id, isStale }) => (isStale === true ? [id] : []));

describe('words of ages', () => {
  it('say nothing more while all is fresh, and name what is due and what is stale', () => {
    expect(ageNotes(AGES.slice(0, 1))).toEqual([]);
    expect(ageNotes(AGES).map(({ text }) => text)).toEqual([
      'Stale, so drawn dashed: Stale one (6 months old).',
      'Due for a newer figure: Due one (3 months old).',
    ]);
    expect(ageWords(AGES)).toBe(
      'Fresh one: 7 days old; Due one: due, 3 months old; Stale one: stale, 6 months old',
    );
    expect(AGES.map(({ label }) => agedLabel(label, AGES))).toEqual([
      'Fresh one',
      'Due one',
      'Stale one (stale, 6 months old)',
    ]);
    expect(agedLabel('Another', AGES)).toBe('Another');
  });
});

describe('a company whose newest quarter ended on 3 September 2026', () => {
  it('is drawn whole while its next report is not late', () => {
    const { margin, income, revenue } = micronAt('2026-11-27');
    expect(idsOf(margin.series)).toEqual([]);
    for (const { bars } of [income, revenue]) {
      expect(bars.flatMap(({ segments }) => segments).some(({ isStale }) => isStale === true)).toBe(false);
    }
    expect(margin.ages?.map(({ freshness }) => freshnessWords(freshness))).toEqual(['newest quarter']);
  });

  it('is drawn dashed, with its age in table and file, once a quarter is overdue; no point is added', () => {
    const fresh = micronAt('2026-11-27');
    const { margin, income, revenue } = micronAt('2027-03-15');
    expect(idsOf(margin.series)).toEqual(['margin']);
    for (const { bars } of [income, revenue]) {
      expect(bars.flatMap(({ segments }) => segments).every(({ isStale }) => isStale === true)).toBe(true);
    }
    expect(margin.series.map(({ points }) => points)).toEqual(
      fresh.margin.series.map(({ points }) => points),
    );
    expect(ageNotes(margin.ages ?? [])).toEqual([
      { state: 'stale', text: 'Stale, so drawn dashed: operating margin (one quarter overdue).' },
    ]);
    const provenance = {
      scenario: 'Micron',
      ...computedVersions({ asOf: '2027-03-15', dataVersion: 3 }, '7', { draws: 4096, seed: 11 }),
      source: 'filings',
    };
    const lines = toCsvLines(margin, provenance, 'https://firm.example/companies/MU?asOf=2027-03-15');
    expect(lines.slice(3, 7).map(([cell]) => [String(cell).replaceAll('\u00a0', ' ')])).toEqual([
      ['# Versions: as of 15 Mar 2027, data version 3, model 7, 4,096 draws of seed 11'],
      ['# Source: filings'],
      ['# Link: https://firm.example/companies/MU?asOf=2027-03-15'],
      ['# Freshness: operating margin: stale, one quarter overdue'],
    ]);
  });

  it('says so beside its figures, in its row, its evidence and its file', () => {
    const { study } = micronAt('2027-03-15');
    const ages = prepareCompanyFigures(study).map(({ label, age }) => [
      label.replace(/,.*/, ''),
      age == null ? null : freshnessWords(age),
    ]);
    expect(ages).toEqual(
      expect.arrayContaining([
        ['Revenue', 'stale, one quarter overdue'],
        ['Operating margin', 'stale, one quarter overdue'],
        ['Market value', 'stale, 6 months old'],
      ]),
    );
    const [row] = prepareCompanyRows([study]);
    expect(row?.cells.flatMap(({ age }) => (age == null ? [] : [age.kind]))).toEqual([
      'quarterly-filing',
      'market-value',
      'quarterly-filing',
    ]);
    expect(prepareCompanyEvidence(study)['revenue:MU']?.age?.state).toBe('stale');
    expect(prepareCompanyEvidence(study)['exposure:MU']?.age).toBeNull();
    const { columns, rows } = prepareCompaniesTable([study]);
    const at = columns.findIndex(({ label }) => label === 'Freshness of the market value');
    expect(rows[0]?.[at]?.value).toBe('stale, 6 months old');
    expect(columns.length).toBe(rows[0]?.length);
  });
});

describe('guides of capex', () => {
  const pageAt = (asOf: string, query: string) => {
    const decoded = readCapexLink(new URLSearchParams(query));
    const facts = readCapexFacts(asOf);
    const totals = {
      ...{ modelVersion: '0', dataVersion: 1, year: 2026, asOf, lowUsdBn: 0, pointUsdBn: 0, highUsdBn: 0 },
      issuers: [
        {
          ...{
            issuer: 'TSMC',
            ticker: 'TSM',
            actualUsdBn: null,
            guidedUsdBn: 62,
            lowUsdBn: 60,
            pointUsdBn: 62,
          },
          ...{ highUsdBn: 64, announcementId: 'tsm-cy2026-20260716', includedInTotal: false },
          exclusionReason: 'a supplier',
        },
      ],
    };
    const page = prepareCapexPage({ facts, totals, modelVersion: '0' }, decoded);
    if (!page.ok) throw new Error(JSON.stringify(page.error));
    return page.value;
  };

  it('are stale 136 days after the day they were given, issuer by issuer', () => {
    const facts = readCapexFacts('2026-12-05');
    const page = pageAt('2026-12-05', 'year=2026&show=each');
    const stale = idsOf(page.guides?.series ?? []);
    const expected = page.study.history.issuers.filter(({ vintages }) => {
      const guide = facts.announcements.find(({ id }) => id === vintages.at(-1)?.announcementId);
      return (Date.parse('2026-12-05') - Date.parse(guide?.announcedOn ?? '')) / 86_400_000 > 135;
    });
    expect(expected.length).toBeGreaterThan(0);
    expect(expected.length).toBeLessThan(page.study.history.issuers.length);
    expect(stale.toSorted()).toEqual(expected.map(({ ticker }) => ticker).toSorted());
    expect(page.guides?.ages?.length).toBe(page.study.history.issuers.length);
  });

  it('of a year that is over have no age, and neither has what was reported of it', () => {
    const { guides, figures } = pageAt('2026-11-27', 'year=2025');
    expect(guides?.ages).toEqual([]);
    expect(idsOf(guides?.series ?? [])).toEqual([]);
    expect(figures.every(({ age }) => age == null)).toBe(true);
  });

  it('stand with their age in the table of issuers and in its file', () => {
    const { issuers } = pageAt('2026-12-05', 'year=2026');
    const table = toFileTable(issuers, issuers.rows);
    const at = table.columns.findIndex(({ label }) => label === 'Freshness');
    expect(table.rows[0]?.[at]?.value).toBe('Announced, own period: stale, 4 months old');
  });
});

describe('price lists of labs', () => {
  it('age from the day they were last seen, not from the day a price began', () => {
    const world = readLabsWorld('2026-11-27');
    const economics = computeLabEconomics(world, DEFAULT_LABS_CHOICE);
    if (!economics.ok) throw new Error('no economics');
    for (const { lab, freshness } of economics.value.labs) {
      const seen = world.prices
        .filter(({ provider, effectiveOn }) => provider === lab.provider && effectiveOn <= world.asOf)
        .flatMap(({ effectiveOn, publishedOn }) => [effectiveOn, publishedOn ?? ''])
        .filter((day) => day <= world.asOf)
        .sort();
      const days = (Date.parse(world.asOf) - Date.parse(seen.at(-1) ?? '')) / 86_400_000;
      expect(freshness?.count, lab.id).toBe(days);
    }
    const history = preparePriceHistory(economics.value, { series: 'output', show: 'all', asOf: world.asOf });
    const stale = economics.value.labs.filter(({ freshness }) => freshness?.state === 'stale');
    expect(stale.length).toBeGreaterThan(0);
    expect(idsOf(history?.series ?? []).toSorted()).toEqual(stale.map(({ lab }) => lab.id).toSorted());
    expect(prepareLabRows(economics.value).every(({ age, since }) => (age === null) === (since === ''))).toBe(
      true,
    );
  });
});
