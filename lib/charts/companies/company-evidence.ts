/** What stands behind each figure of a vendor: rows with their sources, rates, steps, what was not used and why. */
import { quarterLabel } from '../../core/calendar/quarter.ts';
import type { Provenance } from '../../core/facts/types.ts';
import type { ChosenFigure } from '../../core/vendors/choose-figure.ts';
import type { AccountQuarter, CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent, type Figure } from '../../core/vendors/figure.ts';
import { lastDisclosed, type HbmShare } from '../../core/vendors/hbm-standing.ts';
import type { FxRate, VendorMetric } from '../../core/vendors/vendor-facts.ts';
import {
  evidenceOf,
  type EvidenceBook,
  type EvidenceInputRow,
  type EvidenceSource,
  type FigureEvidence,
} from '../figure-evidence.ts';
import { formatDate, formatPct, formatSignificant, formatUsdBn, formatUsdBnRange } from '../format.ts';
import { formatMetric, formatNative, KIND_WORDS, METRIC_KIND_WORDS, metricWords } from './account-words.ts';
import { exposureEvidence } from './exposure-evidence.ts';
import { formatPctRange, type CompanyEvidenceKey } from './company-words.ts';

/** Evidence of one vendor's figures; keys end in its ticker. */
export function prepareCompanyEvidence(study: CompanyStudy): EvidenceBook {
  const { ticker } = study.company;
  const key = (name: CompanyEvidenceKey): string => `${name}:${ticker}`;
  const book: Readonly<Record<string, FigureEvidence | null>> = {
    [key('share')]: shareEvidence(study),
    [key('hbm')]: hbmEvidence(study),
    [key('disclosed')]: disclosedEvidence(study),
    [key('revenue')]: study.newest === null ? null : revenueEvidence(study, study.newest),
    [key('margin')]: study.newest === null ? null : marginEvidence(study, study.newest),
    [key('cap')]: marketValueEvidence(study),
    [key('exposure')]: exposureEvidence(study),
  };
  return Object.fromEntries(
    Object.entries(book).flatMap(([name, each]) => (each === null ? [] : [[name, each]])),
  );
}

export function toSource(row: Provenance, where: string | null = null): EvidenceSource {
  const { sourceTitle, publisher, url, publishedOn } = row;
  return {
    title: [sourceTitle ?? 'source not named', ...(publisher === null ? [] : [publisher])].join(', '),
    url,
    publishedOn: publishedOn === '' ? null : publishedOn,
    where,
  };
}

function rowInput(row: VendorMetric, note: string | null): EvidenceInputRow {
  return {
    label: `${row.segment}, ${metricWords(row.metric)}, ${row.fiscalQuarter} (${METRIC_KIND_WORDS[row.reportedOrEstimate]})`,
    value: formatMetric(row.value, row.unit),
    range: null,
    grade: row.grade,
    source: { title: row.sourceTitle ?? 'source not named', url: row.url },
    note: [note, row.notes].filter((text) => text !== null && text !== '').join('; ') || null,
  };
}

/** Rows of a figure, each with those that were not used. */
function chosenInputs(chosen: readonly ChosenFigure[]): EvidenceInputRow[] {
  return chosen.flatMap(({ row, reason, rivals }) => [
    rowInput(row, reason === null ? null : `used: ${reason}`),
    ...rivals.map((rival) => rowInput(rival, 'not used')),
  ]);
}

export function rateInput(rate: FxRate): EvidenceInputRow {
  return {
    label: `${rate.quoteCurrency} per dollar, mean of ${rate.calendarQuarter}`,
    value: formatSignificant(rate.rateQuotePerUsd, 6),
    range: null,
    grade: rate.grade,
    source: { title: rate.sourceTitle ?? 'source not named', url: rate.url },
    note: [
      `published ${rate.publishedOn === null ? 'on a day not stated' : formatDate(rate.publishedOn)}`,
      rate.method,
      rate.notes,
    ]
      .filter((text) => text !== null && text !== '')
      .join('; '),
  };
}

function usdSteps({ company }: CompanyStudy, { usd }: AccountQuarter, value: number) {
  if (isAbsent(usd)) return [{ label: 'In dollars', note: '', value: usd.absence }];
  if (usd.rate === null) return [];
  return [
    { label: 'As stated', note: company.unit.replace('_', ' '), value: formatNative(value, company.unit) },
    {
      label: 'In dollars',
      note: `at ${formatSignificant(usd.rate.rateQuotePerUsd, 6)}`,
      value: formatUsdBn(value * usd.usdBn),
    },
  ];
}

