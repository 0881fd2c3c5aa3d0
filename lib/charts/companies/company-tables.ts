/** Small tables of a company's page whose rows link to their sources. */
import type { CompaniesWorld, CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import type { CrossCheck, VendorMarketFigure, VendorMetric } from '../../core/vendors/vendor-facts.ts';
import { wordsCell, type CatalogueCell } from '../catalogue-table.ts';
import { formatDate, formatPct, formatSignificant, formatUsdBn } from '../format.ts';
import { formatMetric, METRIC_KIND_WORDS, metricWords } from './account-words.ts';

/** A table whose cells may link and carry a second line. */
export interface SourcedTable {
  readonly caption: string;
  readonly columns: readonly { readonly label: string; readonly isNumber: boolean }[];
  readonly rows: readonly { readonly key: string; readonly cells: readonly CatalogueCell[] }[];
}

const words = (label: string) => ({ label, isNumber: false });
const number = (label: string) => ({ label, isNumber: true });

function sourceCell(row: {
  readonly sourceTitle: string | null;
  readonly publisher: string | null;
  readonly url: string | null;
}): CatalogueCell {
  return {
    ...wordsCell(row.sourceTitle ?? 'source not named'),
    ...(row.publisher === null ? {} : { note: row.publisher }),
    ...(row.url === null ? {} : { href: row.url }),
  };
}

function publishedCell(publishedOn: string | null): CatalogueCell {
  return wordsCell(publishedOn === null || publishedOn === '' ? 'no date visible' : formatDate(publishedOn));
}

const FIGURE_COLUMNS: SourcedTable['columns'] = [
  words('Period'),
  words('What'),
  number('Figure'),
  words('Kind'),
  words('Published'),
  words('Words and source'),
];

/** What the table of figures says of the vendor's HBM: revenue, growth, shares; newest first. */
function prepareDisclosures(study: CompanyStudy): SourcedTable {
  const own = study.metrics.filter(({ segment }) => segment.startsWith('HBM'));
  const shares = new Map(
    study.hbm.kind === 'none'
      ? []
      : study.hbm.quarters.map(({ chosen, usd, shareOfRevenue }) => [
          chosen.row.key,
          [
            isAbsent(usd) || usd.rate === null ? null : formatUsdBn(usd.usdBn),
            typeof shareOfRevenue === 'number' ? `${formatPct(shareOfRevenue * 100)} of revenue` : null,
          ]
            .filter((text) => text !== null)
            .join(', '),
        ]),
  );
  return {
    caption: 'What was said of its HBM',
    columns: FIGURE_COLUMNS,
    rows: own.toSorted(byNewestPeriod).map((row) => toOwnRow(row, shares.get(row.key) ?? '')),
  };
}

/** What trackers and brokers say of the vendor's HBM revenue and shares, newest period first. */
function prepareTrackers(study: CompanyStudy, market: readonly VendorMarketFigure[]): SourcedTable {
  const rows = market.filter(
    ({ vendorOrIndustry, quantity }) =>
      vendorOrIndustry === study.company.name && /^hbm_(revenue|share)/.test(quantity),
  );
  return {
    caption: 'What trackers and brokers say of its HBM',
    columns: FIGURE_COLUMNS,
    rows: rows.toSorted((a, b) => b.period.localeCompare(a.period)).map(toMarketRow),
  };
}

function byNewestPeriod(a: VendorMetric, b: VendorMetric): number {
  return b.periodEndOn.localeCompare(a.periodEndOn);
}

function toOwnRow(row: VendorMetric, more: string) {
  return {
    key: row.key,
    cells: [
      wordsCell(row.fiscalQuarter),
      wordsCell(`${row.segment}, ${metricWords(row.metric)}`),
      { value: row.value, text: formatMetric(row.value, row.unit), ...(more === '' ? {} : { note: more }) },
      wordsCell(METRIC_KIND_WORDS[row.reportedOrEstimate], { note: row.grade }),
      publishedCell(row.publishedOn),
      {
        ...sourceCell(row),
        note: row.notes === null || row.notes === '' ? 'figure as printed' : row.notes,
      },
    ],
  };
}

/** Low alone means "above", high alone "below". */
function marketValueWords({ low, point, high, unit }: VendorMarketFigure): string {
  const write = (value: number): string => formatMetric(value, unit);
  if (point !== null) {
    return low !== null && high !== null && low !== high
      ? `${write(point)} (${formatSignificant(low)} to ${formatSignificant(high)})`
      : write(point);
  }
  if (low !== null && high !== null) return `${formatSignificant(low)} to ${write(high)}`;
  if (low !== null) return `above ${write(low)}`;
  return high === null ? 'no number stated' : `below ${write(high)}`;
}

function toMarketRow(row: VendorMarketFigure) {
  return {
    key: row.key,
    cells: [
      wordsCell(row.period),
      wordsCell(row.definition),
      { value: row.point, text: marketValueWords(row) },
      wordsCell('market figure', { note: row.grade }),
      publishedCell(row.publishedOn),
      { ...sourceCell(row), ...(row.notes === null || row.notes === '' ? {} : { note: row.notes }) },
    ],
  };
}

const CONTRACT_QUANTITIES = /^(lta_|sold_out)/;

/** What is on file about its long-term agreements, newest period first. */
function prepareContracts(study: CompanyStudy, market: readonly VendorMarketFigure[]): SourcedTable {
  const rows = market.filter(
    ({ vendorOrIndustry, quantity }) =>
      vendorOrIndustry === study.company.name && CONTRACT_QUANTITIES.test(quantity),
  );
  return {
    caption: 'Contracts',
    columns: FIGURE_COLUMNS,
    rows: rows.toSorted((a, b) => b.period.localeCompare(a.period)).map(toMarketRow),
  };
}

/** The same HBM revenue reached two ways, for checks that name the vendor. */
function prepareCrossChecks(study: CompanyStudy, checks: readonly CrossCheck[]): SourcedTable {
  const own = checks.filter(({ vendor }) => vendor === study.company.name);
  return {
    caption: 'The same figure reached two ways',
    columns: [
      words('Check'),
      words('First way'),
      number('Gives'),
      words('Second way'),
      number('Gives'),
      number('Gap'),
      words('Reading'),
    ],
    rows: own.map((check) => ({
      key: check.checkId,
      cells: [
        wordsCell(check.checkId, { note: check.period }),
        linked(check.routeA, check.routeASources),
        { value: check.valueA, text: formatMetric(check.valueA, check.unit) },
        linked(check.routeB, check.routeBSources),
        { value: check.valueB, text: formatMetric(check.valueB, check.unit) },
        { value: check.gapBOverAPct, text: formatPct(check.gapBOverAPct) },
        wordsCell(check.reading),
      ],
    })),
  };
}

/** The first of the sources that a way names. */
function linked(route: string, sources: string): CatalogueCell {
  const url = /https?:\/\/[^\s;]+/.exec(sources)?.[0];
  return { ...wordsCell(route), ...(url === undefined ? {} : { href: url }) };
}

/** Figures on file held against each other; those that disagree first. */
function prepareChecks({ checks }: CompanyStudy): SourcedTable {
  return {
    caption: 'Figures held against each other',
    columns: [
      words('Figure'),
      words('Period'),
      number('Stated'),
      number('Recomputed'),
      number('Difference'),
      number('Rounding allows'),
      words('Verdict'),
      words('How'),
    ],
    rows: checks
      .toSorted((a, b) => Number(a.agrees) - Number(b.agrees))
      .map((check) => ({
        key: `${check.what} ${check.period}`,
        cells: [
          wordsCell(check.what),
          wordsCell(check.period),
          { value: check.stated, text: formatSignificant(check.stated, 6) },
          { value: check.recomputed, text: formatSignificant(check.recomputed, 6) },
          {
            value: check.recomputed - check.stated,
            text: formatSignificant(check.recomputed - check.stated),
          },
          { value: check.tolerance, text: formatSignificant(check.tolerance) },
          wordsCell(check.agrees ? 'agrees within rounding' : 'differs'),
          wordsCell(check.how, { note: check.unit.replace('_', ' ') }),
        ],
      })),
  };
}

/** Where its shares trade. */
function prepareListings({ profile }: CompanyStudy): SourcedTable {
  return {
    caption: 'Listings',
    columns: [
      words('Ticker'),
      words('Exchange'),
      words('Currency'),
      words('Role'),
      words('From'),
      words('Source'),
    ],
    rows: (profile?.listings ?? []).map((listing) => ({
      key: listing.ticker,
      cells: [
        wordsCell(listing.ticker),
        wordsCell(listing.exchange),
        wordsCell(listing.currency),
        wordsCell(listing.isPrimary ? 'primary' : 'secondary'),
        wordsCell(listing.validFromOn === null ? 'before the data begin' : formatDate(listing.validFromOn), {
          ...(listing.notes === null ? {} : { note: listing.notes }),
        }),
        sourceCell(listing),
      ],
    })),
  };
}

/** Sentence on the checks: how many agree. */
export function checksSummary({ checks }: CompanyStudy): string {
  const differing = checks.filter(({ agrees }) => !agrees);
  if (checks.length === 0) return 'No figure on file can be held against another.';
  if (differing.length === 0) {
    return `All ${String(checks.length)} checks that the figures allow agree within rounding.`;
  }
  const names = differing.map(({ what, period }) => `${what.toLowerCase()} ${period}`).join(', ');
  return `${String(checks.length - differing.length)} of ${String(checks.length)} checks agree within rounding; not so ${names}.`;
}

/** The small tables of a company's page. */
export function listCompanyTables(world: CompaniesWorld, study: CompanyStudy) {
  return {
    disclosures: prepareDisclosures(study),
    trackers: prepareTrackers(study, world.market),
    contracts: prepareContracts(study, world.market),
    crossChecks: prepareCrossChecks(study, world.crossChecks),
    checks: prepareChecks(study),
    listings: prepareListings(study),
  };
}
