/** Everything that is computed about one vendor: quarters in both calendars and currencies, shares, checks. */
import type { IsoDate } from '../facts/types.ts';
import { judgeFreshness, type DatedSeries, type Freshness } from '../freshness/freshness.ts';
import { quarterLabel } from '../calendar/quarter.ts';
import { toCalendarQuarters } from './calendar-figures.ts';
import { checkFigures, type FigureCheck } from './check-figures.ts';
import { COMPANIES, type Company } from './company.ts';
import { isAbsent, type Absence, type Figure, type PeriodFigure } from './figure.ts';
import { findHbm, type HbmStanding } from './hbm-standing.ts';
import { listQuarters } from './quarter-figures.ts';
import { splitRevenue, type RevenueSplit } from './split-revenue.ts';
import { findTierMix, type TierMix } from './tier-mix.ts';
import { toUsdBn, type UsdAmount } from './to-usd.ts';
import type { CompanyProfile, CrossCheck, FxRate, VendorMarketFigure, VendorMetric } from './vendor-facts.ts';
import { findExposure, type DefaultAnswers, type VendorExposure } from './vendor-exposure.ts';

/** Facts and default answers at one date. */
export interface CompaniesWorld {
  readonly asOf: IsoDate;
  readonly dataVersion: number;
  readonly metrics: readonly VendorMetric[];
  readonly rates: readonly FxRate[];
  readonly profiles: readonly CompanyProfile[];
  readonly market: readonly VendorMarketFigure[];
  readonly crossChecks: readonly CrossCheck[];
  readonly defaults: DefaultAnswers | Absence;
}

/** Accounts of one quarter, in the vendor's unit; `usd` is what a unit is worth in USD billions then. */
export interface AccountQuarter {
  /** `FQ4-26`, or `2026Q3` in calendar quarters. */
  readonly label: string;
  readonly startOn: IsoDate | null;
  readonly endOn: IsoDate | null;
  /** Running number of the calendar quarter, or of that which holds most of the fiscal one. */
  readonly calendar: number;
  readonly revenue: Figure | Absence;
  readonly operatingIncome: Figure | Absence;
  /** Fraction; absent when one of the two is. */
  readonly operatingMargin: number | Absence;
  readonly split: RevenueSplit;
  /** One unit of the accounts in USD billions. */
  readonly usd: UsdAmount | Absence;
}

export interface CompanyStudy {
  readonly company: Company;
  /** Null before it was on file. */
  readonly profile: CompanyProfile | null;
  readonly metrics: readonly VendorMetric[];
  readonly fiscal: readonly AccountQuarter[];
  readonly calendar: readonly AccountQuarter[];
  /** The newest fiscal quarter whose revenue is known; null when none is. */
  readonly newest: AccountQuarter | null;
  readonly tierMix: TierMix;
  readonly hbm: HbmStanding;
  readonly exposure: VendorExposure | Absence;
  readonly checks: readonly FigureCheck[];
  /** How fresh its series are at the date; null for what is not on file. */
  readonly freshness: CompanyFreshness;
}

export interface CompanyFreshness {
  readonly quarter: Freshness | null;
  /** Of the quarter that the share of HBM is about. */
  readonly hbm: Freshness | null;
  readonly marketValue: Freshness | null;
}

/** Studies of all followed vendors, in the order of the page. */
export function studyCompanies(world: CompaniesWorld): CompanyStudy[] {
  return COMPANIES.map((company) => studyCompany(world, company));
}

/** What the facts at the world's date say of one vendor. */
export function studyCompany(world: CompaniesWorld, company: Company): CompanyStudy {
  const metrics = world.metrics.filter(({ ticker }) => ticker === company.ticker);
  const profile = world.profiles.find(({ ticker }) => ticker === company.ticker) ?? null;
  const fiscal = listFiscal(company, metrics, world.rates);
  const newest = fiscal.findLast(({ revenue }) => !isAbsent(revenue)) ?? null;
  const hbm = findHbm(company, { metrics, profile, rates: world.rates });
  return {
    company,
    profile,
    metrics,
    fiscal,
    calendar: listCalendar(company, metrics, world.rates),
    newest,
    tierMix: findTierMix(company, metrics, profile),
    hbm,
    exposure: findExposure(world.defaults, company.ticker),
    checks: checkFigures(company, metrics, profile),
    freshness: {
      quarter: judge('quarterly-filing', newest?.endOn ?? null, world.asOf),
      hbm: judge(
        'quarterly-filing',
        hbm.kind === 'maker' ? (hbm.share.revenue?.endOn ?? null) : null,
        world.asOf,
      ),
      marketValue: judge('market-value', profile?.marketCapAsOn ?? null, world.asOf),
    },
  };
}