function rateInputs({ usd }: AccountQuarter): EvidenceInputRow[] {
  return isAbsent(usd) || usd.rate === null ? [] : [rateInput(usd.rate)];
}

function sourcesOf(figures: readonly Figure[]): EvidenceSource[] {
  const rows = figures.flatMap(({ chosen }) => chosen.map(({ row }) => row));
  return [...new Map(rows.map((row) => [row.url ?? row.key, toSource(row, row.fiscalQuarter)])).values()];
}

function periodNotes({ startOn, endOn, calendar }: AccountQuarter): string[] {
  if (startOn === null || endOn === null) return [];
  return [
    `Period: ${formatDate(startOn)} to ${formatDate(endOn)}; most of its days lie in ${quarterLabel(calendar)}.`,
  ];
}

function revenueEvidence(study: CompanyStudy, quarter: AccountQuarter): FigureEvidence | null {
  const { revenue } = quarter;
  if (isAbsent(revenue)) return null;
  const { company } = study;
  return evidenceOf({
    title: `${company.name}: revenue of ${quarter.label}`,
    value: formatNative(revenue.value, company.unit),
    grade: revenue.kind === 'reported' ? (revenue.chosen[0]?.row.grade ?? 'press') : 'derived',
    words: revenue.derivation ?? 'As the company reported it for its own fiscal quarter.',
    steps: usdSteps(study, quarter, revenue.value),
    inputs: [...chosenInputs(revenue.chosen), ...rateInputs(quarter)],
    sources: sourcesOf([revenue]),
    notes: periodNotes(quarter),
    age: study.freshness.quarter,
  });
}

function marginEvidence(study: CompanyStudy, quarter: AccountQuarter): FigureEvidence | null {
  const { revenue, operatingIncome, operatingMargin } = quarter;
  if (isAbsent(revenue) || isAbsent(operatingIncome) || typeof operatingMargin !== 'number') return null;
  const { company } = study;
  return evidenceOf({
    title: `${company.name}: operating margin of ${quarter.label}`,
    value: formatPct(operatingMargin * 100),
    words: 'Operating income over revenue of the same fiscal quarter, GAAP or K-IFRS.',
    formula: 'operating income / revenue',
    steps: [
      {
        label: 'Operating income',
        note: KIND_WORDS[operatingIncome.kind],
        value: formatNative(operatingIncome.value, company.unit),
      },
      { label: 'Revenue', note: KIND_WORDS[revenue.kind], value: formatNative(revenue.value, company.unit) },
    ],
    inputs: chosenInputs([...operatingIncome.chosen, ...revenue.chosen]),
    sources: sourcesOf([operatingIncome, revenue]),
    notes: [
      ...periodNotes(quarter),
      ...(operatingIncome.derivation === null ? [] : [`Operating income: ${operatingIncome.derivation}.`]),
    ],
    age: study.freshness.quarter,
  });
}

function shareEvidence(study: CompanyStudy): FigureEvidence | null {
  const { company, profile, hbm } = study;
  if (profile === null) return null;
  const title = `${company.name}: HBM share of revenue`;
  const sources = [toSource(profile, 'vendor profile; the basis names what the share rests on')];
  if (hbm.kind === 'unknown') return null;
  if (hbm.kind === 'none') {
    return evidenceOf({ title, value: 'sells no HBM', grade: profile.grade, words: hbm.reason, sources });
  }
  const { sharePct, period, basis } = hbm.share;
  return evidenceOf({
    title,
    value: formatPct(sharePct.point),
    range: formatPctRange(sharePct),
    rangeWords: 'low to high of the evidence named below; no probability is attached',
    grade: profile.grade,
    words: `Share of company revenue in ${period}. ${basis}.`,
    steps: [
      ...hbmSteps(hbm.share, study),
      ...(profile.hbmShareEarlierPct === null
        ? []
        : [
            {
              label: 'Earlier',
              note: profile.hbmShareEarlierPeriod ?? '',
              value: formatPct(profile.hbmShareEarlierPct),
            },
          ]),
    ],
    sources,
    notes: study.profile?.exposureNote == null ? [] : [study.profile.exposureNote],
    age: study.freshness.hbm,
  });
}

