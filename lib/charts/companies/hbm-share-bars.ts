/** HBM share of revenue by vendor, now and before, with its range; the form of a bar says how it is known. */
import type { CompanyStudy } from '../../core/vendors/company-study.ts';
import { isAbsent } from '../../core/vendors/figure.ts';
import type { HbmShare } from '../../core/vendors/hbm-standing.ts';
import type { BarPlotModel, PlotBar } from '../bar-plot-model.ts';
import { numberCell, textCell, type ChartCard, type ChartTableCell } from '../chart-model.ts';
import { formatPct, formatUsdBn, formatUsdBnRange } from '../format.ts';
import { linearAxis } from '../plot-axis.ts';
import { vendorColour } from '../vendor-colours.ts';
import type { MarkForm } from '../xy-plot-model.ts';
import { formatPctRange } from './company-words.ts';

interface Maker {
  readonly study: CompanyStudy;
  readonly share: HbmShare;
}

/** Vendors whose share of revenue is on file, in the order of the page. */
export function listMakers(studies: readonly CompanyStudy[]): Maker[] {
  return studies.flatMap((study) => (study.hbm.kind === 'maker' ? [{ study, share: study.hbm.share }] : []));
}

interface ShareRow {
  readonly study: CompanyStudy;
  readonly period: string;
  readonly pct: number;
  readonly low: number | null;
  readonly high: number | null;
  readonly form: MarkForm;
  readonly basis: string;
  readonly dollars: string;
}

/** The chart; null when no share is on file. */
export function prepareHbmShareBars(studies: readonly CompanyStudy[]): BarPlotModel | null {
  const makers = listMakers(studies);
  const rows = makers.flatMap(toRows);
  if (rows.length === 0) return null;
  const without = studies.filter(({ hbm }) => hbm.kind === 'none').map(({ company }) => company.name);
  const unknown = studies.filter(({ hbm }) => hbm.kind === 'unknown').map(({ company }) => company.name);
  return {
    valueAxis: linearAxis(
      rows.flatMap(({ pct, high }) => [pct, high ?? pct]),
      'HBM, percent of company revenue',
      (value) => `${String(value)} %`,
    ),
    bars: rows.map(toBar),
    rules: [],
    legend: [
      { label: 'estimated', colour: 'c-muted', form: 'estimate' },
      { label: 'derived from what the company disclosed', colour: 'c-muted', form: 'derived' },
    ],
    title: 'HBM share of revenue, now and before',
    summary: summarise(makers),
    notes: [
      'Whiskers: the low and the high of the evidence on file; no probability is attached.',
      ...(without.length === 0 ? [] : [`${without.join(', ')} sell no HBM and have no bar.`]),
      ...(unknown.length === 0 ? [] : [`No share was on file by then: ${unknown.join(', ')}.`]),
      'Samsung’s share is of the group with phones and displays.',
    ],
    table: {
      caption: 'HBM share of company revenue, percent',
      columns: [
        { label: 'Vendor and period', unit: null },
        { label: 'Low', unit: 'percent' },
        { label: 'Point', unit: 'percent' },
        { label: 'High', unit: 'percent' },
        { label: 'How it is known', unit: null },
        { label: 'Basis', unit: null },
        { label: 'Source', unit: null },
      ],
      rows: rows.map(toCells),
      totals: null,
    },
    cards: rows.map(toCard),
    fileName: 'hbm-share-of-revenue',
  };
}

function toRows({ study, share }: Maker): ShareRow[] {
  const { sharePct, period, basis, usdBn } = share;
  const { profile } = study;
  const earlierPct = profile?.hbmShareEarlierPct ?? null;
  const earlierPeriod = profile?.hbmShareEarlierPeriod ?? 'before';
  return [
    {
      study,
      period,
      pct: sharePct.point,
      low: sharePct.low,
      high: sharePct.high,
      form: 'estimate',
      basis,
      dollars: isAbsent(usdBn)
        ? usdBn.absence
        : `${formatUsdBn(usdBn.point)} (${formatUsdBnRange(usdBn.low, usdBn.high)})`,
    },
    ...(earlierPct === null
      ? []
      : [
          {
            study,
            period: earlierPeriod,
            pct: earlierPct,
            low: null,
            high: null,
            form: earlierForm(study, earlierPeriod),
            basis: earlierPeriod,
            dollars: 'in the disclosures of its page',
          },
        ]),
  ];
}

/** Derived where the company's own HBM revenue of the quarter that the text names is on file, else an estimate. */
function earlierForm({ hbm }: CompanyStudy, period: string): MarkForm {
  if (hbm.kind !== 'maker') return 'estimate';
  const isDisclosed = hbm.quarters.some(
    ({ chosen }) =>
      chosen.row.reportedOrEstimate === 'reported' && period.startsWith(chosen.row.fiscalQuarter),
  );
  return isDisclosed ? 'derived' : 'estimate';
}

/** "FQ4-25 (disclosed …)" without what stands in brackets. */
function shortPeriod(period: string): string {
  return period.replace(/ \(.*$/, '');
}

function toBar({ study, period, pct, low, high, form }: ShareRow): PlotBar {
  return {
    label: study.company.name,
    sublabel: shortPeriod(period),
    segments: [{ from: 0, to: pct, colour: vendorColour(study.company.ticker), form }],
    whisker: low === null || high === null ? null : { low, high },
    valueLabel: formatPct(pct),
  };
}

const FORM_WORDS: Readonly<Record<'estimate' | 'derived', string>> = {
  estimate: 'estimate',
  derived: 'derived from what the company disclosed',
};

function formWords(form: MarkForm): string {
  return form === 'derived' ? FORM_WORDS.derived : FORM_WORDS.estimate;
}

function toCard({ study, period, pct, low, high, form, basis, dollars }: ShareRow): ChartCard {
  const range = low === null || high === null ? '' : ` (${formatPctRange({ low, point: pct, high })})`;
  return {
    title: `${study.company.name}, ${shortPeriod(period)}`,
    lines: [
      {
        label: 'Of revenue',
        text: `${formatPct(pct)}${range}`,
        colour: vendorColour(study.company.ticker),
      },
      { label: 'HBM revenue', text: dollars, colour: null },
      { label: 'How it is known', text: formWords(form), colour: null },
    ],
    footer: basis,
  };
}

function toCells({ study, period, pct, low, high, form, basis }: ShareRow): ChartTableCell[] {
  return [
    textCell(`${study.company.name}, ${shortPeriod(period)}`),
    numberCell(low, formatPct, 'no range on file'),
    numberCell(pct, formatPct, ''),
    numberCell(high, formatPct, 'no range on file'),
    textCell(formWords(form)),
    textCell(basis),
    { value: study.profile?.url ?? null, text: study.profile?.sourceTitle ?? 'source not named' },
  ];
}

function summarise(makers: readonly Maker[]): string {
  const falls = makers.flatMap(({ study, share }) => {
    const before = study.profile?.hbmShareEarlierPct ?? null;
    return before === null ? [] : [{ study, before, now: share.sharePct.point }];
  });
  const fallen = falls.filter(({ before, now }) => now < before);
  const words = falls
    .map(({ study, before, now }) => `${study.company.name} from ${formatPct(before)} to ${formatPct(now)}`)
    .join(', ');
  if (falls.length === 0) return 'No earlier share is on file to compare with.';
  return `HBM’s share of revenue fell at ${String(fallen.length)} of ${String(falls.length)} makers: ${words}.`;
}
