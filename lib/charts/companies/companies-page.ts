/** The sentence, figures and table of the page of companies. */
import type { CompaniesWorld, CompanyStudy } from '../../core/vendors/company-study.ts';
import { freshnessWords, type Freshness } from '../../core/freshness/freshness.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import type { Tier } from '../../core/vendors/tier-mix.ts';
import type { ChartTableCell, ChartTableModel } from '../chart-model.ts';
import { formatDate, formatFraction, formatPct, formatUsdBn, formatUsdBnRange } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { formatNative } from './account-words.ts';
import { EXPOSURE_RANGE_WORDS, evidenceKey, exposureWords, formatPctRange } from './company-words.ts';
import { listValued } from './exposure-bars.ts';
import { listMakers } from './hbm-share-bars.ts';

/** "Three of seven …": how much of whom is HBM, and whose value moves most. */
export function prepareCompaniesHeadline(studies: readonly CompanyStudy[]): SentencePart[] {
  const makers = listMakers(studies).toSorted((a, b) => b.share.sharePct.point - a.share.sharePct.point);
  if (makers.length === 0) {
    return [plain(`No HBM share of revenue of the ${String(studies.length)} vendors was on file by then.`)];
  }
  const parts: SentencePart[] = [
    plain(`HBM is sold by ${String(makers.length)} of ${String(studies.length)} memory vendors: `),
  ];
  makers.forEach(({ study, share }, index) => {
    if (index > 0) parts.push(plain(index === makers.length - 1 ? ' and ' : ', '));
    parts.push(
      figure(formatPct(share.sharePct.point), evidenceKey('share', study)),
      muted(` (${formatPctRange(share.sharePct)})`),
      plain(` of ${study.company.name}’s revenue`),
    );
  });
  return [...parts, ...exposurePart(studies)];
}

function exposurePart(studies: readonly CompanyStudy[]): SentencePart[] {
  const most = mostExposed(studies);
  if (most === null) return [plain('; no exposure can be computed at this date.')];
  const words = exposureWords(most.exposure);
  return [
    plain(
      `; a memory saving of ${formatFraction(most.exposure.memorySaving.point)} moves the value of ${most.study.company.name} most, by `,
    ),
    figure(words.pct, evidenceKey('exposure', most.study)),
    muted(` (${words.pctRange ?? ''})`),
    plain(' of market value.'),
  ];
}

/** Largest figures, one a question. */
export function prepareCompaniesFigures(studies: readonly CompanyStudy[]): PageFigure[] {
  const makers = listMakers(studies);
  const dollars = makers.flatMap(({ study, share }): PageFigure[] => {
    if (isAbsent(share.usdBn)) return [];
    return [
      {
        key: evidenceKey('hbm', study),
        label: `HBM revenue, ${study.company.name}`,
        value: formatUsdBn(share.usdBn.point),
        range: formatUsdBnRange(share.usdBn.low, share.usdBn.high),
        note: `${share.period}, estimated: share × revenue`,
        age: study.freshness.hbm,
      },
    ];
  });
  const most = mostExposed(studies);
  if (most === null) return dollars;
  const words = exposureWords(most.exposure);
  return [
    ...dollars,
    {
      key: evidenceKey('exposure', most.study),
      label: `Largest value change, ${most.study.company.name}`,
      value: words.pct,
      range: words.pctRange,
      note: `of market value, ${words.usd}, default scenario`,
    },
  ];
}

function mostExposed(studies: readonly CompanyStudy[]) {
  const valued = listValued(studies).toSorted((a, b) => Math.abs(b.pct.point) - Math.abs(a.pct.point));
  return valued[0] ?? null;
}

/** A figure of the table; `evidence` null where nothing stands behind it. */
export interface CompanyCell {
  readonly text: string;
  readonly note: string | null;
  readonly evidence: string | null;
  readonly age?: Freshness | null;
}

export interface CompanyRow {
  readonly ticker: string;
  readonly name: string;
  /** In the order of {@link COMPANY_COLUMNS}, without the name. */
  readonly cells: readonly CompanyCell[];
}

export const COMPANY_COLUMNS: readonly string[] = [
  'HBM, of revenue',
  'Exposure, of value',
  'Market value',
  'Newest quarter',
  'Revenue',
  'In dollars',
  'Operating margin',
  'Tiers, of revenue',
  'Fiscal year ends',
];