function hbmSteps({ revenue, usdBn }: HbmShare, { company }: CompanyStudy) {
  return [
    ...(revenue === null
      ? []
      : [
          {
            label: 'Revenue',
            note: revenue.label,
            value: formatNative(revenue.figure.value, company.unit),
          },
        ]),
    {
      label: 'HBM revenue that the share stands for',
      note: isAbsent(usdBn) ? '' : formatUsdBnRange(usdBn.low, usdBn.high),
      value: isAbsent(usdBn) ? usdBn.absence : formatUsdBn(usdBn.point),
    },
  ];
}

function hbmEvidence(study: CompanyStudy): FigureEvidence | null {
  const { company, hbm, profile } = study;
  if (hbm.kind !== 'maker' || isAbsent(hbm.share.usdBn) || profile === null) return null;
  const { usdBn, revenue, period, basis } = hbm.share;
  const at = study.fiscal.find(({ label }) => label === revenue?.label);
  return evidenceOf({
    title: `${company.name}: HBM revenue of ${period}, estimated`,
    value: formatUsdBn(usdBn.point),
    range: formatUsdBnRange(usdBn.low, usdBn.high),
    rangeWords: 'revenue times the low and the high of the share',
    grade: 'estimate',
    words: `The estimated share of revenue times revenue of the quarter. ${basis}.`,
    formula: 'share × revenue',
    steps: hbmSteps(hbm.share, study),
    inputs: [
      ...(revenue === null ? [] : chosenInputs(revenue.figure.chosen)),
      ...(at === undefined ? [] : rateInputs(at)),
    ],
    sources: [
      toSource(profile, 'share of revenue'),
      ...(revenue === null ? [] : sourcesOf([revenue.figure])),
    ],
    age: study.freshness.hbm,
  });
}

function disclosedEvidence({ company, hbm }: CompanyStudy): FigureEvidence | null {
  const last = lastDisclosed(hbm);
  if (last === null) return null;
  const { row } = last.chosen;
  const { usd, shareOfRevenue } = last;
  return evidenceOf({
    title: `${company.name}: HBM revenue of ${row.fiscalQuarter}, the last one disclosed`,
    value: formatNative(row.value, company.unit),
    grade: row.grade,
    words: row.notes ?? 'As the company stated it.',
    steps: [
      ...(isAbsent(usd) || usd.rate === null
        ? []
        : [
            {
              label: 'In dollars',
              note: `at ${formatSignificant(usd.rate.rateQuotePerUsd, 6)}`,
              value: formatUsdBn(usd.usdBn),
            },
          ]),
      {
        label: 'Of revenue of the quarter',
        note: '',
        value: typeof shareOfRevenue === 'number' ? formatPct(shareOfRevenue * 100) : shareOfRevenue.absence,
      },
    ],
    inputs: [
      ...chosenInputs([last.chosen]),
      ...(isAbsent(usd) || usd.rate === null ? [] : [rateInput(usd.rate)]),
    ],
    sources: [toSource(row, row.fiscalQuarter)],
  });
}

function marketValueEvidence({ company, profile, freshness }: CompanyStudy): FigureEvidence | null {
  if (profile?.marketCapUsdBn == null || profile.marketCapAsOn === null) return null;
  const { marketCapLocalBn, fxQuotePerUsd, currency, sharesOutstandingMn } = profile;
  return evidenceOf({
    title: `${company.name}: market value on ${formatDate(profile.marketCapAsOn)}`,
    value: formatUsdBn(profile.marketCapUsdBn),
    grade: profile.grade,
    words: 'Close times shares outstanding, in dollars at the rate of the day named below.',
    steps: [
      {
        label: 'In its own currency',
        note: currency,
        value: marketCapLocalBn === null ? 'not stated' : `${formatSignificant(marketCapLocalBn, 6)}\u00a0bn`,
      },
      {
        label: 'Rate',
        note: profile.fxBasis ?? '',
        value: fxQuotePerUsd === null ? 'not stated' : formatSignificant(fxQuotePerUsd, 6),
      },
      {
        label: 'Shares',
        note: 'millions',
        value: sharesOutstandingMn === null ? 'not stated' : formatSignificant(sharesOutstandingMn, 6),
      },
    ],
    sources: [toSource(profile)],
    notes: profile.sharesNote === null ? [] : [`Shares: ${profile.sharesNote}.`],
    age: freshness.marketValue,
  });
}
