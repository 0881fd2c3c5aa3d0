/** The sentence and figures of one company's page. */
import type { CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import { lastDisclosed } from '../../core/vendors/hbm-standing.ts';
import type { VendorExposure } from '../../core/vendors/vendor-exposure.ts';
import { formatDate, formatFraction, formatPct, formatUsdBn, formatUsdBnRange } from '../format.ts';
import type { PageFigure } from '../page-figure.ts';
import { figure, muted, plain, type SentencePart } from '../sentence.ts';
import { formatNative, KIND_WORDS, METRIC_KIND_WORDS } from './account-words.ts';
import { evidenceKey, exposureWords, formatPctRange } from './company-words.ts';

/** What the firm is, in one sentence: its HBM, the share of revenue, what the default scenario does to its value. */
export function prepareCompanyHeadline(study: CompanyStudy): SentencePart[] {
  return study.hbm.kind === 'maker' ? makerHeadline(study) : otherHeadline(study);
}

function makerHeadline(study: CompanyStudy): SentencePart[] {
  const { hbm, company } = study;
  if (hbm.kind !== 'maker') return [];
  const { sharePct, period, usdBn } = hbm.share;
  const dollars = isAbsent(usdBn)
    ? [plain('HBM revenue not known in dollars, ')]
    : [
        plain('HBM '),
        figure(formatUsdBn(usdBn.point), evidenceKey('hbm', study)),
        muted(` (${formatUsdBnRange(usdBn.low, usdBn.high)}, estimated)`),
        plain(', '),
      ];
  return [
    plain(`${company.name} ${period}: `),
    ...dollars,
    figure(formatPct(sharePct.point), evidenceKey('share', study)),
    muted(` (${formatPctRange(sharePct)})`),
    plain(' of revenue'),
    ...disclosedPart(study),
    ...exposurePart(study),
  ];
}

function disclosedPart(study: CompanyStudy): SentencePart[] {
  const last = lastDisclosed(study.hbm);
  if (last === null) return [plain('; the company has disclosed no HBM revenue')];
  const { row } = last.chosen;
  const amount = isAbsent(last.usd)
    ? formatNative(row.value, study.company.unit)
    : formatUsdBn(last.usd.usdBn);
  return [
    plain('; last disclosed '),
    figure(amount, evidenceKey('disclosed', study)),
    muted(` (${METRIC_KIND_WORDS[row.reportedOrEstimate]})`),
    plain(` in ${row.fiscalQuarter}`),
  ];
}

function exposurePart(study: CompanyStudy): SentencePart[] {
  const { exposure } = study;
  if (isAbsent(exposure)) return [plain(`; exposure: ${exposure.absence}.`)];
  const words = exposureWords(exposure);
  if (exposure.via === 'tiers') return shiftPart(study, exposure);
  return [
    plain(`; a memory saving of ${formatFraction(exposure.memorySaving.point)} changes its value by `),
    figure(words.usd, evidenceKey('exposure', study)),
    muted(` (${words.usdRange})`),
    plain(exposure.valueChangePct === null ? '.' : `, ${words.pct} of market value.`),
  ];
}

function shiftPart(study: CompanyStudy, exposure: VendorExposure): SentencePart[] {
  const words = exposureWords(exposure);
  return [
    plain(
      `; a memory saving of ${formatFraction(exposure.memorySaving.point)}, of which by default ${formatFraction(exposure.tierShift.point)} moves to other tiers, changes its value by `,
    ),
    figure(words.usd, evidenceKey('exposure', study)),
    muted(` (${words.usdRange})`),
    plain('.'),
  ];
}

function otherHeadline(study: CompanyStudy): SentencePart[] {
  const { newest, hbm, company } = study;
  const disclosed = statedPart(study);
  const opening = hbm.kind === 'none' ? ' sells no HBM' : ' has no HBM share of revenue on file by then';
  return [
    plain(company.name),
    ...(disclosed ?? [plain(opening)]),
    ...(newest === null || isAbsent(newest.revenue)
      ? [plain('; no quarter is on file')]
      : [
          plain('; revenue '),
          figure(formatNative(newest.revenue.value, company.unit), evidenceKey('revenue', study)),
          plain(` in ${newest.label}`),
          ...marginPart(study),
        ]),
    ...exposurePart(study),
  ];
}

/** What the company last said of its HBM, where no estimate of today's share is on file; null when it never did. */
function statedPart(study: CompanyStudy): SentencePart[] | null {
  const last = lastDisclosed(study.hbm);
  if (last === null) return null;
  const { row } = last.chosen;
  return [
    plain(` ${row.fiscalQuarter}: HBM `),
    figure(formatNative(row.value, study.company.unit), evidenceKey('disclosed', study)),
    muted(` (${METRIC_KIND_WORDS[row.reportedOrEstimate]})`),
    ...(typeof last.shareOfRevenue === 'number'
      ? [plain(`, ${formatFraction(last.shareOfRevenue)} of revenue`)]
      : []),
  ];
}

function marginPart(study: CompanyStudy): SentencePart[] {
  const margin = study.newest?.operatingMargin;
  if (typeof margin !== 'number') return [plain(', operating margin not known')];
  return [plain(', operating margin '), figure(formatFraction(margin), evidenceKey('margin', study))];
}

/** What the ranges of the sentence are. */
export function companyNote({ hbm, exposure, profile }: CompanyStudy): string {
  const share = hbm.kind === 'maker' ? 'Range of the share: low to high of the evidence on file. ' : '';
  const value = isAbsent(exposure)
    ? ''
    : `Range of the value change: ${exposureWords(exposure).rangeWords}. `;
  return `${share}${value}${profile === null ? 'No profile was on file by then.' : `Fiscal year ends: ${profile.fiscalYearEnd}.`}`;
}

/** Key figures: HBM, its share, newest quarter, margin, market value, exposure. Absent ones are left out. */
export function prepareCompanyFigures(study: CompanyStudy): PageFigure[] {
  return [
    ...hbmFigures(study),
    ...accountFigures(study),
    ...marketValueFigure(study),
    ...exposureFigure(study),
  ];
}

function hbmFigures(study: CompanyStudy): PageFigure[] {
  const { hbm } = study;
  if (hbm.kind !== 'maker') return [];
  const { usdBn, sharePct, period } = hbm.share;
  const share = `${formatPct(sharePct.point)} (${formatPctRange(sharePct)}) of revenue`;
  if (isAbsent(usdBn)) {
    return [
      {
        key: evidenceKey('share', study),
        label: 'HBM, of revenue',
        value: formatPct(sharePct.point),
        range: formatPctRange(sharePct),
        note: `${period}, estimated; in dollars ${usdBn.absence}`,
        age: study.freshness.hbm,
      },
    ];
  }
  return [
    {
      key: evidenceKey('hbm', study),
      label: `HBM revenue, ${period}`,
      value: formatUsdBn(usdBn.point),
      range: formatUsdBnRange(usdBn.low, usdBn.high),
      note: `estimated: ${share}`,
      age: study.freshness.hbm,
    },
  ];
}

function accountFigures(study: CompanyStudy): PageFigure[] {
  const { newest, company } = study;
  if (newest === null || isAbsent(newest.revenue)) return [];
  const { revenue, usd, operatingMargin, operatingIncome } = newest;
  const dollars =
    company.unit === 'USD_bn'
      ? ''
      : isAbsent(usd)
        ? `, ${usd.absence}`
        : `, ${formatUsdBn(revenue.value * usd.usdBn)}`;
  return [
    {
      key: evidenceKey('revenue', study),
      label: `Revenue, ${newest.label}`,
      value: formatNative(revenue.value, company.unit),
      range: null,
      note: `${KIND_WORDS[revenue.kind]}${dollars}`,
      age: study.freshness.quarter,
    },
    ...(typeof operatingMargin === 'number' && !isAbsent(operatingIncome)
      ? [
          {
            key: evidenceKey('margin', study),
            label: `Operating margin, ${newest.label}`,
            value: formatFraction(operatingMargin),
            range: null,
            note: `on ${formatNative(operatingIncome.value, company.unit)}, ${KIND_WORDS[operatingIncome.kind]}`,
            age: study.freshness.quarter,
          },
        ]
      : []),
  ];
}

function marketValueFigure(study: CompanyStudy): PageFigure[] {
  const { profile } = study;
  if (profile?.marketCapUsdBn == null || profile.marketCapAsOn === null) return [];
  return [
    {
      key: evidenceKey('cap', study),
      label: 'Market value',
      value: formatUsdBn(profile.marketCapUsdBn),
      range: null,
      note: `on ${formatDate(profile.marketCapAsOn)}`,
      age: study.freshness.marketValue,
    },
  ];
}

function exposureFigure(study: CompanyStudy): PageFigure[] {
  const { exposure } = study;
  if (isAbsent(exposure)) return [];
  const words = exposureWords(exposure);
  return [
    {
      key: evidenceKey('exposure', study),
      label: 'Value change, default scenario',
      value: words.usd,
      range: words.usdRange,
      note: `${words.pct} of market value`,
    },
  ];
}