/** One row a vendor. */
export function prepareCompanyRows(studies: readonly CompanyStudy[]): CompanyRow[] {
  return studies.map((study) => ({
    ticker: study.company.ticker,
    name: study.company.name,
    cells: [
      shareCell(study),
      exposureCell(study),
      marketValueCell(study),
      ...accountCells(study),
      tierCell(study),
      words(study.profile?.fiscalYearEnd ?? 'not on file'),
    ],
  }));
}

function words(text: string, note: string | null = null): CompanyCell {
  return { text, note, evidence: null };
}

function shareCell(study: CompanyStudy): CompanyCell {
  const { hbm } = study;
  if (hbm.kind === 'unknown') return words('not on file', hbm.reason);
  const evidence = evidenceKey('share', study);
  if (hbm.kind === 'none') return { text: 'none', note: hbm.reason, evidence };
  const { sharePct, period } = hbm.share;
  return {
    text: formatPct(sharePct.point),
    note: `${formatPctRange(sharePct)}, estimated, ${period}`,
    evidence,
    age: study.freshness.hbm,
  };
}

const TIER_NAMES: Readonly<Record<Tier, string>> = { dram: 'DRAM', nand: 'NAND', hdd: 'HDD' };

interface TierText {
  readonly text: string;
  readonly period: string | null;
}

/** Tiers that the vendor sells: shares of revenue, or that they are not disclosed. */
function tierCell({ tierMix }: CompanyStudy): CompanyCell {
  const tiers = (['dram', 'nand', 'hdd'] as const).flatMap((tier): TierText[] => {
    const share = tierMix[tier];
    if (!isAbsent(share)) {
      return [{ text: `${TIER_NAMES[tier]} ${formatFraction(share.share)}`, period: share.period }];
    }
    return share.absence === 'none' ? [] : [{ text: `${TIER_NAMES[tier]} ${share.absence}`, period: null }];
  });
  const periods = [...new Set(tiers.flatMap(({ period }) => (period === null ? [] : [period])))];
  return words(tiers.map(({ text }) => text).join(', '), periods.length === 0 ? null : periods.join(', '));
}

function accountCells(study: CompanyStudy): CompanyCell[] {
  const { newest, company } = study;
  if (newest === null || isAbsent(newest.revenue)) {
    return ['no quarter on file', 'not on file', 'not on file', 'not on file'].map((text) => words(text));
  }
  const { revenue, usd, operatingMargin, operatingIncome } = newest;
  const ends = newest.endOn === null ? null : `to ${formatDate(newest.endOn)}`;
  const evidence = evidenceKey('revenue', study);
  return [
    { ...words(newest.label, ends), age: study.freshness.quarter },
    { text: formatNative(revenue.value, company.unit), note: revenue.kind, evidence },
    isAbsent(usd)
      ? words(usd.absence)
      : {
          text: formatUsdBn(revenue.value * usd.usdBn),
          note:
            usd.rate === null
              ? 'as stated'
              : `at ${usd.rate.rateQuotePerUsd.toFixed(1)}, mean of ${usd.rate.calendarQuarter}`,
          evidence,
        },
    typeof operatingMargin === 'number'
      ? {
          text: formatFraction(operatingMargin),
          note: isAbsent(operatingIncome) ? null : operatingIncome.kind,
          evidence: evidenceKey('margin', study),
        }
      : words('not known', operatingMargin.absence),
  ];
}

function marketValueCell(study: CompanyStudy): CompanyCell {
  const { profile } = study;
  if (profile?.marketCapUsdBn == null || profile.marketCapAsOn === null) return words('not known by then');
  return {
    text: formatUsdBn(profile.marketCapUsdBn),
    note: formatDate(profile.marketCapAsOn),
    evidence: evidenceKey('cap', study),
    age: study.freshness.marketValue,
  };
}

function exposureCell(study: CompanyStudy): CompanyCell {
  const { exposure } = study;
  if (isAbsent(exposure)) return words(exposure.absence);
  const { pct, pctRange, usd } = exposureWords(exposure);
  return { text: pct, note: pctRange ?? usd, evidence: evidenceKey('exposure', study) };
}