function judge(kind: DatedSeries['kind'], newestOn: IsoDate | null, asOf: IsoDate): Freshness | null {
  return newestOn === null ? null : judgeFreshness({ kind, newestOn }, asOf);
}

/** Segments of a company's revenue, the whole first. */
function segmentsOf(company: Company): string[] {
  const walk = ({ segment, parts }: Company['revenue']): string[] => [segment, ...parts.flatMap(walk)];
  return walk(company.revenue);
}

type ByQuarter = ReadonlyMap<string | number, Figure | Absence>;

const NOT_ON_FILE: Absence = { absence: 'not on file' };

interface Accounts {
  readonly revenue: ReadonlyMap<string, ByQuarter>;
  readonly income: ByQuarter;
}

function listFiscal(
  company: Company,
  metrics: readonly VendorMetric[],
  rates: readonly FxRate[],
): AccountQuarter[] {
  const keyOf = ({ startOn, endOn }: PeriodFigure): string => `${startOn} ${endOn}`;
  const read = (segment: string, metric: string): PeriodFigure[] =>
    listQuarters(metrics, { segment, metric, unit: company.unit });
  const byKey = (quarters: readonly PeriodFigure[]): ByQuarter =>
    new Map(quarters.map((quarter) => [keyOf(quarter), quarter.figure]));
  const { segment } = company.revenue;
  const accounts: Accounts = {
    revenue: new Map(segmentsOf(company).map((each) => [each, byKey(read(each, 'revenue'))])),
    income: byKey(read(segment, 'operating_income')),
  };
  const periods = new Map(
    [...read(segment, 'revenue'), ...read(segment, 'operating_income')].map((each) => [keyOf(each), each]),
  );
  return [...periods]
    .toSorted(([, a], [, b]) => a.startOn.localeCompare(b.startOn))
    .map(([key, { label, startOn, endOn, calendar }]) => ({
      ...accountsAt(company, accounts, key),
      label,
      startOn,
      endOn,
      calendar,
      usd: toUsdBn(1, company.unit, calendar, rates),
    }));
}

function listCalendar(
  company: Company,
  metrics: readonly VendorMetric[],
  rates: readonly FxRate[],
): AccountQuarter[] {
  const read = (segment: string, metric: string): ByQuarter => {
    const quarters = listQuarters(metrics, { segment, metric, unit: company.unit });
    return new Map(toCalendarQuarters(quarters).map(({ calendar, figure }) => [calendar, figure]));
  };
  const accounts: Accounts = {
    revenue: new Map(segmentsOf(company).map((each) => [each, read(each, 'revenue')])),
    income: read(company.revenue.segment, 'operating_income'),
  };
  const known = [
    ...(accounts.revenue.get(company.revenue.segment)?.keys() ?? []),
    ...accounts.income.keys(),
  ].filter((key) => typeof key === 'number');
  return [...new Set(known)]
    .toSorted((a, b) => a - b)
    .map((calendar) => ({
      ...accountsAt(company, accounts, calendar),
      label: quarterLabel(calendar),
      startOn: null,
      endOn: null,
      calendar,
      usd: toUsdBn(1, company.unit, calendar, rates),
    }));
}

function accountsAt(company: Company, { revenue: bySegment, income }: Accounts, key: string | number) {
  const at = (segment: string): Figure | Absence => bySegment.get(segment)?.get(key) ?? NOT_ON_FILE;
  const revenue = at(company.revenue.segment);
  const operatingIncome = income.get(key) ?? NOT_ON_FILE;
  return {
    revenue,
    operatingIncome,
    operatingMargin: marginOf(revenue, operatingIncome),
    split: splitRevenue(company.revenue, (segment) => {
      const figure = at(segment);
      return isAbsent(figure) ? null : figure;
    }),
  };
}

function marginOf(revenue: Figure | Absence, income: Figure | Absence): number | Absence {
  if (isAbsent(income)) return { absence: `operating income ${income.absence}` };
  if (isAbsent(revenue)) return { absence: `revenue ${revenue.absence}` };
  return income.value / revenue.value;
}