/** The table for files: exact values beside their units, absences in words. */
export function prepareCompaniesTable(studies: readonly CompanyStudy[]): ChartTableModel {
  const column = (label: string, unit: string | null = null) => ({ label, unit });
  return {
    caption: 'Seven memory vendors',
    columns: [
      column('Vendor'),
      column('Ticker'),
      ...['low', 'point', 'high'].map((end) => column(`HBM of revenue, ${end}`, 'percent')),
      column('HBM, period'),
      column('HBM, basis'),
      ...['DRAM', 'NAND', 'HDD'].map((tier) => column(`${tier} of revenue`, 'fraction')),
      column('Newest quarter'),
      column('Freshness of the quarter'),
      column('Revenue, as stated', ''),
      column('Unit'),
      column('Revenue', 'USD bn'),
      column('Rate, per dollar', ''),
      column('Operating margin', 'fraction'),
      column('Market value', 'USD bn'),
      column('Market value on'),
      column('Freshness of the market value'),
      column('Value change', 'USD bn'),
      column('Value change', 'percent of market value'),
      column('Fiscal year ends'),
      column('Source of revenue'),
    ],
    rows: studies.map(toFileRow),
    totals: null,
  };
}

function exact(value: number | null | undefined, reason: string): ChartTableCell {
  return value === null || value === undefined
    ? { value: null, text: reason }
    : { value, text: String(value) };
}

function text(value: string): ChartTableCell {
  return { value, text: value };
}

function ageCell(freshness: Freshness | null): ChartTableCell {
  return text(freshness === null ? 'not on file' : freshnessWords(freshness));
}

function toFileRow(study: CompanyStudy): ChartTableCell[] {
  const { company, hbm, tierMix, newest, profile, exposure } = study;
  const share = hbm.kind === 'maker' ? hbm.share : null;
  const none = hbm.kind === 'none' ? 0 : null;
  const shareWords = hbm.kind === 'maker' ? '' : hbm.reason;
  const revenue = newest === null || isAbsent(newest.revenue) ? null : newest.revenue;
  const usd = newest === null || isAbsent(newest.usd) ? null : newest.usd;
  const margin = newest?.operatingMargin;
  return [
    text(company.name),
    text(company.ticker),
    ...(['low', 'point', 'high'] as const).map((end) => exact(share?.sharePct[end] ?? none, shareWords)),
    text(share?.period ?? 'none'),
    text(share?.basis ?? shareWords),
    ...(['dram', 'nand', 'hdd'] as const).map((tier) => {
      const part = tierMix[tier];
      return isAbsent(part) ? { value: null, text: part.absence } : exact(part.share, '');
    }),
    text(newest?.label ?? 'none on file'),
    ageCell(study.freshness.quarter),
    exact(revenue?.value, 'not on file'),
    text(company.unit),
    exact(revenue === null || usd === null ? null : revenue.value * usd.usdBn, 'no rate on file'),
    exact(usd?.rate?.rateQuotePerUsd, usd === null ? 'no rate on file' : 'accounts in dollars'),
    typeof margin === 'number' ? exact(margin, '') : { value: null, text: margin?.absence ?? 'not on file' },
    exact(profile?.marketCapUsdBn, 'not known by then'),
    text(profile?.marketCapAsOn ?? 'not known by then'),
    ageCell(study.freshness.marketValue),
    isAbsent(exposure) ? { value: null, text: exposure.absence } : exact(exposure.valueChangeUsdBn.point, ''),
    isAbsent(exposure)
      ? { value: null, text: exposure.absence }
      : exact(exposure.valueChangePct?.point, 'no market value known'),
    text(profile?.fiscalYearEnd ?? 'not on file'),
    text(revenue?.chosen[0]?.row.url ?? ''),
  ];
}

/** What ranges on the page are. */
export function companiesNote(world: CompaniesWorld): string {
  const exposureWordsText = isAbsent(world.defaults)
    ? `No exposure: ${world.defaults.absence}.`
    : `Ranges of exposure: ${EXPOSURE_RANGE_WORDS}.`;
  return `Ranges of HBM shares: low to high of the evidence on file. ${exposureWordsText}`;
}
